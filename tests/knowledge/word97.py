"""Writes the smallest Word 97 file (.doc): an OLE container with a document and its piece table."""

from __future__ import annotations

import struct

SECTOR = 512
FREE, END, FAT_SECTOR = 0xFFFFFFFF, 0xFFFFFFFE, 0xFFFFFFFD
STREAM = 4096 * 4  # streams below 4,096 bytes would need a second allocation table


def word97(text: str, encrypted: bool = False) -> bytes:
    """A .doc of this text in two pieces: its first half in UTF-16, the rest too."""
    encoded, half = text.encode("utf-16-le"), len(text) // 2
    word = bytearray(0x400) + encoded
    struct.pack_into("<H", word, 0x0A, 0x0200 | (0x0100 if encrypted else 0))
    struct.pack_into("<i", word, 0x4C, len(text))
    places = struct.pack("<3I", 0, half, len(text))
    pieces = b"".join(struct.pack("<HIH", 0, 0x400 + 2 * start, 0) for start in (0, half))
    clx = b"\x01" + struct.pack("<H", 2) + b"\0\0" + b"\x02" + struct.pack("<I", len(places + pieces)) + places + pieces
    struct.pack_into("<II", word, 0x01A2, 0, len(clx))
    return container({"WordDocument": bytes(word), "1Table": clx})


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
