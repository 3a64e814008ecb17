"""What a worker can do with a code, beyond the transitions."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest

from feedback.assembly import open_feedback
from feedback.errors import (
    CodeInText,
    CodeNotFound,
    EmptyText,
    FeedbackError,
    NoNeutralUnit,
    NoSpace,
    NotAllowed,
    NotOpen,
    TooLarge,
)
from feedback.model.case import Category, Concern, Lane, Level
from feedback.model.draft import Draft, Photo
from feedback.model.lifecycle import Clock, Event, State
from feedback.model.union import Scope
from feedback.sealing import keys
from feedback.sealing.receipt import format_code
from feedback.staff.triage import Part
from feedback.worker.known_codes import KnownCodes
from tests.feedback.stories import ANSWER, closed, screened
from tests.feedback.union import CHEAP, COMPANY, KEY, MONDAY, Union, shown, trial_union


def test_sending_twice_stores_once(union: Union) -> None:
    """A replay after a crash, a double click: the same code is the same case."""
    submissions = union.feedback.submissions
    draft, code = Draft("Chậm lương.", place=COMPANY), submissions.new_code()
    assert submissions.submit(draft, code, union.now) == submissions.submit(draft, code, union.now)
    assert union.feedback.db.value("SELECT COUNT(*) FROM submission") == 1


def test_a_slip_is_of_what_was_stored(union: Union) -> None:
    """The same code with another text proves nothing new."""
    submissions, code = union.feedback.submissions, union.feedback.submissions.new_code()
    first = submissions.submit(Draft("Chậm lương.", place=COMPANY), code, union.now)
    assert submissions.submit(Draft("Việc khác hẳn.", place=COMPANY), code, union.now).text == first.text


def test_a_slip_proves_what_was_sent_and_notices_changes(union: Union) -> None:
    submissions = union.feedback.submissions
    slip = submissions.submit(Draft("Chậm lương.", place=COMPANY), submissions.new_code(), union.now)
    assert submissions.verify_slip(slip.text)
    assert submissions.verify_slip("\n  " + slip.text.replace("\n", "  \r\n ") + " \n")
    assert not submissions.verify_slip(slip.text.replace("2026", "2025"))
    assert not submissions.verify_slip("PHIẾU TIẾP NHẬN")
    assert "lương" not in slip.text


@pytest.mark.parametrize(
    ("draft", "error"),
    [
        (Draft("   "), EmptyText),
        (Draft("a" * 20_001), TooLarge),
        (Draft("x", photos=(Photo(b"j"),) * 11), TooLarge),
        (Draft("x", photos=(Photo(b"j" * (10 * 1024 * 1024 + 1)),)), TooLarge),
        (Draft("x", level=Level.NAMED), NotAllowed),
        (Draft("x", concerns=frozenset({Concern.PROVINCE}), units_concerned=("tld",)), NoNeutralUnit),
    ],
)
def test_what_is_refused_is_refused_before_storing(union: Union, draft: Draft, error: type[FeedbackError]) -> None:
    with pytest.raises(error):
        union.feedback.submissions.submit(draft, union.feedback.submissions.new_code(), union.now)
    assert union.feedback.db.value("SELECT COUNT(*) FROM submission") == 0


@pytest.mark.parametrize(("free", "with_photos", "without"), [(50, True, True), (8, False, True), (2, False, False)])
def test_a_full_disk_is_said(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, free: int, with_photos: bool, without: bool
) -> None:
    """§8.4: first pictures are refused, then everything; what was not stored is never called received."""
    half = trial_union(tmp_path / "feedback.db")
    monkeypatch.setattr("shutil.disk_usage", lambda _: SimpleNamespace(total=100, free=free))
    for photos, expected in (((Photo(b"j"),), with_photos), ((), without)):
        try:
            half.submissions.submit(Draft("x", photos=photos), half.submissions.new_code(), MONDAY)
            stored = True
        except NoSpace:
            stored = False
        assert stored is expected


def test_the_code_is_refused_in_every_text(union: Union) -> None:
    submissions = union.feedback.submissions
    code = submissions.new_code()
    for text in (format_code(code), f"nhớ {code}", " ".join(format_code(code).split()[1:4])):
        with pytest.raises(CodeInText):
            submissions.submit(Draft(text, place=COMPANY), code, union.now)


def test_nobody_receives_before_the_union_is_set_up() -> None:
    empty = open_feedback(None, KEY, CHEAP)
    with pytest.raises(NotOpen):
        empty.submissions.submit(Draft("x"), empty.submissions.new_code(), MONDAY)


def test_wrong_codes_never_refuse_a_right_one(union: Union) -> None:
    submissions = union.feedback.submissions
    code, _ = union.send()
    for _ in range(40):
        with pytest.raises(CodeNotFound):
            submissions.look_up(submissions.new_code(), union.now, sender="a")
    assert submissions.look_up(code, union.now, sender="a").state is State.RECEIVED


def test_a_changed_code_opens_and_the_old_one_never_again(union: Union) -> None:
    submissions = union.feedback.submissions
    code, _ = union.send("Giữ lại nhé.")
    new = submissions.new_code()
    submissions.change_code(code, new, union.now)
    assert submissions.look_up(new, union.now).messages[0].text == "Giữ lại nhé."
    with pytest.raises(CodeNotFound):
        submissions.look_up(code, union.now)
    assert submissions.change_code(code, new, union.now).state is State.RECEIVED  # a replay


def test_a_message_with_the_same_token_is_stored_once(union: Union) -> None:
    code, _ = union.send()
    for _ in range(2):
        view = union.feedback.submissions.add_message(code, "Thêm ảnh.", union.now, token="t", photos=(Photo(b"j"),))
    assert [m.text for m in view.messages].count("Thêm ảnh.") == 1
    photo = view.messages[-1].photos[0]
    assert union.feedback.submissions.photo(code, photo, union.now) == Photo(b"j")


def test_a_case_takes_ten_pictures(union: Union) -> None:
    code, _ = union.send(photos=(Photo(b"j"),) * 10)
    with pytest.raises(TooLarge):
        union.feedback.submissions.add_message(code, "Nữa.", union.now, token="t", photos=(Photo(b"j"),))


def test_the_view_says_what_can_be_done(union: Union) -> None:
    code, _ = union.send()
    view = union.feedback.submissions.look_up(code, union.now)
    assert view.can == {Event.WITHDRAW}
    assert {d.clock for d in view.deadlines} == {Clock.FIRST_LOOK, Clock.CLASSIFICATION, Clock.HANDLING_NOTICE}
    assert view.unit_name == "Công đoàn các khu công nghiệp tỉnh"


def test_levels_only_rise(union: Union) -> None:
    submissions = union.feedback.submissions
    code, number = union.send()
    submissions.raise_level(code, Level.NAMED, "Lan, 0900 000 000", union.now)
    dossier = shown(union.feedback, union.first, number, union.now)
    assert dossier.contact == "Lan, 0900 000 000"
    with pytest.raises(NotAllowed):
        submissions.raise_level(code, Level.CONFIDENTIAL, "Lan", union.now)


def test_retaliation_makes_a_case_urgent_and_counts(union: Union) -> None:
    code, number = union.working()
    for _ in range(2):
        union.feedback.submissions.report_retaliation(code, "Bị chuyển ca đêm.", union.now, token="r")
    assert union.case(number).lane is Lane.URGENT
    assert union.feedback.db.value("SELECT n FROM stat_day WHERE measure = 'retaliation'") == 1


def test_a_forced_withdrawal_is_not_closed_by_anybody(union: Union) -> None:
    code, number = union.working()
    union.feedback.submissions.withdraw(code, union.now, coerced=True)
    with pytest.raises(NotAllowed, match="coerced"):
        union.feedback.handling.decide_withdrawal(union.first, number, False, union.now)
    assert union.case(number).lane is Lane.URGENT


def test_parts_are_seen_and_followed_under_one_code(union: Union) -> None:
    code, number = screened(union)
    parts = [Part("Việc an toàn.", Category.SAFETY), Part("Việc bữa ăn.", Category.WELFARE)]
    union.feedback.triage.split(union.first, number, parts, union.now, union.case(number).version)
    view = union.feedback.submissions.look_up(code, union.now)
    assert [p.messages[0].text for p in view.parts] == ["Việc an toàn.", "Việc bữa ăn."] or len(view.parts) == 2
    part = view.parts[0].public_no
    after = union.feedback.submissions.withdraw(code, union.now, part=part)
    assert after.public_no == part
    assert after.state is State.WITHDRAW_CHECK
    assert union.case(number).state is State.SCREENING
    assert union.feedback.desk.show(union.first, part, union.now).messages
    other_code, _ = union.send()
    with pytest.raises(CodeNotFound):
        union.feedback.submissions.withdraw(other_code, union.now, part=part)


def test_deleting_closes_the_content_at_once_and_destroys_it_later(union: Union) -> None:
    submissions = union.feedback.submissions
    code, number = union.send("Xóa giúp tôi.", photos=(Photo(b"j"),), company_name="Cty")
    view = submissions.delete(code, union.now)
    assert view.erase_on is not None
    assert (view.erase_on - union.now.date()).days == 20
    assert submissions.delete(code, union.now).erase_on == view.erase_on
    with pytest.raises(FeedbackError):
        shown(union.feedback, union.first, number, union.now)
    with pytest.raises(NotAllowed):
        submissions.add_message(code, "Quên.", union.now, token="q")
    union.wait(60)
    assert union.case(number).state is State.PURGED
    assert submissions.look_up(code, union.now).state is State.PURGED
    assert submissions.look_up(code, union.now).messages == ()
    for table in ("message", "attachment", "case_key_grant"):
        assert union.feedback.db.value(f"SELECT COUNT(*) FROM {table}") == 0


def test_a_watcher_gets_a_notice_that_leads_nowhere(union: Union) -> None:
    code, _ = union.working()
    token = union.feedback.submissions.watch_token(code, union.now)
    notices = [n for n in union.feedback.notices.for_watchers(100) if n["watch"] == token]
    assert notices
    assert all(n["public_no"] == "" and n["kind"] == "news" for n in notices)


def test_closed_cases_reopen_for_half_a_year(union: Union) -> None:
    code, _ = closed(union)
    union.now += timedelta(days=183)  # the 180th day is a Saturday: until Monday
    with pytest.raises(NotAllowed, match="too_late_to_reopen"):
        union.feedback.submissions.add_message(code, "Lại nữa.", union.now, token="z")


def test_areas_to_choose_from(union: Union) -> None:
    names = [a.name for a in union.feedback.submissions.areas(Scope.INDUSTRIAL_PARK, "hai-son")]
    assert names == ["KCN Sông Lam", "KCN Đồi Xanh"]


def counted(union: Union, monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The codes for which the costly derivation ran."""
    derive, run = keys.keys_of_code, []

    def noted(code: str, *rest: Any) -> keys.WorkerKeys:
        run.append(code)
        return derive(code, *rest)

    monkeypatch.setattr(keys, "keys_of_code", noted)
    return run


