"""Who holds which key: staff logins, unit keys and their epochs, custodians and the recovery key.

A unit's key is made with its first member; later members get it from a member's unlocked session. When a member leaves,
the unit gets a new key (the next epoch) for those who stay, and every case is sealed again to it.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import datetime

from feedback.clockwork.working_days import local
from feedback.errors import Fault, FeedbackError, NoKey, NotAllowed, WrongPassword
from feedback.model.union import CONTENT_ROLES, Role, UnitKind
from feedback.organisation.grant_store import GrantStore
from feedback.organisation.passwords import check_password
from feedback.organisation.staff_store import StaffMember, StaffStore
from feedback.organisation.store import OrgStore
from feedback.sealing import keys
from feedback.storage.database import FeedbackDatabase

CUSTODIANS = 3


@dataclass(frozen=True, slots=True)
class StaffSession:
    """An unlocked staff member: the private key and what it opens. Lives in memory only, never in a log."""

    member: StaffMember
    roles: dict[str, frozenset[Role]]
    private_key: bytes = field(repr=False)
    unit_keys: dict[tuple[str, int], bytes] = field(repr=False)

    def has(self, unit: str, roles: Iterable[Role]) -> bool:
        """Whether this person has one of the roles at the unit."""
        return bool(self.roles.get(unit, frozenset()) & set(roles))


class Keyring:
    """Opens sessions and hands keys on."""

    def __init__(
        self, db: FeedbackDatabase, org: OrgStore, staff: StaffStore, secrets: keys.Secrets, cost: keys.Cost
    ) -> None:
        self._db = db
        self._grants = GrantStore(db)
        self._org = org
        self._staff = staff
        self._secrets = secrets
        self._cost = cost

    # --- people ---

    def open_session(self, login: str, password: str, now: datetime) -> StaffSession:
        """Unlock a person's key; WrongPassword for an unknown login too, after the same work."""
        member = self._staff.by_login(login)
        if not member or member.trial:
            keys.lock_with_password(bytes(keys.KEY_BYTES), password, keys.new_salt(), self._cost)
            raise WrongPassword
        locked, salt = self._staff.lock(member.id)
        return self._session(member, keys.open_with_password(locked, password, salt, self._cost), now)

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
        return self._session(session.member, session.private_key, now)

    def add_person(self, login: str, name: str, password: str, other_posts: Iterable[str] = ()) -> StaffMember:
        """A new login with its own key pair under the password."""
        check_password(password, (login, name))
        self._refuse_taken(login)
        public, private = keys.new_key_pair()
        salt = keys.new_salt()
        locked = keys.lock_with_password(private, password, salt, self._cost)
        return self._staff.insert(login, name, public, locked, salt, other_posts=other_posts)

    def add_trial_person(self, login: str, name: str) -> StaffMember:
        """A trial login whose key the server holds under the installation key."""
        self._refuse_taken(login)
        public, private = keys.new_key_pair()
        locked = keys.wrap(private, self._secrets.trial_key)
        return self._staff.insert(login, name, public, locked, b"", trial=True)

    def change_password(self, session: StaffSession, password: str) -> None:
        """A new password for one's own key."""
        check_password(password, (session.member.login, session.member.name))
        salt = keys.new_salt()
        self._staff.set_lock(
            session.member.id, keys.lock_with_password(session.private_key, password, salt, self._cost), salt
        )

    # --- units ---

    def give_role(
        self, member: StaffMember, role: Role, unit: str, now: datetime, by: StaffSession | None = None
    ) -> None:
        """Give a role at a unit, and the unit's key when the role reads content.

        The first member of a unit makes its key; afterwards `by` must be a member who holds it.
        """
        found = self._org.unit(unit)
        if not found:
            raise FeedbackError(Fault.NO_SUCH_UNIT, unit=unit)
        if role is Role.SUPERVISOR and found.kind is not UnitKind.SUPERVISION_BOARD:
            raise NotAllowed(Fault.SUPERVISOR_ONLY_AT_BOARD)
        if (role is Role.CUSTODIAN) != (found.kind is UnitKind.CUSTODIAN_DESK):
            raise NotAllowed(Fault.CUSTODIAN_ONLY_AT_DESK)
        with self._db.transaction():
            self._refuse_mixed(member, role, now)
            if role in CONTENT_ROLES or role is Role.CUSTODIAN:
                self._give_key(member, unit, by)
            self._staff.grant_role(member.id, role, unit, local(now).date(), by.member.id if by else None)

    def remove_person(self, member: StaffMember, by: dict[str, StaffSession], now: datetime) -> int:
        """A person leaves: every unit gets a new key for those who stay; returns how many cases were sealed again.

        `by` maps each unit of the person to a session of a member who stays.
        """
        units = sorted({g["unit"] for g in self._staff.unit_key_grants(member.id)})
        missing = [u for u in units if u not in by or by[u].member.id == member.id]
        if missing:
            raise NotAllowed(Fault.STAYING_PASSWORD_NEEDED, units=", ".join(missing))
        with self._db.transaction():
            self._staff.deactivate(member.id)
            return sum(self.rotate(unit, by[unit]) for unit in units)

    def rotate(self, unit: str, session: StaffSession) -> int:
        """A new unit key for the present members; every case of the unit is sealed again. Returns how many."""
        current = self._org.public_key(unit)
        if not current or (unit, current[1]) not in session.unit_keys:
            raise NoKey
        with self._db.transaction():
            public, private = keys.new_key_pair()
            epoch = current[1] + 1
            self._org.set_public_key(unit, public, epoch)
            for staff_id in self._staff.key_holders(unit):
                holder = self._staff.get(staff_id)
                assert holder is not None
                self._staff.grant_unit_key(unit, staff_id, epoch, keys.seal(private, holder.public_key))
            return self._seal_again(unit, session, public, epoch)

    # --- custodians ---

    def set_custodians(self, members: list[StaffMember]) -> None:
        """Make the recovery key and seal it to each pair of three custodians. New cases are sealed to it."""
        if len({m.id for m in members}) != CUSTODIANS:
            raise FeedbackError(Fault.THREE_CUSTODIANS_NEEDED)
        if self._db.setting("recovery_public"):
            raise FeedbackError(Fault.RECOVERY_KEY_EXISTS)
        public, private = keys.new_key_pair()
        with self._db.transaction():
            self._db.set_setting("recovery_public", public)
            self._staff.set_recovery_shares(keys.seal_for_pairs(private, {m.id: m.public_key for m in members}))

    def replace_custodians(self, first: StaffSession, second: StaffSession, members: list[StaffMember]) -> None:
        """Two of the old custodians hand the recovery key on to three others."""
        private = self.open_recovery(first, second)
        if len({m.id for m in members}) != CUSTODIANS:
            raise FeedbackError(Fault.THREE_CUSTODIANS_NEEDED)
        self._staff.set_recovery_shares(keys.seal_for_pairs(private, {m.id: m.public_key for m in members}))

    def open_recovery(self, first: StaffSession, second: StaffSession) -> bytes:
        """The recovery private key; any two different custodians open it together."""
        low, high = sorted((first, second), key=lambda s: s.member.id)
        for share in self._staff.recovery_shares():
            if (share["first"], share["second"]) == (low.member.id, high.member.id):
                return keys.unseal_pair(share["sealed"], low.private_key, high.private_key)
        raise NoKey

    def recover_unit(self, unit: str, recovery_private: bytes, members: list[StaffMember]) -> int:
        """A unit lost all its keys: a new one for these members, its cases sealed again from the recovery copies."""
        current = self._org.public_key(unit)
        if not current:
            raise NoKey
        public, private = keys.new_key_pair()
        epoch = current[1] + 1
        with self._db.transaction():
            self._org.set_public_key(unit, public, epoch)
            self._staff.drop_unit_keys(unit)
            for member in members:
                self._staff.grant_unit_key(unit, member.id, epoch, keys.seal(private, member.public_key))
            rows = self._grants.recovery_copies(unit)
            for row in rows:
                case_private = keys.unseal(row["sealed_for_recovery"], recovery_private)
                self._grants.seal_again(row["id"], unit, epoch, keys.seal(case_private, public))
            return len(rows)

    # --- inside ---

    def _session(self, member: StaffMember, private: bytes, now: datetime) -> StaffSession:
        unit_keys = {
            (g["unit"], g["epoch"]): keys.unseal(g["sealed"], private) for g in self._staff.unit_key_grants(member.id)
        }
        return StaffSession(member, self._staff.roles(member.id, local(now).date()), private, unit_keys)

    def _refuse_taken(self, login: str) -> None:
        if not login.strip() or self._staff.is_taken(login):
            raise FeedbackError(Fault.LOGIN_TAKEN)

    def _give_key(self, member: StaffMember, unit: str, by: StaffSession | None) -> None:
        current = self._org.public_key(unit)
        if current is None:
            public, private = keys.new_key_pair()
            self._org.set_public_key(unit, public, 1)
            self._staff.grant_unit_key(unit, member.id, 1, keys.seal(private, member.public_key))
            return
        if member.id in self._staff.key_holders(unit):
            return
        if by is None or (unit, current[1]) not in by.unit_keys:
            raise NotAllowed(Fault.MEMBER_PASSWORD_NEEDED)
        for (code, epoch), private in by.unit_keys.items():
            if code == unit:
                self._staff.grant_unit_key(unit, member.id, epoch, keys.seal(private, member.public_key))

    def _refuse_mixed(self, member: StaffMember, role: Role, now: datetime) -> None:
        """A custodian of identities never reads cases, and an administrator holds no key at all (§4.3)."""
        held = {r for roles in self._staff.roles(member.id, local(now).date()).values() for r in roles}
        apart = (CONTENT_ROLES, frozenset({Role.CUSTODIAN}), frozenset({Role.ADMIN}), frozenset({Role.ANALYST}))
        if any(held & group and role not in group for group in apart):
            raise NotAllowed(Fault.ROLES_EXCLUDE_EACH_OTHER)

    def _seal_again(self, unit: str, session: StaffSession, public: bytes, epoch: int) -> int:
        rows = self._grants.of_unit(unit)
        for row in rows:
            private = keys.unseal(row["sealed"], session.unit_keys[(unit, row["epoch"])])
            self._grants.seal_again(row["submission_id"], unit, epoch, keys.seal(private, public))
        return len(rows)
