"""Word 97 files (.doc) → lines, by the piece table of [MS-DOC] 2.4.1. A table row is "cell | cell".

The numbers that Word draws before the paragraphs of its lists are written there (`doc_lists.py`).
"""

from __future__ import annotations

import re
import struct
from bisect import bisect_right
from collections.abc import Iterator
from io import BytesIO
from itertools import accumulate
from typing import NamedTuple

import olefile

from knowledge.formats.doc_lists import DocLists
from knowledge.formats.doc_paragraphs import span

_FIELD = re.compile("\x13[^\x13\x14\x15]*\x14?|\x15")  # a field's instruction; its shown result stays
_INVISIBLE = re.compile("[\x00-\x06\x08\x0e-\x1d\x1f]")
_PARAGRAPH = re.compile("[^\r\x07\x0c]*(?:[\r\x07\x0c]|$)")  # with its mark; a new page is a mark only at times


class _Piece(NamedTuple):
    text: str
    place: int  # in the stream
    width: int  # bytes of a letter


def lines_of_doc(data: bytes) -> list[str]:
    """The lines of the main text; raises ValueError when the file is protected, cut off or not from Word."""
    with olefile.OleFileIO(BytesIO(data)) as ole:
        if not ole.exists("WordDocument"):
            raise ValueError("no WordDocument stream")
        word = ole.openstream("WordDocument").read()
        flags = struct.unpack_from("<H", word, 0x0A)[0]
        if flags & 0x0100:
            raise ValueError("encrypted")
        table = ole.openstream("1Table" if flags & 0x0200 else "0Table").read()
        more = ole.openstream("Data").read() if ole.exists("Data") else b""
    return _lines("".join(_numbered(list(_pieces(word, table)), DocLists(word, table, more))))


def _numbered(pieces: list[_Piece], lists: DocLists) -> Iterator[str]:
    """The paragraphs in order, each with the number of its list before it."""
    text = "".join(piece.text for piece in pieces)
    firsts = [0, *accumulate(len(piece.text) for piece in pieces)]

    def place(letter: int) -> int:
        at = bisect_right(firsts, letter) - 1
        return pieces[at].place + pieces[at].width * (letter - firsts[at])

    start = 0
    for match in _PARAGRAPH.finditer(text):
        end = match.end()
        if match[0].endswith("\x0c") and end < len(text) and lists.is_one(place(end - 1), place(end)):
            continue
        if paragraph := text[start:end]:
            yield lists.label(place(end - 1), bool(paragraph.strip())) + paragraph
        start = end


def _pieces(word: bytes, table: bytes) -> Iterator[_Piece]:
    """The pieces of the main text, in order: each is in UTF-16 or, "compressed", in one byte a letter."""
    length = struct.unpack_from("<i", word, 0x4C)[0]  # ccpText: footnotes and headers follow after it
    plc = _piece_table(span(word, table, 0x01A2))
    count = (len(plc) - 4) // 12
    places = struct.unpack_from(f"<{count + 1}I", plc)
    for i in range(count):
        letters = min(places[i + 1], length) - places[i]
        offset = struct.unpack_from("<I", plc, 4 * (count + 1) + 8 * i + 2)[0]
        if letters <= 0:
            return
        if offset & 0x40000000:
            begin = (offset & 0x3FFFFFFF) // 2
            yield _Piece(word[begin : begin + letters].decode("cp1252", "replace"), begin, 1)
        else:
            # a letter outside the basic plane takes two places; there are none in laws, and a lone half is no error
            text = word[offset : offset + 2 * letters].decode("utf-16-le", "replace")
            yield _Piece(text, offset, 2)


def _piece_table(clx: bytes) -> bytes:
    """The PlcPcd inside a Clx, which may begin with property changes (0x01)."""
    place = 0
    while place < len(clx) and clx[place] == 1:
        place += 3 + struct.unpack_from("<H", clx, place + 1)[0]
    if place >= len(clx) or clx[place] != 2:
        raise ValueError("no piece table")
    size = struct.unpack_from("<I", clx, place + 1)[0]
    return clx[place + 5 : place + 5 + size]


def _lines(text: str) -> list[str]:
    text = _FIELD.sub("", text).replace("\x1e", "-")
    text = text.replace("\x07\x07", "\r").replace("\x07", " | ")
    return [line for line in re.split("[\r\n\x0b\x0c]", _INVISIBLE.sub("", text)) if line.strip()]
