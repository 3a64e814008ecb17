"""People and keys in a real headless Chromium, in earnest: leaving, a forgotten password, a custodian who is replaced.

Everybody sits at an own browser and types their own passwords.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Locator, expect

from bot.clock import vietnam_now
from feedback.assembly import open_feedback
from feedback.model.case import Category, Kind
from feedback.model.draft import Draft, Place
from tests.browser.test_console import APPS, Desk, desks, open_case
from tests.browser.test_public_pages import CHROMIUM, browser
from tests.doubles.process import Serve
from tests.feedback.real_union import PASSWORD, PEOPLE, found, session
from tests.feedback.union import KEY

__all__ = ["browser"]  # a fixture
pytestmark = pytest.mark.skipif(CHROMIUM is None, reason="needs Chromium: apt-get install chromium")
LEAD, HANDLER, ABOVE, LONE = "kcn-lanh-dao", "kcn-xu-ly", "tinh-lanh-dao", "xa-lanh-dao"
KEEPERS = ("giu-1", "giu-2", "giu-3")
HERE = (LEAD, HANDLER, ABOVE, LONE, *KEEPERS)
NEW = "một cơn mưa trên đèo"
DESK = "ldld-tinh-giu-danh-tinh"


@pytest.fixture(scope="module")
def served(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[Serve, dict[str, str]]]:
    """The product, and two cases: one that the handler works on, one of the lone officer."""
    data: Path = tmp_path_factory.mktemp("people") / "data"
    half, now = open_feedback(data / "feedback.db", KEY), vietnam_now()
    found(half, {login: PEOPLE[login] for login in HERE}, now)
    numbers = {}
    for login, place in ((HANDLER, Place(industrial_park="kcn-song-lam")), (LONE, Place(commune="an-thuong"))):
        lead = session(half, LEAD if login == HANDLER else LONE, now)
        draft = Draft("Công ty chậm lương.", place=place, category=Category.WAGE)
        number = half.submissions.submit(draft, half.submissions.new_code(), now).public_no
        half.desk.declare_uninvolved(lead, number, now)
        half.triage.open(lead, number, now)
        half.triage.accept(lead, number, Kind.PETITION, Category.WAGE, now)
        half.handling.assign(lead, number, login, now)
        numbers[login] = number
    half.db.close()
    serve = Serve(data, {"DANBIET_KEY": KEY.hex()})
    serve.start()
    serve.wait_until_ready()
    APPS.clear()
    yield serve, numbers
    serve.end()


def folded(desk: Desk, summary: str) -> Locator:
    """Open what lies folded under a heading."""
    desk.page.locator("summary", has_text=summary).click()
    return desk.page.locator("details", has=desk.page.locator("summary", has_text=summary))


def invited(desk: Desk) -> str:
    """The one-time link that the page shows."""
    return desk.page.locator(".kept.mark").inner_text()


def accept(browser: Browser, link: str) -> None:
    """Choose a password on an own device."""
    page = browser.new_context().new_page()
    page.goto(link)
    page.get_by_label("Mật khẩu mới").fill(NEW)
    page.get_by_label("Gõ lại lần nữa").fill(NEW)
    page.get_by_role("button", name="Dùng mật khẩu này").click()
    expect(page.locator("h1")).to_have_text("Xong rồi")
    page.context.close()


def come_in(browser: Browser, served: Serve, login: str, password: str) -> Desk:
    return Desk(browser.new_context().new_page(), served.staff_address).log_in(login, password)


def beside(box: Locator, login: str, password: str) -> None:
    """Somebody else types login, password and six digits into a form that needs two."""
    box.get_by_label("Tên đăng nhập").select_option(value=login)
    box.get_by_label("Mật khẩu của người đó").fill(password)
    box.get_by_label("Sáu số của người đó").fill(APPS[login].pop(0))


def confirm(box: Locator, button: str) -> None:
    box.get_by_label("Nhập lại mật khẩu của bạn").fill(PASSWORD)
    box.get_by_role("button", name=button).click()


At = Callable[[str], Desk]


@pytest.fixture(scope="module")
def at(browser: Browser, served: tuple[Serve, dict[str, str]]) -> At:
    return desks(browser, served[0])


def test_who_leaves_is_out_and_the_work_goes_on(served: tuple[Serve, dict[str, str]], at: At) -> None:
    _, numbers = served
    lead, handler = at(LEAD), at(HANDLER)
    open_case(handler, numbers[HANDLER])
    lead.page.goto(f"{lead.address}/nguoi")
    lead.page.locator(f'a[href="/nguoi/{HANDLER}"]').first.click()
    confirm(folded(lead, "Thôi làm"), "Cho thôi làm")
    expect(lead.page.get_by_role("status").first).to_contain_text("đã thôi làm")
    handler.page.reload()
    expect(handler.page.get_by_role("button", name="Đăng nhập")).to_be_visible()
    lead.page.goto(f"{lead.address}/hang-doi?muc=mine")
    expect(lead.page.get_by_role("link", name=numbers[HANDLER])).to_be_visible()


def test_a_lone_officer_who_forgot_the_password_reads_the_old_cases(
    browser: Browser, served: tuple[Serve, dict[str, str]], at: At
) -> None:
    serve, numbers = served
    above = at(ABOVE)
    above.page.goto(f"{above.address}/nguoi/{LONE}")
    confirm(folded(above, "Quên mật khẩu"), "Tạo lời mời mới")
    accept(browser, invited(above))
    lone = come_in(browser, serve, LONE, NEW)
    lone.page.goto(f"{lone.address}/ho-so/{numbers[LONE]}")
    expect(lone.page.locator("h1")).to_contain_text("Không có trang này")
    above.page.goto(f"{above.address}/nguoi")
    box = folded(above, "Cấp khóa mới cho đơn vị chỉ có một người")
    box.get_by_label("Đơn vị", exact=True).select_option(value="cd-an-thuong")
    beside(box, LONE, NEW)
    confirm(box, "Cấp khóa")
    expect(above.page.get_by_role("status").first).to_be_visible()
    open_case(lone, numbers[LONE])
    expect(lone.page.locator(".talk")).to_contain_text("Công ty chậm lương.")


def test_a_custodian_is_replaced(browser: Browser, served: tuple[Serve, dict[str, str]], at: At) -> None:
    serve, _ = served
    first, _ = at("giu-1"), at("giu-2")
    first.page.goto(f"{first.address}/nguoi")
    box = folded(first, "Mời một người")
    box.get_by_label("Tên đăng nhập").fill("giu-4")
    box.get_by_label("Họ tên").fill("Người giữ khóa mới")
    box.get_by_label("Đơn vị", exact=False).first.select_option(value=DESK)
    box.get_by_label("Giữ danh tính").check()
    confirm(box, "Tạo lời mời")
    accept(browser, invited(first))
    come_in(browser, serve, "giu-4", NEW)
    first.page.goto(f"{first.address}/nguoi")
    waiting = first.page.locator("section", has_text="Bạn có được báo không?")
    if waiting.count():
        confirm(waiting.first, "Đúng, tôi đã so")
    box = folded(first, "Trao khóa cho ba người khác")
    for name in ("giu-1", "giu-2", "Người giữ khóa mới"):
        box.get_by_label(name, exact=True).check()
    beside(box, "giu-2", PASSWORD)
    confirm(box, "Trao khóa")
    expect(first.page.get_by_role("status").first).to_be_visible()
    box = folded(first, "Diễn tập")
    beside(box, "giu-4", NEW)
    confirm(box, "Diễn tập")
    expect(first.page.get_by_role("status").first).to_contain_text("vẫn mở được khóa khôi phục")
