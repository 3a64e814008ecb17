"""Moves a case along the transition table: guard, state, event, clocks and notices in one transaction.

A step that the worker took already is answered as done (a double click, a replayed update) and leaves no second trace;
a step on a case that somebody else changed meanwhile is refused.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime
from typing import Any

from feedback.cases.case import Case
from feedback.cases.case_clocks import CaseClocks
from feedback.cases.count_store import CountStore
from feedback.cases.effects import OUTCOMES
from feedback.cases.exclusion_store import ExclusionStore
from feedback.cases.exclusions import Exclusions
from feedback.cases.guards import GUARDS, Facts
from feedback.cases.hold_store import HoldStore
from feedback.cases.identity_store import IdentityStore
from feedback.cases.link_store import LinkStore
from feedback.cases.proposal_store import ProposalStore
from feedback.cases.signatures import Sign, Signatures
from feedback.cases.states import Transition, find
from feedback.cases.store import CaseStore
from feedback.cases.telling import Telling
from feedback.cases.thread_store import ThreadStore
from feedback.clockwork.deadlines import Deadlines
from feedback.clockwork.working_days import local
from feedback.errors import Conflict, Fault, NotAllowed
from feedback.journal.events import EventLog
from feedback.model.access import Mode, Purpose
from feedback.model.case import EmergencyKind, Lane, Outcome
from feedback.model.case_log import CaseAct
from feedback.model.lifecycle import Actor, Clock, Event, State
from feedback.model.notice import NoticeKind
from feedback.model.terms import Term
from feedback.model.union import Role
from feedback.model.view import Author
from feedback.notices.roster import Roster
from feedback.notices.roster_store import RosterStore
from feedback.notices.store import Notices
from feedback.organisation.grant_store import GrantStore
from feedback.organisation.staff_store import StaffStore
from feedback.organisation.store import OrgStore
from feedback.sealing.keys import Secrets
from feedback.storage.database import FeedbackDatabase

# steps whose verb writes the staff's own words into the thread: a system sentence beside them would say it twice
_SAID_BY_STAFF = frozenset(
    {Event.ASK, Event.REDIRECT, Event.FORWARD, Event.FORWARDED_BY_UNION, Event.TO_DIALOGUE, Event.ANSWER, Event.UPHOLD}
    | {Event.LEADING_ANSWER}
)
_RIGHTS = {State.NOT_ACCEPTED: Clock.APPEAL_WINDOW, State.CLOSED: Clock.REOPENING}


@dataclass(frozen=True, slots=True)
class Act:
    """Who acts: the name in the log, and as which actors of the table."""

    name: str
    actors: frozenset[Actor]
    staff_id: int | None = None
    sign: Sign | None = field(default=None, repr=False, compare=False)
    """How a person signs what they write in this act; None for everybody else."""


Settle = Callable[[Case, datetime], None]
REPORTER = Act("worker", frozenset({Actor.REPORTER}))
SYSTEM = Act("system", frozenset({Actor.SYSTEM, Actor.REPORTER}))
TIMER = Act("timer", frozenset({Actor.TIMER}))


class Mover:
    """The only place that changes the state of a case."""

    def __init__(self, db: FeedbackDatabase, secrets: Secrets, org: OrgStore) -> None:
        self._db = db
        self._secrets = secrets
        self.cases = CaseStore(db)
        self.threads = ThreadStore(db)
        self.links = LinkStore(db)
        self.signatures = Signatures(StaffStore(db), secrets)
        self.events = EventLog(db, secrets)
        self.deadlines = Deadlines(db)
        self.notices = Notices(db, lambda: self.deadlines.calendar)
        self.roster = Roster(RosterStore(db))
        self.staff = StaffStore(db)
        self.org = org
        self.grants = GrantStore(db, secrets.watch_key)
        self.clocks = CaseClocks(self.deadlines, org, self.roster)
        self.tell = Telling(org, self.staff, self.notices, ExclusionStore(db), secrets)
        self._settle: Settle | None = None
        self.exclusions = Exclusions(ExclusionStore(db), self.org, secrets)
        self.proposals = ProposalStore(db)
        self.holds = HoldStore(db)
        self.identity_requests = IdentityStore(db)
        self.counts = CountStore(db)

    def move(
        self,
        case_id: int,
        event: Event,
        act: Act,
        now: datetime,
        *,
        version: int | None = None,
        given: Mapping[str, Any] | None = None,
        changes: Mapping[str, Any] | None = None,
        data: Mapping[str, object] | None = None,
    ) -> tuple[Case, bool]:
        """Take one step. Returns the case and whether anything changed (False for a repeated click).

        `given` feeds the guard, `changes` are further columns, `data` goes to the log. Raises NotAllowed with a
        sentence, or Conflict when `version` is no longer the case's.
        """
        with self._db.transaction():
            case = self.cases.get(case_id)
            row = find(case.state, event)
            if row is None or (version is not None and version != case.version):
                return self._repeated(case, event, act, row), False
            if row.actor not in act.actors:
                raise NotAllowed(Fault.NOT_YOUR_STEP)
            self._check(row, case, self._facts(case, act, now, given or {}))
            after = self._take(row, case, act, now, changes or {}, data or {})
            return self.settle(after, now), True

    def settle_by(self, settle: Settle) -> None:
        """What looks after each change whether somebody is there to decide; it stands above this folder."""
        self._settle = settle

    def settle(self, case: Case, now: datetime) -> Case:
        """Ask the unit above where the owner has nobody who may decide; returns the case as it is then."""
        if self._settle:
            self._settle(case, now)
        return self.cases.get(case.id)

    def review(self, case_id: int, unit: str, purpose: Purpose) -> bool:
        """Let a unit that holds a waiting grant review; True when it can (also one that works already cannot)."""
        grant = self.grants.get(case_id, unit)
        return bool(grant and grant.mode is not Mode.WORK and self.grants.set_mode(case_id, unit, Mode.REVIEW, purpose))

    def seal_off(self, case: Case, now: datetime) -> None:
        """No unit holds a key any more; the worker's own and the recovery copy stay until the erasure."""
        self.grants.drop_all(case.id)
        self.cases.update(case.id, sealed_on=local(now).date().isoformat())

    def record(self, case: Case, kind: CaseAct | Event, act: Act, now: datetime, **data: object) -> None:
        """Log something that changes no state."""
        self.events.append(case.subject, act.name, kind, now, data)

    def say(self, case: Case, template: str, now: datetime) -> None:
        """Put a system sentence into the worker's thread; its words live with the channels."""
        sign = self.signatures.by_house
        self.threads.add(case.id, Author.SYSTEM, local(now).date(), None, sign, template=template)
        self.tell.worker(case, now)

    def raise_to_emergency(self, case: Case, kind: EmergencyKind, act: Act, now: datetime) -> Case:
        """Into the emergency lane, with its clock and a call to duty (§11); nothing new while that clock runs.

        A case that was an emergency and has been looked at since calls again: the danger may be a new one.
        """
        if case.lane is Lane.EMERGENCY and self.deadlines.open(case.subject, Clock.FIRST_LOOK):
            return case
        case = self.change_lane(self.cases.update(case.id, emergency=kind), Lane.EMERGENCY, now)
        self.record(case, CaseAct.EMERGENCY_RAISED, act, now)
        for role in (Role.DUTY, Role.LEAD):
            self.tell.unit(case, role, NoticeKind.EMERGENCY, now, by_worker=True)
        return case

    def change_lane(self, case: Case, lane: Lane, now: datetime, **values: Any) -> Case:
        """Another lane, and where it is a faster one the hours or minutes that somebody has to look at it."""
        after = self.cases.update(case.id, lane=lane, **values)
        self.clocks.hurry(after, case.lane, now)
        return after

    def destroy_content(self, case_id: int, keep_summary: bool) -> None:
        """Remove thread, pictures, company and contact; a summary written by staff may stay."""
        self.threads.destroy_attachments(case_id)
        self.threads.destroy_messages(case_id, keep_summary)
        self.cases.update(case_id, company_ct=None, contact_ct=None)

    def destroy_keys(self, case_id: int) -> None:
        """Remove every sealed copy of a case's key, and the reasons that were sealed beside it."""
        self.grants.drop_all(case_id)
        self.cases.destroy_keys(case_id)
        self.identity_requests.forget(case_id)
        self.proposals.forget_reasons(case_id)

    def count(self, case: Case, measure: str, now: datetime, dim: str = "") -> None:
        """Add one to a daily count."""
        self.counts.add(local(now).date(), case.owner, measure, dim)

    def had_before_dispute(self, case: Case) -> frozenset[int]:
        """Who worked on a case before its worker disputed the answer: "another handler" is none of them."""
        return self.events.handlers_before(case.subject, Event.DISPUTE) if case.disputes else frozenset()

    def _repeated(self, case: Case, event: Event, act: Act, row: Transition | None) -> Case:
        last = self.events.last_move(case.subject)
        if act.staff_id is None and last and last["kind"] == event and last["actor"] == act.name:
            return case  # a replayed update; staff say by a token that they mean the same act
        if row is not None:
            raise Conflict
        raise NotAllowed(Fault.NOT_IN_THIS_STATE)

    def _facts(self, case: Case, act: Act, now: datetime, given: Mapping[str, Any]) -> Facts:
        today = local(now).date()
        right = _RIGHTS.get(case.state)
        return Facts(
            today,
            given,
            act.staff_id,
            self.proposals.proposers(case.id),
            self.cases.excluded_staff(case.id),
            self.had_before_dispute(case),
            self.counts.is_flooded(today, case.owner),
            self.threads.unread_answer_since(case.id),
            self.links.has_open(case.id),
            self.deadlines.last_day_of(case.subject, right) if right else None,
            self.deadlines.rules.count(Term.UNREAD_KEPT, today),
        )

    def _check(self, row: Transition, case: Case, facts: Facts) -> None:
        problem = GUARDS[row.guard](case, facts) if row.guard else None
        if problem:
            raise NotAllowed(problem)

    def _take(
        self,
        row: Transition,
        case: Case,
        act: Act,
        now: datetime,
        changes: Mapping[str, Any],
        data: Mapping[str, object],
    ) -> Case:
        row = _resolved(row, case)
        self.clocks.end(row, case, now)
        values = {
            **_remembered(row),
            "state": row.target,
            "version": case.version + 1,
            **self._closing(row, case, now),
            **changes,
        }
        if row.text:
            values["text_id"] = row.text
        after = self.cases.update(case.id, **values)
        if row.target is State.CLOSED:
            self.clocks.begin_at_closing(after, now, has_pictures=bool(self.threads.attachments(after.id)))
        self.events.append(case.subject, act.name, row.event, now, {"id": row.id, "to": row.target, **data})
        self.clocks.begin(after, now)
        if row.text and Actor.REPORTER not in act.actors and row.event not in _SAID_BY_STAFF:
            self.say(after, row.text, now)
        self.count(after, f"event_{row.event}", now)
        return after

    def _closing(self, row: Transition, case: Case, now: datetime) -> dict[str, Any]:
        if row.target is State.CLOSED:
            stated = case.outcome if row.source is State.ANSWERED else None
            outcome = self._outcome(row, case, stated)
            return {"closed_on": local(now).date().isoformat(), "outcome": outcome}
        if row.source is State.CLOSED and row.target is State.IN_PROGRESS:
            return {"closed_on": None, "outcome": None}
        if row.target is State.ACCEPTED:
            number = case.register_no or self.cases.next_register_no(case.owner, local(now).year)
            return {"refusal": None, "register_no": number}
        return {}

    def _outcome(self, row: Transition, case: Case, stated: Outcome | None) -> Outcome:
        if self.links.leads_to(case.id, "duplicate") and row.source is State.ANSWERED:
            return Outcome.DUPLICATE
        if row.event is Event.CONFIRM:
            return Outcome.SOLVED_CONFIRMED
        return stated or OUTCOMES[(row.source, row.event)]


def _resolved(row: Transition, case: Case) -> Transition:
    """The row with the state to which it really leads: a reply goes back to where the question was asked."""
    came_from = {State.NEEDS_INFO: case.asked_in, State.WITHDRAW_CHECK: case.withdrawn_in}.get(row.source)
    return replace(row, target=came_from) if row.returns and came_from else row


def _remembered(row: Transition) -> dict[str, State]:
    """What a step must remember, so that a later one can go back."""
    column = {State.NEEDS_INFO: "asked_in", State.WITHDRAW_CHECK: "withdrawn_in"}.get(row.target)
    return {column: row.source} if column and not row.returns else {}
