"""The face of people: who works where, who holds which key, and what is to be confirmed. Values in, values out.

    people.add(session, NewPerson(...), now)          # a login, its roles and the unit's key
    people.renew(session, login, password, now)       # a forgotten password
    people.leave(login, sessions, now)                # every key is made anew, the work goes to the leads
    people.waiting(session, now)                      # keys that wait for this lead ("chờ xác nhận")

Permission is looked at inside, and each act stands in chain 0 of the log.
"""

from __future__ import annotations

import secrets
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, datetime, timedelta

from feedback.cases.departed import hand_to_leads
from feedback.cases.mover import Mover
from feedback.clockwork.span import write_instant
from feedback.clockwork.working_days import local
from feedback.errors import Fault, FeedbackError, NotAllowed
from feedback.model.notice import NoticeKind
from feedback.model.union import Role
from feedback.organisation.acts import HouseAct, HouseLog
from feedback.organisation.keyring import Keyring, StaffSession
from feedback.organisation.login_store import LoginStore
from feedback.organisation.manifest import Manifest
from feedback.organisation.recipients import Recipients, covers
from feedback.organisation.staff_store import StaffMember, StaffStore
from feedback.organisation.unit_keys import UnitKeys
from feedback.staff.rights import Rights

INVITED = timedelta(hours=72)


@dataclass(frozen=True, slots=True)
class NewPerson:
    """Somebody to be added; for a person who is known already the password is left empty and roles are added."""

    login: str
    name: str
    unit: str
    roles: tuple[Role, ...]
    password: str = field(default="", repr=False)
    posts: tuple[str, ...] = ()
    since: date | None = None
    until: date | None = None


@dataclass(frozen=True, slots=True)
class RoleLine:
    """A role and the days between which it is held; `until` is the first day without it."""

    unit: str
    role: Role
    since: date
    until: date | None
    has_key: bool


@dataclass(frozen=True, slots=True)
class PersonLine:
    """A person as the list of people shows one."""

    login: str
    name: str
    trial: bool
    roles: tuple[RoleLine, ...]
    posts: tuple[str, ...]
    second_factor: bool
    invited: bool = False
    """Has not chosen a password yet."""


@dataclass(frozen=True, slots=True)
class WaitingKey:
    """A key that waits for a lead: "Cấp trên mới: …, dấu vân tay …. Bạn có được báo không?" """

    unit: str
    subject: str
    name: str
    fingerprint: str
    entry: str
    known_before: bool


@dataclass(frozen=True, slots=True)
class Departure:
    """What a departure moved: cases sealed again, and cases handed to a lead."""

    sealed_again: int
    handed_over: int


