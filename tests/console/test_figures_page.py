"""Số liệu: the page, its files, and whose figures they are."""

from __future__ import annotations

import csv
import io
import zipfile
from html import escape

from bot.figures.files import as_csv, as_workbook
from bot.figures.rows import Figure
from bot.texts import figures as words
from tests.console.conftest import Browser

EVIL = [Figure("Nhóm", "=cmd|'/c calc'!A1", 7), Figure("Nhóm", "@SUM(A1)", "<5")]


def test_the_page_shows_every_number_with_what_it_counts(browser: Browser) -> None:
    browser.log_in("thu-1")
    page = browser.open("/so-lieu")
    assert browser.status == 200
    for meaning in [*words.MEANINGS.values(), words.ON_TIME_MEANING, words.DAYS_MEANING]:
        assert meaning in page
    assert escape(words.RULE) in page
    assert "style=" not in page
    assert page.count("<script") == page.count('<script src="/static/keys.js" defer></script>') == 1


def test_files_hold_the_same_figures(browser: Browser) -> None:
    browser.log_in("thu-1")
    answer = browser.client.get("/so-lieu.csv?ky=thang")
    assert answer.headers["content-disposition"].startswith('attachment; filename="so-lieu-')
    rows = list(csv.reader(io.StringIO(answer.content.decode("utf-8-sig"))))
    assert list(words.HEADINGS) in rows
    assert any(row[:2] == [words.GROUP, words.ON_TIME] for row in rows)
    assert zipfile.is_zipfile(io.BytesIO(browser.client.get("/so-lieu.xlsx").content))


def test_a_unit_that_is_not_theirs_is_refused(browser: Browser) -> None:
    browser.log_in("thu-1")
    browser.open("/so-lieu?don_vi=khong-co")
    assert browser.status == 409


def test_no_cell_is_a_formula() -> None:
    cells = [cell for row in csv.reader(io.StringIO(as_csv("Tên", EVIL).decode("utf-8-sig"))) for cell in row]
    assert not [cell for cell in cells if cell.startswith(("=", "@"))]
    book = zipfile.ZipFile(io.BytesIO(as_workbook("=1+1", EVIL)))
    assert b"<f>" not in b"".join(book.read(name) for name in book.namelist())
