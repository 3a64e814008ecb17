"""Read aloud and share: only a voice that the device itself has, never on a case, and a copy where nothing shares."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Locator, Page, expect

from tests.browser.test_petition_pages import look_up, send
from tests.browser.test_public_pages import CHROMIUM, NARROW, address, ask, browser, last

__all__ = ["address", "browser"]  # fixtures
pytestmark = pytest.mark.skipif(CHROMIUM is None, reason="needs Chromium: apt-get install chromium")

OWN = {"lang": "vi-VN", "localService": True, "name": "own"}
FAR = {"lang": "vi-VN", "localService": False, "name": "of a company"}
ENGLISH = {"lang": "en-US", "localService": True, "name": "english"}
DEVICE = """
(() => {
  const heard = { said: [], cancelled: 0, shared: [], copied: [] };
  window.heard = heard;
  const speech = {
    speaking: false, getVoices: () => VOICES, addEventListener() {},
    speak(words) { heard.said.push([words.text, words.voice?.name]); this.speaking = true; },
    cancel() { heard.cancelled += 1; this.speaking = false; },
  };
  Object.defineProperty(window, "speechSynthesis", { value: speech });
  window.SpeechSynthesisUtterance = class { constructor(text) { this.text = text; } };
  Object.defineProperty(navigator, "share", { value: SHARE });
  Object.defineProperty(navigator, "clipboard", { value: { writeText: async (text) => { heard.copied.push(text); } } });
})();
"""
SHARES = "(what) => { heard.shared.push(what); return Promise.resolve(); }"


def visit(browser: Browser, *voices: dict[str, object], shares: bool = False) -> Page:
    """A page on a device with these voices, that shares or does not."""
    device = DEVICE.replace("VOICES", str(list(voices)).replace("True", "true").replace("False", "false"))
    page = browser.new_context(viewport=NARROW).new_page()
    page.add_init_script(device.replace("SHARE", SHARES if shares else "undefined"))
    return page


def answered(page: Page, address: str) -> Locator:
    """The reply to a question."""
    page.goto(address)
    ask(page, "không ăn thì sao")
    expect(last(page)).to_contain_text("Căn cứ")
    return last(page)


@pytest.fixture(autouse=True)
def closed(browser: Browser) -> Iterator[None]:
    yield
    for context in browser.contexts:
        context.close()


def test_the_devices_own_voice_reads_the_answer_and_stops(browser: Browser, address: str) -> None:
    page = visit(browser, FAR, ENGLISH, OWN)
    button = answered(page, address).get_by_role("button", name="Đọc to")
    button.click()
    ((text, voice),) = page.evaluate("heard.said")
    assert voice == "own"
    assert text.startswith("Được")
    assert "Căn cứ" in text
    assert "Gửi kiến nghị" not in text, "buttons are not read"
    last(page).get_by_role("button", name="Dừng đọc").click()
    expect(button).to_be_visible()
    assert page.evaluate("heard.cancelled") == 2
    assert len(page.evaluate("heard.said")) == 1


@pytest.mark.parametrize("voices", [(), (FAR,), (ENGLISH,), (FAR, ENGLISH)])
def test_without_an_own_vietnamese_voice_nothing_is_offered(
    browser: Browser, address: str, voices: tuple[dict[str, object], ...]
) -> None:
    page = visit(browser, *voices)
    answered(page, address)
    assert page.locator("[data-aloud]").count() == 1
    expect(page.locator("[data-aloud]")).to_be_hidden()
    expect(page.locator("[data-copy-line]")).to_be_visible()


def test_a_case_is_never_read_aloud_nor_shared(browser: Browser, address: str) -> None:
    page = visit(browser, OWN, shares=True)

    def look(name: str) -> None:
        assert page.locator("[data-aloud], [data-share]").count() == 0, name

    code = send(page, address, look)
    look_up(page, address, code, look)
    page.locator(".steps").wait_for()
    look("case")


def test_a_device_that_shares_gets_address_and_answer(browser: Browser, address: str) -> None:
    page = visit(browser, shares=True)
    answered(page, address).get_by_text("Chia sẻ").click()
    (shared,) = page.evaluate("heard.shared")
    assert shared["url"].startswith(f"{address}/tra-loi/")
    assert shared["text"].startswith("Được")
    assert page.url.rstrip("/") == address.rstrip("/"), "the chat stays where it is"


def test_elsewhere_the_address_is_copied(browser: Browser, address: str) -> None:
    page = visit(browser)
    line = answered(page, address)
    line.get_by_text("Chia sẻ").click()
    expect(line.get_by_text("Đã chép")).to_be_visible()
    (copied,) = page.evaluate("heard.copied")
    assert copied.startswith(f"{address}/tra-loi/")
    page.goto(copied)
    page.get_by_role("button", name="Chia sẻ").click()
    assert page.evaluate("heard.copied") == [copied]
