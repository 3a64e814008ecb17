"""What staff decide about a new case: look, ask, accept, split, send on, or propose not to accept (T04–T19, T55).

Legitimate is what concerns workers' rights, the union or democracy at work, can be understood, is lawful and not
already finally answered (§8.1). Never grounds: anonymity, no evidence, rudeness, spelling, criticism of the union,
not being a member.
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from feedback.cases.case import Case
from feedback.cases.guards import is_unnamed_denunciation
from feedback.cases.mover import Act
from feedback.cases.new_case import first_columns
from feedback.cases.union_words import mentions_union
from feedback.clockwork.working_days import local
from feedback.errors import Fault, NotAllowed
from feedback.model.access import Verb
from feedback.model.case import Category, Kind, Lane, Level, RefusalCode
from feedback.model.case_log import CaseAct
from feedback.model.lifecycle import Event, State
from feedback.model.notice import NoticeKind
from feedback.model.union import Role
from feedback.model.view import Author
from feedback.organisation.keyring import StaffSession
from feedback.sealing import keys
from feedback.staff.desk import Desk, Room
from feedback.staff.policy import LEAD_ANSWERS
from feedback.staff.steps import send_copy, step
from feedback.storage.database import Row, random_id


@dataclass(frozen=True, slots=True)
class Part:
    """One matter of a submission that holds several."""

    text: str
    category: Category


class Triage:
    """The verbs of intake staff. `version` is the case's version that the person saw; an older one is refused."""

    def __init__(self, desk: Desk) -> None:
        self._desk = desk
        self._mover = desk.mover
        self._db = desk.db

    def release(self, session: StaffSession, number: str, now: datetime, version: int | None = None) -> Case:
        """A human look says: a genuine submission (T04)."""
        with self._db.transaction():
            room = self._desk.enter(session, number, Verb.RELEASE, now)
            return step(self._mover, room, Event.RELEASE, now, version)[0]

    def open(self, session: StaffSession, number: str, now: datetime) -> Case:
        """Start triage (T07)."""
        with self._db.transaction():
            room = self._desk.enter(session, number, Verb.OPEN, now)
            return step(self._mover, room, Event.OPEN, now, None, {}, {"opened": 1})[0]

    def ask(self, session: StaffSession, number: str, text: str, now: datetime, version: int | None = None) -> Case:
        """Ask the worker (T09): at most two rounds; the clock waits."""
        with self._db.transaction():
            room = self._desk.enter(session, number, Verb.ASK, now)
            changes = {"rounds": room.case.rounds + 1}
            case, moved = step(self._mover, room, Event.ASK, now, version, {}, changes)
            if moved:
                self._desk.say(room, text, now, template="question")
            return case

    def accept(
        self,
        session: StaffSession,
        number: str,
        kind: Kind,
        category: Category,
        now: datetime,
        *,
        no_conflict: bool = False,
        version: int | None = None,
    ) -> Case:
        """Accept (T10): kind, category, registry number, the promise of an answer.

        When the words hint at somebody in the union, `no_conflict` must say that this was looked at (R11).
        """
        with self._db.transaction():
            room = self._desk.enter(session, number, Verb.ACCEPT, now)
            if not room.case.conflict and not no_conflict and self._hints(room):
                raise NotAllowed(Fault.CONFIRM_NO_CONFLICT)
            self._may_leave(session, room.case, category, now)
            changes = {"kind": kind, "category": category}
            return step(self._mover, room, Event.ACCEPT, now, version, {"kind": kind, "category": category}, changes)[0]

    def classify(
        self,
        session: StaffSession,
        number: str,
        now: datetime,
        *,
        kind: Kind | None = None,
        category: Category | None = None,
        lane: Lane | None = None,
    ) -> Case:
        """Put right what a case is, or how fast it goes: a false alarm simply becomes normal. No state changes."""
        chosen = {"kind": kind, "category": category, "lane": lane}
        said = {name: value for name, value in chosen.items() if value is not None}
        with self._db.transaction():
            room = self._desk.enter(session, number, Verb.CLASSIFY, now)
            if is_unnamed_denunciation(kind, room.case.level):
                raise NotAllowed(Fault.UNNAMED_DENUNCIATION)
            if not said:
                return room.case
            self._may_leave(session, room.case, category, now)
            case = self._mover.cases.update(room.case.id, version=room.case.version + 1, **said)
            if lane and lane is not room.case.lane:
                self._mover.clocks.hurry(case, room.case.lane, now)
            self._mover.record(case, CaseAct.CLASSIFIED, room.act, now, **said)
            return self._mover.settle(case, now)

    def split(self, session: StaffSession, number: str, parts: Sequence[Part], now: datetime, version: int) -> Case:
        """One text with several matters becomes linked cases, all visible under the worker's one code (T11)."""
        with self._db.transaction():
            room = self._desk.enter(session, number, Verb.SPLIT, now)
            if self._mover.links.leads_to(room.case.id, "part_of"):
                raise NotAllowed(Fault.PART_CANNOT_BE_SPLIT)
            case, moved = step(self._mover, room, Event.SPLIT, now, version, {"parts": list(parts)})
            if moved:
                for part in parts:
                    self._add_part(room, part, now)
            return case

    def redirect(
        self, session: StaffSession, number: str, to: str, how: str, now: datetime, version: int | None = None
    ) -> Case:
        """Not for the union (N1, T12): name the body and how to reach it; not a refusal."""
        with self._db.transaction():
            room = self._desk.enter(session, number, Verb.REDIRECT, now)
            case, moved = step(self._mover, room, Event.REDIRECT, now, version, {"to": to.strip()})
            if moved:
                self._desk.say(room, f"{to.strip()}\n{how.strip()}", now, template="redirected")
            return case

    def forward_redirected(
        self, session: StaffSession, number: str, to: str, copy: str, now: datetime, version: int | None = None
    ) -> Case:
        """The union itself sends a redacted copy to the named body and follows it (T55)."""
        with self._db.transaction():
            room = self._desk.enter(session, number, Verb.FORWARD_REDIRECTED, now)
            return send_copy(self._desk, room, Event.FORWARDED_BY_UNION, to, copy, now, version)

    def propose_refusal(
        self,
        session: StaffSession,
        number: str,
        code: RefusalCode,
        reason: str,
        now: datetime,
        version: int | None = None,
    ) -> Case:
        """Propose not to accept, with a coded reason (T13; from quarantine T05, spam codes only)."""
        with self._db.transaction():
            room = self._desk.enter(session, number, Verb.PROPOSE_REFUSAL, now)
            spam = room.case.state is State.QUARANTINED
            event = Event.PROPOSE_SPAM if spam else Event.PROPOSE_REFUSAL
            case, moved = step(self._mover, room, event, now, version, {"code": code, "reason": reason.strip()})
            if moved:
                self._propose(room, code, reason, now)
            return self._mover.settle(case, now)

    def confirm_refusal(self, session: StaffSession, number: str, now: datetime, version: int | None = None) -> Case:
        """A second person agrees (T17); the worker reads code, reason and the right of review."""
        with self._db.transaction():
            room = self._desk.enter(session, number, Verb.CONFIRM_REFUSAL, now)
            proposal = self._proposal(room.case)
            changes, data = {"refusal": proposal["code"]}, {"code": proposal["code"]}
            case, moved = step(self._mover, room, Event.CONFIRM, now, version, {}, changes, data)
            if moved:
                reason = keys.open_text(proposal["reason_ct"], room.private, f"screening:{proposal['id']}")
                self._desk.say(room, reason, now, template="refusal_reason")
                self._decide(proposal["id"], room.act, "confirmed", now)
                self._mover.count(case, "refused", now, str(proposal["code"]))
            return case

    def reject_refusal(self, session: StaffSession, number: str, now: datetime, version: int | None = None) -> Case:
        """A second person disagrees: the case is accepted (T18)."""
        with self._db.transaction():
            room = self._desk.enter(session, number, Verb.REJECT_REFUSAL, now)
            proposal = self._proposal(room.case)
            case, moved = step(self._mover, room, Event.REJECT, now, version)
            if moved:
                self._decide(proposal["id"], room.act, "rejected", now)
            return case

    # --- inside ---

    def _hints(self, room: Room) -> bool:
        thread = self._desk.vault.thread(room.case, room.private, internal=False)
        return mentions_union(" ".join(m.text for m in thread if m.author is Author.WORKER))

    def _may_leave(self, session: StaffSession, case: Case, category: Category | None, now: datetime) -> None:
        """A category whose answer only a lead sends is left by a lead's decision alone."""
        if case.category in LEAD_ANSWERS and category not in {None, *LEAD_ANSWERS}:
            fault = self._desk.access.refusal(session, case, Verb.LEAVE_LEAD_CATEGORY, now)
            if fault:
                raise NotAllowed(fault)

    def _propose(self, room: Room, code: RefusalCode, reason: str, now: datetime) -> None:
        new_id = random_id()
        assert room.act.staff_id is not None
        sealed = keys.seal_text(reason, room.case.public_key, f"screening:{new_id}")
        self._mover.proposals.add(new_id, room.case.id, room.act.staff_id, local(now).date(), code, sealed)
        self._mover.tell.unit(room.case, Role.LEAD, NoticeKind.REFUSAL_PROPOSED, now)

    def _proposal(self, case: Case) -> Row:
        row = self._mover.proposals.current(case.id)
        if not row:
            raise NotAllowed(Fault.NO_REFUSAL_PROPOSED)
        return row

    def _decide(self, proposal: int, act: Act, decision: str, now: datetime) -> None:
        self._mover.proposals.decide(proposal, act.staff_id, local(now).date(), decision)

    def _add_part(self, room: Room, part: Part, now: datetime) -> None:
        """A part has its own keys; its private key is sealed to the parent's, so that the one code opens both."""
        parent = room.case
        public, private = keys.new_key_pair()
        company = self._desk.vault.company(parent, room.private)
        first = first_columns(self._db, self._mover.cases, public, private, parent.place, local(now).year)
        if not self._desk.vault.may_copy_for_recovery(room.confirmed):
            first["sealed_for_recovery"] = None
        self._mover.cases.insert(
            **first,
            sealed_for_parent=keys.seal(private, parent.public_key),
            level=Level.ANONYMOUS,
            category=part.category,
            lane=parent.lane,
            emergency=parent.emergency,
            state=State.SCREENING,
            owner=parent.owner,
            channel=parent.channel,
            created_on=parent.created_on.isoformat(),
            consent_forwarding=int(parent.consent_forwarding),
            consent_grassroots=int(parent.consent_grassroots),
            conflict=int(parent.conflict),
            legal_basis=json.dumps(parent.legal_basis, ensure_ascii=False),
            company_ct=keys.seal_text(company, public, f"company:{first['id']}") if company else None,
            opened=1,
            text_id="screening",
        )
        child = self._mover.cases.get(first["id"])
        self._copy_access(room, child, private, now)
        self._mover.links.add(child.id, parent.id, "part_of")
        self._desk.vault.write(child, Author.WORKER, part.text, local(now).date())
        self._mover.record(child, Event.SPLIT, room.act, now, to=State.SCREENING, id="T11")
        self._mover.clocks.begin(child, now)

    def _copy_access(self, room: Room, child: Case, private: bytes, now: datetime) -> None:
        self._mover.exclusions.copy(room.case.id, child.id, room.private, private)
        units = {g.unit: (g.mode, g.reason) for g in self._mover.grants.of(room.case.id)}
        self._desk.vault.seal_to_units(child, private, units, local(now).date(), room.confirmed)
        self._mover.record(child, CaseAct.DECLARED_UNINVOLVED, room.act, now)
