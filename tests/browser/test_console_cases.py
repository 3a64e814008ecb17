"""What staff do with cases, in a real headless Chromium and in earnest: nothing below happens outside the browser but
the cases that stand there when the day begins."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import datetime, timedelta
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect

from bot.clock import vietnam_now
from feedback.assembly import Feedback, open_feedback
from feedback.model.case import Category, Kind
from feedback.model.draft import Draft, Place
from feedback.model.union import Role
from tests.browser.test_console import APPS, NUMBER, Desk, desks, open_case
from tests.browser.test_petition_pages import look_up, send
from tests.browser.test_public_pages import CHROMIUM, browser
from tests.doubles.process import Serve
from tests.feedback.real_union import PEOPLE, found, session
from tests.feedback.union import KEY

__all__ = ["browser"]  # a fixture
pytestmark = pytest.mark.skipif(CHROMIUM is None, reason="needs Chromium: apt-get install chromium")
LEAD, INTAKE, HANDLER, ABOVE, BOARD = "kcn-lanh-dao", "kcn-tiep", "kcn-xu-ly", "tinh-lanh-dao", "ubkt-tinh"
HERE = (LEAD, INTAKE, HANDLER, ABOVE, BOARD, "giu-1", "giu-2", "giu-3")
SECOND_HANDLER = {"kcn-xu-ly-2": ("cd-kcn", Role.HANDLER)}
TEXT = "Công ty chậm lương hai tháng nay."
At = Callable[[str], Desk]


class Cases:
    """What stands there in the morning: numbers, and the code of each."""

    def __init__(self, half: Feedback, now: datetime) -> None:
        self._half, self._now = half, now
        self.codes: dict[str, str] = {}
        self._lead = session(half, LEAD, now)
        self.late = self.received(now - timedelta(days=40))
        self.asked, self.concerned, self.held = self.working(), self.working(), self.working()
        self.refused, self.parted = self.received(now), self.received(now)

    def received(self, at: datetime) -> str:
        place = Place(industrial_park="kcn-song-lam")
        code = self._half.submissions.new_code()
        number = self._half.submissions.submit(Draft(TEXT, place=place, category=Category.WAGE), code, at).public_no
        self.codes[number] = code
        return number

    def working(self) -> str:
        half, lead, now, number = self._half, self._lead, self._now, self.received(self._now)
        half.desk.declare_uninvolved(lead, number, now)
        half.triage.open(lead, number, now)
        half.triage.accept(lead, number, Kind.PETITION, Category.WAGE, now)
        half.handling.assign(lead, number, HANDLER, now)
        return number


@pytest.fixture(scope="module")
def served(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[Serve, Cases]]:
    data: Path = tmp_path_factory.mktemp("cases") / "data"
    half, now = open_feedback(data / "feedback.db", KEY), vietnam_now()
    found(half, {**{login: PEOPLE[login] for login in HERE}, **SECOND_HANDLER}, now - timedelta(days=60))
    cases = Cases(half, now)
    half.db.close()
    serve = Serve(data, {"DANBIET_KEY": KEY.hex()})
    serve.start()
    serve.wait_until_ready()
    APPS.clear()
    yield serve, cases
    serve.end()


@pytest.fixture(scope="module")
def at(browser: Browser, served: tuple[Serve, Cases]) -> At:
    """Everybody sits at an own browser the whole day."""
    return desks(browser, served[0])


@pytest.fixture
def worker(browser: Browser) -> Iterator[Page]:
    page = browser.new_context(java_script_enabled=False, viewport={"width": 360, "height": 740}).new_page()
    yield page
    page.context.close()


def choose(desk: Desk, verb: str) -> None:
    """Press a verb; the rarer ones lie folded together."""
    folded = desk.page.locator("summary", has_text="Việc khác")
    if folded.count() and not desk.page.get_by_role("link", name=verb).first.is_visible():
        folded.click()
    desk.press("link", verb)


def preview_and_send(desk: Desk, button: str = "Gửi cho người gửi") -> None:
    desk.press("button", "Xem như người gửi")
    desk.press("button", button)


def test_a_question_goes_out_and_its_reply_comes_back(served: tuple[Serve, Cases], at: At, worker: Page) -> None:
    serve, cases = served
    handler = at(HANDLER)
    open_case(handler, cases.asked)
    choose(handler, "Hỏi thêm")
    handler.page.get_by_label("Lời gửi người lao động").fill("Lương tháng nào còn thiếu?")
    preview_and_send(handler)
    expect(handler.page.get_by_role("status").first).to_contain_text("Đã gửi câu hỏi")
    look_up(worker, serve.address, cases.codes[cases.asked])
    expect(worker.locator("main")).to_contain_text("Lương tháng nào còn thiếu?")
    worker.get_by_role("button", name="Viết thêm").click()
    worker.get_by_label("Viết ở đây").fill("Tháng chín và tháng mười.")
    worker.get_by_role("button", name="Gửi", exact=True).click()
    changed = handler.page.locator("#changed")
    expect(changed).to_be_visible()  # the open page learns of the reply by itself
    changed.get_by_role("link").click()
    expect(handler.page.locator(".talk")).to_contain_text("Tháng chín và tháng mười.")
    expect(handler.page.locator(".title")).to_contain_text("đang giải quyết")


def test_a_refusal_needs_a_second_person(served: tuple[Serve, Cases], at: At, worker: Page) -> None:
    serve, cases = served
    first, second = at(INTAKE), at(LEAD)
    open_case(first, cases.refused)
    choose(first, "Đề xuất không tiếp nhận")
    first.page.get_by_label("Mã lý do").select_option(value="N5")
    first.page.get_by_label("Lý do người gửi sẽ đọc").fill("Đây là việc riêng giữa hai người.")
    preview_and_send(first, "Đề xuất không tiếp nhận")
    expect(first.page.locator("main")).to_contain_text("Chờ người thứ hai")
    assert first.page.get_by_role("link", name="Đồng ý không tiếp nhận").count() == 0, "who proposed"
    look_up(worker, serve.address, cases.codes[cases.refused])
    assert "việc riêng giữa hai người" not in worker.inner_text("main")
    second.page.goto(f"{second.address}/")
    second.press("link", "cần bạn là người thứ hai")
    second.press("link", cases.refused)
    second.press("button", "Không. Tôi không liên quan")
    second.press("link", "Đồng ý không tiếp nhận")
    second.press("button", "Đồng ý không tiếp nhận")
    look_up(worker, serve.address, cases.codes[cases.refused])
    expect(worker.locator("main")).to_contain_text("Đây là việc riêng giữa hai người.")
    expect(worker.get_by_role("button", name="Yêu cầu cấp trên xem lại")).to_be_visible()


def test_an_involvement_is_declared_late(served: tuple[Serve, Cases], at: At) -> None:
    _, cases = served
    lead, board = at(LEAD), at(BOARD)
    open_case(lead, cases.concerned)
    lead.page.locator("summary", has_text="Tôi có liên quan").click()
    lead.press("button", "Cả đơn vị tôi")
    expect(lead.page.get_by_role("status").first).to_contain_text("bạn có liên quan")
    lead.page.goto(f"{lead.address}/ho-so/{cases.concerned}")
    expect(lead.page.locator("h1")).to_contain_text("Không có trang này")
    open_case(board, cases.concerned)
    expect(board.page.locator("main")).to_contain_text("nơi cũ có liên quan")


def test_a_case_is_split(served: tuple[Serve, Cases], at: At, worker: Page) -> None:
    serve, cases = served
    lead = at(LEAD)
    open_case(lead, cases.parted)
    choose(lead, "Tách thành nhiều vụ")
    lead.page.get_by_label("Việc thứ 1", exact=False).first.fill("Chậm lương hai tháng.")
    lead.page.get_by_label("Việc thứ 2", exact=False).first.fill("Không có quạt ở chuyền 5.")
    lead.press("button", "Tách thành nhiều vụ")
    parts = set(NUMBER.findall(lead.page.inner_text(".facts"))) - {cases.parted}
    assert parts
    look_up(worker, serve.address, cases.codes[cases.parted])
    expect(worker.locator("main")).to_contain_text("tách thành 2 phần")


def test_a_picture_is_seen_by_staff(served: tuple[Serve, Cases], at: At, worker: Page) -> None:
    serve, _ = served
    lead = at(LEAD)
    send(worker, serve.address)
    number = NUMBER.search(worker.inner_text("main"))
    assert number
    with lead.page.expect_response(lambda answer: "/anh/" in answer.url) as shown:
        open_case(lead, number.group())
        lead.page.locator("a.photo img").scroll_into_view_if_needed()
    assert shown.value.status == 200
    assert shown.value.body()[:3] == b"\xff\xd8\xff"


def test_a_hold_is_proposed_here_and_confirmed_above(served: tuple[Serve, Cases], at: At) -> None:
    _, cases = served
    lead, above = at(LEAD), at(ABOVE)
    open_case(lead, cases.held)
    choose(lead, "Đề xuất giữ vụ lại")
    lead.page.get_by_label("Lý do").fill("Tòa án hỏi về vụ này.")
    lead.page.get_by_label("Giữ tới ngày").fill(f"{vietnam_now() + timedelta(days=60):%Y-%m-%d}")
    lead.press("button", "Đề xuất giữ vụ lại")
    above.page.goto(f"{above.address}/")
    above.press("link", "cần bạn là người thứ hai")
    above.press("link", cases.held)
    above.press("button", "Không. Tôi không liên quan")
    choose(above, "Đồng ý giữ vụ lại")
    above.press("button", "Đồng ý giữ vụ lại")
    expect(above.page.get_by_role("status").first).to_contain_text("Đã giữ")
    open_case(lead, cases.held)
    expect(lead.page.locator(".title")).to_contain_text("đang giữ lại, không hủy")


def test_a_case_that_nobody_opens_goes_up_by_the_clock(served: tuple[Serve, Cases], at: At, worker: Page) -> None:
    serve, cases = served
    above = at(ABOVE)
    above.page.goto(f"{above.address}/hang-doi")
    above.page.get_by_role("link", name=cases.late).click()
    above.press("button", "Không. Tôi không liên quan")
    expect(above.page.locator("main")).to_contain_text("cấp dưới để quá hạn")
    look_up(worker, serve.address, cases.codes[cases.late])
    expect(worker.locator("main")).to_contain_text("Nơi cũ để quá hạn")


def test_figures_are_taken_home(at: At) -> None:
    above = at(ABOVE)
    above.page.goto(f"{above.address}/so-lieu")
    for label, start in (("Tải CSV", "\ufeff".encode()), ("Tải bảng tính (XLSX)", b"PK")):
        with above.page.expect_download() as taken:
            above.page.get_by_role("link", name=label).click()
        assert Path(taken.value.path()).read_bytes().startswith(start), label
