"""Scenes for the matrix of authority: a union of one, two or five, a matter, and a case that real verbs led somewhere.

Whoever `may` allows takes the next step, so that the same way leads there in every union. A step is tried inside a
transaction that is rolled back, and so one scene serves all its cells.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime, timedelta
from itertools import product

from feedback.errors import Fault, FeedbackError
from feedback.model.access import Involvement, Verb
from feedback.model.case import Category, Concern, Kind, Lane, RefusalCode
from feedback.model.draft import Draft
from feedback.model.lifecycle import State
from feedback.organisation.keyring import StaffSession
from feedback.staff import requests as ask
from feedback.staff.requests import Request
from tests.feedback.sized import Sized, sized
from tests.feedback.stories import ANSWER
from tests.feedback.union import COMPANY, MONDAY

SIZES = (1, 2, 5)
CONCERNS = (None, Concern.GRASSROOTS, Concern.SUPERIOR, Concern.PROVINCE)
DAY = (MONDAY + timedelta(days=20)).date()

Make = Callable[[str, int, str], Request]


def _made(made: type[Request], /, **values: object) -> Make:
    return lambda number, version, token: made(number=number, version=version, token=token, **values)


REQUESTS: dict[Verb, Make] = {
    Verb.NOTE: _made(ask.Note, text="Ghi chú."),
    Verb.DECLARE_UNINVOLVED: _made(ask.DeclareUninvolved),
    Verb.DECLARE_INVOLVED: _made(ask.DeclareInvolved, how=Involvement.PERSON),
    Verb.OPEN: _made(ask.Open),
    Verb.RELEASE: _made(ask.Release),
    Verb.ASK: _made(ask.Ask, text="Từ tháng nào?"),
    Verb.ACCEPT: _made(ask.Accept, kind=Kind.PETITION, category=Category.WAGE, no_conflict=True),
    Verb.CLASSIFY: _made(ask.Classify, lane=Lane.URGENT),
    Verb.SPLIT: _made(ask.Split, parts=(ask.Part("Việc thứ hai.", Category.SAFETY),)),
    Verb.REDIRECT: _made(ask.Redirect, to="Nơi khác", how="Đến quầy."),
    Verb.FORWARD: _made(ask.Forward, to="Công ty", copy="Bản gọn."),
    Verb.FORWARD_REDIRECTED: _made(ask.Forward, to="Sở", copy="Bản gọn."),
    Verb.PROPOSE_REFUSAL: _made(ask.ProposeRefusal, code=RefusalCode.PRIVATE_MATTER, reason="Việc riêng."),
    Verb.CONFIRM_REFUSAL: _made(ask.ConfirmRefusal),
    Verb.REJECT_REFUSAL: _made(ask.RejectRefusal),
    Verb.ASSIGN: _made(ask.Assign, login="mot"),
    Verb.TO_DIALOGUE: _made(ask.ToDialogue, on=DAY),
    Verb.RESULT: _made(ask.Result, text="Có kết quả."),
    Verb.ANSWER: _made(ask.GiveAnswer, answer=ANSWER),
    Verb.CORRECT: _made(ask.Correct, answer=ANSWER),
    Verb.MESSAGE: _made(ask.Message, text="Đang xem."),
    Verb.RETURN_CONSENT: _made(ask.ReturnConsent, text="Bạn gọi điện báo."),
    Verb.EXTEND: _made(ask.Extend, reason="Chờ số liệu."),
    Verb.ESCALATE: _made(ask.Escalate, reason="Vượt thẩm quyền."),
    Verb.SUMMARISE: _made(ask.Summarise, text="Chậm lương, đã trả."),
    Verb.CONFIRM_FREE: _made(ask.DecideWithdrawal, coerced=False),
    Verb.COERCED: _made(ask.DecideWithdrawal, coerced=True),
    Verb.PROPOSE_HOLD: _made(ask.ProposeHold, reason="Thanh tra.", until=DAY),
    Verb.CONFIRM_HOLD: _made(ask.ConfirmHold),
    Verb.LIFT_HOLD: _made(ask.LiftHold, reason="Xong."),
    Verb.ASK_IDENTITY: _made(ask.AskIdentity, reason="Cần gọi."),
    Verb.UPHOLD: _made(ask.Uphold, reason="Đúng."),
    Verb.OVERTURN: _made(ask.Overturn),
    Verb.MARK_SAMPLE: _made(ask.MarkSample, right=True, text="Rõ."),
}
"""Each verb as a request; LINK needs the case's own number, READ and LEAVE_LEAD_CATEGORY are no acts of their own."""

