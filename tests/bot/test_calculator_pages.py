"""The pages of the calculators: without JavaScript, without a cookie, nothing stored."""

from __future__ import annotations

from pathlib import Path

import pytest
from starlette.testclient import TestClient

from bot.texts import calculate as words
from knowledge.calculators.every import CALCULATORS

SUNDAY = {"kind": "rest", "hours": "8", "night": "", "paid": "month", "wage": "8.320.000", "days": "26"}


def main_of(page: str) -> str:
    """The page below its header, which has a form of its own (large letters)."""
    return page.partition("<main")[2]


def test_all_calculators_are_listed_and_open(client: TestClient) -> None:
    page = client.get("/tinh").text
    for calculator in CALCULATORS:
        assert f'href="/tinh/{calculator.slug}"' in page
        form = client.get(f"/tinh/{calculator.slug}")
        assert form.status_code == 200
        assert calculator.title in form.text
        assert "<script" not in main_of(form.text)


def test_a_result_stands_above_the_form_with_what_was_typed(client: TestClient) -> None:
    page = client.post("/tinh/lam-them-gio", data=SUNDAY)
    assert page.status_code == 200
    # 8 x 200% x 8.320.000 / 208
    assert '<p class="answer">Ít nhất 640.000 đồng' in page.text
    assert "Căn cứ: điểm b khoản 1 Điều 98" in page.text
    assert 'value="8.320.000"' in page.text
    main = main_of(page.text)
    assert main.index("640.000 đồng") < main.index("<form")
    assert "set-cookie" not in page.headers
    assert page.headers["cache-control"] == "no-store"


@pytest.mark.parametrize("slug", [c.slug for c in CALCULATORS])
def test_an_empty_form_gets_the_rule(client: TestClient, slug: str) -> None:
    page = client.post(f"/tinh/{slug}", data={})
    assert page.status_code == 200
    assert "Căn cứ:" in page.text


def test_what_is_not_understood_is_said_beside_its_question(client: TestClient) -> None:
    page = client.post("/tinh/lam-them-gio", data={**SUNDAY, "wage": "nhiều <b>lắm</b>"})
    assert page.status_code == 422
    assert words.NOT_READ["money"] in page.text
    assert 'aria-invalid="true"' in page.text
    assert "nhiều &lt;b&gt;lắm" in page.text


def test_an_unknown_calculator_is_no_page(client: TestClient) -> None:
    assert client.get("/tinh/khong-co").status_code == 404


def test_a_form_of_another_site_is_refused(client: TestClient) -> None:
    assert client.post("/tinh/lam-them-gio", data=SUNDAY, headers={"origin": "https://khac.vn"}).status_code == 403


def test_what_was_typed_is_on_no_disk(client: TestClient, tmp_path: Path) -> None:
    client.post("/tinh/lam-them-gio", data={**SUNDAY, "wage": "8.320.777"})
    assert not [path for path in tmp_path.rglob("*") if path.is_file() and b"320.777" in path.read_bytes()]