def test_a_mistyped_code_costs_no_derivation(union: Union, monkeypatch: pytest.MonkeyPatch) -> None:
    run = counted(union, monkeypatch)
    code = union.feedback.submissions.new_code()
    mistyped = f"{(int(code[0]) + 1) % 10}{code[1:]}"
    for wrong in (mistyped, code[:-1], ""):
        with pytest.raises(CodeNotFound):
            union.feedback.submissions.look_up(wrong, union.now)
    assert run == []
    with pytest.raises(CodeNotFound):
        union.feedback.submissions.look_up(code, union.now)
    assert run == [code]


def test_the_keys_of_a_code_are_known_for_half_an_hour() -> None:
    minutes = 0.0
    known = KnownCodes(clock=lambda: minutes * 60)
    known.put("1", keys.WorkerKeys(b"id", b"key"))
    minutes = 29.9
    assert known.get("1")
    minutes = 30.0
    assert known.get("1") is None
    known.put("2", keys.WorkerKeys(b"id", b"key"))
    assert len(known._known) == 1  # what is over lies nowhere either


def test_a_quoted_number_links_the_two_cases_but_never_one_about_the_union(union: Union) -> None:
    _, first = union.send("Trễ lương")
    _, again = union.send(f"Tôi mất mã của {first}, nay lại trễ")
    union.send(f"Công đoàn bỏ qua {first}", concerns=frozenset({Concern.SUPERIOR}))
    links = union.feedback.links.of(union.case(first).id)
    assert [(row["kind"], row["public_no"]) for row in links] == [("sent_again", again)]


