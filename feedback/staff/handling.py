"""What staff do with an accepted case: assign, ask, forward a redacted copy, take it to dialogue, answer (T25–T47)."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, datetime

from feedback.cases.case import Case
from feedback.cases.handover import hand_up
from feedback.cases.mover import Act
from feedback.cases.states import find
from feedback.clockwork.working_days import local
from feedback.errors import Fault, NotAllowed
from feedback.model.access import Verb
from feedback.model.answer import TEMPLATES, Answer
from feedback.model.case import Lane, Outcome
from feedback.model.case_log import CaseAct
from feedback.model.lifecycle import EMPTIED_STATES, Clock, Event, State
from feedback.model.notice import NoticeKind
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
                self._mover.tell.person(case, person, NoticeKind.ASSIGNED, now)
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
        with self._db.transaction():
            room = self._desk.enter(session, number, Verb.ANSWER, now)
            if outcome and outcome not in STATED_OUTCOMES:
                raise NotAllowed(Fault.OUTCOME_NOT_FOR_STAFF)
            refs = tuple(law_refs)
            case, moved = self._answer(room, answer, now, outcome, refs, version)
            if moved:
                self._answer_followers(room, answer, now, refs, "answer")
            return case

    def correct(
        self,
        session: StaffSession,
        number: str,
        answer: Answer,
        now: datetime,
        *,
        law_refs: Iterable[str] = (),
    ) -> Case:
        """Put an answer right while the worker may still say yes or no to it; the earlier one stays readable."""
        with self._db.transaction():
            room = self._desk.enter(session, number, Verb.CORRECT, now)
            if not answer.is_complete():
                raise NotAllowed(Fault.FIVE_PARTS_NEEDED)
            refs = tuple(law_refs)
            self._desk.say(room, answer.pack(), now, template="answer_corrected", law_refs=refs)
            self._mover.record(room.case, CaseAct.ANSWER_CORRECTED, room.act, now)
            self._mover.deadlines.end(room.case.subject, Clock.CONFIRMATION, "cancelled", now)
            self._mover.clocks.begin(room.case, now)
            self._answer_followers(room, answer, now, refs, "answer_corrected")
            return self._mover.cases.update(room.case.id, version=room.case.version + 1)

    def message(self, session: StaffSession, number: str, text: str, now: datetime) -> Case:
        """Write to the worker, in every open state; asks nothing and stops no clock."""
        with self._db.transaction():
            room = self._desk.enter(session, number, Verb.MESSAGE, now)
            self._desk.say(room, text, now, template="message")
            self._mover.record(room.case, CaseAct.MESSAGE_SENT, room.act, now)
            return room.case

    def return_consent(self, session: StaffSession, number: str, text: str, now: datetime) -> Case:
        """Nothing more leaves the union: the worker said so elsewhere, or staff see a danger. The worker reads why."""
        with self._db.transaction():
            room = self._desk.enter(session, number, Verb.RETURN_CONSENT, now)
            self._desk.say(room, text, now, template="consent_returned")
            self._mover.record(room.case, CaseAct.CONSENT_RETURNED, room.act, now)
            return self._mover.cases.update(
                room.case.id, consent_forwarding=0, consent_grassroots=0, version=room.case.version + 1
            )

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
                self._mover.clocks.hurry(case, room.case.lane, now)
                self._mover.count(case, "coerced_withdrawal", now)
            return case

    def link(self, session: StaffSession, number: str, leading: str, kind: str, now: datetime) -> None:
        """Link two cases that this person can open: `duplicate` (number follows leading) or `related`. Never merges."""
        with self._db.transaction():
            follower = self._desk.enter(session, number, Verb.LINK, now)
            leader = self._desk.enter(session, leading, Verb.LINK, now)
            if kind not in {"duplicate", "related"}:
                raise NotAllowed(Fault.LINK_KIND_UNKNOWN)
            if follower.case.id == leader.case.id or self._mover.links.leads_to(leader.case.id, "duplicate"):
                raise NotAllowed(Fault.LINK_TO_LEADING_CASE)
            self._mover.links.add(follower.case.id, leader.case.id, kind)
            self._mover.record(follower.case, CaseAct.LINKED, follower.act, now, link=kind, to=leader.case.public_no)
            if kind == "duplicate":
                self._take_over_answer(follower, leader, now)

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
            self._desk.say(room, answer.pack(), now, template="answer", law_refs=law_refs)
        return case, moved

    def _answer_followers(
        self, leader: Room, answer: Answer, now: datetime, law_refs: tuple[str, ...], template: str
    ) -> None:
        for follower_id in self._mover.links.followers(leader.case.id, "duplicate"):
            self._pass_on(self._mover.cases.get(follower_id), leader.act, answer.pack(), now, law_refs, template)

    def _pass_on(
        self, case: Case, act: Act, text: str, now: datetime, law_refs: tuple[str, ...], template: str
    ) -> None:
        """A case that follows gets the leading answer, whatever its state; writing needs its public key only."""
        if case.sealed_on or case.state in EMPTIED_STATES:
            return
        room = Room(case, act, b"")
        if find(case.state, Event.LEADING_ANSWER):
            changes = {"outcome": Outcome.DUPLICATE}
            room = Room(self._mover.move(case.id, Event.LEADING_ANSWER, act, now, changes=changes)[0], act, b"")
        self._desk.say(room, text, now, template=template, law_refs=law_refs)

    def _take_over_answer(self, follower: Room, leader: Room, now: datetime) -> None:
        """The leading case was answered before it was found to be the same matter."""
        thread = self._desk.vault.thread(leader.case, leader.private, internal=False)
        answers = [m for m in thread if m.template in TEMPLATES]
        if answers:
            last = answers[-1]
            words = last.answer.pack() if last.answer else last.text
            self._pass_on(follower.case, follower.act, words, now, last.law_refs, "answer")


_ASSIGN_EVENTS = {State.IN_PROGRESS: Event.REASSIGN, State.DISPUTED: Event.REOPEN}
