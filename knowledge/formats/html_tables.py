"""Tables of web pages → rows of cells, with cells that span rows said again in each of them."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

_MOST_ROWS = 1000
_MOST_COLUMNS = 50


def table_rows(table: Any) -> Iterator[list[Any]]:
    """The cells of each row."""
    below: dict[int, tuple[int, Any]] = {}  # column → (rows it still goes on, the cell)
    for row in table.xpath("./tr|./*[self::tbody or self::thead or self::tfoot]/tr"):
        cells: list[Any] = []
        column, own = 0, iter(row.xpath("./td|./th"))
        going_on, below = below, {}
        while True:
            left, cell = going_on.pop(column, (0, None))
            if cell is None:
                if (cell := next(own, None)) is None:
                    break
                left = _span(cell, "rowspan", _MOST_ROWS)
            if left > 1:
                below[column] = (left - 1, cell)
            cells.append(cell)
            column += _span(cell, "colspan", _MOST_COLUMNS)
        below.update((at, (left - 1, cell)) for at, (left, cell) in going_on.items() if left > 1)
        yield cells


def _span(cell: Any, name: str, most: int) -> int:
    text = cell.get(name, "").strip()
    return min(int(text), most) if text.isdecimal() and len(text) < 9 and int(text) else 1
