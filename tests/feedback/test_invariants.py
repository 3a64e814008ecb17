"""Random lives of cases: workers, staff and the clock act in any order; the invariants hold after every step."""

from __future__ import annotations

import os
from collections.abc import Callable
from datetime import timedelta

from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, rule, run_state_machine_as_test

from feedback.cases.states import TRANSITIONS
from feedback.errors import FeedbackError
from feedback.model.case import Category, Concern, EmergencyKind, Kind, Level, RefusalCode
from feedback.model.draft import Photo, Place
from feedback.model.lifecycle import State
from feedback.staff.triage import Part
from tests.feedback import invariants
from tests.feedback.stories import ANSWER, STARTS
from tests.feedback.union import Union, opened, shown, trial_union

FULL = bool(os.environ.get("DANBIET_FULL"))
SENDER = "chat-778899001"
PHONE = "0912 345 678"
PLACES = [Place(), Place(company="may-anh-duong"), Place(commune="an-thuong"), Place(branch="y-te")]
WORKER_STEPS: dict[str, Callable[[Union, str], object]] = {
    "look_up": lambda u, c: u.feedback.submissions.look_up(c, u.now, sender=SENDER),
    "add": lambda u, c: u.feedback.submissions.add_message(
        c, "Xin nói thêm.", u.now, token=str(u.now), photos=(Photo(b"jpeg"),)
    ),
    "confirm": lambda u, c: u.feedback.submissions.confirm(c, u.now, stars=3),
    "dispute": lambda u, c: u.feedback.submissions.dispute(c, u.now),
    "appeal": lambda u, c: u.feedback.submissions.appeal(c, u.now, text="Xin xem lại."),
    "withdraw": lambda u, c: u.feedback.submissions.withdraw(c, u.now),
    "coerced": lambda u, c: u.feedback.submissions.withdraw(c, u.now, coerced=True),
    "keep": lambda u, c: u.feedback.submissions.keep(c, u.now),
    "needs_help": lambda u, c: u.feedback.submissions.needs_help(c, u.now),
    "retaliation": lambda u, c: u.feedback.submissions.report_retaliation(c, "Bị chuyển ca.", u.now, token=str(u.now)),
    "confidential": lambda u, c: u.feedback.submissions.raise_level(c, Level.CONFIDENTIAL, PHONE, u.now),
    "named": lambda u, c: u.feedback.submissions.raise_level(c, Level.NAMED, PHONE, u.now),
    "forwarding": lambda u, c: u.feedback.submissions.agree_to_forwarding(c, u.now),
    "take_back": lambda u, c: u.feedback.submissions.take_back_consent(c, u.now),
    "delete": lambda u, c: u.feedback.submissions.delete(c, u.now),
}
STAFF_STEPS: dict[str, Callable[[Union, str], object]] = {
    "show": lambda u, n: [shown(u.feedback, s, n, u.now) for s in (u.first, u.second, u.third)],
    "open": lambda u, n: opened(u.feedback, u.first, n, u.now),
    "release": lambda u, n: u.feedback.triage.release(u.first, n, u.now),
    "ask_early": lambda u, n: u.feedback.triage.ask(u.first, n, "Từ khi nào?", u.now),
    "accept": lambda u, n: u.feedback.triage.accept(u.first, n, Kind.PETITION, Category.WAGE, u.now, no_conflict=True),
    "split": lambda u, n: u.feedback.triage.split(
        u.first, n, [Part("Phần hai.", Category.SAFETY)], u.now, u.case(n).version
    ),
    "redirect": lambda u, n: u.feedback.triage.redirect(u.first, n, "Nơi khác", "Đến tận nơi.", u.now),
    "forward_redirected": lambda u, n: u.feedback.triage.forward_redirected(u.first, n, "Sở", "Bản gọn.", u.now),
    "refuse": lambda u, n: u.feedback.triage.propose_refusal(u.first, n, RefusalCode.ADVERTISING, "Thử.", u.now),
    "refuse_alone": lambda u, n: u.feedback.triage.confirm_refusal(u.first, n, u.now),
    "confirm_refusal": lambda u, n: u.feedback.triage.confirm_refusal(u.second, n, u.now),
    "reject_refusal": lambda u, n: u.feedback.triage.reject_refusal(u.second, n, u.now),
    "assign": lambda u, n: u.feedback.handling.assign(u.first, n, "thu-1", u.now),
    "assign_other": lambda u, n: u.feedback.handling.assign(u.second, n, "thu-2", u.now),
    "ask": lambda u, n: u.feedback.handling.ask(u.first, n, "Bao nhiêu?", u.now),
    "forward": lambda u, n: u.feedback.handling.forward(u.first, n, "Công ty", "Bản gọn.", u.now),
    "dialogue": lambda u, n: u.feedback.handling.to_dialogue(u.first, n, (u.now + timedelta(days=9)).date(), u.now),
    "result": lambda u, n: u.feedback.handling.result(u.first, n, "Có kết quả.", u.now),
    "answer": lambda u, n: u.feedback.handling.answer(u.first, n, ANSWER, u.now),
    "extend": lambda u, n: u.feedback.handling.extend(u.first, n, "Chờ số liệu.", u.now),
    "escalate": lambda u, n: u.feedback.handling.escalate(u.first, n, "Vượt thẩm quyền.", u.now),
    "free": lambda u, n: u.feedback.handling.decide_withdrawal(u.first, n, False, u.now),
    "forced": lambda u, n: u.feedback.handling.decide_withdrawal(u.first, n, True, u.now),
    "uphold": lambda u, n: u.feedback.oversight.uphold(u.second, n, "Đúng.", u.now),
    "overturn": lambda u, n: u.feedback.oversight.overturn(u.second, n, u.now, move_up=True),
    "hold": lambda u, n: u.feedback.holding.propose(
        u.first, n, "Đang thanh tra.", (u.now + timedelta(days=150)).date(), u.now
    ),
    "agree_to_hold": lambda u, n: u.feedback.holding.confirm(u.second, n, u.now),
    "unhold": lambda u, n: u.feedback.holding.lift(u.first, n, "Xong.", u.now),
    "refuse_again": lambda u, n: u.feedback.triage.propose_refusal(u.third, n, RefusalCode.ADVERTISING, "Thử.", u.now),
    "confirm_third": lambda u, n: u.feedback.triage.confirm_refusal(u.third, n, u.now),
    "uphold_third": lambda u, n: u.feedback.oversight.uphold(u.third, n, "Đúng.", u.now),
    "message": lambda u, n: u.feedback.handling.message(u.first, n, "Đang xem.", u.now),
    "correct": lambda u, n: u.feedback.handling.correct(u.first, n, ANSWER, u.now),
    "return_consent": lambda u, n: u.feedback.handling.return_consent(u.first, n, "Bạn đã nói qua điện thoại.", u.now),
    "assign_third": lambda u, n: u.feedback.handling.assign(u.second, n, "thu-3", u.now),
    "summary": lambda u, n: u.feedback.handling.summarise(u.first, n, "Chậm lương, đã trả.", u.now),
}


