"""A petition in a real headless Chromium: 360 px wide, without JavaScript, by labels, with axe on every page."""

from __future__ import annotations

import re
from collections.abc import Callable

import pytest
from playwright.sync_api import Browser, FilePayload, Page, expect

from tests.browser.test_public_pages import CHROMIUM, NARROW, Scheme, address, browser, page
from tests.feedback.test_files import exif, picture, saved

__all__ = ["address", "browser", "page"]  # fixtures
pytestmark = pytest.mark.skipif(CHROMIUM is None, reason="needs Chromium: apt-get install chromium")
CODE = re.compile(r"\d{4} \d{4} \d{4} \d{4} \d{4}")
BROKEN: list[FilePayload] = [{"name": "b.jpg", "mimeType": "image/jpeg", "buffer": b"no picture"}]
TEXT = "Quạt thông gió hỏng hai tuần nay, chuyền 5 ca đêm nóng quá, đề nghị sửa."


def send(page: Page, address: str, look: object = None) -> str:
    """From the form to the slip; the code."""
    see = look if callable(look) else lambda name: None
    page.goto(f"{address}/kien-nghi")
    see("form")
    page.get_by_label("Việc của bạn").fill(TEXT)
    picked: FilePayload = {"name": "a.jpg", "mimeType": "image/jpeg", "buffer": saved(picture(), "JPEG")}
    page.get_by_label("Ảnh, nếu có").set_input_files(picked)
    page.get_by_label("Khu công nghiệp, xã, phường").select_option(label="KCN Sông Lam")
    page.get_by_label("Có liên quan đến ai").select_option(label="Không")
    page.get_by_label("Tôi đã đọc").check()
    page.get_by_role("button", name="Xem lại trước khi gửi").click()
    see("preview")
    assert "Ảnh: 1" in page.content()
    page.get_by_role("button", name="Tiếp: nhận mã").click()
    unsent = page.get_by_text("CHƯA GỬI").first
    unsent.wait_for()
    box = unsent.bounding_box()
    assert box
    assert box["y"] + box["height"] < NARROW["height"] / 2
    see("code")
    found = CODE.search(page.inner_text("main"))
    assert found
    page.get_by_label("4 số cuối").fill(found.group()[-4:])
    page.get_by_role("button", name="Gửi kiến nghị", exact=True).click()
    page.get_by_text("PHIẾU TIẾP NHẬN").wait_for()
    see("slip")
    return found.group()


def look_up(page: Page, address: str, code: str, look: Callable[[str], object] = lambda _: None) -> None:
    """Open a case by its code; `look` sees the page that asks for it."""
    page.goto(f"{address}/tra-cuu")
    look("code page")
    page.get_by_label("Mã tra cứu").fill(code)
    page.get_by_role("button", name="Xem", exact=True).click()


def test_a_petition_is_sent_and_followed(page: Page, address: str) -> None:
    code = send(page, address)
    look_up(page, address, code)
    expect(page.locator("main")).to_contain_text("đã nhận")
    assert code not in page.content()
    page.get_by_role("button", name="Viết thêm").click()
    page.get_by_label("Viết ở đây").fill("Hôm nay vẫn nóng")
    page.get_by_role("button", name="Gửi", exact=True).click()
    expect(page.locator("main")).to_contain_text("Đã nhận lời của bạn")
    assert page.context.cookies() == []


def made_small(page: Page) -> None:
    """Wait for the page's own script; `wait_for_function` would evaluate text, which the page's policy forbids."""
    for _ in range(150):
        if page.evaluate("document.getElementById('photos').files[0].name") == "anh.jpg":
            return
        page.wait_for_timeout(100)
    raise AssertionError("the picture was not made small in 15 seconds")


def test_a_picture_is_made_small_before_it_is_sent(browser: Browser, address: str) -> None:
    page = browser.new_page(viewport=NARROW)
    page.goto(f"{address}/kien-nghi")
    large = saved(picture(3000, 1500), "JPEG", exif=exif())
    picked: FilePayload = {"name": "IMG_2026.jpg", "mimeType": "image/jpeg", "buffer": large}
    field = page.get_by_label("Ảnh, nếu có")
    field.set_input_files([picked, *BROKEN])
    made_small(page)
    measured = """async () => {
      const [made, broken] = document.getElementById("photos").files;
      const picture = await createImageBitmap(made);
      const bytes = new TextDecoder("latin1").decode(await made.arrayBuffer());
      return [picture.width, picture.height, bytes.includes("Exif"), broken.name];
    }"""
    assert page.evaluate(measured) == [2000, 1000, False, "b.jpg"], "what cannot be read here goes as it is"
    assert page.evaluate("localStorage.length + sessionStorage.length") == 0
    page.close()


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_axe_finds_nothing_on_any_page(browser: Browser, address: str, scheme: Scheme) -> None:
    from axe_playwright_python.sync_playwright import Axe

    context = browser.new_context(viewport=NARROW, color_scheme=scheme, bypass_csp=True)
    page = context.new_page()

    def look(name: str) -> None:
        report = Axe().run(page)
        assert report.violations_count == 0, f"{name}\n{report.generate_report()}"
        assert page.evaluate("document.documentElement.scrollWidth") <= NARROW["width"], name

    code = send(page, address, look)
    look_up(page, address, code, look)
    look("case")
    context.close()
