"""What staff do with an accepted case: assign, ask, forward a redacted copy, take it to dialogue, answer (T25–T47)."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, fields
from datetime import date, datetime

from feedback.cases.handover import hand_up
from feedback.cases.store import Case
from feedback.clockwork.working_days import local
from feedback.errors import Fault, NotAllowed
from feedback.model.access import Verb
from feedback.model.case import Lane, Outcome
from feedback.model.case_log import CaseAct
from feedback.model.lifecycle import Clock, Event, State
from feedback.model.terms import Term
from feedback.organisation.keyring import StaffSession
from feedback.staff.desk import Desk, Room
from feedback.staff.steps import send_copy, step

STATED_OUTCOMES = frozenset(
    {
        Outcome.SOLVED_PARTLY,
        Outcome.EMPLOYER_REFUSED,
        Outcome.OTHER_BODY_ANSWERED,
        Outcome.ADVISED,
        Outcome.BROUGHT_TO_DIALOGUE,
    }
)


@dataclass(frozen=True, slots=True)
class Answer:
    """The five parts of an answer, each required."""

    raised: str
    done: str
    result: str
    basis: str
    next_steps: str

    def is_complete(self) -> bool:
        """Whether every part says something."""
        return all(getattr(self, f.name).strip() for f in fields(self))

    def text(self) -> str:
        """The answer as the worker reads it."""
        parts = zip(_HEADINGS, (getattr(self, f.name) for f in fields(self)), strict=True)
        return "\n\n".join(f"{heading}\n{part.strip()}" for heading, part in parts)


_HEADINGS = ("Bạn nêu", "Công đoàn đã làm", "Kết quả", "Căn cứ", "Nếu chưa đồng ý")


class Handling:
    """The verbs of handlers and leads."""

    def __init__(self, desk: Desk) -> None:
        self._desk = desk
        self._mover = desk.mover
        self._db = desk.db

    def assign(self, session: StaffSession, number: str, login: str, now: datetime, version: int | None = None) -> Case:
        """Give an accepted case to somebody of the unit (T25), or another one later (T27), or after a dispute (T40)."""
        with self._db.transaction():
            room = self._desk.enter(session, number, Verb.ASSIGN, now)
            person = self._member(room, login)
            if room.case.state is State.DISPUTED and room.case.disputes > 1:
                return self._second_dispute(room, now, version)
            event = _ASSIGN_EVENTS.get(room.case.state, Event.ASSIGN)
            chosen = {"assignee": person}
            given = {**chosen, "alone": not self._desk.access.other_handlers(room.case, now)}
            case, moved = step(self._mover, room, event, now, version, given, changes=chosen, data=chosen)
            if moved:
                self._mover.notices.add(
                    f"staff:{person}", "assigned", f"{case.id}:{case.version}:assigned", now, number
                )
            return case

    def ask(self, session: StaffSession, number: str, text: str, now: datetime, version: int | None = None) -> Case:
        """Ask the worker something (T28); the promise waits, 30 days in all."""
        with self._db.transaction():
            room = self._desk.enter(session, number, Verb.ASK, now)
            case, moved = step(self._mover, room, Event.ASK, now, version)
            if moved:
                self._desk.say(room, text, now, template="question")
            return case

    def forward(
        self, session: StaffSession, number: str, to: str, copy: str, now: datetime, version: int | None = None
    ) -> Case:
        """Send a copy rewritten by staff to the employer or another body (T29); only with the worker's consent."""
        with self._db.transaction():
            room = self._desk.enter(session, number, Verb.FORWARD, now)
            self._contact_allowed(room, now)
            return send_copy(self._desk, room, Event.FORWARD, to, copy, now, version)

    def to_dialogue(
        self, session: StaffSession, number: str, dialogue_on: date, now: datetime, version: int | None = None
    ) -> Case:
        """Put the matter to a dialogue at the workplace on a planned day (T30)."""
        with self._db.transaction():
            room = self._desk.enter(session, number, Verb.TO_DIALOGUE, now)
            given = {"dialogue_on": dialogue_on if dialogue_on >= local(now).date() else None}
            case, moved = step(self._mover, room, Event.TO_DIALOGUE, now, version, given, {}, {"on": dialogue_on})
            if moved:
                days = self._mover.deadlines
                days.end(case.subject, Clock.DIALOGUE, "cancelled", now)
                days.start(case.subject, Clock.DIALOGUE, case.owner, now, since=dialogue_on)
                self._desk.say(room, f"{dialogue_on:%d/%m/%Y}", now, template="in_dialogue")
            return case

    def result(self, session: StaffSession, number: str, text: str, now: datetime, version: int | None = None) -> Case:
        """What the other body, or the dialogue, said (T33, T35)."""
        with self._db.transaction():
            room = self._desk.enter(session, number, Verb.RESULT, now)
            case, moved = step(self._mover, room, Event.RESULT, now, version)
            if moved:
                self._desk.say(room, text, now, template="result")
            return case

    def answer(
        self,
        session: StaffSession,
        number: str,
        answer: Answer,
        now: datetime,
        *,
        outcome: Outcome | None = None,
        law_refs: Iterable[str] = (),
        version: int | None = None,
    ) -> Case:
        """Answer in five parts (T31). `outcome` says what was reached when it is not simply solved.

        Followers that were linked as the same matter get the same answer under their own code.
        """
        if outcome and outcome not in STATED_OUTCOMES:
            raise NotAllowed(Fault.OUTCOME_NOT_FOR_STAFF)
        with self._db.transaction():
            room = self._desk.enter(session, number, Verb.ANSWER, now)
            refs = tuple(law_refs)
            case, moved = self._answer(room, answer, now, outcome, refs, version)
            if moved:
                self._answer_followers(session, room, answer, now, refs)
            return case

    def extend(self, session: StaffSession, number: str, reason: str, now: datetime) -> date:
        """Extend the answer once by 15 days; the worker reads the reason. Returns the new last day."""
        with self._db.transaction():
            room = self._desk.enter(session, number, Verb.EXTEND, now)
            due = self._mover.deadlines.extend(room.case.subject, now)
            self._desk.say(room, reason, now, template="extended")
            self._mover.record(room.case, CaseAct.EXTENDED, room.act, now, due=due)
            self._mover.count(room.case, "extended", now)
            return due

    def escalate(self, session: StaffSession, number: str, reason: str, now: datetime) -> Case:
        """Hand the case to the next tier, with a reason that it reads."""
        with self._db.transaction():
            room = self._desk.enter(session, number, Verb.ESCALATE, now)
            self._desk.say(room, reason, now, internal=True)
            case = hand_up(self._mover, room.case, room.act, "staff", now)
            if not case:
                raise NotAllowed(Fault.NO_TIER_ABOVE)
            return case

    def summarise(self, session: StaffSession, number: str, text: str, now: datetime) -> None:
        """Write the summary that stays when the case is archived and its thread is destroyed."""
        with self._db.transaction():
            room = self._desk.enter(session, number, Verb.SUMMARISE, now)
            self._desk.say(room, text, now, template="summary", internal=True)
            self._mover.record(room.case, CaseAct.SUMMARISED, room.act, now)

    def decide_withdrawal(self, session: StaffSession, number: str, coerced: bool, now: datetime) -> Case:
        """After asking "có ai ép bạn rút không?": close (T46), or go on with protection (T47)."""
        with self._db.transaction():
            room = self._desk.enter(session, number, Verb.COERCED if coerced else Verb.CONFIRM_FREE, now)
            if not coerced:
                said = room.case.retaliation
                return step(self._mover, room, Event.CONFIRM_FREE, now, None, {"said_coerced": said})[0]
            changes = {"lane": room.case.lane.at_least_urgent(), "retaliation": 1}
            case, moved = step(self._mover, room, Event.COERCED, now, None, {}, changes)
            if moved:
                self._mover.count(case, "coerced_withdrawal", now)
            return case

    def link(self, session: StaffSession, number: str, leading: str, kind: str, now: datetime) -> None:
        """Link two cases that this person can open: `duplicate` (number follows leading) or `related`. Never merges."""
        if kind not in {"duplicate", "related"}:
            raise NotAllowed(Fault.LINK_KIND_UNKNOWN)
        with self._db.transaction():
            follower = self._desk.enter(session, number, Verb.LINK, now)
            leader = self._desk.enter(session, leading, Verb.LINK, now)
            if follower.case.id == leader.case.id or self._mover.cases.leads_to(leader.case.id, "duplicate"):
                raise NotAllowed(Fault.LINK_TO_LEADING_CASE)
            self._mover.cases.link(follower.case.id, leader.case.id, kind)
            self._mover.record(follower.case, CaseAct.LINKED, follower.act, now, link=kind, to=leader.case.public_no)

    # --- inside ---

    def _member(self, room: Room, login: str) -> int:
        members = {m.login: m.id for m in self._desk.staff.members(room.case.owner)}
        if login not in members:
            raise NotAllowed(Fault.PERSON_NOT_OF_OWNER)
        return members[login]

    def _second_dispute(self, room: Room, now: datetime, version: int | None) -> Case:
        """T40: from the second dispute on the next tier becomes the owner; at the top the lead's choice stands."""
        case, moved = self._mover.move(
            room.case.id, Event.REOPEN, room.act, now, version=version, changes={"assignee": None}
        )
        return (hand_up(self._mover, case, room.act, "dispute", now) or case) if moved else case

    def _contact_allowed(self, room: Room, now: datetime) -> None:
        """R8: a unit complained about is contacted by decision of the board only, and not within five working days."""
        if not room.case.conflict or room.case.lane is not Lane.NORMAL:
            return
        today, deadlines = local(now).date(), self._mover.deadlines
        days = deadlines.calendar.working_days_between(room.case.created_on, today)
        if days < deadlines.rules.count(Term.UNION_CONTACT, today):
            raise NotAllowed(Fault.UNION_CONTACT_TOO_EARLY)

    def _answer(
        self,
        room: Room,
        answer: Answer,
        now: datetime,
        outcome: Outcome | None,
        law_refs: tuple[str, ...],
        version: int | None = None,
    ) -> tuple[Case, bool]:
        given = {"answer_complete": answer.is_complete()}
        case, moved = step(self._mover, room, Event.ANSWER, now, version, given, {"outcome": outcome})
        if moved:
            self._desk.say(room, answer.text(), now, template="answer", law_refs=law_refs)
        return case, moved

    def _answer_followers(
        self, session: StaffSession, leader: Room, answer: Answer, now: datetime, law_refs: tuple[str, ...]
    ) -> None:
        for follower_id in self._mover.cases.linked(leader.case.id, "duplicate"):
            case = self._mover.cases.get(follower_id)
            assignee = leader.case.assignee
            if case.state is State.ACCEPTED and assignee not in self._mover.cases.excluded_staff(case.id):
                case, _ = self._mover.move(
                    case.id, Event.ASSIGN, leader.act, now, given={"assignee": assignee}, changes={"assignee": assignee}
                )
            if case.state is State.IN_PROGRESS and case.owner == leader.case.owner:
                # writing needs the follower's public key only
                room = Room(case, leader.act, b"")
                self._answer(room, answer, now, Outcome.DUPLICATE, law_refs)


_ASSIGN_EVENTS = {State.IN_PROGRESS: Event.REASSIGN, State.DISPUTED: Event.REOPEN}
