"""A report as a file: CSV that a spreadsheet opens with its diacritics, and a workbook.

What begins like a formula is written as text: names of units come from a file that somebody else may have written.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Sequence

import xlsxwriter

from bot.figures.rows import Figure
from bot.texts import figures as words

_FORMULA = ("=", "+", "-", "@", "\t", "\r", "\n")


def as_csv(title: str, rows: Sequence[Figure]) -> bytes:
    """UTF-8 with the mark that spreadsheets look for."""
    out = io.StringIO()
    writer = csv.writer(out)
    writer.writerow([title])
    writer.writerow(words.HEADINGS)
    writer.writerows([[harmless(cell) for cell in _cells(row)] for row in rows])
    writer.writerow([words.RULE])
    return out.getvalue().encode("utf-8-sig")


def as_workbook(title: str, rows: Sequence[Figure]) -> bytes:
    """One sheet; numbers are numbers, everything else is a string and never a formula."""
    out = io.BytesIO()
    book = xlsxwriter.Workbook(out, {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False})
    sheet, bold = book.add_worksheet(words.SHEET), book.add_format({"bold": True})
    wrapped = book.add_format({"text_wrap": True, "valign": "top"})
    sheet.write_string(0, 0, title, bold)
    sheet.write_row(2, 0, words.HEADINGS, bold)
    for n, row in enumerate(rows, 3):
        for column, cell in enumerate(_cells(row)):
            if isinstance(cell, int):
                sheet.write_number(n, column, cell, wrapped)
            else:
                sheet.write_string(n, column, cell, wrapped)
    sheet.write_string(len(rows) + 4, 0, words.RULE)
    for column, width in enumerate((26, 40, 16, 80)):
        sheet.set_column(column, column, width)
    sheet.freeze_panes(3, 0)
    book.close()
    return out.getvalue()


def harmless(cell: int | str) -> int | str:
    """A cell that no spreadsheet runs."""
    return f"'{cell}" if isinstance(cell, str) and cell.startswith(_FORMULA) else cell


def _cells(row: Figure) -> tuple[int | str, ...]:
    return (row.group, row.name, row.value, row.meaning)
