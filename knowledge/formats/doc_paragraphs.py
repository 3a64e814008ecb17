"""What a Word 97 file says of its paragraphs: to which list each belongs, by itself or by its style ([MS-DOC] 2.6.2).

Properties are "sprms": a code of two bytes and its operand. A paragraph's stand in 512-byte pages (PapxFkp), found by
the place of the paragraph's mark in the file; a style's in the style sheet (STSH).
"""

from __future__ import annotations

import struct
from bisect import bisect_right
from collections.abc import Iterator
from typing import NamedTuple

_PAGE = 512
_BX = 13  # bytes of what a page holds for each paragraph
_MOST = 29  # paragraphs that a page has room for
_ANCESTORS = 20  # styles below a style; more stand in a circle
_OPERANDS = {0: 1, 1: 1, 2: 2, 3: 4, 4: 2, 5: 2, 7: 3}  # bytes by the upper three bits of a code; 6: told by a byte
_LEVEL, _LIST, _ROW_END, _INNER_ROW_END = 0x260A, 0x460B, 0x2417, 0x244C
_ELSEWHERE = 0x6646  # the properties stand in the stream "Data"
_TABLE, _TABS = 0xD608, 0xC615  # operands with sizes of their own


class ListPlace(NamedTuple):
    """The list of a paragraph by its number in the file (0: none) and its level, from 0."""

    number: int
    depth: int


NO_LIST = ListPlace(0, 0)


class Paragraphs:
    """The paragraphs of one file, asked for by the place of their marks in the stream "WordDocument"."""

    def __init__(self, word: bytes, table: bytes, data: bytes) -> None:
        self._word, self._data = word, data
        self._styles = _styles(span(word, table, 0xA2))
        self._starts: list[int] = []
        self._properties: list[int | None] = []  # where in the stream each begins
        self._known: dict[int, ListPlace] = {}  # where properties begin → what they say
        pages = span(word, table, 0x102)
        count = (len(pages) - 4) // 8
        numbers = struct.iter_unpack("<I", pages[4 * (count + 1) : 4 * (2 * count + 1)])
        for page in dict.fromkeys(number & 0x3FFFFF for (number,) in numbers):
            self._read_page(page * _PAGE)

    def _read_page(self, start: int) -> None:
        count = self._word[start + _PAGE - 1]
        if count > _MOST:
            raise ValueError("no page of paragraphs")
        places = struct.unpack_from(f"<{count}I", self._word, start)
        for i, place in enumerate(places):
            offset = self._word[start + 4 * (count + 1) + _BX * i]
            self._starts.append(place)
            self._properties.append(start + 2 * offset if offset else None)

    def index(self, place: int) -> int:
        """Which paragraph of the file holds a place."""
        return bisect_right(self._starts, place) - 1

    def list_at(self, place: int) -> ListPlace:
        """The list of the paragraph whose mark stands there; the mark that ends a table's row has none."""
        index = self.index(place)
        start = self._properties[index] if index >= 0 else None
        if start is None:
            return self._styles.get(0, NO_LIST)
        if start not in self._known:
            self._known[start] = self._read(start)
        return self._known[start]

    def _read(self, start: int) -> ListPlace:
        size = 2 * self._word[start] - 1
        start += 1
        if size < 0:  # a zero: the size is in the next byte, in pairs
            size, start = 2 * self._word[start], start + 1
        own = dict(self._sprms(self._word[start + 2 : start + size]))
        if own.get(_ROW_END) or own.get(_INNER_ROW_END):
            return NO_LIST
        style = self._styles.get(struct.unpack_from("<H", self._word, start)[0], NO_LIST)
        return ListPlace(own.get(_LIST, style.number), own.get(_LEVEL, style.depth))

    def _sprms(self, properties: bytes) -> Iterator[tuple[int, int]]:
        for code, operand in sprms(properties):
            if code == _ELSEWHERE and operand + 2 <= len(self._data):
                (size,) = struct.unpack_from("<H", self._data, operand)
                yield from sprms(self._data[operand + 2 : operand + 2 + size])
            yield code, operand


def span(word: bytes, table: bytes, place: int) -> bytes:
    """A part of the table stream, whose offset and size stand at a place of the file's head."""
    start, size = struct.unpack_from("<II", word, place)
    return table[start : start + size]


def sprms(properties: bytes) -> Iterator[tuple[int, int]]:
    """The codes with their operands as numbers (0 where the operand is longer than four bytes)."""
    at = 0
    while at + 2 < len(properties):
        (code,) = struct.unpack_from("<H", properties, at)
        at += 2
        size = _OPERANDS.get(code >> 13) or _variable_size(code, properties[at:])
        yield code, int.from_bytes(properties[at : at + size], "little") if size <= 4 else 0
        at += size


def _variable_size(code: int, rest: bytes) -> int:
    if code == _TABLE:
        return int.from_bytes(rest[:2], "little") + 1
    if code == _TABS and rest[0] == 255:
        deleted = rest[1]
        return 3 + 4 * deleted + 3 * rest[2 + 4 * deleted]
    return 1 + rest[0]


def _styles(sheet: bytes) -> dict[int, ListPlace]:
    """Style → the list that it, or the style it is based on, puts its paragraphs into."""
    if not sheet:
        return {}
    head, count, base = struct.unpack_from("<3H", sheet)
    at = 2 + head
    own: dict[int, dict[int, int]] = {}
    parents: dict[int, int] = {}
    for style in range(count):
        (size,) = struct.unpack_from("<H", sheet, at)
        if size:
            parents[style], own[style] = _style(sheet[at + 2 : at + 2 + size], base)
        at += 2 + size
    return {style: _inherited(style, own, parents) for style in own}


def _style(style: bytes, base: int) -> tuple[int, dict[int, int]]:
    """The style below it, and its properties of paragraphs."""
    (kind,) = struct.unpack_from("<H", style, 2)
    (letters,) = struct.unpack_from("<H", style, base)
    at = base + 2 + 2 * letters + 2
    if kind & 0xF != 1 or at + 2 > len(style):
        return kind >> 4, {}
    (size,) = struct.unpack_from("<H", style, at)
    return kind >> 4, dict(sprms(style[at + 4 : at + 2 + size]))


def _inherited(style: int, own: dict[int, dict[int, int]], parents: dict[int, int]) -> ListPlace:
    number: int | None = None
    depth: int | None = None
    for _ in range(_ANCESTORS):
        if style not in own:
            break
        number = own[style].get(_LIST) if number is None else number
        depth = own[style].get(_LEVEL) if depth is None else depth
        style = parents[style]
    return ListPlace(number or 0, depth or 0)
