"""Blocks of quoted law: what stands between the quotation marks of an amending text is another document's.

A block begins where a line starts with a mark after a colon ("… như sau:") or right after another block. Other marks
are misprints of a scan, or belong to a sentence, and open nothing.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

_OPENERS = "“\"'‘„«‟"
_CLOSED = re.compile(r"[”\"’»]\s?[.;,:]*$")
_INTRODUCES = re.compile(
    r":\s*$|như sau\W*$|^(?:Điều \d+[a-z]?\. |\d+\. |[a-zđ]\) )?(?:Sửa đổi|Bổ sung|Thay thế)\b[^.]*$"
)
_MAX_LINES = 500


def quote_depths(lines: Sequence[str]) -> list[int]:
    """For every line, whether (1) or not (0) it stands inside a block when it begins; an open one lasts to the end."""
    depths = [0] * len(lines)
    for start, end in _blocks(lines):
        last = len(lines) - 1 if end is None else end
        depths[start + 1 : last + 1] = [1] * (last - start)
    return depths


def closed_blocks(lines: Sequence[str]) -> list[bool]:
    """For every line, whether it stands in a block that has its closing mark."""
    inside = [False] * len(lines)
    for start, end in _blocks(lines):
        if end is not None:
            inside[start : end + 1] = [True] * (end + 1 - start)
    return inside


def _blocks(lines: Sequence[str]) -> list[tuple[int, int | None]]:
    found: list[tuple[int, int | None]] = []
    index = 0
    while index < len(lines):
        after_block = bool(found) and found[-1][1] == index - 1
        if lines[index][:1] in _OPENERS and lines[index] and (_introduced(lines, index) or after_block):
            end = _end(lines, index)
            found.append((index, end))
            index = index if end is None else end
        index += 1
    return found


def _introduced(lines: Sequence[str], index: int) -> bool:
    """Whether the line before says that words of another text follow: "… như sau:", "Sửa đổi khoản 1 Điều 5"."""
    return index == 0 or bool(_INTRODUCES.search(lines[index - 1]))


def _end(lines: Sequence[str], start: int) -> int | None:
    """The line that closes the block, or None."""
    curly = lines[start][0] in "“‘„«"
    depth = 0
    for index in range(start, min(len(lines), start + _MAX_LINES)):
        line = lines[index]
        if curly:
            depth += sum(line.count(mark) for mark in "“„«") - sum(line.count(mark) for mark in "”»")
        elif line.count('"') % 2:
            depth = 1 - depth
        if depth <= 0 and (index > start or _CLOSED.search(line)):
            return index
    return _last_resort(lines, start)


def _last_resort(lines: Sequence[str], start: int) -> int | None:
    """A block opened with “ and closed with " by a careless hand."""
    for index in range(start, min(len(lines), start + _MAX_LINES)):
        if re.search(r'"\s?[.;,]*$', lines[index]) and lines[start][0] == "“" and lines[index].count('"') == 1:
            return index
    return None
