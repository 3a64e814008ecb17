"""PDF files with a text layer → lines.

pypdfium2 gives every letter with its box. From the boxes we see what a page's plain text does not say:
superscript footnote marks, footnotes in small print, and where a paragraph begins (indented) or goes on
(hard wraps).
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from ctypes import byref
from dataclasses import dataclass, replace

import pypdfium2
from pypdfium2 import raw

from knowledge.formats.marks import is_footnote_mark

MAX_PAGES = 3000

_PAGE_FURNITURE = re.compile(r"(\d+[\s|]+)?CÔNG BÁO/Số.*|\d{1,4}|Trang \d+.*", re.IGNORECASE)
_STAMP = re.compile(r"(Ký bởi|Người ký|Cơ quan|Ngày ký|Thời gian ký|Email)\s*:.*")
_SPACE_BEFORE_MARK = re.compile(r" (?=[.,;:](?:\s|$))")
_SMALL_PRINT = 0.9  # of the body's size: footnotes
_SUPERSCRIPT = 0.8  # of the line's size
_INDENT = 0.7  # in letters' sizes: a paragraph's first line, or a centred one
_SPACE = 0.15  # in letters' sizes, between two words
_CELL_GAP = 0.4  # in letters' sizes, between two pieces of one row: another cell of a table
_COLUMN_GAP = 2.0  # the same inside one piece, where justified lines have wide spaces too


@dataclass(frozen=True, slots=True)
class _Letter:
    text: str
    left: float
    bottom: float
    right: float
    size: float


@dataclass(frozen=True, slots=True)
class _Line:
    text: str
    left: float
    right: float
    bottom: float
    size: float


class TooManyPagesError(ValueError):
    """The file has more pages than any legal document."""


def lines_of_pdf(data: bytes) -> list[str]:
    """The paragraphs of the document; none when it is a scan without text."""
    pdf = pypdfium2.PdfDocument(data)
    try:
        if len(pdf) > MAX_PAGES:
            raise TooManyPagesError
        pages = [[line for letters in _letter_lines(page) if (line := _line(letters))] for page in pdf]
    finally:
        pdf.close()
    sizes = Counter(size for page in pages for line in page for size in [round(line.size)] * len(line.text))
    body = max(sizes, key=lambda s: sizes[s], default=0)
    return _paragraphs([line for page in pages for line in _body_lines(_rows(page), body)])


def _letter_lines(page: pypdfium2.PdfPage) -> Iterator[list[_Letter]]:
    """The letters of a page, line by line as pdfium orders them."""
    textpage = page.get_textpage()
    letters: list[_Letter] = []
    box = raw.FS_RECTF()
    for index in range(textpage.count_chars()):
        char = chr(raw.FPDFText_GetUnicode(textpage.raw, index))
        if char in "\r\n":
            if letters:
                yield letters
            letters = []
        elif char.isprintable() and raw.FPDFText_GetLooseCharBox(textpage.raw, index, byref(box)):
            letters.append(_Letter(char, box.left, box.bottom, box.right, box.top - box.bottom))
    if letters:
        yield letters


def _line(letters: Sequence[_Letter]) -> _Line | None:
    """One line of text, without footnote marks; None when nothing is left."""
    visible = [letter for letter in letters if not letter.text.isspace() and letter.size > 0]
    if not visible:
        return None
    size = Counter(round(letter.size, 1) for letter in visible).most_common(1)[0][0]
    text, right = "", visible[0].left
    for letter in letters:
        if letter.text.isspace():
            text += " "
            continue
        if letter.size < _SUPERSCRIPT * size and is_footnote_mark(text, letter.text):
            right = letter.right
            continue
        if letter.left - right > _COLUMN_GAP * size:
            text = text.rstrip() + " | "
        text, right = text + letter.text, letter.right
    text = _SPACE_BEFORE_MARK.sub("", " ".join(text.split()))
    return _Line(text, visible[0].left, right, min(x.bottom for x in visible), size) if text else None


def _rows(lines: Sequence[_Line]) -> list[_Line]:
    """Put tables together, "cell | cell", and lines that were broken at a footnote's mark.

    pdfium reads a table cell by cell, so a line that stands to the right of the last one and not below it begins
    another cell of the same row.
    """
    rows: list[list[_Line]] = []
    for line in lines:
        last = rows[-1][-1] if rows else None
        if last is None or not (_is_beside(last, line) or (len(rows[-1]) > 1 and _is_below(last, line))):
            rows.append([line])
        elif line.size < _SUPERSCRIPT * last.size and is_footnote_mark(last.text, line.text):
            rows[-1][-1] = replace(last, right=line.right)
        elif not _is_beside(last, line) or line.left - last.right < _CELL_GAP * last.size:
            rows[-1][-1] = _joined(last, line)
        elif len(rows[-1]) > 1:
            rows[-1].append(line)
        else:
            rows.append([_first_cell(rows, line), line])
    return [replace(row[0], text=" | ".join(cell.text for cell in row), right=row[-1].right) for row in rows]


def _is_beside(last: _Line, line: _Line) -> bool:
    return line.left > last.right - _SPACE * last.size and line.bottom > last.bottom - last.size / 2


def _is_below(cell: _Line, line: _Line) -> bool:
    """Whether a line goes on with a cell of several lines."""
    near = cell.bottom - 2 * cell.size < line.bottom < cell.bottom
    return near and line.left < cell.right and cell.left < line.right


def _joined(last: _Line, line: _Line) -> _Line:
    touching = _is_beside(last, line) and line.left - last.right < _SPACE * last.size
    left, right, bottom = min(last.left, line.left), max(last.right, line.right), min(last.bottom, line.bottom)
    return _Line(last.text + ("" if touching else " ") + line.text, left, right, bottom, last.size)


def _first_cell(rows: list[list[_Line]], second: _Line) -> _Line:
    """Take the lines of a row's first cell off the rows: they came before we knew that it is a table."""
    cell = top = rows.pop()[0]
    while rows and len(rows[-1]) == 1 and _is_below(rows[-1][0], top):
        if rows[-1][0].right > second.left or rows[-1][0].text.endswith((".", ":", ";")):
            break
        top = rows.pop()[0]
        cell = _joined(top, cell)
    return cell


def _body_lines(page: Sequence[_Line], body: float) -> list[_Line]:
    """The page without running heads, page numbers, signature stamps and the footnotes at its foot."""
    lines = list(page)
    while lines and lines[-1].size < _SMALL_PRINT * body:
        lines.pop()
    return [x for x in lines if not _PAGE_FURNITURE.fullmatch(x.text) and not _STAMP.fullmatch(x.text)]


def _paragraphs(lines: Sequence[_Line]) -> list[str]:
    """Join hard wraps: an indented line begins a paragraph, one at the margin goes on with the last."""
    margin = _left_margin(lines)
    paragraphs: list[str] = []
    for line in lines:
        in_table = " | " in line.text or (paragraphs and " | " in paragraphs[-1])
        if paragraphs and line.left < margin + _INDENT * line.size and not in_table:
            paragraphs[-1] += " " + line.text
        else:
            paragraphs.append(line.text)
    return paragraphs


def _left_margin(lines: Sequence[_Line]) -> float:
    """The left edge of wrapped lines; when no line is indented, none counts as a continuation."""
    lefts = Counter(round(line.left) for line in lines)
    often = [left for left, count in lefts.items() if count >= max(3, len(lines) // 20)]
    return min(often) if len(often) > 1 else float("-inf")
