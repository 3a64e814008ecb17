"""The console in a real headless Chromium, in earnest: a worker sends without JavaScript, staff of two tiers act, the
worker reads the answer by code; axe, three widths and both themes on every page."""

from __future__ import annotations

import os
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from functools import cache, partial
from pathlib import Path
from typing import Any, Literal

import pyotp
import pytest
from playwright.sync_api import Browser, Page, expect

from bot.clock import vietnam_now
from bot.web.console.steps import STEPS
from feedback.assembly import open_feedback
from tests.browser.test_petition_pages import look_up
from tests.browser.test_public_pages import CHROMIUM, browser
from tests.doubles.process import Serve
from tests.feedback.real_union import PASSWORD, PEOPLE, found
from tests.feedback.union import KEY

__all__ = ["browser"]  # a fixture
pytestmark = pytest.mark.skipif(CHROMIUM is None, reason="needs Chromium: apt-get install chromium")
LEAD, ABOVE = "kcn-lanh-dao", "tinh-lanh-dao"
HERE = (LEAD, ABOVE, "ubkt-tinh", "giu-1", "giu-2", "giu-3")
CODE = re.compile(r"\d{4} \d{4} \d{4} \d{4} \d{4}")
NUMBER = re.compile(r"KN\d\d-[0-9A-Z]{5}")
TEXT = "Quạt thông gió hỏng hai tuần nay, chuyền 5 ca đêm nóng quá, đề nghị sửa."
MOST_CLICKS = 12
WIDTHS = (360, 768, 1280)
FULL = bool(os.environ.get("DANBIET_FULL"))
MORE = (
    "/toi", "/hang-doi?xem=cot", "/nhap-ho", "/to-chuc", "/to-chuc/cay", "/to-chuc/cau-mau", "/ban-cau-hoi/van-ban",
)  # fmt: skip
PAGES = ("/", "/hang-doi", "/hang-doi?muc=closed&linh_vuc=wage", "/khong-co", *(MORE if FULL else ()))
VERBS = [verb.value for verb in STEPS] if FULL else ["accept", "split", "propose_refusal"]


@dataclass
class Desk:
    """Somebody at the console: opens, presses (and counts the presses), fills."""

    page: Page
    address: str
    clicks: int = field(default=0)

    def log_in(self, login: str, password: str = PASSWORD) -> Desk:
        """Password, and the second factor that is set up on the first day; later its next six digits."""
        app = APPS.get(login)
        self.page.goto(f"{self.address}/vao")
        self.page.get_by_label("Tên đăng nhập").fill(login)
        self.page.get_by_label("Mật khẩu").fill(password)
        if app:
            self.page.get_by_label("Sáu số").fill(app.pop(0))
        self.page.get_by_role("button", name="Đăng nhập").click()
        if not app and login not in APPS:
            secret = self.page.locator(".secret").inner_text().replace(" ", "")
            APPS[login] = self.page.locator(".codes li").all_inner_texts()
            self.page.get_by_label("Sáu số").fill(pyotp.TOTP(secret).now())
            self.page.get_by_role("button", name="Xong, vào làm việc").click()
        expect(self.page.locator("h1")).to_contain_text("Hôm nay")
        return self

    def press(self, role: Literal["button", "link"], name: str) -> None:
        """One click."""
        self.clicks += 1
        self.page.get_by_role(role, name=name).first.click()

    def fill(self, **texts: str) -> None:
        """Type into fields by their label."""
        for label, text in texts.items():
            self.page.get_by_label(LABELS[label]).fill(text)


APPS: dict[str, list[str]] = {}
"""The recovery codes of who came in once: each opens one more time, without waiting for the next six digits."""
LABELS = {
    "raised": "Bạn nêu",
    "done": "Công đoàn đã làm",
    "result": "Kết quả *",
    "reason": "Lý do",
    "law": "Việc gì, hoặc điều nào",
}


@pytest.fixture(scope="module")
def served(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Serve]:
    data: Path = tmp_path_factory.mktemp("console") / "data"
    half = open_feedback(data / "feedback.db", KEY)
    found(half, {login: PEOPLE[login] for login in HERE}, vietnam_now())
    half.db.close()
    serve = Serve(data, {"DANBIET_KEY": KEY.hex()})
    serve.start()
    serve.wait_until_ready()
    yield serve
    serve.end()


