"""Writes the smallest Word 97 file (.doc): an OLE container with a document and its piece table."""

from __future__ import annotations

import struct

SECTOR = 512
FREE, END, FAT_SECTOR = 0xFFFFFFFF, 0xFFFFFFFE, 0xFFFFFFFD
STREAM = 4096 * 4  # streams below 4,096 bytes would need a second allocation table


LISTS, OVERRIDES, PARAGRAPHS, STYLES = 0x2E2, 0x2EA, 0x102, 0xA2  # where the head tells offset and size
LIST, LEVEL, ROW_END = 0x460B, 0x260A, 0x2417  # codes of properties


def word97(text: str, encrypted: bool = False) -> bytes:
    """A .doc of this text in two pieces: its first half in UTF-16, the rest too."""
    word, table = _streams(text)
    if encrypted:
        struct.pack_into("<H", word, 0x0A, 0x0300)
    return container({"WordDocument": bytes(word), "1Table": bytes(table)})


def word97_with_lists(paragraphs: list[tuple[str, bytes]], levels: list[bytes], starts: list[dict[int, int]]) -> bytes:
    """A .doc of one list kind with these levels, and a list of it for each of `starts` (level → its new start).

    A paragraph is its text with its mark, and its style and properties (`properties`). Style 1 is in list 1.
    """
    word, table = _streams("".join(text for text, _ in paragraphs))
    _put(word, table, STYLES, _style_sheet())
    page = _page(paragraphs)
    word.extend(bytes(-len(word) % SECTOR))
    _put(word, table, PARAGRAPHS, struct.pack("<3I", 0, len(word), len(word) // SECTOR))
    word.extend(page)
    nine = [*levels, *[_none()] * (9 - len(levels))]
    _put(word, table, LISTS, struct.pack("<hi", 1, 7) + bytes(24), b"".join(nine))
    overrides = struct.pack("<i", len(starts)) + b"".join(struct.pack("<i8xB3x", 7, len(own)) for own in starts)
    for own in starts:
        overrides += struct.pack("<i", -1) + b"".join(struct.pack("<iI", n, 0x10 | at) for at, n in own.items())
    _put(word, table, OVERRIDES, overrides)
    return container({"WordDocument": bytes(word), "1Table": bytes(table)})


def level(text: str, form: int, start: int = 1) -> bytes:
    """A level of a list: in its text "\\0" stands for the number of the first level, "\\1" for the second."""
    return struct.pack("<iB", start, form) + bytes(23) + struct.pack("<H", len(text)) + text.encode("utf-16-le")


def properties(style: int = 0, **codes: int) -> bytes:
    """A paragraph's style and properties: its list, its level, whether it is the mark that ends a row."""
    sizes = {"list": (LIST, "<HH"), "level": (LEVEL, "<HB"), "row_end": (ROW_END, "<HB")}
    return struct.pack("<H", style) + b"".join(
        struct.pack(sizes[name][1], sizes[name][0], value) for name, value in codes.items()
    )


def _streams(text: str) -> tuple[bytearray, bytearray]:
    encoded, half = text.encode("utf-16-le"), len(text) // 2
    word = bytearray(0x400) + encoded
    struct.pack_into("<H", word, 0x0A, 0x0200)
    struct.pack_into("<i", word, 0x4C, len(text))
    places = struct.pack("<3I", 0, half, len(text))
    pieces = b"".join(struct.pack("<HIH", 0, 0x400 + 2 * start, 0) for start in (0, half))
    clx = b"\x01" + struct.pack("<H", 2) + b"\0\0" + b"\x02" + struct.pack("<I", len(places + pieces)) + places + pieces
    table = bytearray()
    _put(word, table, 0x01A2, clx)
    return word, table


def _put(word: bytearray, table: bytearray, place: int, data: bytes, behind: bytes = b"") -> None:
    struct.pack_into("<II", word, place, len(table), len(data))
    table.extend(data + behind)


def _page(paragraphs: list[tuple[str, bytes]]) -> bytes:
    """The page with the properties of all paragraphs; each stands in an even number of bytes."""
    ends = [0x400]
    for text, _ in paragraphs:
        ends.append(ends[-1] + 2 * len(text))
    count = len(paragraphs)
    page = bytearray(struct.pack(f"<{count + 1}I", *ends)) + bytes(13 * count)
    page.extend(bytes(len(page) % 2))
    for i, (_, own) in enumerate(paragraphs):
        page[4 * (count + 1) + 13 * i] = len(page) // 2
        odd = len(own) % 2
        page += (bytes([(len(own) + 1) // 2]) if odd else bytes([0, len(own) // 2])) + own
    return bytes(page.ljust(SECTOR - 1, b"\0")) + bytes([count])


def _style_sheet() -> bytes:
    """Style 0, plain, and style 1, based on it and in list 1."""
    sheet = struct.pack("<3H", 4, 2, 10)
    for based_on, own in ((0xFFF, b""), (0, struct.pack("<HH", LIST, 1))):
        upx = struct.pack("<HH", len(own) + 2, 0) + own
        style = struct.pack("<5H", 0, 1 | based_on << 4, 1, 0, 0) + struct.pack("<HH", 0, 0) + upx
        sheet += struct.pack("<H", len(style)) + style
    return sheet


def _none() -> bytes:
    return level("", 255)


def container(streams: dict[str, bytes]) -> bytes:
    """An OLE compound file with these streams, each padded to the same size."""
    count = STREAM // SECTOR
    fat = [FAT_SECTOR, END]
    entries = [_entry("Root Entry", 5, END, 0, child=1)]
    body = b""
    for place, (name, data) in enumerate(streams.items(), 1):
        start = len(fat)
        fat += [*range(start + 1, start + count), END]
        entries.append(_entry(name, 2, start, STREAM, right=place + 1 if place < len(streams) else FREE))
        body += data.ljust(STREAM, b"\0")
    fat += [FREE] * (SECTOR // 4 - len(fat))
    directory = b"".join(entries).ljust(SECTOR, b"\0")
    header = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(16) + struct.pack("<HHHHH", 0x3E, 3, 0xFFFE, 9, 6) + bytes(6)
    header += struct.pack("<IIIIIIIII", 0, 1, 1, 0, 4096, END, 0, END, 0)
    header += struct.pack("<109I", 0, *[FREE] * 108)
    return header + struct.pack(f"<{len(fat)}I", *fat) + directory + body


def _entry(name: str, kind: int, start: int, size: int, child: int = FREE, right: int = FREE) -> bytes:
    encoded = (name + "\0").encode("utf-16-le")
    return (
        encoded.ljust(64, b"\0")
        + struct.pack("<HBBIII", len(encoded), kind, 1, FREE, right, child)
        + bytes(36)
        + struct.pack("<IQ", start, size)
    )
