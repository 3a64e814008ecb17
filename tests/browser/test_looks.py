"""Every page in three widths, both themes and big letters: axe finds nothing, nothing overflows, pages are light.

DANBIET_FULL=1 tries all twelve looks and the slow line; else two of them.
"""

from __future__ import annotations

import os
import time
from collections.abc import Callable
from functools import partial

import pytest
from playwright.sync_api import Browser, Page, Response, expect

from tests.browser.test_petition_pages import look_up, send
from tests.browser.test_public_pages import CHROMIUM, Scheme, address, ask, browser, last

__all__ = ["address", "browser"]  # fixtures
pytestmark = pytest.mark.skipif(CHROMIUM is None, reason="needs Chromium: apt-get install chromium")
FULL = bool(os.environ.get("DANBIET_FULL"))
LOOKS = [(width, scheme, big) for width in (360, 768, 1280) for scheme in ("light", "dark") for big in (True, False)]
SOME = [(360, "dark", True), (1280, "light", False)]
PAGES = ["/", "/so-tay", "/khan-cap", "/phieu", "/don-mau", "/don-mau/nghi-viec", "/tinh", "/rieng-tu", "/khong-co"]
HEAVIEST = 20_000  # bytes on the line for a page with all that it loads
SLOW_LINE = {"offline": False, "latency": 600, "downloadThroughput": 50_000, "uploadThroughput": 50_000}  # 400 kbit/s


@pytest.mark.parametrize(("width", "scheme", "big"), LOOKS if FULL else SOME)
def test_axe_finds_nothing_in_any_look(browser: Browser, address: str, width: int, scheme: Scheme, big: bool) -> None:
    from axe_playwright_python.sync_playwright import Axe

    context = browser.new_context(viewport={"width": width, "height": 740}, color_scheme=scheme, bypass_csp=True)
    page = context.new_page()

    def look(name: str) -> None:
        report = Axe().run(page)
        assert report.violations_count == 0, f"{name}\n{report.generate_report()}"
        assert page.evaluate("document.documentElement.scrollWidth") <= width, name

    if big:
        page.goto(address)
        page.get_by_label("Mở danh mục").click()
        page.get_by_role("button", name="Chữ to").click()
        expect(page.locator("html")).to_have_class("big")
        page.get_by_label("Mở danh mục").click()
        look("menu")
    _walk(page, address, look)
    context.close()


def _walk(page: Page, address: str, look: Callable[[str], None]) -> None:
    """An answer, a petition and its case, the other pages."""
    page.goto(address)
    ask(page, "không ăn thì sao")
    expect(last(page)).to_contain_text("Không ăn thì nhận tiền thay")
    look("answer")
    page.goto(f"{address}{page.locator('a[data-share]').get_attribute('href')}")
    look("card")
    code = send(page, address, look)
    look_up(page, address, code, look)
    page.locator(".steps").wait_for()
    look("case")
    for path in PAGES:
        page.goto(address + path)
        look(path)


def test_pages_are_light(browser: Browser, address: str) -> None:
    """What goes over the line, headers too, for the first page and for one with an answer."""
    context = browser.new_context()
    weights = {}
    for visit in ("/", "/", "/kien-nghi", "/tra-cuu"):
        page = context.new_page()
        responses: list[Response] = []
        page.on("response", partial(_keep, responses))
        page.goto(address + visit)
        page.wait_for_load_state("networkidle")
        name = "answer" if visit in weights else visit
        weights[name] = sum(_bytes(response) for response in responses)
        if visit == "/" and name == "/":
            ask(page, "không ăn thì sao")
            expect(last(page)).to_contain_text("Căn cứ")
        page.close()
    print(weights)
    assert max(weights.values()) <= HEAVIEST, weights
    context.close()


def _keep(responses: list[Response], response: Response) -> None:
    responses.append(response)  # Playwright marks its listeners, and a list's own method takes no mark


def _bytes(response: Response) -> int:
    sizes = response.request.sizes()
    return int(sizes["responseBodySize"] + sizes["responseHeadersSize"])


@pytest.mark.skipif(not FULL, reason="measures time; DANBIET_FULL=1")
def test_a_slow_line_is_fast_enough(browser: Browser, address: str) -> None:
    context = browser.new_context()
    page = context.new_page()
    context.new_cdp_session(page).send("Network.emulateNetworkConditions", SLOW_LINE)
    begun = time.monotonic()
    page.goto(address, wait_until="commit")
    page.get_by_label("Câu hỏi của bạn").wait_for()
    first = time.monotonic() - begun
    page.wait_for_load_state("load")
    begun = time.monotonic()
    ask(page, "bữa ăn giữa ca")
    expect(last(page)).to_contain_text("Căn cứ")
    answer = time.monotonic() - begun
    print(f"first page {first:.2f} s, answer {answer:.2f} s")
    assert first <= 2.0
    assert answer <= 1.2
    context.close()