def sent(page: Page, address: str) -> tuple[str, str]:
    """A worker sends by the form; the code and the public number."""
    page.goto(f"{address}/kien-nghi")
    page.get_by_label("Việc của bạn").fill(TEXT)
    page.get_by_label("Khu công nghiệp, xã, phường").select_option(label="KCN Sông Lam")
    page.get_by_label("Có liên quan đến ai").select_option(label="Không")
    page.get_by_label("Tôi đã đọc").check()
    page.get_by_role("button", name="Xem lại trước khi gửi").click()
    page.get_by_role("button", name="Tiếp: nhận mã").click()
    code = CODE.search(page.inner_text("main"))
    assert code
    page.get_by_label("4 số cuối").fill(code.group()[-4:])
    page.get_by_role("button", name="Gửi kiến nghị", exact=True).click()
    page.get_by_text("PHIẾU TIẾP NHẬN").wait_for()
    number = NUMBER.search(page.inner_text("main"))
    assert number
    return code.group(), number.group()


def person(browser: Browser, served: Serve, login: str, **context: Any) -> Desk:
    page = browser.new_context(**{"viewport": {"width": 1280, "height": 900}, **context}).new_page()
    return Desk(page, served.staff_address).log_in(login)


def desks(browser: Browser, served: Serve) -> Callable[[str], Desk]:
    """Everybody sits at an own browser, and comes in once."""
    return cache(partial(person, browser, served))


def open_case(desk: Desk, number: str) -> None:
    """Open a case; whoever opens it for the first time says that they are not involved."""
    desk.page.goto(f"{desk.address}/ho-so/{number}")
    uninvolved = desk.page.get_by_role("button", name="Không. Tôi không liên quan")
    if uninvolved.count():
        uninvolved.click()
    expect(desk.page.locator(".talk")).to_be_visible()


def test_from_the_workers_form_to_the_answer_by_code(browser: Browser, served: Serve) -> None:
    worker = browser.new_context(java_script_enabled=False, viewport={"width": 360, "height": 740}).new_page()
    code, number = sent(worker, served.address)
    lead = person(browser, served, LEAD, java_script_enabled=False)
    lead.page.goto(f"{served.staff_address}/hang-doi?muc=new")
    lead.press("link", number)
    lead.press("button", "Không. Tôi không liên quan")
    lead.press("link", "Tiếp nhận")
    lead.page.get_by_label("Lĩnh vực").select_option(label="An toàn, vệ sinh lao động")
    lead.press("button", "Tiếp nhận")
    lead.press("link", "Giao người giải quyết")
    lead.page.get_by_label("Giao cho").select_option(LEAD)
    lead.press("button", "Giao người giải quyết")
    lead.press("link", "Trả lời")
    lead.fill(raised="Quạt hỏng hai tuần.", done="Đã làm việc với công ty.", result="Quạt mới lắp ngày mai.")
    lead.fill(law="bữa ăn giữa ca")
    lead.press("button", "Tìm")
    lead.press("button", "Chèn")
    lead.press("button", "Xem như người gửi")
    expect(lead.page.locator(".phone")).to_contain_text("Quạt mới lắp ngày mai.")
    lead.press("button", "Gửi cho người gửi")
    expect(lead.page.get_by_role("status")).to_contain_text("Đã gửi câu trả lời")
    assert lead.clicks <= MOST_CLICKS
    look_up(worker, served.address, code)
    expect(worker.locator("main")).to_contain_text("Quạt mới lắp ngày mai.")
    expect(worker.locator("main")).to_contain_text("khoản 1 Điều 7")


