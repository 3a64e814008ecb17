"""OpenDocument texts (.odt) → lines; a table row is "cell | cell".

Text that was deleted while changes were recorded stands in `text:tracked-changes` and is left out; the numbers of
lists are written before their paragraphs, as LibreOffice shows them.
"""

from __future__ import annotations

import zipfile
from collections.abc import Iterator
from io import BytesIO
from typing import Any

from lxml import etree

from knowledge.formats.list_counts import written
from knowledge.formats.rows import PICTURE, name_formulas, row_lines
from knowledge.formats.word_xml import attribute, find, name

_GONE = {"tracked-changes", "note", "annotation", "sequence-decls", "forms", "desc", "title"}
_SIGNS = {"tab": " ", "s": " ", "line-break": "\n", "image": PICTURE}
_MOST_REPEATED = 100
_FORMS = {"1": "decimal", "a": "lowerLetter", "A": "upperLetter", "i": "lowerRoman", "I": "upperRoman"}


def lines_of_odt(data: bytes) -> list[str]:
    """The paragraphs and table rows of the body, in order."""
    with zipfile.ZipFile(BytesIO(data)) as archive:
        root = parse_xml(archive.read("content.xml"))
        styles = parse_xml(archive.read("styles.xml")) if "styles.xml" in archive.namelist() else ()
    body = find(root, "body", "text")
    if body is None:
        raise ValueError("no text")
    return list(name_formulas(_Reader(root, styles).lines(body)))


def parse_xml(data: bytes) -> Any:
    """XML from strangers: no entities, nothing from outside, no depth or size without end."""
    return etree.fromstring(data, etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False))


class _Reader:
    """Reads the body of one text; counts its lists on the way."""

    def __init__(self, *roots: Any) -> None:
        self._levels = {
            attribute(style, "name"): {attribute(level, "level"): level for level in style}
            for root in roots
            for style in (root.iter("{*}list-style") if len(root) else ())
        }
        self._counts: dict[tuple[str, int], int] = {}

    def lines(self, container: Any) -> Iterator[str]:
        for block in container:
            kind = name(block)
            if kind in {"p", "h"}:
                yield from (line for line in _text(block).splitlines() if line.strip())
                for box in block.iter("{*}text-box"):
                    yield from self.lines(box)
            elif kind == "table":
                yield from self._table_lines(block)
            elif kind == "list":
                yield from self._list_lines(block, attribute(block, "style-name"), 1)
            elif kind not in _GONE:
                yield from self.lines(block)

    def _list_lines(self, element: Any, style: str, depth: int) -> Iterator[str]:
        if attribute(element, "continue-numbering") != "true" and not attribute(element, "continue-list"):
            self._counts.pop((style, depth), None)
        for item in element:
            if name(item) not in {"list-item", "list-header"}:
                continue
            label = self._label(item, style, depth)
            for part in item:
                if name(part) == "list":
                    yield from self._list_lines(part, attribute(part, "style-name") or style, depth + 1)
                    continue
                for line in self.lines([part]):
                    yield label + line
                    label = ""

    def _label(self, item: Any, style: str, depth: int) -> str:
        """What stands before an item; each level shows as many levels above it as its style says."""
        level = self._levels.get(style, {}).get(str(depth))
        if level is None or name(item) == "list-header":
            return ""
        if name(level) != "list-level-style-number":
            return "- "
        start = attribute(item, "start-value") or attribute(level, "start-value")
        before = self._counts.get((style, depth))
        first = attribute(item, "start-value") or before is None
        self._counts[style, depth] = (int(start) if start.isdecimal() else 1) if first else (before or 0) + 1
        for deeper in [key for key in self._counts if key[0] == style and key[1] > depth]:
            del self._counts[deeper]
        number = self._number(style, depth, level)
        return f"{attribute(level, 'num-prefix')}{number}{attribute(level, 'num-suffix')} ".lstrip() if number else ""

    def _number(self, style: str, depth: int, level: Any) -> str:
        shown = attribute(level, "display-levels")
        above = int(shown) if shown.isdecimal() else 1
        numbers = []
        for at in range(max(1, depth - above + 1), depth + 1):
            form = _FORMS.get(attribute(self._levels[style].get(str(at)), "num-format"), "none")
            numbers.append(written(self._counts.get((style, at), 1), form))
        return ".".join(filter(None, numbers))

    def _table_lines(self, table: Any) -> Iterator[str]:
        for row in table.iter("{*}table-row"):
            if next(row.iterancestors("{*}table")) is not table:
                continue  # a row of a table inside a cell, which comes with its cell
            cells = [list(self.lines(cell)) for cell in row if name(cell) in {"table-cell", "covered-table-cell"}]
            yield from row_lines(cells[:_MOST_REPEATED])


def _text(element: Any) -> str:
    """The words of a paragraph, without notes and text boxes."""
    text = element.text or ""
    for part in element:
        kind = name(part)
        if kind == "s":
            count = attribute(part, "c")
            text += " " * min(int(count), _MOST_REPEATED) if count.isdecimal() else " "
        elif kind in _SIGNS:
            text += _SIGNS[kind]
        elif kind and kind not in _GONE and kind != "text-box":
            text += _text(part)
        text += part.tail or ""
    return text
