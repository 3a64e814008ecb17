"""Canned replies: written once, put into an answer by one click, blocked while their law does not hold; and drafts."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from datetime import date, timedelta

import pytest

from bot.texts import console as words
from bot.texts import console_house as house_words
from feedback.cases.draft_store import KEPT_DAYS
from feedback.errors import NoKey, NotAllowed
from feedback.model.access import Verb
from feedback.model.answer import Answer
from feedback.staff.replies import CannedReply
from tests.console.conftest import Browser, is_law
from tests.console.test_case import FIVE, step
from tests.feedback.real_union import real_union, session
from tests.feedback.union import MONDAY, Union, trial_union

PATH = "/to-chuc/cau-mau"
LAW = "01/2021/NĐ-THU:7"
REPLY = {"name": "Bữa ăn giữa ca", "unit": "cd-kcn", "result": "Công ty phải niêm yết việc này.", "law": LAW}


class Laws:
    """A library in which one place in the law can end."""

    ended = date.max

    def holds(self, ref: str, day: date) -> bool:
        return is_law(ref, day) and not (ref.startswith(LAW) and day >= self.ended)


@pytest.fixture
def laws() -> Laws:
    return Laws()


@pytest.fixture
def union(laws: Laws) -> Iterator[Union]:
    feedback = trial_union(check_law=laws.holds)
    yield Union(feedback)
    feedback.db.close()


def written(browser: Browser, **changes: str) -> str:
    browser.open(PATH)
    return browser.send(PATH, **{**REPLY, **changes})


def working(browser: Browser, union: Union) -> str:
    _, number = union.working()
    browser.log_in("thu-1")
    return number


def mark_of(browser: Browser, number: str) -> str:
    found = re.search(r'value="(mau:\d+)"', browser.open(f"/ho-so/{number}?viec=answer"))
    assert found
    return found[1]


def test_one_click_puts_a_reply_and_its_law_into_the_answer(browser: Browser, union: Union) -> None:
    number = working(browser, union)
    assert house_words.REPLY_KEPT.format(name=REPLY["name"]) in written(browser)
    mark = mark_of(browser, number)
    page = browser.send(f"/ho-so/{number}/viec", buoc=mark, raised="Bạn hỏi bữa ăn.", result="Đã hỏi công ty.")
    assert "Đã hỏi công ty.\nCông ty phải niêm yết việc này." in page
    assert "Bạn hỏi bữa ăn." in page
    assert f'name="law" value="{LAW}' in page


def test_a_reply_whose_law_ended_is_blocked_until_it_was_read_again(browser: Browser, union: Union, laws: Laws) -> None:
    number = working(browser, union)
    written(browser)
    mark = mark_of(browser, number)
    laws.ended = union.now.date()
    page = browser.open(f"/ho-so/{number}?viec=answer")
    assert mark not in page
    assert "chưa dùng được" in page
    sent = browser.send(f"/ho-so/{number}/viec", buoc=mark, result="Chữ của tôi.")
    assert browser.status == 409
    assert "hết hiệu lực" in sent
    assert "Chữ của tôi." in sent
    assert "niêm yết việc này" not in re.sub(r"<details.*?</details>", "", sent, flags=re.DOTALL)
    written(browser)
    assert browser.status == 409, "it is not written anew with the law that ended"
    browser.open(f"{PATH}?sua={mark.removeprefix('mau:')}")
    browser.send(PATH, **{**REPLY, "law": ""})
    assert mark in browser.open(f"/ho-so/{number}?viec=answer")


@pytest.mark.parametrize(
    "changes",
    [
        {"law": "Điều 8 về bữa ăn"},
        {"law": "Điều 9999 Bộ luật Lao động"},
        {"law": "không phải điều nào"},
        {"result": ""},
    ],
)
def test_what_cannot_be_kept_is_said_and_not_lost(browser: Browser, union: Union, changes: dict[str, str]) -> None:
    browser.log_in("thu-1")
    page = written(browser, raised="", **changes)
    assert browser.status == 409
    assert REPLY["name"] in page
    assert union.feedback.replies.all(union.first, union.now) == []


def test_the_law_is_named_as_people_name_it(browser: Browser, union: Union) -> None:
    browser.log_in("thu-1")
    written(browser, law="Điều 7 về bữa ăn\n- Khoản 1 Điều 7 về bữa ăn")
    (kept,) = union.feedback.replies.all(union.first, union.now)
    assert kept.law_refs == (LAW, f"{LAW}:1")


def test_another_units_replies_are_neither_seen_nor_changed() -> None:
    half = real_union()
    park, commune = session(half, "kcn-lanh-dao"), session(half, "xa-lanh-dao")
    half.replies.keep(commune, CannedReply(0, "cd-an-thuong", "Của xã", Answer("", "", "Riêng.", "", ""), ()), MONDAY)
    (kept,) = half.replies.all(commune, MONDAY)
    assert half.replies.all(park, MONDAY) == []
    with pytest.raises(NoKey):
        half.replies.take(park, kept.id, MONDAY)
    with pytest.raises(NoKey):
        half.replies.remove(park, kept.id, MONDAY)
    for stolen in (replace(kept, unit="cd-kcn"), replace(kept, name="Khác")):
        with pytest.raises(NotAllowed):
            half.replies.keep(park, stolen, MONDAY)
    assert half.replies.all(commune, MONDAY) == [kept]
    half.db.close()


# --- drafts ---


def test_a_draft_outlives_its_session_and_goes_when_it_is_sent(browser: Browser, union: Union) -> None:
    number = working(browser, union)
    assert words.DRAFT_KEPT in step(browser, number, "answer", "nhap", raised="Bạn kể quạt hỏng.")
    browser.log_in("thu-1")
    assert "Bạn kể quạt hỏng." in browser.open(f"/ho-so/{number}?viec=answer")
    rows = union.feedback.db.db.conn.serialize()
    assert "quạt hỏng".encode() not in rows
    step(browser, number, "answer", basis="Điều 7", **FIVE)
    assert not union.feedback.db.rows("SELECT * FROM answer_draft")


def test_a_draft_is_shown_to_its_author_alone(browser: Browser, union: Union) -> None:
    number = working(browser, union)
    step(browser, number, "note", "nhap", text="Nghĩ thêm đã.")
    assert union.feedback.office.draft(union.first, number, Verb.NOTE, union.now) == {"text": "Nghĩ thêm đã."}
    opened_by_another = union.feedback.office.draft
    union.meet(number)
    for other in (union.second, union.third):
        if other.member.id != union.first.member.id and union.feedback.office.find(other, number, union.now):
            assert opened_by_another(other, number, Verb.NOTE, union.now) == {}


def test_a_draft_goes_with_the_content_of_its_case_and_after_three_months(browser: Browser, union: Union) -> None:
    number = working(browser, union)
    step(browser, number, "answer", "nhap", raised="Bạn kể quạt hỏng.")
    union.feedback.desk.mover.destroy_content(union.case(number).id, keep_summary=False)
    assert not union.feedback.db.rows("SELECT * FROM answer_draft")
    other = working(browser, union)
    step(browser, other, "answer", "nhap", raised="Bạn kể quạt hỏng.")
    union.feedback.clock.step(union.now + timedelta(days=KEPT_DAYS + 1))
    assert not union.feedback.db.rows("SELECT * FROM answer_draft")