def test_a_case_goes_up_and_the_tier_above_reads_it(browser: Browser, served: Serve) -> None:
    _, number = sent(browser.new_context().new_page(), served.address)
    lead, above = person(browser, served, LEAD), person(browser, served, ABOVE)
    above.page.goto(f"{served.staff_address}/ho-so/{number}")
    expect(above.page.locator("h1")).to_contain_text("Không có trang này")
    lead.page.goto(f"{served.staff_address}/ho-so/{number}")
    lead.press("button", "Không. Tôi không liên quan")
    lead.page.goto(f"{served.staff_address}/ho-so/{number}?viec=escalate")
    lead.fill(reason="Công ty thuộc nhiều khu, vượt phạm vi của đơn vị.")
    lead.press("button", "Chuyển cấp trên")
    expect(lead.page.locator(".side")).to_contain_text("Bạn chỉ đọc được vụ này")
    above.page.goto(f"{served.staff_address}/ho-so/{number}")
    above.press("button", "Không. Tôi không liên quan")
    expect(above.page.locator(".talk")).to_contain_text("vượt phạm vi của đơn vị")
    expect(above.page.locator("main")).to_contain_text("Cấp dưới chuyển lên.")


def test_a_change_appears_in_another_browser_within_a_second(browser: Browser, served: Serve) -> None:
    lead = person(browser, served, LEAD)
    lead.page.goto(f"{served.staff_address}/hang-doi?muc=new")
    expect(lead.page.locator("#changed")).to_be_hidden()
    lead.page.wait_for_timeout(1000)  # the stream is open
    _, number = sent(browser.new_context().new_page(), served.address)
    expect(lead.page.get_by_role("link", name=number)).to_be_visible(timeout=1000)
    lead.page.get_by_role("link", name=number).click()
    expect(lead.page.locator("main")).to_contain_text("Bạn có liên quan")


def test_axe_finds_nothing_and_nothing_is_cut(browser: Browser, served: Serve) -> None:
    from axe_playwright_python.sync_playwright import Axe

    _, number = sent(browser.new_context().new_page(), served.address)
    page = browser.new_context(bypass_csp=True).new_page()

    def look(path: str) -> None:
        page.goto(served.staff_address + path)
        look_here(path)

    def look_here(name: str) -> None:
        for width in WIDTHS:
            page.set_viewport_size({"width": width, "height": 800})
            assert page.evaluate("document.documentElement.scrollWidth") <= width, f"{name} at {width}"
        for scheme in ("light", "dark"):
            page.emulate_media(color_scheme=scheme)
            report = Axe().run(page)
            assert report.violations_count == 0, f"{name}, {scheme}\n{report.generate_report()}"

    look("/vao")
    Desk(page, served.staff_address).log_in(LEAD)
    for path in PAGES:
        look(path)
    look(f"/ho-so/{number}")
    page.get_by_role("button", name="Không. Tôi không liên quan").click()
    for verb in VERBS:
        look(f"/ho-so/{number}?viec={verb}")
    look(f"/ho-so/{number}?viec=ask")
    page.get_by_label("Lời gửi người lao động").fill("Hỏng từ ngày nào?")
    page.get_by_role("button", name="Xem như người gửi").last.click()
    look_here("preview")


def test_keys_walk_a_list_open_a_case_and_never_take_what_is_typed(browser: Browser, served: Serve) -> None:
    numbers = [sent(browser.new_context().new_page(), served.address)[1] for _ in range(2)]
    page = person(browser, served, LEAD).page
    page.goto(f"{served.staff_address}/hang-doi?muc=new")
    shown = [link.inner_text() for link in page.locator(".cases a.num, .cases .num a").all()]
    assert set(numbers) <= set(shown)
    page.keyboard.press("j")
    page.keyboard.press("j")
    expect(page.locator(":focus")).to_have_text(shown[1])
    page.keyboard.press("k")
    expect(page.locator(":focus")).to_have_text(shown[0])
    page.keyboard.press("/")
    page.keyboard.type("j?/k")
    expect(page.get_by_label("Số vụ")).to_have_value("j?/k")
    page.locator("h1").click()
    page.keyboard.press("?")
    expect(page.get_by_text("mở vụ đang chọn")).to_be_visible()
    page.get_by_label("Dùng phím tắt trên máy này").uncheck()
    page.locator("h1").click()
    page.keyboard.press("j")
    assert page.locator(".cases a:focus").count() == 0
    page.get_by_label("Dùng phím tắt trên máy này").check()
    page.locator("h1").click()
    page.keyboard.press("j")
    page.keyboard.press("Enter")
    expect(page.locator("h1")).to_contain_text(shown[0])
