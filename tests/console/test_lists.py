"""Lists in the browser: filters in the address, search by number, several cases at once, what changed meanwhile."""

from __future__ import annotations

import re
from datetime import timedelta

from bot.texts import console_lists as words
from feedback.model.case import Category, Lane
from feedback.model.lifecycle import State
from tests.console.conftest import Browser
from tests.feedback import stories
from tests.feedback.union import Union


def numbers(page: str) -> list[str]:
    """The cases of the open page, in order."""
    return re.findall(r'href="/ho-so/([^"?]+)"><b>', page)


def test_the_address_narrows_a_list(browser: Browser, union: Union) -> None:
    _, wage = union.send()
    _, meal = union.send(category=Category.WELFARE, urgent=True)
    browser.log_in("thu-1")
    assert numbers(browser.open("/hang-doi")) == [meal, wage]
    assert numbers(browser.open("/hang-doi?linh_vuc=wage")) == [wage]
    assert numbers(browser.open("/hang-doi?lan=urgent")) == [meal]
    assert numbers(browser.open("/hang-doi?muc=mine")) == []
    assert "Bạn chưa giữ vụ nào" in browser.page
    assert "Bỏ lọc" in browser.open("/hang-doi?muc=mine&linh_vuc=wage")
    assert numbers(browser.open("/hang-doi?lan=nonsense&muc=nonsense")) == [meal, wage]


def test_overdue_and_due_today_are_counted_and_found(browser: Browser, union: Union) -> None:
    _, number = union.working()
    union.now += timedelta(days=60)
    browser.log_in("thu-1")
    link = re.search(r'class="tile red" href="([^"]+)"><b class="num">1</b>.*quá hạn', browser.open("/"))
    assert link
    assert numbers(browser.open(link[1].replace("&amp;", "&"))) == [number]


def test_more_than_a_page_goes_on_behind_the_last_line(browser: Browser, union: Union) -> None:
    sent = {union.send()[1] for _ in range(53)}
    browser.log_in("thu-1")
    first = numbers(browser.open("/hang-doi"))
    further = re.search(r'href="([^"]+)">Xem tiếp', browser.page)
    assert further
    rest = numbers(browser.open(further[1].replace("&amp;", "&")))
    assert (len(first), len(rest), {*first, *rest}) == (50, 3, sent)


def test_a_number_leads_to_its_case_however_it_is_typed(browser: Browser, union: Union) -> None:
    _, number = union.send()
    browser.log_in("thu-1")
    for typed in (number, number.lower(), number.replace("-", ""), f" {number} "):
        assert number in browser.open(f"/tim?so={typed}")
        assert browser.status == 200
    browser.open("/tim?so=KN26-ZZZZZ")
    assert browser.status == 404


def test_several_cases_are_given_at_once_and_refusals_are_named(browser: Browser, union: Union) -> None:
    given = [union.accepted()[1] for _ in range(2)]
    _, fresh = union.send()
    browser.log_in("thu-1")
    browser.open("/hang-doi")
    chosen = re.findall(r'name="vu" value="([^"]+)"', browser.page)
    assert len(chosen) == 3
    browser.send("/hang-doi/nhieu", buoc="giao", login="thu-2", vu=chosen)
    assert "Đã làm xong 2 vụ; còn 1 vụ" in browser.page
    assert f"{fresh}: " in browser.page
    assert {union.case(number).assignee for number in given} == {union.second.member.id}


def test_several_cases_follow_a_leading_one(browser: Browser, union: Union) -> None:
    _, leading = union.working()
    _, other = stories.screened(union)
    browser.log_in("thu-1")
    browser.open("/hang-doi")
    chosen = [one for one in re.findall(r'name="vu" value="([^"]+)"', browser.page) if one.startswith(other)]
    browser.send("/hang-doi/nhieu", buoc="noi", leading=leading, kind="duplicate", vu=chosen)
    assert "Đã làm xong 1 vụ" in browser.page


def test_the_mark_changes_with_the_work_and_keeps_no_session_alive(browser: Browser, union: Union) -> None:
    _, number = union.accepted()
    browser.log_in("thu-1")
    work, one = browser.open("/nhip"), browser.open(f"/nhip?so={number}")
    assert (browser.open("/nhip"), browser.open(f"/nhip?so={number}")) == (work, one)
    assert f'data-mark="{work}"' in browser.open("/hang-doi")
    union.meet(number)
    union.feedback.triage.classify(union.second, number, union.now, lane=Lane.URGENT)
    assert browser.open("/nhip") != work
    assert browser.open(f"/nhip?so={number}") != one
    assert browser.open("/nhip?so=KN26-ZZZZZ") == ""
    for _ in range(4):
        union.now += timedelta(minutes=10)
        browser.open("/nhip")
    assert "Vào thử với tên" in browser.open("/")


def test_a_draft_is_sealed_and_waits_beyond_the_session(browser: Browser, union: Union) -> None:
    _, number = union.working()
    browser.log_in("thu-1")
    browser.open(f"/ho-so/{number}?viec=answer")
    browser.send(f"/ho-so/{number}/viec", buoc="nhap", raised="Đang viết dở câu này.")
    assert "Đã giữ nháp" in browser.page
    assert "Đang viết dở câu này." in browser.open(f"/ho-so/{number}?viec=answer")
    assert "viết dở".encode() not in union.feedback.db.db.conn.serialize()
    browser.log_in("thu-1")
    assert "Đang viết dở câu này." in browser.open(f"/ho-so/{number}?viec=answer")


def test_the_queue_in_columns_is_the_same_list_and_stays_so_when_narrowed(browser: Browser, union: Union) -> None:
    _, new = union.send()
    _, working = union.working()
    browser.log_in("thu-1")
    browser.open("/hang-doi?xem=cot")
    assert set(numbers(browser.page)) == {new, working}
    board = browser.page.index('class="board"')
    at = {label: browser.page.index(f">{label} <span", board) for label in ("Mới", "Đang giải quyết")}
    assert at["Mới"] < browser.page.index(new) < at["Đang giải quyết"] < browser.page.index(working)
    assert "muc=mine" in browser.page
    assert "Xem dạng danh sách" in browser.page
    assert numbers(browser.open("/hang-doi?xem=cot&lan=urgent")) == []


def test_every_state_has_one_column() -> None:
    states = [state for _, column in words.COLUMNS for state in column]
    assert sorted(states) == sorted(set(State) - {State.DRAFT})
