"""The poster of a unit: its codes, its words, its size."""

from __future__ import annotations

import re
from pathlib import Path

import pypdfium2
import pytest
import segno
from click.testing import CliRunner

from bot.cli import main
from bot.commands.qr import links_of
from bot.posters.poster import Link, as_svg, layout
from bot.settings import Settings

LINKS = [
    Link("Telegram", "https://t.me/DanBietTestBot?start=KCN-01"),
    Link("Zalo", "https://zalo.me/1"),
    Link("Trang web", "https://danbiet.example.vn/?ma=KCN-01"),
]


def run(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, *arguments: str, **environment: str) -> tuple[int, str]:
    monkeypatch.chdir(tmp_path)
    for name, value in environment.items():
        monkeypatch.setenv(name, value)
    result = CliRunner().invoke(main, ["qr", *arguments])
    return result.exit_code, result.output


def test_links_carry_the_unit_where_they_can() -> None:
    settings = Settings(public_url="https://danbiet.example.vn", zalo_link="https://zalo.me/1")
    assert links_of(settings, "KCN-01", "DanBietTestBot") == LINKS


def test_pdf_is_one_a6_page_with_vietnamese_text(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    status, _ = run(
        tmp_path, monkeypatch, "KCN-01", "--name", "Công đoàn Khu công nghiệp Một",
        DANBIET_PUBLIC_URL="https://danbiet.example.vn",
    )  # fmt: skip
    assert status == 0
    document = pypdfium2.PdfDocument(tmp_path / "KCN-01.pdf")
    page = document[0]
    text = page.get_textpage().get_text_range()
    assert len(document) == 1
    assert [round(s / 72 * 25.4) for s in page.get_size()] == [105, 148]
    assert "Công đoàn Khu công nghiệp Một" in " ".join(text.split())
    assert "kiến nghị ẩn danh" in text


def test_every_dark_module_is_drawn() -> None:
    svg = as_svg(list(layout("Đơn vị", "KCN-01", LINKS[:1])))
    matrix = list(segno.make(LINKS[0].address, error="m", micro=False).matrix)
    dark = sum(map(sum, matrix))
    heights = [(float(w), float(h)) for w, h in re.findall(r'width="([\d.]+)" height="([\d.]+)" fill="#141e1c"', svg)]
    assert round(sum(w / h for w, h in heights)) == dark


def test_names_are_escaped_in_svg() -> None:
    assert "&lt;b&gt;" in as_svg(list(layout("<b>", "A", LINKS[:1])))


def test_without_any_address_it_says_what_to_set(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    status, output = run(tmp_path, monkeypatch, "KCN-01", "--name", "Một")
    assert status == 1
    assert "DANBIET_PUBLIC_URL" in output


@pytest.mark.parametrize("code", ["KCN 01", "Trà-Nóc", "x" * 65, "../a"])
def test_codes_that_a_link_cannot_carry_are_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, code: str) -> None:
    assert run(tmp_path, monkeypatch, code, "--name", "Một")[0] == 1
