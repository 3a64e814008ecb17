"""Tables and formulas as lines, the same in every format.

One row is one line, its cells joined by " | ". A picture stands in the lines as `PICTURE` until it is known
whether it is a formula, which must not vanish from a legal text, or an ornament.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence

FORMULA = "(công thức: xem bản gốc)"  # stands where a formula cannot be read
PICTURE = "\ufffc"
LONGEST_REPEATED = 300  # letters: a merged cell with more is said once, not in each row that it spans

_ARTICLE = re.compile(r"\W*Điều\s+\d{1,3}[a-zđ]?\s?[.:–-]")
_ANNOUNCED = re.compile(r"\b(công thức|tính|xác định)\b[^:]{0,80}:\s*$", re.IGNORECASE)


def row_line(cells: Iterable[str]) -> str:
    """One row as one line."""
    return " | ".join(" ".join(cell.split()) for cell in cells)


def said_again(cell: Sequence[str]) -> Sequence[str]:
    """What a cell that spans several rows says in those after the first."""
    return cell if sum(map(len, cell)) <= LONGEST_REPEATED else ()


def row_lines(cells: Sequence[Sequence[str]]) -> list[str]:
    """The lines of one row, each cell given as its lines.

    One cell is a frame around text, and cells that hold whole articles stand side by side for the eye only:
    both are read as plain lines, one cell after the other.
    """
    if len(cells) == 1 or any(len(cell) > 1 and any(map(_ARTICLE.match, cell)) for cell in cells):
        return [line for cell in cells for line in cell]
    line = row_line(" ".join(cell) for cell in cells)
    return [line] if line.strip(" |") else []


def name_formulas(lines: Iterable[str]) -> Iterator[str]:
    """The lines with `FORMULA` where a picture stands for a formula, and without the other pictures."""
    before = ""
    for line in lines:
        if PICTURE in line:
            words = line.replace(PICTURE, "").strip(" |")
            is_formula = "=" in words or _ANNOUNCED.search(words) or (not words and _ANNOUNCED.search(before))
            line = line.replace(PICTURE, FORMULA if is_formula else "")
        if line.strip():
            yield line
            before = line
