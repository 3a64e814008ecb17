"""The ruled tables of a PDF page: which cell a point lies in, from the lines that are drawn around cells.

Borders are thin filled rectangles or strokes, one for each edge or one path for many. Cells between which no
rule stands are one merged cell.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Iterator, Sequence
from ctypes import byref, c_float
from dataclasses import dataclass
from functools import cached_property
from itertools import pairwise

import pypdfium2
from pypdfium2 import raw

_THIN = 3.0  # points: a filled rectangle thinner than this is a rule
_NEAR = 3.0  # points: rules that should touch, or be one
_SHORTEST = 6.0  # points
_MOST_RULES = 1500  # a page with more is a drawing
_MOST_CELLS = 20_000


@dataclass(frozen=True, slots=True)
class Rule:
    """A rule along one axis: at `at` on the other axis, from `start` to `end`."""

    at: float
    start: float
    end: float

    def covers(self, place: float) -> bool:
        """Whether the rule passes this place."""
        return self.start - _NEAR <= place <= self.end + _NEAR


@dataclass(frozen=True)
class RuledTable:
    """A grid of rules; `across` are the horizontal ones, `down` the vertical ones."""

    across: tuple[Rule, ...]
    down: tuple[Rule, ...]

    @cached_property
    def columns(self) -> list[float]:
        """The edges of the columns, left to right."""
        return _merged(rule.at for rule in self.down)

    @cached_property
    def rows(self) -> list[float]:
        """The edges of the rows, bottom to top."""
        return _merged(rule.at for rule in self.across)

    @property
    def is_table(self) -> bool:
        """Whether there are two columns at least; anything else is a frame."""
        return len(self.columns) > 2 and len(self.rows) > 1 and len(self.columns) * len(self.rows) < _MOST_CELLS

    def cell_at(self, x: float, y: float) -> int | None:
        """The cell that holds a point, or None outside the table."""
        column, row = bisect_right(self.columns, x) - 1, bisect_right(self.rows, y) - 1
        inside = 0 <= column < len(self.columns) - 1 and 0 <= row < len(self.rows) - 1
        return self._cells[row][column] if inside else None

    def cell_rows(self) -> Iterator[list[int]]:
        """The cells of each row, from the top; a merged cell is in each row that it spans."""
        for row in reversed(self._cells):
            yield list(dict.fromkeys(row))

    @cached_property
    def _cells(self) -> list[list[int]]:
        """Row (from the bottom) and column → number of the cell."""
        width = len(self.columns) - 1
        cells = [[row * width + column for column in range(width)] for row in range(len(self.rows) - 1)]
        for row, (low, high) in enumerate(zip(self.rows, self.rows[1:], strict=False)):
            for column in range(1, width):
                if not _parts(self.down, self.columns[column], (low + high) / 2):
                    cells[row][column] = cells[row][column - 1]
        for column, (left, right) in enumerate(zip(self.columns, self.columns[1:], strict=False)):
            for row in range(1, len(cells)):
                if not _parts(self.across, self.rows[row], (left + right) / 2):
                    _rename(cells, cells[row][column], cells[row - 1][column])
        return cells


def _parts(rules: Iterable[Rule], at: float, place: float) -> bool:
    return any(abs(rule.at - at) <= _NEAR and rule.covers(place) for rule in rules)


def _rename(cells: list[list[int]], old: int, new: int) -> None:
    for row in cells:
        for column, cell in enumerate(row):
            if cell == old:
                row[column] = new


def ruled_tables(page: pypdfium2.PdfPage) -> list[RuledTable]:
    """The tables of a page, from the top."""
    across, down = _rules(page)
    if not across or not down or len(across) + len(down) > _MOST_RULES:
        return []
    tables = [table for group in _touching(across, down) if (table := RuledTable(*group)).is_table]
    return sorted(tables, key=lambda table: -table.rows[-1])


def _touching(across: Sequence[Rule], down: Sequence[Rule]) -> Iterator[tuple[tuple[Rule, ...], tuple[Rule, ...]]]:
    """Groups of rules that hang together."""
    left = [*across, *down]
    vertical = set(map(id, down))
    while left:
        group, open_ends = [], [left.pop()]
        while open_ends:
            rule = open_ends.pop()
            group.append(rule)
            met = [o for o in left if (id(o) in vertical) != (id(rule) in vertical) and _meet(rule, o)]
            open_ends += met
            gone = set(map(id, met))
            left = [other for other in left if id(other) not in gone]
        yield tuple(r for r in group if id(r) not in vertical), tuple(r for r in group if id(r) in vertical)


def _meet(one: Rule, other: Rule) -> bool:
    return one.covers(other.at) and other.covers(one.at)


def _merged(places: Iterable[float]) -> list[float]:
    merged: list[float] = []
    for place in sorted(places):
        if not merged or place - merged[-1] > _NEAR:
            merged.append(place)
    return merged


def _rules(page: pypdfium2.PdfPage) -> tuple[list[Rule], list[Rule]]:
    """The horizontal and the vertical rules, each once."""
    across: dict[tuple[int, int, int], Rule] = {}
    down: dict[tuple[int, int, int], Rule] = {}
    for left, bottom, right, top in _edges(page):
        for rules, rule, thick in (
            (across, Rule((bottom + top) / 2, left, right), top - bottom),
            (down, Rule((left + right) / 2, bottom, top), right - left),
        ):
            if thick <= _THIN and rule.end - rule.start >= _SHORTEST:
                rules[round(rule.at), round(rule.start), round(rule.end)] = rule
        if len(across) + len(down) > _MOST_RULES:
            break
    return list(across.values()), list(down.values())


def _edges(page: pypdfium2.PdfPage) -> Iterator[tuple[float, float, float, float]]:
    """The boxes of what is drawn: thin filled rectangles, and each side of what is stroked."""
    for drawn in page.get_objects(filter=[raw.FPDF_PAGEOBJ_PATH]):
        fill, stroke = raw.c_int(), raw.FPDF_BOOL()
        raw.FPDFPath_GetDrawMode(drawn.raw, byref(fill), byref(stroke))
        for points in _outlines(drawn):
            xs, ys = [x for x, _ in points], [y for _, y in points]
            box = (min(xs), min(ys), max(xs), max(ys))
            if fill.value and min(box[2] - box[0], box[3] - box[1]) <= _THIN:
                yield box
            if stroke.value:
                for (x0, y0), (x1, y1) in pairwise(points):
                    yield min(x0, x1), min(y0, y1), max(x0, x1), max(y0, y1)


def _outlines(drawn: pypdfium2.PdfObject) -> Iterator[list[tuple[float, float]]]:
    """The corners of each outline of a path, in the page's points."""
    matrix = drawn.get_matrix()
    points: list[tuple[float, float]] = []
    x, y = c_float(), c_float()
    for index in range(min(raw.FPDFPath_CountSegments(drawn.raw), 4 * _MOST_RULES)):
        segment = raw.FPDFPath_GetPathSegment(drawn.raw, index)
        if raw.FPDFPathSegment_GetType(segment) == raw.FPDF_SEGMENT_MOVETO and points:
            yield points
            points = []
        raw.FPDFPathSegment_GetPoint(segment, byref(x), byref(y))
        points.append(matrix.on_point(x.value, y.value))
        if raw.FPDFPathSegment_GetClose(segment):
            points.append(points[0])
    if points:
        yield points
