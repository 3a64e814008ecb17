"""The pieces of a PDF page → its lines, with each row of a table as one line of cells.

Where a table is ruled, the rules say which cell a letter stands in. Where it is not, a piece to the right of
the last one is another cell of the row, and a cell goes on only inside its own column; a line that begins an
article, a clause or a point ends the table.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace

import pypdfium2
from pypdfium2 import raw

from knowledge.formats.marks import is_footnote_mark
from knowledge.formats.pdf_letters import SPACE, SUPERSCRIPT, Letter, Line, letter_lines, pieces
from knowledge.formats.pdf_order import top_down
from knowledge.formats.pdf_rules import RuledTable, ruled_tables
from knowledge.formats.rows import PICTURE, row_line, row_lines

_CELL_GAP = 0.4  # in letters' sizes, between two pieces of one row: another cell of a table
PROVISION = re.compile(r"[“\"]?(Điều \d|Chương [IVXL\d]|Mục [IVXL\d]|Phụ lục|PHỤ LỤC|\d{1,2}[a-zđ]?\. \D|[a-zđ]\) )")

_SMALLEST = 8.0  # points: a picture smaller than this is an ornament
_LARGEST = 0.35  # of the page's height: a larger one is a scan

_Place = tuple[int, int] | None  # (table, cell), or outside


@dataclass(slots=True)
class _Ruled:
    """A ruled table while its cells are filled."""

    table: RuledTable
    cells: dict[int, list[Line]] = field(default_factory=dict)


def page_lines(page: pypdfium2.PdfPage) -> list[Line]:
    """The lines and rows of a page, in order."""
    tables = [_Ruled(table) for table in ruled_tables(page)]
    stream: list[Line | int] = []  # a line outside ruled tables, or the number of the table that stands there
    for letters in letter_lines(page):
        for place, part in _by_cell(letters, tables):
            if place is None:
                stream.extend(pieces(part))
                continue
            number, cell = place
            if number not in stream:
                stream.append(number)
            tables[number].cells.setdefault(cell, []).extend(pieces(part))
    lines: list[Line] = []
    loose: list[Line] = []
    for item in stream:
        if isinstance(item, Line):
            loose.append(item)
        else:
            lines += [*_rows(loose), *_ruled_rows(tables[item])]
            loose = []
    return _with_pictures(top_down([*lines, *_rows(loose)]), page)


def _with_pictures(lines: list[Line], page: pypdfium2.PdfPage) -> list[Line]:
    """The lines with the pictures of a formula's size between them; what they are is told later."""
    width, height = page.get_size()
    for picture in page.get_objects(filter=[raw.FPDF_PAGEOBJ_IMAGE]):
        left, bottom, right, top = picture.get_bounds()
        if _SMALLEST < top - bottom < _LARGEST * height and _SMALLEST < right - left < width:
            at = next((n for n, line in enumerate(lines) if line.bottom < bottom), len(lines))
            lines.insert(at, Line(PICTURE, left, right, bottom, top - bottom))
    return lines


def _by_cell(letters: Sequence[Letter], tables: Sequence[_Ruled]) -> Iterator[tuple[_Place, list[Letter]]]:
    """The letters of a line, parted where they pass from one cell into another; a space goes with its word."""
    if not tables:
        yield None, list(letters)
        return
    part: list[Letter] = []
    place: _Place = None
    for letter in letters:
        if not letter.text.isspace() and (now := _place(letter, tables)) != place:
            if part:
                yield place, part
            part, place = [], now
        part.append(letter)
    if part:
        yield place, part


def _place(letter: Letter, tables: Sequence[_Ruled]) -> _Place:
    x, y = (letter.left + letter.right) / 2, letter.bottom + letter.size / 2
    for number, ruled in enumerate(tables):
        if (cell := ruled.table.cell_at(x, y)) is not None:
            return number, cell
    return None


def _ruled_rows(ruled: _Ruled) -> Iterator[Line]:
    """The rows of a ruled table, each once."""
    before: list[int] = []
    for numbers in ruled.table.cell_rows():
        if numbers == before:
            continue
        before = numbers
        lines = [sorted(ruled.cells.get(number, []), key=_reading_order) for number in numbers]
        held = [line for cell in lines for line in cell]
        for text in row_lines([[line.text for line in cell] for cell in lines]) if held else []:
            first = held[0]
            cells = tuple(text.split(" | ")) if len(numbers) > 1 else ()
            yield Line(text, first.left, held[-1].right, min(line.bottom for line in held), first.size, cells)


def _reading_order(line: Line) -> tuple[int, float]:
    return -round(line.bottom / max(line.size / 2, 1)), line.left


def _rows(lines: Sequence[Line]) -> list[Line]:
    """Put unruled tables together, and lines that were broken at a footnote's mark.

    pdfium reads a table cell by cell, so a piece that stands to the right of the last one and not below it
    begins another cell of the same row.
    """
    rows: list[list[Line]] = []
    for line in lines:
        last = rows[-1][-1] if rows else None
        if last is None or not (_is_beside(last, line) or _goes_on(rows[-1], line)):
            rows.append([line])
        elif line.size < SUPERSCRIPT * last.size and is_footnote_mark(last.text, line.text):
            rows[-1][-1] = replace(last, right=line.right)
        elif not _is_beside(last, line) or line.left - last.right < _CELL_GAP * last.size:
            rows[-1][-1] = _joined(last, line)
        elif len(rows[-1]) > 1:
            rows[-1].append(line)
        else:
            rows.append([_first_cell(rows, line), line])
    return [_row(row) for row in rows]


def _row(cells: Sequence[Line]) -> Line:
    if len(cells) == 1:
        return cells[0]
    words = tuple(cell.text for cell in cells)
    return replace(cells[0], text=row_line(words), right=cells[-1].right, cells=words)


def _is_beside(last: Line, line: Line) -> bool:
    return line.left > last.right - SPACE * last.size and line.bottom > last.bottom - last.size / 2


def _goes_on(row: Sequence[Line], line: Line) -> bool:
    """Whether a line goes on with the last cell of a row: below it, and not reaching into the column before."""
    if len(row) < 2 or PROVISION.match(line.text):
        return False
    return _is_below(row[-1], line) and line.left > row[-2].right - SPACE * line.size


def _is_below(cell: Line, line: Line) -> bool:
    near = cell.bottom - 2 * cell.size < line.bottom < cell.bottom
    return near and line.left < cell.right and cell.left < line.right


def _joined(last: Line, line: Line) -> Line:
    touching = _is_beside(last, line) and line.left - last.right < SPACE * last.size
    left, right, bottom = min(last.left, line.left), max(last.right, line.right), min(last.bottom, line.bottom)
    return Line(last.text + ("" if touching else " ") + line.text, left, right, bottom, last.size)


def _first_cell(rows: list[list[Line]], second: Line) -> Line:
    """Take the lines of a row's first cell off the rows: they came before we knew that it is a table."""
    cell = top = rows.pop()[0]
    while rows and len(rows[-1]) == 1 and _is_below(rows[-1][0], top) and not PROVISION.match(top.text):
        above = rows[-1][0]
        if above.right > second.left or above.text.endswith((".", ":", ";")) or PROVISION.match(above.text):
            break
        top = rows.pop()[0]
        cell = _joined(top, cell)
    return cell
