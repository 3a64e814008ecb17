"""PDF files with a text layer → lines.

pdfium gives every letter with its box. From the boxes we see what a page's plain text does not say: superscript
footnote marks, footnotes in small print, tables, and where a paragraph begins (indented) or goes on (hard wraps).
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import replace

import pypdfium2

from knowledge.formats.pdf_letters import Line
from knowledge.formats.pdf_tables import PROVISION, page_lines
from knowledge.formats.rows import PICTURE, name_formulas, row_line

MAX_PAGES = 3000
MAX_LETTERS = 2_000_000  # four times the longest code of laws

_PAGE_FURNITURE = re.compile(r"(\d+[\s|]+)?CÔNG BÁO/Số.*|\d{1,4}|Trang \d+.*", re.IGNORECASE)
_STAMP = re.compile(r"(Ký bởi|Người ký|Cơ quan|Ngày ký|Thời gian ký|Email)\s*:.*")
_BROKEN_NUMBER = re.compile(r"[\wĐ]-$")  # "NĐ-" at a line's end goes on with "CP"
_SMALL_PRINT = 0.9  # of the body's size: footnotes
_PROVISIONS = 3  # lines that begin provisions, before the body's size is told from them
_REACHING = 0.9  # of the lines end before the right edge
_INDENT = 0.7  # in letters' sizes: a paragraph's first line, or a centred one


class TooManyPagesError(ValueError):
    """The file is longer than any legal document."""


def lines_of_pdf(data: bytes) -> list[str]:
    """The paragraphs of the document; none when it is a scan without text."""
    pdf = pypdfium2.PdfDocument(data)
    pages: list[list[Line]] = []
    letters = 0
    try:
        if len(pdf) > MAX_PAGES:
            raise TooManyPagesError
        for page in pdf:
            pages.append(page_lines(page))
            page.close()
            letters += sum(len(line.text) for line in pages[-1])
            if letters > MAX_LETTERS:
                raise TooManyPagesError
    finally:
        pdf.close()
    body = _body_size([line for page in pages for line in page])
    lines: list[Line] = []
    for page_of_lines in pages:
        _append_page(lines, _body_lines(page_of_lines, body))
    return list(name_formulas(_paragraphs(lines)))


def _body_size(lines: Sequence[Line]) -> float:
    """The size of most letters in lines that begin articles, clauses and points; footnotes may be longer than these."""
    provisions = [line for line in lines if PROVISION.match(line.text)]
    sizes: Counter[int] = Counter()
    for line in provisions if len(provisions) >= _PROVISIONS else lines:
        sizes[round(line.size)] += len(line.text)
    return max(sizes, key=lambda size: sizes[size], default=0)


def _append_page(lines: list[Line], page: list[Line]) -> None:
    """Add a page; a row that was cut by the page's end goes on in the first row of the next page."""
    if lines and page and _goes_on(lines[-1].cells, page[0].cells):
        cells = tuple(" ".join(filter(None, both)) for both in zip(lines[-1].cells, page[0].cells, strict=True))
        lines[-1] = replace(lines[-1], cells=cells, text=row_line(cells))
        page = page[1:]
    lines += page


def _goes_on(row: Sequence[str], below: Sequence[str]) -> bool:
    return len(row) == len(below) > 1 and not below[0].strip() and bool(row[0].strip())


def _body_lines(page: Sequence[Line], body: float) -> list[Line]:
    """The page without running heads, page numbers, signature stamps and the footnotes at its foot."""
    lines = list(page)
    while lines and lines[-1].size < _SMALL_PRINT * body and not lines[-1].cells:
        lines.pop()
    return [x for x in lines if not _PAGE_FURNITURE.fullmatch(x.text) and not _STAMP.fullmatch(x.text)]


def _paragraphs(lines: Sequence[Line]) -> list[str]:
    """Join hard wraps: an indented line begins a paragraph, one at the margin goes on with the last.

    Where no line is indented, one goes on with the last when that one is full and ends no sentence.
    """
    margin, edge = _left_margin(lines), _right_edge(lines)
    paragraphs: list[str] = []
    before: Line | None = None
    for line in lines:
        if before is None or before.cells or line.cells or PICTURE in (before.text, line.text):
            goes_on = False
        elif margin is None:
            goes_on = _is_full(before, line, edge) and not _begins(line, before)
        else:
            at_margin = line.left < margin + _INDENT * line.size
            unfinished = _is_full(before, line, edge) and not before.text.endswith((".", ";", ":"))
            goes_on = at_margin and (unfinished or not PROVISION.match(line.text))
        if goes_on:
            paragraphs[-1] += ("" if _BROKEN_NUMBER.search(paragraphs[-1]) else " ") + line.text
        else:
            paragraphs.append(line.text)
        before = line
    return paragraphs


def _left_margin(lines: Sequence[Line]) -> float | None:
    """The left edge of wrapped lines, or None when no line is indented."""
    lefts = Counter(round(line.left) for line in lines if not line.cells)
    often = [left for left, count in lefts.items() if count >= max(3, len(lines) // 20)]
    return min(often) if len(often) > 1 else None


def _right_edge(lines: Sequence[Line]) -> float:
    """Where full lines end: most lines of a text do not reach further."""
    rights = sorted(line.right for line in lines if not line.cells and line.text != PICTURE)
    return rights[int(len(rights) * _REACHING)] if rights else 0.0


def _is_full(before: Line, line: Line, edge: float) -> bool:
    """Whether the first word of a line had no place left at the end of the line before."""
    letter = (line.right - line.left) / max(len(line.text), 1)
    return before.right + letter * (len(line.text.split(maxsplit=1)[0]) + 1) > edge - letter


def _begins(line: Line, before: Line) -> bool:
    if PROVISION.match(line.text) or line.text.startswith(("-", "–", "+")):
        return True
    return before.text.endswith((".", ";", ":")) and not line.text[0].islower()
