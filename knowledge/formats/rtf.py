"""Rich text files (.rtf) → lines; a table row is "cell | cell".

striprtf reads the words. What it does not look at is settled before: pictures (megabytes that it would read letter by
letter), deleted text, list numbers of old files, and paragraphs inside the cells of a table.
"""

from __future__ import annotations

import re

from striprtf.striprtf import rtf_to_text

from knowledge.formats.rows import row_line

MAX_LETTERS = 8_000_000  # without pictures; a whole code of laws has less than five
MAX_GROUPS = 500_000

_HEX = re.compile(r"(?:[0-9a-fA-F]{32,}\s*)+")
_BINARY = re.compile(r"\\bin(\d{1,9}) ?")
_DELETED = re.compile(r"\{[^{}]*\\deleted(?![0a-z])[^{}]*\}")
_PARAGRAPH = re.compile(r"\\(pard|intbl|par)(?![a-z0-9])")
_ROW_END = re.compile(r"\|\s*$")


def lines_of_rtf(data: bytes) -> list[str]:
    """The paragraphs and table rows, in order; raises ValueError when the file is longer than any law."""
    source = _HEX.sub("", _without_binary(data.decode("latin-1")))
    if len(source) > MAX_LETTERS or source.count("{") > MAX_GROUPS:
        raise ValueError("too long")
    source = _DELETED.sub("", source).replace("{\\pntext", "{\\listtext").replace("\\fldinst", "\\generator")
    text = rtf_to_text(_whole_cells(source), encoding="cp1252", errors="replace")
    return [line for raw in text.splitlines() if (line := _line(raw)).strip(" |")]


def _without_binary(source: str) -> str:
    kept, place = [], 0
    while found := _BINARY.search(source, place):
        kept.append(source[place : found.start()])
        place = found.end() + int(found[1])
    return "".join([*kept, source[place:]])


def _whole_cells(source: str) -> str:
    """A paragraph that ends inside a cell does not end the row."""
    in_table = False

    def paragraph(found: re.Match[str]) -> str:
        nonlocal in_table
        if found[1] == "par":
            return " " if in_table else found[0]
        in_table = found[1] == "intbl"
        return found[0]

    return _PARAGRAPH.sub(paragraph, source)


def _line(raw: str) -> str:
    """striprtf ends every cell with "|", the last one too."""
    return row_line(_ROW_END.sub("", raw).split("|")) if _ROW_END.search(raw) else raw