# how a case gets there: verbs of staff, and steps of the worker
WAYS: dict[str, tuple[Verb | str, ...]] = {
    "received": (),
    "quarantined": ("flood",),
    "screening": (Verb.OPEN,),
    "needs_info": (Verb.OPEN, Verb.ASK),
    "refusal_proposed": (Verb.OPEN, Verb.PROPOSE_REFUSAL),
    "not_accepted": (Verb.OPEN, Verb.PROPOSE_REFUSAL, Verb.CONFIRM_REFUSAL),
    "sampled": (Verb.OPEN, Verb.PROPOSE_REFUSAL, Verb.CONFIRM_REFUSAL, "sample"),
    "appeal": (Verb.OPEN, Verb.PROPOSE_REFUSAL, Verb.CONFIRM_REFUSAL, "appeal"),
    "redirected": (Verb.OPEN, Verb.REDIRECT),
    "accepted": (Verb.OPEN, Verb.ACCEPT),
    "in_progress": (Verb.OPEN, Verb.ACCEPT, Verb.ASSIGN),
    "hold_proposed": (Verb.OPEN, Verb.ACCEPT, Verb.ASSIGN, Verb.PROPOSE_HOLD),
    "waiting_external": (Verb.OPEN, Verb.ACCEPT, Verb.ASSIGN, Verb.FORWARD),
    "in_dialogue": (Verb.OPEN, Verb.ACCEPT, Verb.ASSIGN, Verb.TO_DIALOGUE),
    "answered": (Verb.OPEN, Verb.ACCEPT, Verb.ASSIGN, Verb.ANSWER),
    "disputed": (Verb.OPEN, Verb.ACCEPT, Verb.ASSIGN, Verb.ANSWER, "dispute"),
    "withdraw_check": (Verb.OPEN, Verb.ACCEPT, "withdraw"),
    "closed": (Verb.OPEN, Verb.ACCEPT, Verb.ASSIGN, Verb.ANSWER, "confirm"),
    "handed_up": (Verb.OPEN, Verb.ACCEPT, Verb.ESCALATE),
    "deleted": (Verb.OPEN, Verb.ACCEPT, "delete"),
    "archived": (Verb.OPEN, Verb.ACCEPT, Verb.ASSIGN, Verb.ANSWER, "confirm", "two years"),
}
NAMED_OTHERWISE = {"sampled", "hold_proposed", "handed_up", "deleted"}
PLACES = tuple(product(SIZES, CONCERNS, WAYS))


@dataclass(slots=True)
class Scene:
    """A case that stands somewhere, and everybody of the union around it."""

    union: Sized
    code: str
    number: str
    now: datetime

    def version(self) -> int:
        """The case's version now."""
        case = self.union.feedback.cases.by_public_no(self.number)
        assert case is not None
        return case.version

    def may(self, person: StaffSession) -> dict[Verb, Fault | None]:
        """What the policy says."""
        case = self.union.feedback.cases.by_public_no(self.number)
        assert case is not None
        return self.union.feedback.desk.access.may(person, case, self.now)

    def act(self, person: StaffSession, verb: Verb) -> None:
        """Do it through the office."""
        office = self.union.feedback.office
        if verb is Verb.READ:
            office.read(person, self.number, self.now)
            return
        make = _made(ask.Link, leading=self.number, kind="related") if verb is Verb.LINK else REQUESTS[verb]
        office.act(person, make(self.number, self.version(), "t"), self.now)

    def meet(self) -> None:
        """Everybody who may says that they are not involved."""
        for person in self.union.people.values():
            if self.may(person)[Verb.DECLARE_UNINVOLVED] is None:
                self.union.feedback.desk.declare_uninvolved(person, self.number, self.now)

    @contextmanager
    def undone(self) -> Iterator[None]:
        """What happens inside did not."""
        try:
            with self.union.feedback.db.transaction():
                yield
                raise _BackAgain
        except _BackAgain:
            return


class _BackAgain(Exception):
    pass


def scene(size: int, concern: Concern | None, way: str) -> Scene | None:
    """A case led there by real verbs; None where this union and this matter know no such way."""
    union = sized(size)
    submissions = union.feedback.submissions
    draft = Draft(
        "Công ty trả lương chậm.",
        place=COMPANY,
        category=Category.WAGE,
        concerns=frozenset({concern} if concern else ()),
        consent_forwarding=True,
        sender="một máy" if "flood" in WAYS[way] else "",
    )
    code = ""
    for _ in range(4 if "flood" in WAYS[way] else 1):
        code = submissions.new_code()
        number = submissions.submit(draft, code, MONDAY).public_no
    found = Scene(union, code, number, MONDAY)
    for step in WAYS[way]:
        if not (_by_staff(found, step) if isinstance(step, Verb) else _by_others(found, step)):
            union.feedback.db.close()
            return None
    case = union.feedback.cases.by_public_no(found.number)
    assert case is not None
    # a lone officer's first dispute goes up at once
    expected = {State(way), State.IN_PROGRESS} if way == "disputed" else {way} - NAMED_OTHERWISE
    assert not expected or case.state in expected, (size, concern, way, case.state)
    return found


def _by_staff(scene: Scene, verb: Verb) -> bool:
    """Whoever may does it; of several the first who succeeds."""
    scene.meet()
    office = scene.union.feedback.office
    for person in scene.union.people.values():
        if scene.may(person)[verb] is not None:
            continue
        made = (
            [REQUESTS[verb]]
            if verb is not Verb.ASSIGN
            else [_made(ask.Assign, login=who) for who in scene.union.people]
        )
        for make in made:
            try:
                office.act(person, make(scene.number, scene.version(), f"{verb}"), scene.now)
            except FeedbackError:
                continue
            return True
    return False


def _by_others(scene: Scene, step: str) -> bool:
    half, code = scene.union.feedback, scene.code
    does: dict[str, Callable[[], object]] = {
        "flood": lambda: None,
        "sample": lambda: half.oversight.draw_sample(scene.now.date(), scene.now, lambda rows, k: rows[:k]),
        "appeal": lambda: half.submissions.appeal(code, scene.now, text="Xin xem lại."),
        "dispute": lambda: half.submissions.dispute(code, scene.now, text="Chưa trả."),
        "withdraw": lambda: half.submissions.withdraw(code, scene.now),
        "confirm": lambda: half.submissions.confirm(code, scene.now),
        "delete": lambda: half.submissions.delete(code, scene.now),
        "two years": lambda: _wait(scene, 730),
    }
    does[step]()
    return True


def _wait(scene: Scene, days: int) -> None:
    scene.union.feedback.submissions.look_up(scene.code, scene.now)
    for _ in range(days // 73):
        scene.now += timedelta(days=73)
        scene.union.feedback.clock.step(scene.now)
