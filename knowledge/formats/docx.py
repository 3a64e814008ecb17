"""Word documents (.docx) → lines: every word that Word shows, and none that it does not.

Runs stand directly in a paragraph or deep inside smart tags, insertions, content controls, fields and links;
paragraphs stand in content controls too. Deleted and moved-away text is left out, Word's own list numbers are
written before their paragraphs.
"""

from __future__ import annotations

from collections.abc import Iterator
from io import BytesIO
from typing import Any

import docx

from knowledge.formats.marks import is_footnote_mark
from knowledge.formats.rows import FORMULA, PICTURE, name_formulas, row_lines, said_again
from knowledge.formats.word_lists import WordLists
from knowledge.formats.word_xml import attribute, child, find, name

_GONE = {"del", "moveFrom", "pPr", "rPr", "sdtPr", "sdtEndPr", "tblPr", "tblGrid", "trPr", "tcPr", "rt"}
_SIGNS = {"tab": " ", "ptab": " ", "br": "\n", "cr": "\n", "noBreakHyphen": "-"}
_PICTURES = {"imagedata", "pic"}
_EQUATIONS = ("Equation", "Eqn", "MathType")


def lines_of_docx(data: bytes) -> list[str]:
    """The paragraphs and table rows of the body, in order."""
    document = docx.Document(BytesIO(data))
    lists = WordLists(document.part)
    return list(name_formulas(_lines(document.element.body, lists)))


def _lines(container: Any, lists: WordLists) -> Iterator[str]:
    unfinished = ""
    for block in _blocks(container, {"p", "tbl"}):
        if name(block) == "tbl":
            yield from _table_lines(block, lists)
            continue
        boxes: list[Any] = []
        text = unfinished + _paragraph_text(block, lists, boxes)
        unfinished = text if find(block, "pPr", "rPr", "del") is not None else ""  # its end was deleted
        if not unfinished:
            yield from (line for line in text.splitlines() if line.strip())
        for box in boxes:
            yield from _lines(box, lists)
    if unfinished.strip():
        yield unfinished


def _blocks(container: Any, wanted: set[str]) -> Iterator[Any]:
    """The children that are wanted, also those inside content controls, insertions and the like."""
    for element in container:
        if name(element) in wanted:
            yield element
        elif name(element) == "AlternateContent":
            yield from _blocks(_choice(element), wanted)
        elif name(element) not in _GONE:
            yield from _blocks(element, wanted)


def _choice(alternate: Any) -> Any:
    """Word writes text boxes twice, for new and for old programs."""
    return alternate[0] if len(alternate) else alternate


def _paragraph_text(paragraph: Any, lists: WordLists, boxes: list[Any]) -> str:
    text = ""
    for run in _runs(paragraph):
        part = run if isinstance(run, str) else _run_text(run, boxes)
        superscript = not isinstance(run, str) and attribute(find(run, "rPr", "vertAlign"), "val") == "superscript"
        if not (superscript and is_footnote_mark(text, part)):
            text += part
    deleted = not text.strip() and find(paragraph, "pPr", "rPr", "del") is not None
    return text if deleted else lists.label(paragraph, bool(text.strip())) + text


def _runs(element: Any) -> Iterator[Any]:
    """The runs of a paragraph, however deep; an equation comes as its text."""
    for part in element:
        kind = name(part)
        if kind == "r":
            if not _is_hidden(part):
                yield part
        elif kind == "oMath":
            yield _equation(part)
        elif kind == "AlternateContent":
            yield from _runs(_choice(part))
        elif kind not in _GONE:
            yield from _runs(part)


def _is_hidden(run: Any) -> bool:
    vanish = find(run, "rPr", "vanish")
    return vanish is not None and attribute(vanish, "val") not in {"0", "false", "off"}


def _run_text(run: Any, boxes: list[Any]) -> str:
    """The text of a run; the text boxes that hang on it are put into `boxes`."""
    text = ""
    for part in run:
        kind = name(part)
        if kind in {"t", "r", "rubyBase"}:
            text += part.text or "" if kind == "t" else _run_text(part, boxes)
        elif kind in _SIGNS:
            text += _SIGNS[kind]
        elif kind == "object" and _is_equation(part):
            text += FORMULA
        elif kind in _PICTURES:
            text += PICTURE
        elif kind == "AlternateContent":
            text += _run_text(_choice(part), boxes)
        elif kind == "txbxContent":
            boxes.append(part)
        elif kind not in _GONE and kind not in {"instrText", "delText", "delInstrText"}:
            text += _run_text(part, boxes)
    return text


def _is_equation(embedded: Any) -> bool:
    programs = [part.get("ProgID", "") for part in embedded.iter() if name(part) == "OLEObject"]
    return any(program.startswith(_EQUATIONS) for program in programs)


def _equation(element: Any) -> str:
    """An equation on one line: fractions with "/", powers with "^"."""
    kind = name(element)
    if kind == "t":
        return element.text or ""
    if kind == "f":
        above, below = (_equation(part).strip() for part in (child(element, "num"), child(element, "den")))
        return " / ".join(f"({side})" if " " in side else side for side in (above, below))
    if kind == "sup":
        return "^" + "".join(map(_equation, element))
    return "".join(map(_equation, element))


def _table_lines(table: Any, lists: WordLists) -> Iterator[str]:
    """The rows; a cell that goes on from the row above says its words again, so that each row is whole."""
    above: dict[int, list[str]] = {}
    for row in _blocks(table, {"tr"}):
        if find(row, "trPr", "del") is not None:
            continue
        cells: list[list[str]] = []
        nested: list[Any] = []
        column = 0
        for cell in _blocks(row, {"tc"}):
            merge = find(cell, "tcPr", "vMerge")
            goes_on = merge is not None and attribute(merge, "val") != "restart" and column in above
            words = above[column] if goes_on else list(_lines(_without_tables(cell, nested), lists))
            above[column] = list(said_again(words))
            cells.append(words)
            column += _span(cell)
        yield from row_lines(cells)
        for inner in nested:
            yield from _table_lines(inner, lists)


def _without_tables(cell: Any, nested: list[Any]) -> list[Any]:
    """The paragraphs of a cell; its tables are put into `nested`, to be lines of their own."""
    blocks = list(_blocks(cell, {"p", "tbl"}))
    nested.extend(block for block in blocks if name(block) == "tbl")
    return [block for block in blocks if name(block) == "p"]


def _span(cell: Any) -> int:
    span = attribute(find(cell, "tcPr", "gridSpan"), "val")
    return int(span) if span.isdecimal() else 1