class People:
    """People, roles, posts, forgotten passwords, leaving and confirming."""

    def __init__(
        self,
        mover: Mover,
        keyring: Keyring,
        staff: StaffStore,
        logins: LoginStore,
        unit_keys: UnitKeys,
        recipients: Recipients,
        manifest: Manifest,
        acts: HouseLog,
        rights: Rights,
    ) -> None:
        self._mover = mover
        self._keyring = keyring
        self._staff = staff
        self._logins = logins
        self._units = unit_keys
        self._recipients = recipients
        self._manifest = manifest
        self._acts = acts
        self._rights = rights

    # --- reading ---

    def all(self, now: datetime) -> list[PersonLine]:
        """Everybody active, in order of their logins."""
        return [self._line(member, local(now).date()) for member in self._staff.all()]

    def is_known(self, login: str) -> bool:
        """Whether somebody active has this login."""
        return self._staff.by_login(login) is not None

    def is_trial(self) -> bool:
        """Whether the server holds everybody's key: nothing in earnest."""
        return self._staff.is_trial()

    def logs_in_without_password(self, login: str) -> bool:
        """Whether this is a person of the trial."""
        member = self._staff.by_login(login)
        return bool(member and member.trial)

    def renewed(self, session: StaffSession, now: datetime) -> StaffSession:
        """The same session with the keys and roles that came since it was opened."""
        return self._keyring.renewed(session, now)

    def id_of(self, login: str) -> int | None:
        """The id of somebody active, as a petition names one; None for an unknown login."""
        member = self._staff.by_login(login)
        return member.id if member else None

    # --- adding and changing ---

    def add(self, session: StaffSession | None, person: NewPerson, now: datetime) -> PersonLine:
        """Add somebody with roles at a unit, or roles to somebody; the unit's first person makes its key.

        `session` is a lead of the unit. Where nobody holds the unit's key it is the tier above or an administrator;
        before the intake was opened it may be None.
        """
        for role in person.roles:
            self._rights.refuse_adding(session, person.unit, role, now)
        with self._manifest.changing():
            member = self._staff.by_login(person.login)
            if not member:
                member = self._keyring.add_person(person.login, person.name, person.password, person.posts)
                actor = session.member.id if session else None
                self._acts.record(HouseAct.PERSON_ADDED, actor, now, person=member.id, unit=person.unit)
            for role in person.roles:
                self._keyring.give_role(member, role, person.unit, now, session, since=person.since, until=person.until)
            return self._line(member, local(now).date())

    def invite(self, session: StaffSession | None, person: NewPerson, now: datetime) -> str:
        """Add somebody who chooses the password on their own device; returns the invitation, shown once, for 72 hours.

        Until it is used it opens nothing but that page. "" for a person who is known already: the roles are added.
        """
        if self.is_known(person.login):
            self.add(session, person, now)
            return ""
        invitation = secrets.token_urlsafe(24)
        with self._manifest.changing():
            self.add(session, replace(person, password=invitation), now)
            self._invite(person.login, now)
        return invitation

    def invite_again(self, session: StaffSession, login: str, now: datetime) -> tuple[str, frozenset[str]]:
        """A forgotten password, or an invitation that ran out: `renew` with a new invitation.

        Returns it and the units whose key still lacks.
        """
        invitation = secrets.token_urlsafe(24)
        with self._manifest.changing():
            lacking = self.renew(session, login, invitation, now)
            self._invite(login, now)
        return invitation, lacking

    def end_role(
        self, session: StaffSession, login: str, role: Role, unit: str, now: datetime, on: date | None = None
    ) -> int:
        """End a role on a day (today unless given); returns how many cases were sealed again."""
        if not self._rights.leads(session, unit, now):
            raise NotAllowed(Fault.LEAD_OF_UNIT_NEEDED, unit=unit)
        return self._keyring.end_role(self._member(login), role, unit, now, session, on)

    def set_posts(self, session: StaffSession | None, login: str, posts: Iterable[str], now: datetime) -> PersonLine:
        """The units where a person holds another post (kiêm nhiệm)."""
        self._rights.refuse_changing(session, self._member(login), now)
        self._keyring.set_posts(login, posts, now, session.member.id if session else None)
        return self._line(self._member(login), local(now).date())

    def change_password(self, session: StaffSession, password: str) -> None:
        """A new password of one's own; every other open session of this person ends."""
        self._keyring.change_password(session, password)
        self._logins.end_sessions(session.member.id)

    def rotate(self, session: StaffSession, unit: str, now: datetime) -> int:
        """A new key for a unit, held by those of its people who are confirmed; returns how many cases moved to it."""
        if not self._rights.leads(session, unit, now):
            raise NotAllowed(Fault.LEAD_OF_UNIT_NEEDED, unit=unit)
        return self._keyring.rotate(unit, session, now)

    def first_session(self, login: str, password: str, now: datetime) -> StaffSession:
        """The session of somebody who was added a moment ago, to go on with the set-up; never once it is over."""
        if self._mover.org.intake_open():
            raise NotAllowed(Fault.PASSWORD_NEEDED)
        return self._keyring.open_session(login, password, now)

    # --- forgotten passwords and leaving ---

    def renew(self, session: StaffSession, login: str, password: str, now: datetime) -> frozenset[str]:
        """A forgotten password: the same person gets a new key pair, sealed by a colleague, and sets up the second
        factor anew. Returns the units whose key still lacks: for a lone officer see `Custody.renew_unit`.

        `session` is a lead of a unit of theirs, or any colleague when the one who forgot was its only lead, or who
        stands above.
        """
        member = self._member(login)
        units = {row["unit"] for row in self._staff.role_rows(member.id, local(now).date())}
        if not any(self._may_renew(session, member, unit, now) for unit in units):
            raise NotAllowed(Fault.LEAD_OF_UNIT_NEEDED, unit=", ".join(sorted(units)))
        lacking = self._keyring.renew_person(login, password, session, now)
        for unit in units:
            self._tell_above(unit, NoticeKind.PERSON_RENEWED, member, now)
        return lacking

    def leave(self, login: str, sessions: Sequence[StaffSession], now: datetime) -> Departure:
        """A person leaves. `sessions`: a lead who stays, of each unit where others hold the key too; for a lone officer
        somebody who stands above. Sessions of the departed end, and what they worked on goes to the leads."""
        member = self._member(login)
        first = next((s for s in sessions if s.member.id != member.id), None)
        if first is None:
            raise NotAllowed(Fault.COLLEAGUE_NEEDED)
        self._rights.refuse_changing(first, member, now)
        by = {unit: s for s in sessions if s.member.id != member.id for unit, _ in s.unit_keys}
        with self._manifest.changing():
            sealed = self._keyring.remove_person(member, by, now)
            handed = hand_to_leads(self._mover, self._staff, member.id, first.member.id, now)
            return Departure(sealed, handed)

    # --- confirming ---

    def waiting(self, session: StaffSession, now: datetime) -> list[WaitingKey]:
        """The keys that wait for this person's word, in every unit that they speak for."""
        day = local(now).date()
        return [
            WaitingKey(unit, p.subject, p.name, p.fingerprint, p.entry, bool(p.known))
            for unit in sorted({code for code, _ in session.unit_keys})
            if self._rights.leads(session, unit, now)
            for p in self._recipients.pending(unit, session.unit_keys, day)
        ]

    def confirm(self, session: StaffSession, key: WaitingKey, now: datetime) -> None:
        """Take a key into the unit's list; a person of the unit gets its key then."""
        self._settle(session, key, now, accept=True)

    def refuse(self, session: StaffSession, key: WaitingKey, now: datetime) -> None:
        """Say no to a key: nothing old is sealed to it, and it is asked again only when it changes."""
        self._settle(session, key, now, accept=False)

    def begin_lists(self, sessions: Iterable[StaffSession], now: datetime) -> None:
        """The first lists, at set-up: everybody who stands there, as the unit's first people see them.

        A unit that has a list already keeps it: from then on its leads confirm one key after the other.
        """
        if self._mover.org.intake_open():
            return
        with self._manifest.changing():
            known = self._acts.confirmed_entries()
            for session in sessions:
                for unit in sorted({code for code, _ in session.unit_keys}):
                    if (unit, "begun") in known:
                        continue
                    known[(unit, "begun")] = ""
                    entries = self._recipients.begin(unit, session.unit_keys, local(now).date())
                    self._acts.record(HouseAct.RECIPIENTS_LISTED, session.member.id, now, unit=unit, entries=entries)

    def unconfirmed(self, now: datetime) -> dict[str, list[str]]:
        """Unit → subjects that no act of its leads has confirmed as they stand now; for doctor, which holds no key."""
        told = self._acts.confirmed_entries()
        day = local(now).date()
        found = {}
        for unit in sorted(self._mover.org.tree(day).keyed):
            expected = self._recipients.expected(unit, day)
            lacking = [s for s, entry in sorted(expected.items()) if not covers(told.get((unit, s)), entry)]
            if lacking:
                found[unit] = lacking
        return found

    # --- inside ---

    def _settle(self, session: StaffSession, key: WaitingKey, now: datetime, *, accept: bool) -> None:
        if not self._rights.leads(session, key.unit, now):
            raise NotAllowed(Fault.LEAD_OF_UNIT_NEEDED, unit=key.unit)
        day = local(now).date()
        with self._manifest.changing():
            self._recipients.settle(key.unit, session.unit_keys, key.subject, key.entry, day, accept=accept)
            kind, _, rest = key.subject.partition(" ")
            if accept and kind == "person" and int(rest) not in self._staff.key_holders(key.unit):
                member = self._staff.get(int(rest))
                assert member is not None
                self._units.give(key.unit, member, session.unit_keys, day)
            act = HouseAct.RECIPIENT_CONFIRMED if accept else HouseAct.RECIPIENT_REFUSED
            self._acts.record(act, session.member.id, now, unit=key.unit, subject=key.subject, entry=key.entry)

    def _may_renew(self, session: StaffSession, member: StaffMember, unit: str, now: datetime) -> bool:
        others = set(self._staff.key_holders(unit)) - {member.id}
        if not others:
            return self._rights.stands_above(session, unit, now)
        if session.member.id not in others:
            return False
        leads = {m.id for m in self._staff.members(unit, {Role.LEAD, Role.SUPERVISOR}, local(now).date())}
        return self._rights.leads(session, unit, now) or leads <= {member.id}

    def _tell_above(self, unit: str, kind: NoticeKind, member: StaffMember, now: datetime) -> None:
        tree = self._mover.org.tree(local(now).date())
        own = tree.get(unit)
        above = next((u for u in tree.above(own) if u.code in tree.keyed), None) if own else None
        if above:
            dedupe = f"{kind}:{member.id}:{unit}:{now:%Y-%m-%dT%H:%M}"
            self._mover.tell.leads(above.code, kind, dedupe, now)

    def _invite(self, login: str, now: datetime) -> None:
        self._logins.invite(self._member(login).id, write_instant(local(now) + INVITED))

    def _member(self, login: str) -> StaffMember:
        member = self._staff.by_login(login)
        if not member:
            raise FeedbackError(Fault.NO_SUCH_LOGIN, login=login)
        return member

    def _line(self, member: StaffMember, day: date) -> PersonLine:
        roles = tuple(
            RoleLine(
                row["unit"],
                Role(row["role"]),
                date.fromisoformat(row["valid_from"]),
                date.fromisoformat(row["valid_to"]) if row["valid_to"] else None,
                member.id in self._staff.key_holders(row["unit"]),
            )
            for row in self._staff.role_rows(member.id, day)
        )
        factor = self._logins.factor(member.id) is not None
        invited = self._logins.invited_until(member.id) is not None
        return PersonLine(member.login, member.name, member.trial, roles, member.other_posts, factor, invited)
