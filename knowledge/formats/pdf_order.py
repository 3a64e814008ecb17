"""The lines of a PDF page in the order of the eye: some writers put the table at its head last into the file."""

from __future__ import annotations

from collections.abc import Sequence

from knowledge.formats.pdf_letters import Line

_JUMP = 2.0  # in letters' sizes: a line so far above the last one begins another block


def top_down(lines: Sequence[Line]) -> list[Line]:
    """The lines with each block that came late put into the gap where it stands; what stands beside others stays."""
    ordered: list[Line] = []
    for block in _blocks(lines):
        top, foot = max(x.bottom for x in block), min(x.bottom for x in block)
        place = len(ordered)
        while place and ordered[place - 1].bottom < foot:
            place -= 1
        if any(line.bottom <= top for line in ordered[:place]):
            place = len(ordered)
        ordered[place:place] = block
    return ordered


def _blocks(lines: Sequence[Line]) -> list[list[Line]]:
    """Runs of lines that go down the page."""
    blocks: list[list[Line]] = []
    for line in lines:
        if blocks and line.bottom < blocks[-1][-1].bottom + _JUMP * line.size:
            blocks[-1].append(line)
        else:
            blocks.append([line])
    return blocks
