"""People and their keys: log-ins, roles with dates, who joins a unit's key and who leaves it.

A staff id is for life: a forgotten password gives the same person a new key pair. Everything here runs inside
`Manifest.changing`; who may do it is decided by the faces of `staff/`.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from contextlib import suppress
from dataclasses import dataclass, field, replace
from datetime import date, datetime
from typing import Any

from feedback.clockwork.working_days import local
from feedback.errors import DatabaseAltered, Fault, FeedbackError, NoKey, NotAllowed, WrongPassword
from feedback.model.union import CONTENT_ROLES, Role, UnitKind
from feedback.organisation.acts import HouseAct, HouseLog
from feedback.organisation.manifest import Manifest
from feedback.organisation.passwords import check_password
from feedback.organisation.staff_store import KEY_ROLES, StaffMember, StaffStore
from feedback.organisation.store import OrgStore
from feedback.organisation.unit_keys import UnitKeys
from feedback.sealing import keys


@dataclass(frozen=True, slots=True)
class StaffSession:
    """An unlocked staff member: the private key and what it opens. Lives in memory only, never in a log."""

    member: StaffMember
    roles: dict[str, frozenset[Role]]
    private_key: bytes = field(repr=False)
    unit_keys: dict[tuple[str, int], bytes] = field(repr=False)
    memory: dict[str, dict[int, Any]] = field(default_factory=dict, repr=False, compare=False)
    """What costs much to read again, by purpose and case: kept as long as the session, never stored."""

    def has(self, unit: str, roles: Iterable[Role]) -> bool:
        """Whether this person has one of the roles at the unit."""
        return bool(self.roles.get(unit, frozenset()) & set(roles))

    def require(self, roles: frozenset[Role]) -> None:
        """Raise NotAllowed for who has none of the roles at any unit."""
        if not any(held & roles for held in self.roles.values()):
            raise NotAllowed(Fault.NOT_YOUR_STEP)

    @property
    def public_key(self) -> bytes:
        """This person's public key as the private one says it, whatever a row says."""
        return keys.public_of(self.private_key)

    def sign(self, message: bytes) -> bytes:
        """This person's signature."""
        return keys.sign_as(message, self.private_key)


