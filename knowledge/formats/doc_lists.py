"""The lists of a Word 97 file, whose numbers stand in no letter of its text ([MS-DOC] 2.9.131, 2.9.147, 2.9.150)."""

from __future__ import annotations

import struct

from knowledge.formats.doc_paragraphs import Paragraphs, span
from knowledge.formats.list_counts import LEVELS, CountedList, Level

# the codes of number forms ([MS-OSHARED] 2.2.1.3) by the names that newer Word files have
_FORMS = {1: "upperRoman", 2: "lowerRoman", 3: "upperLetter", 4: "lowerLetter", 22: "decimalZero", 23: "bullet",
          255: "none"}  # fmt: skip
_LISTS, _OVERRIDES = 0x2E2, 0x2EA  # where the head says their offset and size
_LIST_SIZE, _OVERRIDE_SIZE, _LEVEL_SIZE = 28, 16, 28


class DocLists:
    """Counts through the paragraphs of one file, which must be asked for in order."""

    def __init__(self, word: bytes, table: bytes, data: bytes) -> None:
        self._lists = _overrides(span(word, table, _OVERRIDES), _lists(word, table))
        self._paragraphs = Paragraphs(word, table, data) if self._lists else None

    def label(self, place: int, has_text: bool) -> str:
        """What Word writes before the paragraph whose mark stands at a place, or ""; an empty bullet is nothing."""
        if not self._paragraphs:
            return ""
        number, depth = self._paragraphs.list_at(place)
        found = self._lists.get(number)
        return found.next_label(depth, has_text) if found else ""

    def is_one(self, place: int, following: int) -> bool:
        """Whether two places stand in one paragraph: a new page may begin inside it."""
        return not self._paragraphs or self._paragraphs.index(place) == self._paragraphs.index(following)


def _lists(word: bytes, table: bytes) -> dict[int, CountedList]:
    """The lists by their own ids. Their levels stand behind the table of them, one or nine for each."""
    heads = span(word, table, _LISTS)
    if not heads:
        return {}
    at = sum(struct.unpack_from("<II", word, _LISTS))
    found = {}
    for i in range(struct.unpack_from("<h", heads)[0]):
        head = heads[2 + _LIST_SIZE * i :]
        levels = {}
        for depth in range(1 if head[26] & 1 else LEVELS):
            levels[depth], at = _level(table, at)
        found[struct.unpack_from("<i", head)[0]] = CountedList(levels)
    return found


def _level(table: bytes, at: int) -> tuple[Level, int]:
    """A level, and where the next one begins. In its text a letter below 9 stands for the number of that level."""
    start, form = struct.unpack_from("<iB", table, at)
    at += _LEVEL_SIZE + table[at + 24] + table[at + 25]
    (letters,) = struct.unpack_from("<H", table, at)
    text = table[at + 2 : at + 2 + 2 * letters].decode("utf-16-le", "replace")
    text = "".join(f"%{ord(c) + 1}" if ord(c) < LEVELS else c for c in text)
    return Level(start, _FORMS.get(form, "decimal"), text), at + 2 + 2 * letters


def _overrides(data: bytes, lists: dict[int, CountedList]) -> dict[int, CountedList]:
    """Number → its list, with levels of its own and the shared counts."""
    found: dict[int, CountedList] = {}
    if not data or not lists:
        return found
    (count,) = struct.unpack_from("<i", data)
    at = 4 + _OVERRIDE_SIZE * count
    for number in range(1, count + 1):
        ident, changed = struct.unpack_from("<i8xB", data, 4 + _OVERRIDE_SIZE * (number - 1))
        own, starts, at = _changes(data, at + 4, changed)
        if ident in lists:
            found[number] = lists[ident].variant(own, starts)
    return found


def _changes(data: bytes, at: int, count: int) -> tuple[dict[int, Level], dict[int, int], int]:
    """The levels that an override writes anew, the levels that it starts anew, and where the next override begins."""
    own: dict[int, Level] = {}
    starts: dict[int, int] = {}
    for _ in range(count):
        start, flags = struct.unpack_from("<iI", data, at)
        at, depth = at + 8, min(flags & 0xF, LEVELS - 1)
        if flags & 0x20:
            own[depth], at = _level(data, at)
            start = own[depth].start
        if flags & 0x10:
            starts[depth] = start
    return own, starts, at
