"""How staff enter a case: keys first, then the policy of roles, then the question "bạn có liên quan không?" (R6).

Two independent layers keep an excluded unit out: no key was ever sealed to it, and what follows refuses it as well.
Triage, handling and oversight all go through `Desk.enter`.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import datetime

from feedback.cases.mover import Act, Mover
from feedback.cases.routing import next_tier, supervision
from feedback.cases.store import Case
from feedback.cases.vault import Vault
from feedback.clockwork.working_days import local
from feedback.errors import Fault, NoKey, NotAllowed
from feedback.journal.events import staff_actor
from feedback.model.case import Lane
from feedback.model.case_log import CaseAct
from feedback.model.draft import Photo
from feedback.model.lifecycle import ENDED_STATES, TRIAGE_STATES, Actor, Clock, State
from feedback.model.union import CONTENT_ROLES, Role
from feedback.model.view import Author, Message
from feedback.organisation.keyring import StaffSession
from feedback.organisation.staff_store import StaffStore
from feedback.sealing import keys
from feedback.storage.database import FeedbackDatabase, Row

TRIAGE = frozenset({Role.INTAKE, Role.LEAD, Role.SUPERVISOR, Role.DUTY})
WORK = frozenset({Role.HANDLER, Role.LEAD, Role.SUPERVISOR, Role.DUTY})
LEADING = frozenset({Role.LEAD, Role.SUPERVISOR})
_UNOPENED = frozenset({State.QUARANTINED, State.RECEIVED})  # here the first look is a step of the table
_INVOLVED = Fault.ARE_YOU_INVOLVED


@dataclass(frozen=True, slots=True)
class Room:
    """A case that a staff member has opened, and as whom."""

    case: Case
    act: Act
    unit: str
    roles: frozenset[Role]
    private: bytes = field(repr=False)


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

    def __init__(self, db: FeedbackDatabase, mover: Mover, vault: Vault, staff: StaffStore) -> None:
        self.db = db
        self.mover = mover
        self.vault = vault
        self.staff = staff

    # --- reading ---

    def queue(
        self, session: StaffSession, unit: str, *, states: Iterable[State] | None = None, page: int = 0, size: int = 50
    ) -> list[Row]:
        """A page of a unit's open (or closed) cases, without content; analysts and admins see none.

        A case that bars this person by name is left out, so a page may be shorter than `size` (R3, R5).
        """
        if not session.has(unit, CONTENT_ROLES):
            raise NotAllowed(Fault.NOT_OF_THIS_UNIT)
        if states is not None and set(states) == {State.CLOSED}:
            rows = self.mover.cases.closed(unit, size, page * size)
        else:
            open_states = [s for s in State if s not in ENDED_STATES]
            rows = self.mover.cases.queue(unit, states or open_states, size, page * size)
        barring = self.mover.exclusions.barring(session.member.id, [row["id"] for row in rows])
        return [row for row in rows if row["id"] not in barring]

    def show(self, session: StaffSession, public_no: str, now: datetime, *, not_involved: bool = False) -> Dossier:
        """Open a case and read it. The first time, `not_involved` answers the question of R6; the reading is logged."""
        with self.db.transaction():
            room = self.enter(session, public_no, now, CONTENT_ROLES, not_involved=not_involved)
            self.top_up(room, now)
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
            room = self.enter(session, public_no, now, CONTENT_ROLES)
            return self.vault.photo(room.case, room.private, attachment_id)

    def note(self, session: StaffSession, public_no: str, text: str, now: datetime) -> None:
        """An internal note; the worker never sees it."""
        with self.db.transaction():
            room = self.enter(session, public_no, now, CONTENT_ROLES)
            self.say(room, text, now, internal=True)
            self.mover.record(room.case, CaseAct.NOTE, room.act, now)

    def recuse(self, session: StaffSession, public_no: str, now: datetime) -> None:
        """ "Tôi có liên quan": this person never opens the case, and somebody else gets it. No blame (R6)."""
        with self.db.transaction():
            case = self._case(public_no)
            self._refuse_excluded(session, case)
            self._grant_for(session, case, CONTENT_ROLES)
            self.mover.exclusions.bar_person(case.id, session.member.id, "recusal")
            if case.assignee == session.member.id:
                case = self.mover.cases.update(case.id, assignee=None)
            act = Act(staff_actor(session.member.id), frozenset({Actor.STAFF}), session.member.id)
            self.mover.record(case, CaseAct.RECUSED, act, now)
            self.mover.tell_unit(case, Role.LEAD, "recused", now)

    # --- for the other verbs ---

    def enter(
        self,
        session: StaffSession,
        public_no: str,
        now: datetime,
        roles: Iterable[Role],
        *,
        not_involved: bool = False,
    ) -> Room:
        """Open a case in one of the given roles. NoKey when no key opens it, NotAllowed when the role does not."""
        case = self._case(public_no)
        self._refuse_excluded(session, case)
        grant, held = self._grant_for(session, case, roles)
        usable = frozenset(r for r in held if self._role_applies(r, case, session.member.id))
        if not usable:
            raise NotAllowed(Fault.NOT_YOUR_CASE)
        act = Act(staff_actor(session.member.id), _actors(usable, grant, case), session.member.id, session.sign)
        self._ask_involved(case, act, now, not_involved)
        if case.state not in _UNOPENED:  # whoever comes in has seen what raised the case into the emergency lane
            self.mover.deadlines.end(case.subject, Clock.FIRST_LOOK, "met", now)
        private = keys.unseal(grant["sealed"], session.unit_keys[(grant["unit"], grant["epoch"])])
        return Room(case, act, grant["unit"], usable, private)

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
            self.mover.tell_worker(room.case, now)

    def top_up(self, room: Room, now: datetime) -> None:
        """Seal the case to the present owner's next tier and its supervision board, if they still lack it.

        After a change of owner only somebody who can open the case can do this, so it happens at every opening.
        """
        case, today = room.case, local(now).date()
        tree = self.mover.org.tree(today)
        owner, excluded = tree.get(case.owner), self.mover.cases.excluded_units(case.id)
        if not owner:
            return
        known = {g["unit"] for g in self.mover.grants.of(case.id)}
        found = (("next_tier", next_tier(tree, owner, excluded)), ("supervision", supervision(tree, owner, excluded)))
        missing = {u.code: (False, reason) for reason, u in found if u and u.code not in known}
        self.vault.seal_to_units(case, room.private, missing, today)

    # --- inside ---

    def _case(self, public_no: str) -> Case:
        case = self.mover.cases.by_public_no(public_no)
        if not case or case.sealed_on:
            raise NoKey  # the same answer for "does not exist" and "not for you"
        return case

    def _refuse_excluded(self, session: StaffSession, case: Case) -> None:
        posts = self.staff.posts(session.member.id)
        if self.mover.exclusions.bars(case.id, session.member.id, posts):
            raise NoKey

    def _grant_for(self, session: StaffSession, case: Case, roles: Iterable[Role]) -> tuple[Row, frozenset[Role]]:
        wanted = frozenset(roles)
        for grant in self.mover.grants.of(case.id):
            held = session.roles.get(grant["unit"], frozenset()) & wanted
            if grant["active"] and held and (grant["unit"], grant["epoch"]) in session.unit_keys:
                return grant, held
        raise NoKey

    def _role_applies(self, role: Role, case: Case, staff_id: int) -> bool:
        """§4.3: intake sees new cases, handlers their own, duty emergencies; leads and boards the whole unit."""
        if role is Role.INTAKE:
            return case.state in TRIAGE_STATES
        if role is Role.HANDLER:
            return case.assignee == staff_id
        if role is Role.DUTY:
            return case.lane is Lane.EMERGENCY
        return role in LEADING

    def _ask_involved(self, case: Case, act: Act, now: datetime, not_involved: bool) -> None:
        if self.mover.events.has(case.subject, act.name, CaseAct.DECLARED_UNINVOLVED):
            return
        if not not_involved:
            raise NotAllowed(_INVOLVED)
        self.mover.record(case, CaseAct.DECLARED_UNINVOLVED, act, now)

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
        rows = self.mover.cases.links(case.id)
        return tuple((r["kind"], r["public_no"]) for r in rows)


def _actors(roles: frozenset[Role], grant: Row, case: Case) -> frozenset[Actor]:
    actors = {Actor.STAFF, Actor.OTHER_STAFF}
    if roles & LEADING:
        actors.add(Actor.LEAD)
    if Role.SUPERVISOR in roles and grant["unit"] != case.owner:
        actors.add(Actor.NEXT_TIER)
    return frozenset(actors)
