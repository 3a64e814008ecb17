"""What brings keys back: three custodians, two of whom open the recovery key, and the tier above a lone officer.

Nothing is deleted before each case is proved to open with the new key; what could not be moved stays under the old one
and is counted. Whoever gets a key here has a session open, so that it is sealed to the key in their own hands.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime

from feedback.clockwork.working_days import local
from feedback.errors import Fault, FeedbackError, NoKey, NotAllowed
from feedback.organisation.acts import HouseAct, HouseLog
from feedback.organisation.grant_store import Grant, GrantStore
from feedback.organisation.keyring import StaffSession
from feedback.organisation.manifest import Manifest
from feedback.organisation.recipients import Recipients
from feedback.organisation.staff_store import KEY_ROLES, StaffMember, StaffStore
from feedback.organisation.store import OrgStore
from feedback.sealing import keys

CUSTODIANS = 3


@dataclass(frozen=True, slots=True)
class Recovered:
    """Which cases a unit can read again, and how many still wait for another way."""

    cases: tuple[int, ...]
    left: int


class Recovery:
    """Custodians, and units that lost their key."""

    def __init__(
        self,
        org: OrgStore,
        staff: StaffStore,
        grants: GrantStore,
        recipients: Recipients,
        manifest: Manifest,
        acts: HouseLog,
    ) -> None:
        self._org = org
        self._staff = staff
        self._grants = grants
        self._recipients = recipients
        self._manifest = manifest
        self._acts = acts

    # --- custodians ---

    def set_custodians(self, members: Sequence[StaffMember], now: datetime, by: int | None = None) -> None:
        """Make the recovery key and seal it to each pair of three custodians. New cases are sealed to it."""
        _refuse_unless_three(members)
        if self._staff.recovery_public():
            raise FeedbackError(Fault.RECOVERY_KEY_EXISTS)
        public, private = keys.new_key_pair()
        with self._manifest.changing():
            self._staff.set_recovery_public(public)
            self._share(private, members)
            self._acts.record(
                HouseAct.CUSTODIANS_SET, by, now, people=[m.id for m in members], fingerprint=keys.fingerprint(public)
            )

    def replace_custodians(
        self, first: StaffSession, second: StaffSession, members: Sequence[StaffMember], now: datetime
    ) -> None:
        """Two custodians hand the same recovery key on: to others, or to one of them who has a new key pair."""
        _refuse_unless_three(members)
        private = self.open_recovery(first, second)
        with self._manifest.changing():
            self._share(private, members)
            people = [m.id for m in members]
            self._acts.record(
                HouseAct.CUSTODIANS_REPLACED, first.member.id, now, people=people, second=second.member.id
            )

    def open_recovery(self, first: StaffSession, second: StaffSession) -> bytes:
        """The recovery private key; any two different custodians open it together."""
        low, high = sorted((first, second), key=lambda s: s.member.id)
        for share in self._staff.recovery_shares():
            if (share["first"], share["second"]) == (low.member.id, high.member.id):
                return keys.unseal_pair(share["sealed"], low.private_key, high.private_key)
        raise NoKey

    def drill(self, first: StaffSession, second: StaffSession, now: datetime) -> str:
        """Two custodians prove that they still open the recovery key; its fingerprint, to compare with the kit."""
        public = keys.public_of(self.open_recovery(first, second))
        if public != self._staff.recovery_public():
            raise NotAllowed(Fault.DATABASE_ALTERED)
        self._acts.record(HouseAct.RECOVERY_DRILLED, first.member.id, now, second=second.member.id)
        return keys.fingerprint(public)

    # --- units ---

    def recover_unit(
        self, unit: str, first: StaffSession, second: StaffSession, members: Sequence[StaffSession], now: datetime
    ) -> Recovered:
        """A unit lost its key: a new one for these people of it, its cases sealed to it from the recovery copies."""
        recovery = self.open_recovery(first, second)
        copies = {row["id"]: row["sealed_for_recovery"] for row in self._grants.recovery_copies(unit)}

        def case_key(grant: Grant) -> bytes | None:
            sealed = copies.get(grant.case_id)
            return keys.unseal(sealed, recovery) if sealed else None

        trusted = self._recipients.recovery_entries(keys.public_of(recovery))
        with self._manifest.changing():
            found = self._renew(unit, members, case_key, trusted, now)
            self._acts.record(HouseAct.RECIPIENTS_LISTED, first.member.id, now, unit=unit, entries=trusted)
            self._acts.record(
                HouseAct.UNIT_RECOVERED,
                first.member.id,
                now,
                unit=unit,
                second=second.member.id,
                people=[m.member.id for m in members],
                cases=len(found.cases),
                left=found.left,
            )
            return found

    def renew_unit(self, unit: str, above: StaffSession, officer: StaffSession, now: datetime) -> Recovered:
        """A lone officer forgot the password: a new unit key, each case sealed to it from a grant of `above`'s unit.

        Nothing is read: the case's key goes from one seal into another. Cases from which that tier is kept out stay
        as they are, for two custodians.
        """

        def case_key(grant: Grant) -> bytes | None:
            for other in self._grants.of(grant.case_id):
                private = above.unit_keys.get((other.unit, other.epoch))
                if private and other.unit != unit:
                    return keys.unseal(other.sealed, private)
            return None

        trusted = {f"unit {code}": keys.fingerprint(keys.public_of(p)) for (code, _), p in above.unit_keys.items()}
        with self._manifest.changing():
            found = self._renew(unit, [officer], case_key, trusted, now)
            self._acts.record(HouseAct.RECIPIENTS_LISTED, above.member.id, now, unit=unit, entries=trusted)
            self._acts.record(
                HouseAct.UNIT_RENEWED,
                above.member.id,
                now,
                unit=unit,
                people=[officer.member.id],
                cases=len(found.cases),
                left=found.left,
            )
            return found

    # --- inside ---

    def _share(self, private: bytes, members: Sequence[StaffMember]) -> None:
        self._staff.set_recovery_shares(keys.seal_for_pairs(private, {m.id: m.public_key for m in members}))

    def _renew(
        self,
        unit: str,
        members: Sequence[StaffSession],
        case_key: Callable[[Grant], bytes | None],
        trusted: dict[str, str],
        now: datetime,
    ) -> Recovered:
        """A new epoch of a unit's key for these people; the earlier ones go only when nothing is left under them."""
        current, day = self._org.public_key(unit), local(now).date()
        if not current:
            raise NoKey
        for session in members:
            if not session.has(unit, KEY_ROLES):
                raise NotAllowed(Fault.NO_ROLE_THERE, login=session.member.login)
        public, private = keys.new_key_pair()
        epoch = current[1] + 1
        self._org.set_public_key(unit, public, epoch)
        for session in members:
            member = session.member
            self._staff.grant_unit_key(unit, member, epoch, keys.seal(private, session.public_key))
            trusted[f"person {member.id}"] = self._recipients.of_person(member, unit, day)
        self._recipients.write(unit, {(unit, epoch): private}, trusted)
        moved = [row.case_id for row in self._grants.of_unit(unit) if self._move(row, case_key, public, private)]
        left = sum(row.epoch < epoch for row in self._grants.of_unit(unit))
        if not left:
            self._staff.drop_unit_keys(unit, epoch)
        return Recovered(tuple(moved), left)

    def _move(self, row: Grant, case_key: Callable[[Grant], bytes | None], public: bytes, private: bytes) -> bool:
        """Seal one case to the new key, and prove that it opens before the old seal is given up."""
        found = case_key(row)
        if found is None or keys.public_of(found) != self._grants.case_public(row.case_id):
            return False
        sealed = keys.seal(found, public)
        if keys.unseal(sealed, private) != found:
            return False
        unit, current = row.unit, self._org.public_key(row.unit)
        assert current is not None
        self._grants.seal_again(row.case_id, unit, current[1], sealed)
        return True


def _refuse_unless_three(members: Sequence[StaffMember]) -> None:
    if len({m.id for m in members}) != CUSTODIANS:
        raise FeedbackError(Fault.THREE_CUSTODIANS_NEEDED)
