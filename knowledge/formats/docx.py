"""Word documents (.docx) → lines. A table row is one line, "cell | cell"."""

from __future__ import annotations

from collections.abc import Iterator
from io import BytesIO
from typing import Any

import docx
from docx.table import Table

from knowledge.formats.marks import is_footnote_mark


def lines_of_docx(data: bytes) -> list[str]:
    """The paragraphs and table rows of the body, in order."""
    return list(_lines(docx.Document(BytesIO(data))))


def _lines(container: Any) -> Iterator[str]:
    for block in container.iter_inner_content():
        if isinstance(block, Table):
            yield from _table_lines(block)
        else:
            yield from _paragraph_text(block).splitlines()


def _paragraph_text(paragraph: Any) -> str:
    """The paragraph without the marks of footnotes."""
    text = ""
    for part in paragraph.iter_inner_content():
        font = getattr(part, "font", None)
        if not (font is not None and font.superscript and is_footnote_mark(text, part.text)):
            text += part.text
    return text


def _table_lines(table: Any) -> Iterator[str]:
    for row in table.rows:
        cells = list({id(cell._tc): cell for cell in row.cells}.values())  # a merged cell comes once for each column
        if len(cells) == 1:  # a frame around text, not a table
            yield from _lines(cells[0])
        else:
            yield " | ".join(" ".join(" ".join(_lines(cell)).split()) for cell in cells)