def test_a_code_opens_its_own_case_alone(union: Union) -> None:
    codes = {union.send(f"Vụ {n}.")[0]: f"Vụ {n}." for n in range(4)}
    for code, told in codes.items():
        assert [m.text for m in union.feedback.submissions.look_up(code, union.now).messages if m.text] == [told]
        others = [union.feedback.submissions.look_up(c, union.now).public_no for c in codes if c != code]
        for other in others:  # nor as if it were a part of one's own
            with pytest.raises(CodeNotFound):
                union.feedback.submissions.photo(code, 1, union.now, part=other)


def test_a_closed_case_is_kept_twelve_months_and_its_pictures_ninety_days(union: Union) -> None:
    code, number = union.working(photos=(Photo(b"j"),))
    union.feedback.handling.answer(union.first, number, ANSWER, union.now)
    submissions, closed_at = union.feedback.submissions, union.now
    submissions.confirm(code, union.now, stars=5)
    [photo] = submissions.look_up(code, union.now).messages[0].photos
    union.wait(85)
    assert submissions.photo(code, photo, union.now) == Photo(b"j")
    union.wait(10)
    assert submissions.photo(code, photo, union.now) is None
    union.wait(330 - (union.now - closed_at).days)
    assert submissions.look_up(code, union.now).messages[0].text
    union.wait(400 - (union.now - closed_at).days)
    assert not [m for m in submissions.look_up(code, union.now).messages if m.text]
