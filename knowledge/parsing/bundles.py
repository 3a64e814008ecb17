"""Several documents one after the other in one file, as a gazette's issue or a scanner's heap has them.

Another document begins at a header of its own ("Số: 6/2030/NĐ-CP") that has its legal bases and its own "Điều 1" below
it. The number in a form, in a footer or beside a signature begins nothing.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from knowledge.parsing.identity import BASIS, MOTTO, ORGAN, find_header_number
from knowledge.parsing.lines import clean_lines

_FIRST = re.compile(r"\W*Điều 1\s?[.:]")
_SIGNER = re.compile(
    r"(?:TM|KT|TL|TUQ)\.|(?:PHÓ )?(?:THỦ TƯỚNG|CHỦ TỊCH|BỘ TRƯỞNG|THỨ TRƯỞNG|GIÁM ĐỐC|CHỦ NHIỆM)\W*$|CHỦ TỊCH QUỐC HỘI"
)
_BASES_WITHIN = 30  # lines below the number in which the bases begin
_BODY_WITHIN = 120  # lines below the number in which the first article begins
_HEAD = 8  # lines above the number that may belong to the header


def split_documents(lines: Sequence[str]) -> list[list[str]]:
    """The lines of each document; one list when there is only one."""
    lines = clean_lines(lines)
    starts = [0]
    own = ""
    for index, line in enumerate(lines):
        number = find_header_number(line.split(" | ")[0])
        if not number or number == own or not _begins(lines, index):
            continue
        if own and any(_FIRST.match(x) for x in lines[starts[-1] : index]):
            starts.append(_first_line(lines, index, starts[-1]))
        own = number
    return [lines[start:end] for start, end in zip(starts, [*starts[1:], len(lines)], strict=True)]


def _begins(lines: Sequence[str], index: int) -> bool:
    """Whether a whole document stands below a number."""
    bases = any(BASIS.match(line) for line in lines[index + 1 : index + _BASES_WITHIN])
    return bases and any(_FIRST.match(line) for line in lines[index + 1 : index + _BODY_WITHIN])


def _first_line(lines: Sequence[str], index: int, least: int) -> int:
    """Where the header begins: with the organ and the country's name above the number."""
    for start in range(index, max(least, index - _HEAD), -1):
        above = lines[start - 1]
        if not (ORGAN.match(above) or MOTTO.search(above)) or _SIGNER.match(above):
            return start
    return max(least, index - _HEAD)