class Keyring:
    """Opens sessions and hands keys on."""

    def __init__(
        self,
        org: OrgStore,
        staff: StaffStore,
        manifest: Manifest,
        unit_keys: UnitKeys,
        acts: HouseLog,
        secrets: keys.Secrets,
        cost: keys.Cost,
    ) -> None:
        self._org = org
        self._staff = staff
        self._manifest = manifest
        self._units = unit_keys
        self._acts = acts
        self._secrets = secrets
        self._cost = cost

    # --- sessions ---

    def open_session(self, login: str, password: str, now: datetime) -> StaffSession:
        """Unlock a person's key; WrongPassword for an unknown login too, after the same work."""
        member = self._staff.by_login(login)
        if not member or member.trial:
            keys.lock_with_password(bytes(keys.KEY_BYTES), password, keys.new_salt(), self._cost)
            raise WrongPassword
        locked, salt = self._staff.lock(member.id)
        private = keys.open_with_password(locked, password, salt, self._cost)
        if keys.signer_of(private) not in self._staff.signers(member.id):  # a person of the first version
            with self._manifest.changing():
                self._staff.add_signer(member.id, keys.signer_of(private))
        return self._session(member, private, now)

    def open_trial_session(self, login: str, now: datetime) -> StaffSession:
        """Trial mode: the server itself holds the key. Refused for everybody else."""
        member = self._staff.by_login(login)
        if not member or not member.trial:
            raise NotAllowed(Fault.PASSWORD_NEEDED)
        locked, _ = self._staff.lock(member.id)
        return self._session(member, keys.unwrap(locked, self._secrets.trial_key), now)

    def member(self, login: str) -> StaffMember | None:
        """An active person."""
        return self._staff.by_login(login)

    def renewed(self, session: StaffSession, now: datetime) -> StaffSession:
        """The same open session with the roles of this moment and the keys that its units have now."""
        return replace(self._session(session.member, session.private_key, now), memory=session.memory)

    # --- people ---

    def add_person(self, login: str, name: str, password: str, other_posts: Iterable[str] = ()) -> StaffMember:
        """A new login with its own key pair under the password."""
        check_password(password, (login, name))
        self._refuse_taken(login)
        public, private = keys.new_key_pair()
        locked, salt = self._lock(private, password)
        return self._insert(login, name, public, private, locked, salt, other_posts=other_posts)

    def add_trial_person(self, login: str, name: str) -> StaffMember:
        """A trial login whose key the server holds under the installation key."""
        self._refuse_taken(login)
        public, private = keys.new_key_pair()
        return self._insert(login, name, public, private, keys.wrap(private, self._secrets.trial_key), b"", trial=True)

    def change_password(self, session: StaffSession, password: str) -> None:
        """A new password for one's own key; other open sessions of this person end."""
        check_password(password, (session.member.login, session.member.name))
        self._staff.set_lock(session.member.id, *self._lock(session.private_key, password))

    def renew_person(self, login: str, password: str, by: StaffSession, now: datetime) -> frozenset[str]:
        """A forgotten password: a new key pair for the same person, the units' keys sealed to it by `by`.

        Recusals, exclusions, posts and roles stay, because the id does. Returns the units whose key `by` could not
        give: those of a lone officer need `Recovery.renew_unit`, others a colleague's `UnitKeys.give`.
        """
        member = self._known(login)
        if member.id == by.member.id:
            raise NotAllowed(Fault.COLLEAGUE_NEEDED)
        check_password(password, (login, member.name))
        public, private = keys.new_key_pair()
        day = local(now).date()
        with self._manifest.changing():
            self._staff.renew(member.id, public, *self._lock(private, password))
            self._staff.add_signer(member.id, keys.signer_of(private))
            fresh = self._known(login)
            units = frozenset(r["unit"] for r in self._staff.role_rows(member.id, day) if Role(r["role"]) in KEY_ROLES)
            given = frozenset(unit for unit in units if self._units.give(unit, fresh, by.unit_keys, day))
            for unit in sorted(given):
                self._confirmed(fresh, unit, by.member.id, now)
            self._acts.record(HouseAct.PERSON_RENEWED, by.member.id, now, person=member.id, units=sorted(given))
            return units - given

    def set_posts(self, login: str, posts: Iterable[str], now: datetime, by: int | None = None) -> None:
        """The units where a person holds another post (kiêm nhiệm): the exclusion check reads them."""
        member = self._known(login)
        with self._manifest.changing():
            self._staff.set_posts(member.id, posts)
            self._acts.record(HouseAct.POSTS_CHANGED, by, now, person=member.id)

    # --- roles ---

    def give_role(
        self,
        member: StaffMember,
        role: Role,
        unit: str,
        now: datetime,
        by: StaffSession | None = None,
        *,
        since: date | None = None,
        until: date | None = None,
    ) -> None:
        """Give a role at a unit between two days, and the unit's key when the role reads content.

        The first member of a unit makes its key; afterwards `by` must be a member who holds it.
        """
        self._refuse_misplaced(role, unit)
        day = local(now).date()
        with self._manifest.changing():
            self._refuse_mixed(member, role, day)
            self._staff.grant_role(member.id, role, unit, since or day, by.member.id if by else None, until)
            giver = by.member.id if by else None
            if role in KEY_ROLES:
                self._units.join(unit, member, by.unit_keys if by else {}, day)
                self._confirmed(member, unit, giver, now)
            self._acts.record(HouseAct.ROLE_GIVEN, giver, now, person=member.id, role=role, unit=unit, until=until)

    def end_role(
        self, member: StaffMember, role: Role, unit: str, now: datetime, by: StaffSession, on: date | None = None
    ) -> int:
        """End a role on a day (today unless given). Without any role there the unit gets a new key at once, or, for a
        later day, when `UnitKeys.overdue` says so; returns how many cases were sealed again."""
        day = local(now).date()
        with self._manifest.changing():
            if not self._staff.end_role(member.id, role, unit, on or day):
                raise NotAllowed(Fault.NO_SUCH_ROLE)
            self._acts.record(
                HouseAct.ROLE_ENDED, by.member.id, now, person=member.id, role=role, unit=unit, on=on or day
            )
            holds = any(m.id == member.id for m in self._staff.holders(unit, day))
            if holds or member.id not in self._staff.key_holders(unit):
                return 0
            return self.rotate(unit, by, now)

    def remove_person(self, member: StaffMember, by: Mapping[str, StaffSession], now: datetime) -> int:
        """A person leaves: every unit gets a new key for those who stay; returns how many cases were sealed again.

        `by` maps each unit of the person, where anybody else holds the key, to a session of a member who stays.
        """
        held = {g["unit"] for g in self._staff.unit_key_grants(member.id)}
        shared = sorted(u for u in held if set(self._staff.key_holders(u)) - {member.id})
        missing = [u for u in shared if u not in by or by[u].member.id == member.id]
        if missing:
            raise NotAllowed(Fault.STAYING_PASSWORD_NEEDED, units=", ".join(missing))
        with self._manifest.changing():
            self._staff.deactivate(member.id, local(now).date())
            actor = next((s.member.id for s in by.values()), None)
            self._acts.record(HouseAct.PERSON_LEFT, actor, now, person=member.id)
            return sum(self.rotate(unit, by[unit], now) for unit in shared)

    def rotate(self, unit: str, session: StaffSession, now: datetime) -> int:
        """A new unit key for the confirmed members; every case of the unit is sealed again. Returns how many."""
        with self._manifest.changing():
            count = self._units.rotate(unit, session.unit_keys, session.member.id, local(now).date())
            self._acts.record(HouseAct.UNIT_ROTATED, session.member.id, now, unit=unit, cases=count)
            return count

    # --- inside ---

    def _confirmed(self, member: StaffMember, unit: str, by: int | None, now: datetime) -> None:
        """Who gives somebody the key has confirmed them; chain 0 says so."""
        entry = self._units.entry(member, unit, local(now).date())
        subject = f"person {member.id}"
        self._acts.record(HouseAct.RECIPIENT_CONFIRMED, by, now, unit=unit, subject=subject, entry=entry)

    def _session(self, member: StaffMember, private: bytes, now: datetime) -> StaffSession:
        self._manifest.hold()
        unit_keys = {}
        for grant in self._staff.unit_key_grants(member.id):
            with suppress(NoKey):  # sealed to a key that this person lost
                unit_keys[(grant["unit"], grant["epoch"])] = keys.unseal(grant["sealed"], private)
        self._compare(unit_keys)
        return StaffSession(member, self._staff.roles(member.id, local(now).date()), private, unit_keys)

    def _compare(self, unit_keys: Mapping[tuple[str, int], bytes]) -> None:
        """Each unit's public key must belong to the private one in this person's hands, whatever a manifest says."""
        for unit in {code for code, _ in unit_keys}:
            public, epoch = self._org.public_key(unit) or (b"", 0)
            private = unit_keys.get((unit, epoch))
            if private and keys.public_of(private) != public:
                raise DatabaseAltered(subjects=f"unit {unit}")

    def _lock(self, private: bytes, password: str) -> tuple[bytes, bytes]:
        salt = keys.new_salt()
        return keys.lock_with_password(private, password, salt, self._cost), salt

    def _insert(
        self,
        login: str,
        name: str,
        public: bytes,
        private: bytes,
        locked: bytes,
        salt: bytes,
        *,
        trial: bool = False,
        other_posts: Iterable[str] = (),
    ) -> StaffMember:
        with self._manifest.changing():
            member = self._staff.insert(login, name, public, locked, salt, trial=trial, other_posts=other_posts)
            self._staff.add_signer(member.id, keys.signer_of(private))
            return member

    def _known(self, login: str) -> StaffMember:
        member = self._staff.by_login(login)
        if not member:
            raise FeedbackError(Fault.NO_SUCH_LOGIN, login=login)
        return member

    def _refuse_taken(self, login: str) -> None:
        if not login.strip() or self._staff.is_taken(login):
            raise FeedbackError(Fault.LOGIN_TAKEN)

    def _refuse_misplaced(self, role: Role, unit: str) -> None:
        found = self._org.unit(unit)
        if not found:
            raise FeedbackError(Fault.NO_SUCH_UNIT, unit=unit)
        if role is Role.SUPERVISOR and found.kind is not UnitKind.SUPERVISION_BOARD:
            raise NotAllowed(Fault.SUPERVISOR_ONLY_AT_BOARD)
        if (role is Role.CUSTODIAN) != (found.kind is UnitKind.CUSTODIAN_DESK):
            raise NotAllowed(Fault.CUSTODIAN_ONLY_AT_DESK)

    def _refuse_mixed(self, member: StaffMember, role: Role, day: date) -> None:
        """A custodian of identities never reads cases, and an administrator holds no key at all (§4.3)."""
        held = {Role(r["role"]) for r in self._staff.role_rows(member.id, day)}
        apart = (CONTENT_ROLES, frozenset({Role.CUSTODIAN}), frozenset({Role.ADMIN}), frozenset({Role.ANALYST}))
        if any(held & group and role not in group for group in apart):
            raise NotAllowed(Fault.ROLES_EXCLUDE_EACH_OTHER)
