"""How staff enter a case: the policy first, then the key. Every staff verb goes through `Desk.enter`.

Two independent layers keep an excluded unit out: no key was ever sealed to it, and the policy refuses it as well.
"Bạn có liên quan không?" (R6) is answered by two verbs of their own; `enter` only looks whether it was.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import datetime
from functools import partial

from feedback.cases import conflict
from feedback.cases.case import Case
from feedback.cases.handover import change_owner
from feedback.cases.mover import Act, Mover
from feedback.cases.routing import recipients, tiers_above
from feedback.cases.vault import Vault
from feedback.clockwork.working_days import local
from feedback.errors import Fault, NoKey, NoNeutralUnit, NotAllowed
from feedback.journal.events import staff_actor
from feedback.model.access import Involvement, Mode, Verb
from feedback.model.case import Lane
from feedback.model.case_log import CaseAct
from feedback.model.draft import Photo
from feedback.model.lifecycle import ENDED_STATES, Actor, Clock, State
from feedback.model.notice import NoticeKind
from feedback.model.union import CONTENT_ROLES, Role, Tier
from feedback.model.view import Author, Message
from feedback.organisation.grant_store import Grant
from feedback.organisation.keyring import StaffSession
from feedback.organisation.recipients import Confirmed
from feedback.organisation.staff_store import StaffStore
from feedback.organisation.units import Unit
from feedback.sealing import keys
from feedback.staff.access import Access
from feedback.staff.policy import sees
from feedback.storage.database import FeedbackDatabase, Row

STAFF_ACTORS = frozenset({Actor.STAFF, Actor.OTHER_STAFF, Actor.LEAD, Actor.NEXT_TIER})
"""Whom of the table a staff member stands for: which of them may, the policy has decided before."""
_UNOPENED = frozenset({State.QUARANTINED, State.RECEIVED})  # here the first look is a step of the table


@dataclass(frozen=True, slots=True)
class Room:
    """A case that a staff member has opened."""

    case: Case
    act: Act
    private: bytes = field(repr=False)
    confirmed: Confirmed = field(repr=False, default_factory=dict)
    """The list of keys to which what is in the case may be sealed."""


@dataclass(frozen=True, slots=True)
class Dossier:
    """What staff see of a case."""

    case: Case
    company: str
    messages: tuple[Message, ...]
    deadlines: list[Row]
    excluded_units: frozenset[str]
    grassroots_excluded: bool
    contact: str
    links: tuple[tuple[str, str], ...]  # (kind, public number)


class Desk:
    """The common door of all staff verbs."""

    def __init__(self, db: FeedbackDatabase, mover: Mover, vault: Vault, staff: StaffStore, access: Access) -> None:
        self.db = db
        self.mover = mover
        self.vault = vault
        self.staff = staff
        self.access = access

    # --- reading ---

    def queue(
        self, session: StaffSession, unit: str, *, states: Iterable[State] | None = None, page: int = 0, size: int = 50
    ) -> list[Row]:
        """A page of a unit's open (or closed) cases, without content; analysts and admins see none.

        What is not this person's work, or bars this person, is left out: a page may be shorter than `size`.
        """
        if not session.has(unit, CONTENT_ROLES):
            raise NotAllowed(Fault.NOT_OF_THIS_UNIT)
        if states is not None and set(states) == {State.CLOSED}:
            rows = self.mover.cases.closed(unit, size, page * size)
        else:
            open_states = [s for s in State if s not in ENDED_STATES]
            rows = self.mover.cases.queue(unit, states or open_states, size, page * size)
        barred = self.barred(session, [row["id"] for row in rows])
        return [row for row in rows if row["id"] not in barred and self._sees(session, unit, row)]

    def barred(self, session: StaffSession, case_ids: Iterable[int]) -> frozenset[int]:
        """Which of these cases bar this person, by name or by a post: no list of theirs holds them (R5)."""
        posts = self.staff.posts(session.member.id)
        key_of = partial(self.access.case_key, session)
        return self.mover.exclusions.barred(case_ids, session.member.id, posts, key_of)

    def has_grassroots_post(self, posts: Iterable[str]) -> bool:
        """Whether one of these units may be barred under a mark, which only a case's key reads."""
        found = (self.mover.org.unit(code) for code in posts)
        return any(unit is None or unit.tier is Tier.GRASSROOTS for unit in found)

    def show(self, session: StaffSession, public_no: str, now: datetime) -> Dossier:
        """Open a case and read it; the reading is logged."""
        with self.db.transaction():
            room = self.enter(session, public_no, Verb.READ, now)
            case = room.case
            self._note_reading(room, now)
            return Dossier(
                case,
                self.vault.company(case, room.private),
                self.vault.thread(case, room.private, internal=True),
                self.mover.deadlines.open_of(case.subject),
                self.mover.cases.excluded_units(case.id),
                self.mover.exclusions.has_marks(case.id),
                self._contact(room),
                self._links(case),
            )

    def photo(self, session: StaffSession, public_no: str, attachment_id: int, now: datetime) -> Photo | None:
        """One picture of a case."""
        with self.db.transaction():
            room = self.enter(session, public_no, Verb.READ, now)
            return self.vault.photo(room.case, room.private, attachment_id)

    def note(self, session: StaffSession, public_no: str, text: str, now: datetime) -> None:
        """An internal note; the worker never sees it."""
        with self.db.transaction():
            room = self.enter(session, public_no, Verb.NOTE, now)
            self.say(room, text, now, internal=True)
            self.mover.record(room.case, CaseAct.NOTE, room.act, now)

    # --- "bạn có liên quan không?" ---

    def declare_uninvolved(self, session: StaffSession, public_no: str, now: datetime) -> None:
        """ "Tôi không liên quan": said once by each person, before the case can be read."""
        with self.db.transaction():
            case, act, _ = self._declaring(session, public_no, Verb.DECLARE_UNINVOLVED, now)
            if not self.mover.events.has(case.subject, act.name, CaseAct.DECLARED_UNINVOLVED):
                self.mover.record(case, CaseAct.DECLARED_UNINVOLVED, act, now)

    def declare_involved(self, session: StaffSession, public_no: str, how: Involvement, now: datetime) -> None:
        """ "Tôi có liên quan", at any time: this person never opens the case again, somebody else gets it. No blame.

        When the unit itself is concerned, its whole house is out and the case goes to a neutral board; NoNeutralUnit
        when none stands above.
        """
        with self.db.transaction():
            case, act, grant = self._declaring(session, public_no, Verb.DECLARE_INVOLVED, now)
            self.mover.exclusions.bar_person(case.id, session.member.id, "recusal")
            self.mover.record(case, CaseAct.DECLARED_INVOLVED, act, now, how=how)
            if case.assignee == session.member.id:
                case = self.mover.cases.update(case.id, assignee=None, version=case.version + 1)
            if how is Involvement.UNIT:
                case = self._reroute(case, act, grant, session.unit_keys[(grant.unit, grant.epoch)], now)
            self.mover.tell.unit(case, Role.LEAD, NoticeKind.RECUSED, now)
            self.mover.settle(case, now)

    # --- for the other verbs ---

    def enter(self, session: StaffSession, public_no: str, verb: Verb, now: datetime) -> Room:
        """Open a case to do this. NoKey when no key opens it, NotAllowed with the reason of the policy."""
        case = self._allowed(session, public_no, verb, now)
        grant = self.access.grants(session, case)[0]
        if case.state not in _UNOPENED:  # whoever comes in has seen what raised the case into the emergency lane
            self.mover.deadlines.end(case.subject, Clock.FIRST_LOOK, "met", now)
        self.mover.notices.acknowledge_emergency(case.subject)
        unit_private = session.unit_keys[(grant.unit, grant.epoch)]
        private = keys.unseal(grant.sealed, unit_private)
        confirmed = self.vault.confirmed(grant.unit, grant.epoch, unit_private)
        self._top_up(case, private, confirmed, now)
        self.mover.exclusions.rekey(case.id, private)
        return Room(case, staff_act(session), private, confirmed)

    def say(
        self,
        room: Room,
        text: str,
        now: datetime,
        *,
        template: str = "",
        internal: bool = False,
        law_refs: Iterable[str] = (),
    ) -> None:
        """Write into the thread as staff; the worker who asked for notices gets one."""
        if not text.strip():
            raise NotAllowed(Fault.NOTHING_WRITTEN)
        self.vault.write(
            room.case,
            Author.STAFF,
            text,
            local(now).date(),
            staff_id=room.act.staff_id,
            sign=room.act.sign,
            template=template,
            internal=internal,
            law_refs=law_refs,
        )
        if not internal:
            self.mover.tell.worker(room.case, now)

    # --- inside ---

    def _sees(self, session: StaffSession, unit: str, row: Row) -> bool:
        """A handler sees assigned cases, intake new ones, duty emergencies; leads and boards the whole unit."""
        return sees(
            session.roles[unit],
            State(row["state"]),
            Lane(row["lane"]),
            is_assignee=row["assignee"] == session.member.id,
            is_assigned=row["assignee"] is not None,
        )

    def _allowed(self, session: StaffSession, public_no: str, verb: Verb, now: datetime) -> Case:
        case = self.mover.cases.by_public_no(public_no)
        fault = self.access.refusal(session, case, verb, now) if case else Fault.NO_KEY
        if not case or fault is Fault.NO_KEY:
            raise NoKey  # the same answer for "does not exist" and "not for you"
        if fault:
            raise NotAllowed(fault)
        return case

    def _declaring(self, session: StaffSession, public_no: str, verb: Verb, now: datetime) -> tuple[Case, Act, Grant]:
        case = self._allowed(session, public_no, verb, now)
        return case, staff_act(session), self.access.grants(session, case)[0]

    def _top_up(self, case: Case, private: bytes, confirmed: Confirmed, now: datetime) -> None:
        """Seal the case to every tier above its owner, and their boards, that still lack it.

        After a change of owner, or when a tier got its key later, only somebody who can open the case can do this.
        """
        tree = self.mover.org.tree(local(now).date())
        owner, excluded = tree.get(case.owner), self.mover.cases.excluded_units(case.id)
        known = {grant.unit for grant in self.mover.grants.of(case.id)}
        wanted = recipients(tree, owner, excluded) if owner else {}
        missing = {code: (Mode.WAITING, reason) for code, reason in wanted.items() if code not in known}
        self.vault.seal_to_units(case, private, missing, local(now).date(), confirmed)
        self.vault.copy_for_recovery(case, private, confirmed)

    def _reroute(self, case: Case, act: Act, grant: Grant, unit_private: bytes, now: datetime) -> Case:
        """The house of a unit is out of a case that is about it; a neutral board becomes the owner."""
        tree = self.mover.org.tree(local(now).date())
        private = keys.unseal(grant.sealed, unit_private)
        confirmed = self.vault.confirmed(grant.unit, grant.epoch, unit_private)
        house = tree.with_attached(grant.unit)
        excluded = self.mover.cases.excluded_units(case.id) | house
        board = self._neutral(case, excluded, now)
        board_only = {board.code: (Mode.WAITING, "owner")}
        self.vault.seal_to_units(case, private, board_only, local(now).date(), confirmed)
        if not self.mover.grants.get(case.id, board.code):
            raise NotAllowed(Fault.RECIPIENT_UNCONFIRMED, unit=board.name)
        self.mover.grants.hand_work(case.id, case.owner, board.code)
        for unit in sorted(house):
            self.mover.exclusions.bar_unit(case.id, unit, "declared", private)
        case = self.mover.cases.update(case.id, conflict=1)
        self._top_up(self.mover.cases.update(case.id, owner=board.code), private, confirmed, now)
        return change_owner(self.mover, case, board, act, "involved", now)

    def _neutral(self, case: Case, excluded: frozenset[str], now: datetime) -> Unit:
        tree = self.mover.org.tree(local(now).date())
        owner = tree.get(case.owner)
        board = conflict.neutral_owner(tree, case.place, excluded)
        found = board or (next(tiers_above(tree, owner, excluded), None) if owner else None)
        if not found:
            raise NoNeutralUnit(Fault.NO_NEUTRAL_BOARD)
        return found

    def _note_reading(self, room: Room, now: datetime) -> None:
        """Who read a case is kept, once a day and person."""
        today = local(now).date().isoformat()
        if not self.mover.events.has(room.case.subject, room.act.name, CaseAct.VIEWED, today):
            self.mover.record(room.case, CaseAct.VIEWED, room.act, now)

    def _contact(self, room: Room) -> str:
        case = room.case
        sealed = self.mover.cases.secret(case.id, "contact_ct")
        if not sealed or (case.level == "confidential" and not case.contact_opened):
            return ""
        return keys.open_text(sealed, room.private, f"contact:{case.id}")

    def _links(self, case: Case) -> tuple[tuple[str, str], ...]:
        rows = self.mover.links.of(case.id)
        return tuple((r["kind"], r["public_no"]) for r in rows)


def staff_act(session: StaffSession) -> Act:
    """An act of this person."""
    return Act(staff_actor(session.member.id), STAFF_ACTORS, session.member.id, session.sign)
