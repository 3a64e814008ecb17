"""The letters of a PDF page with their boxes, and lines put together from them, without footnote marks."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from ctypes import byref
from dataclasses import dataclass

import pypdfium2
from pypdfium2 import raw

from knowledge.formats.marks import is_footnote_mark

SUPERSCRIPT = 0.8  # of the line's size
SPACE = 0.15  # in letters' sizes, between two words

_COLUMN_GAP = 2.0  # in letters' sizes: another column, since justified lines have wide spaces too
_SPACE_BEFORE_MARK = re.compile(r" (?=[.,;:](?:\s|$))")
_HYPHENS = {"\x02", "\ufffe", "\u00ad"}  # how pdfium gives a hyphen at the end of a line


@dataclass(frozen=True, slots=True)
class Letter:
    """One letter and its loose box, in points from the page's lower left corner."""

    text: str
    left: float
    bottom: float
    right: float
    size: float


@dataclass(frozen=True, slots=True)
class Line:
    """A piece of text that stands on one line, or a row of a table with its cells."""

    text: str
    left: float
    right: float
    bottom: float
    size: float
    cells: tuple[str, ...] = ()


def letter_lines(page: pypdfium2.PdfPage) -> Iterator[list[Letter]]:
    """The letters of a page, line by line as pdfium orders them."""
    textpage = page.get_textpage()
    letters: list[Letter] = []
    box = raw.FS_RECTF()
    for index in range(textpage.count_chars()):
        char = chr(raw.FPDFText_GetUnicode(textpage.raw, index))
        if char in "\r\n":
            if letters:
                yield letters
            letters = []
            continue
        char = "-" if char in _HYPHENS else char
        if char.isprintable() and raw.FPDFText_GetLooseCharBox(textpage.raw, index, byref(box)):
            letters.append(Letter(char, box.left, box.bottom, box.right, box.top - box.bottom))
    if letters:
        yield letters


def pieces(letters: Sequence[Letter]) -> Iterator[Line]:
    """One line of text as the pieces that a column's gap parts, without footnote marks."""
    visible = [letter for letter in letters if not letter.text.isspace() and letter.size > 0]
    if not visible:
        return
    size = Counter(round(letter.size, 1) for letter in visible).most_common(1)[0][0]
    text, left, right, bottom = "", visible[0].left, visible[0].left, visible[0].bottom
    for letter in letters:
        if letter.text.isspace():
            text += " "
            continue
        if letter.size < SUPERSCRIPT * size and is_footnote_mark(text, letter.text):
            right = letter.right
            continue
        if letter.left - right > _COLUMN_GAP * size and text.strip():
            yield _line(text, left, right, bottom, size)
            text, left, bottom = "", letter.left, letter.bottom
        text, right, bottom = text + letter.text, letter.right, min(bottom, letter.bottom)
    if text.strip():
        yield _line(text, left, right, bottom, size)


def _line(text: str, left: float, right: float, bottom: float, size: float) -> Line:
    return Line(_SPACE_BEFORE_MARK.sub("", " ".join(text.split())), left, right, bottom, size)