EVENT_OF = {
    "confirm": "confirm",
    "dispute": "dispute",
    "appeal": "appeal",
    "withdraw": "withdraw",
    "coerced": "withdraw",
    "keep": "keep",
    "needs_help": "needs_help",
    "open": "open",
    "release": "release",
    "ask_early": "ask",
    "accept": "accept",
    "split": "split",
    "redirect": "redirect",
    "forward_redirected": "forwarded_by_union",
    "refuse": "propose_refusal",
    "confirm_refusal": "confirm",
    "refuse_again": "propose_refusal",
    "confirm_third": "confirm",
    "uphold_third": "uphold",
    "assign_third": "assign",
    "reject_refusal": "reject",
    "assign": "assign",
    "ask": "ask",
    "forward": "forward",
    "dialogue": "to_dialogue",
    "result": "result",
    "answer": "answer",
    "free": "confirm_free",
    "forced": "coerced",
    "uphold": "uphold",
    "overturn": "overturn",
}
"""Steps that move a case; the others are possible at any time."""


def fitting(steps: dict[str, Callable[[Union, str], object]], state: State, pick: int) -> str:
    """Mostly a step that the state allows (and the worker's extra ones), sometimes one that it does not."""
    names = sorted(steps)
    events = {t.event.value for t in TRANSITIONS if t.source is state}
    moving = [n for n in names if EVENT_OF.get(n) in events]
    others = [n for n in names if n not in EVENT_OF]
    pool = [*moving * 4, *others] if pick % 11 else names
    return pool[pick // 11 % len(pool)]


class Lives(RuleBasedStateMachine):
    """Any number of cases, and time."""

    @initialize()
    def begin(self) -> None:
        self.union = Union(trial_union())
        self.sent: list[tuple[str, str]] = []
        self.numbers: list[str] = []

    @rule(
        place=st.sampled_from(PLACES),
        concern=st.sampled_from([None, *Concern]),
        emergency=st.sampled_from([None, None, None, *EmergencyKind]),
        urgent=st.booleans(),
    )
    def send(self, place: Place, concern: Concern | None, emergency: EmergencyKind | None, urgent: bool) -> None:
        """I2: when `submit` returns, the case stands."""
        concerns = frozenset({concern} if concern else ())
        code, number = self.union.send(
            place=place,
            concerns=concerns,
            emergency=emergency,
            urgent=urgent,
            sender=SENDER,
            company_name="Cty Kín Đáo",
        )
        assert self.union.case(number).state in {State.RECEIVED, State.QUARANTINED}
        self.sent.append((code, number))

    @rule(which=st.integers(0, 9), picks=st.lists(st.integers(0, 9999), min_size=1, max_size=3))
    def worker(self, which: int, picks: list[int]) -> None:
        for pick in picks if self.sent else []:
            code, number = self.sent[which % len(self.sent)]
            self._try(WORKER_STEPS[fitting(WORKER_STEPS, self.union.case(number).state, pick)], code)

    @rule(which=st.integers(0, 9), picks=st.lists(st.integers(0, 9999), min_size=1, max_size=6))
    def staff(self, which: int, picks: list[int]) -> None:
        numbers = self._numbers()
        for pick in picks if numbers else []:
            number = numbers[which % len(numbers)]
            self._try(STAFF_STEPS["show"], number)
            self._try(STAFF_STEPS[fitting(STAFF_STEPS, self.union.case(number).state, pick)], number)

    @rule(start=st.sampled_from(STARTS))
    def arrive(self, start: Callable[[Union], tuple[str, str]]) -> None:
        """A case that is already far on, so that late states are reached often."""
        try:
            self.sent.append(start(self.union))
        except FeedbackError:
            return  # the site is flooded: new cases wait for a look first

    @rule(which=st.integers(0, 9))
    def work_through(self, which: int) -> None:
        """The usual way to an answer, so that late states are reached often."""
        if self.sent:
            code, number = self.sent[which % len(self.sent)]
            for step in ("open", "accept", "assign", "answer"):
                self._try(STAFF_STEPS[step], number)
            self._try(WORKER_STEPS["look_up"], code)

    @rule(days=st.sampled_from([1, 2, 5, 12, 35, 70, 370, 2000]))
    def wait(self, days: int) -> None:
        """I11: the clock destroys nothing that is on hold to the end, unread, or still open."""
        protected = self._protected(days)
        self.union.now += timedelta(days=days)
        report = self.union.feedback.clock.step(self.union.now)
        assert report.failed == 0
        for case_id, messages in protected.items():
            left = self.union.feedback.db.value("SELECT COUNT(*) FROM message WHERE submission_id = ?", case_id)
            assert left >= messages

    @invariant()
    def everything_holds(self) -> None:
        planted = [SENDER, PHONE, "Cty Kín Đáo", "Xin nói thêm", *(code for code, _ in self.sent)]
        invariants.check(self.union.feedback, self.union.now, planted)

    def teardown(self) -> None:
        self.union.feedback.db.close()

    def _try(self, step: Callable[[Union, str], object], name: str) -> None:
        try:
            step(self.union, name)
        except FeedbackError:
            return

    def _numbers(self) -> list[str]:
        """All cases in the order in which they were seen: their ids are random, and a life must be repeatable."""
        rows = self.union.feedback.db.rows("SELECT public_no FROM submission")
        self.numbers += sorted({r["public_no"] for r in rows} - set(self.numbers))
        return self.numbers

    def _protected(self, days: int) -> dict[int, int]:
        sql = """SELECT s.id, (SELECT COUNT(*) FROM message m WHERE m.submission_id = s.id) AS messages
                 FROM submission s WHERE s.sealed_on IS NULL AND (s.held_until > ? OR (? < 89 AND s.state <> 'archived'
                 AND (s.state <> 'closed' OR s.closed_on > ?)))"""
        until = (self.union.now + timedelta(days=days)).date().isoformat()
        recent = (self.union.now - timedelta(days=1)).date().isoformat()
        return {r["id"]: r["messages"] for r in self.union.feedback.db.rows(sql, until, days, recent)}


def test_invariants_hold_in_random_lives() -> None:
    run_state_machine_as_test(
        Lives,
        settings=settings(
            max_examples=10_000 if FULL else 3,
            stateful_step_count=8,
            deadline=None,
            suppress_health_check=list(HealthCheck),
            derandomize=not FULL,
            print_blob=True,
        ),
    )
