"""The public pages in a real headless Chromium: 360 px wide, with and without JavaScript, by keyboard, with axe."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from typing import Literal

import pytest
from playwright.sync_api import Browser, Locator, Page, ViewportSize, expect, sync_playwright

from tests.doubles.process import Serve

CHROMIUM = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")
pytestmark = pytest.mark.skipif(CHROMIUM is None, reason="needs Chromium: apt-get install chromium")

Scheme = Literal["light", "dark"]
FLAGS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--no-first-run",
]
NARROW: ViewportSize = {"width": 360, "height": 740}
PUBLIC_URL = "http://danbiet.example"
PAGES = ["/", "/so-tay", "/so-tay/chu-de/safety", "/so-tay/dieu/7/01/2021/NĐ-THU", "/rieng-tu", "/khong-co"]


@pytest.fixture(scope="module")
def address(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    serve = Serve(tmp_path_factory.mktemp("web") / "data", {"DANBIET_PUBLIC_URL": PUBLIC_URL})
    serve.start()
    serve.wait_until_ready()
    yield serve.address
    serve.end()


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    with sync_playwright() as play:
        opened = play.chromium.launch(executable_path=CHROMIUM, args=FLAGS)
        yield opened
        opened.close()


@pytest.fixture(params=[True, False], ids=["javascript", "no-javascript"])
def page(browser: Browser, request: pytest.FixtureRequest) -> Iterator[Page]:
    context = browser.new_context(viewport=NARROW, java_script_enabled=request.param)
    page = context.new_page()
    foreign: list[str] = []
    page.on("request", lambda r: foreign.append(r.url) if "127.0.0.1" not in r.url else None)
    complaints: list[str] = []
    page.on("console", lambda m: complaints.append(m.text) if m.type == "error" else None)
    yield page
    assert foreign == [], "no request leaves for another host"
    assert [c for c in complaints if "404" not in c] == []
    context.close()


def ask(page: Page, question: str) -> None:
    page.get_by_label("Câu hỏi của bạn").fill(question)
    page.get_by_role("button", name="Gửi", exact=True).click()
    page.locator(".mine", has_text=question).wait_for()


def last(page: Page) -> Locator:
    return page.locator(".line.bot").last


def test_a_first_visit_leads_to_an_answer(page: Page, address: str) -> None:
    page.goto(address)
    assert page.context.cookies() == []
    page.get_by_role("button", name="Muốn nghỉ việc phải báo trước bao nhiêu ngày?").click()
    page.locator(".mine", has_text="Nghỉ việc phải báo trước").wait_for()
    assert "chưa tìm thấy" in last(page).inner_text()


def test_question_article_opinion_and_follow_up(page: Page, address: str) -> None:
    page.goto(address)
    ask(page, "bữa ăn giữa ca")
    expect(last(page)).to_contain_text("Căn cứ: khoản 1 Điều 7")
    last(page).get_by_role("button", name="Xem cả Điều 7").click()
    expect(last(page)).to_contain_text("Không ăn thì được nhận tiền")
    last(page).get_by_role("button", name="Có ích").click()
    expect(last(page)).to_contain_text("Cảm ơn bạn")
    ask(page, "điều đó ở luật nào?")
    expect(last(page)).to_contain_text("Căn cứ: Điều 7")


def test_numbers_and_cancel_work_here_too(page: Page, address: str) -> None:
    page.goto(address)
    ask(page, "bữa ăn giữa ca")
    ask(page, "1")
    expect(last(page)).to_contain_text("Không ăn thì được nhận tiền")
    ask(page, "0")
    expect(last(page)).to_contain_text("Bạn muốn làm gì")


def test_topics_guide_and_privacy(page: Page, address: str) -> None:
    page.goto(address)
    ask(page, "menu")
    last(page).get_by_role("button", name="Xem theo chủ đề").click()
    expect(last(page)).to_contain_text("Chọn chủ đề")
    last(page).get_by_role("button", name="An toàn").click()
    expect(last(page)).to_contain_text("Điều 12a")
    ask(page, "hướng dẫn")
    last(page).get_by_role("button", name="English").click()
    expect(last(page)).to_contain_text("Menus and petitions are in English.")


def test_a_colleague_can_scan_the_address(page: Page, address: str) -> None:
    page.goto(address)
    ask(page, "menu")
    last(page).get_by_role("button", name="Giới thiệu cho đồng nghiệp").click()
    expect(last(page)).to_contain_text(PUBLIC_URL)
    picture = last(page).get_by_role("img", name=f"Mã QR mở {PUBLIC_URL}")
    assert picture.evaluate("i => i.complete && i.naturalWidth >= 400")
    box = picture.bounding_box()
    assert box
    assert box["width"] == box["height"] >= 200
    assert page.evaluate("document.documentElement.scrollWidth") <= NARROW["width"]


def test_a_chat_stays_after_a_reload_and_goes_when_told(page: Page, address: str) -> None:
    page.goto(address)
    ask(page, "mũ che nắng")
    page.goto(address)
    expect(page.locator("#log")).to_contain_text("Mỗi người một mũ")
    page.get_by_role("button", name="Xóa ngay").click()
    page.wait_for_load_state()
    assert "Mỗi người một mũ" not in page.content()
    assert page.context.cookies() == []


def test_the_button_that_forgets_says_so_and_leaves_nothing(page: Page, address: str) -> None:
    page.goto(address)
    ask(page, "mũ che nắng")
    ask(page, "riêng tư")
    last(page).get_by_role("button", name="Xóa cuộc trò chuyện này").click()
    expect(page.get_by_role("alert")).to_contain_text("Đã xóa")
    expect(page.get_by_role("alert")).to_be_in_viewport(ratio=1)
    assert "Mỗi người một mũ" not in page.content()
    assert page.context.cookies() == []


def test_the_same_button_twice_is_answered_twice(page: Page, address: str) -> None:
    page.goto(address)
    ask(page, "menu")
    for times in (1, 2):
        page.get_by_role("button", name="Xem theo chủ đề").first.click()
        expect(page.locator(".mine", has_text="Xem theo chủ đề")).to_have_count(times)
        expect(page.locator(".line.bot", has_text="Chọn chủ đề")).to_have_count(times)


def test_a_button_leaves_half_typed_words_where_they_are(page: Page, address: str) -> None:
    page.goto(address)
    box = page.get_by_label("Câu hỏi của bạn")
    box.fill("em muốn hỏi thêm")
    page.get_by_role("button", name="Xem theo chủ đề").click()
    expect(last(page)).to_contain_text("Chọn chủ đề")
    assert box.input_value() == "em muốn hỏi thêm"
    last(page).get_by_role("button", name="An toàn").click()
    expect(last(page)).to_contain_text("Điều 12a")
    assert box.input_value() == "em muốn hỏi thêm"
    page.get_by_role("button", name="Gửi", exact=True).click()
    page.locator(".mine", has_text="em muốn hỏi thêm").wait_for()
    expect(box).to_have_value("")


def test_everything_by_keyboard(page: Page, address: str) -> None:
    page.goto(address)
    page.get_by_label("Câu hỏi của bạn").focus()
    page.keyboard.type("bữa ăn giữa ca")
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    page.locator(".mine", has_text="bữa ăn giữa ca").wait_for()
    expect(last(page)).to_contain_text("Điều 7")


def test_handbook_search(page: Page, address: str) -> None:
    page.goto(f"{address}/so-tay")
    page.get_by_label("Tìm trong sổ tay").fill("com")
    page.get_by_role("button", name="Tìm", exact=True).click()
    page.get_by_role("link", name="Điều 7. Bữa ăn giữa ca").click()
    assert "Không ăn thì được nhận tiền" in page.content()


def test_script_is_code_and_not_text(page: Page, address: str) -> None:
    page.goto(address)
    ask(page, "<img src=x onerror=alert(1)>")
    assert page.locator("#log img").count() == 0


def test_enter_sends_and_a_broken_line_loses_nothing(browser: Browser, address: str) -> None:
    context = browser.new_context(viewport=NARROW)
    page = context.new_page()
    page.goto(address)
    box = page.get_by_label("Câu hỏi của bạn")
    context.set_offline(True)
    box.fill("mũ che nắng")
    box.press("Enter")
    expect(page.get_by_role("alert")).to_contain_text("vẫn còn")
    assert box.input_value() == "mũ che nắng"
    context.set_offline(False)
    box.press("Enter")
    expect(last(page)).to_contain_text("Mỗi người một mũ")
    assert box.input_value() == ""
    context.close()


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_axe_finds_nothing_and_nothing_overflows(browser: Browser, address: str, scheme: Scheme) -> None:
    from axe_playwright_python.sync_playwright import Axe

    context = browser.new_context(viewport=NARROW, color_scheme=scheme, bypass_csp=True)
    page = context.new_page()
    page.goto(address)
    ask(page, "bữa ăn giữa ca")
    visited = ["after an answer"]
    reports = [Axe().run(page)]
    ask(page, "giới thiệu")
    last(page).get_by_role("img").wait_for()
    visited.append("after a picture")
    reports.append(Axe().run(page))
    ask(page, "riêng tư")
    last(page).get_by_role("button", name="Xóa cuộc trò chuyện này").click()
    expect(page.get_by_role("alert")).to_contain_text("Đã xóa")
    visited.append("after forgetting")
    reports.append(Axe().run(page))
    for path in PAGES:
        page.goto(address + path)
        visited.append(path)
        reports.append(Axe().run(page))
        assert page.evaluate("document.documentElement.scrollWidth") <= NARROW["width"], path
    for name, report in zip(visited, reports, strict=True):
        assert report.violations_count == 0, f"{name}\n{report.generate_report()}"
    context.close()
