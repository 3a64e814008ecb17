"""A unit's key: made with its first member, sealed to those who join, and made anew when somebody leaves.

Old content goes only to people whom the unit has confirmed (recipients.py). Whoever is not confirmed yet gets nothing
at a rotation and keeps waiting: a lead confirms the fingerprint, and the key is given then.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

from feedback.errors import Fault, NoKey, NotAllowed
from feedback.model.union import UnitKind
from feedback.organisation.contact_store import ContactStore
from feedback.organisation.grant_store import GrantStore
from feedback.organisation.recipients import Recipients, covers
from feedback.organisation.staff_store import StaffMember, StaffStore
from feedback.organisation.store import OrgStore
from feedback.sealing import keys

HeldKeys = Mapping[tuple[str, int], bytes]


class UnitKeys:
    """Gives, rotates and hands on the keys of units. Runs inside `Manifest.changing`."""

    def __init__(
        self,
        org: OrgStore,
        staff: StaffStore,
        grants: GrantStore,
        contacts: ContactStore,
        recipients: Recipients,
    ) -> None:
        self._org = org
        self._staff = staff
        self._grants = grants
        self._contacts = contacts
        self._recipients = recipients

    def join(self, unit: str, member: StaffMember, held: HeldKeys, day: date) -> None:
        """The key for somebody who has a role there now; without a key yet, this person makes it.

        Where nobody can open the unit's key any more there is none to give: the role waits for `Recovery`.
        """
        holders = self._staff.key_holders(unit)
        if self._org.public_key(unit) is None:
            self._make(unit, member, day)
        elif not holders:
            return
        elif member.id not in holders and not self.give(unit, member, held, day):
            raise NotAllowed(Fault.MEMBER_PASSWORD_NEEDED)
        elif held:
            self._note(unit, member, held, day)

    def give(self, unit: str, member: StaffMember, held: HeldKeys, day: date) -> bool:
        """Seal every epoch of a unit's key at hand to a person; False when the newest is not at hand.

        Who gives it has the person before them: the person counts as confirmed.
        """
        current = self._org.public_key(unit)
        if not current or (unit, current[1]) not in held:
            return False
        for (code, epoch), private in held.items():
            if code == unit:
                self._staff.grant_unit_key(unit, member, epoch, keys.seal(private, member.public_key))
        self._note(unit, member, held, day)
        return True

    def rotate(self, unit: str, held: HeldKeys, own: int, day: date) -> int:
        """A new key for the confirmed members and `own`, whose session this is; returns how many cases moved to it."""
        current = self._org.public_key(unit)
        if not current or (unit, current[1]) not in held:
            raise NoKey
        rows = self._grants.of_unit(unit)
        lists = self._lists(unit, {current[1], *(row.epoch for row in rows)}, held)
        public, private = keys.new_key_pair()
        epoch = current[1] + 1
        self._org.set_public_key(unit, public, epoch)
        for member in self._staff.holders(unit, day):
            entry = self._recipients.of_person(member, unit, day)
            if member.id == own or all(covers(known.get(f"person {member.id}"), entry) for known in lists):
                self._staff.grant_unit_key(unit, member, epoch, keys.seal(private, member.public_key))
        self._drop_departed(unit, day)
        self._recipients.write(unit, {**held, (unit, epoch): private}, lists[0])
        for row in rows:
            case_private = keys.unseal(row.sealed, held[(unit, row.epoch)])
            self._grants.seal_again(row.case_id, unit, epoch, keys.seal(case_private, public))
        self._reseal_contacts(unit, held, public)
        return len(rows)

    def entry(self, member: StaffMember, unit: str, day: date) -> str:
        """How a person stands in the unit's list."""
        return self._recipients.of_person(member, unit, day)

    def overdue(self, day: date) -> list[str]:
        """Units where somebody still holds the key without any role: a member has to rotate."""
        return [
            unit.code
            for unit in self._org.load().units
            if set(self._staff.key_holders(unit.code)) - {m.id for m in self._staff.holders(unit.code, day)}
        ]

    def without_holder(self) -> list[str]:
        """Units that have a key which nobody can open: what is sealed to them waits for the tier above."""
        return [
            unit.code
            for unit in self._org.load().units
            if self._org.public_key(unit.code) and not self._staff.key_holders(unit.code)
        ]

    # --- inside ---

    def _make(self, unit: str, member: StaffMember, day: date) -> None:
        public, private = keys.new_key_pair()
        self._org.set_public_key(unit, public, 1)
        self._staff.grant_unit_key(unit, member, 1, keys.seal(private, member.public_key))
        self._note(unit, member, {(unit, 1): private}, day)

    def _note(self, unit: str, member: StaffMember, held: HeldKeys, day: date) -> None:
        """Take a person into the unit's list."""
        newest = max(epoch for code, epoch in held if code == unit) if any(c == unit for c, _ in held) else None
        if newest is None:
            return
        known = dict(self._recipients.confirmed(unit, newest, held[(unit, newest)]))
        known[f"person {member.id}"] = self._recipients.of_person(member, unit, day)
        self._recipients.write(unit, held, known)

    def _lists(self, unit: str, epochs: set[int], held: HeldKeys) -> list[Mapping[str, str]]:
        """The lists under each key from which content moves, the newest first. A unit without one confirms first."""
        found = [
            self._recipients.confirmed(unit, epoch, held[(unit, epoch)])
            for epoch in sorted(epochs, reverse=True)
            if (unit, epoch) in held
        ]
        if not all(found):
            raise NotAllowed(Fault.CONFIRM_RECIPIENTS_FIRST, unit=unit)
        return found

    def _drop_departed(self, unit: str, day: date) -> None:
        for staff_id in set(self._staff.ever_holders(unit)) - {m.id for m in self._staff.holders(unit, day)}:
            self._staff.drop_unit_keys_of(staff_id, unit)

    def _reseal_contacts(self, unit: str, held: HeldKeys, public: bytes) -> None:
        """The custodians' desk: every contact and open request goes under the new key."""
        found = self._org.unit(unit)
        if not found or found.kind is not UnitKind.CUSTODIAN_DESK:
            return
        privates = [private for (code, _), private in sorted(held.items(), reverse=True) if code == unit]
        for row in self._contacts.unopened():
            place = f"contact:{row['id']}"
            inner = open_by_any(row["contact_ct"], privates, place)
            self._contacts.put_contact(row["id"], keys.seal_bytes(inner, public, place))
        for row in self._contacts.requests():
            place = f"identity_request:{row['id']}"
            reason = open_by_any(row["reason_ct"], privates, place)
            self._contacts.put_reason(row["id"], keys.seal_bytes(reason, public, place))


def open_by_any(sealed: bytes, privates: list[bytes], place: str) -> bytes:
    """What one of several keys opens; NoKey when none does."""
    for private in privates:
        try:
            return keys.open_bytes(sealed, private, place)
        except NoKey:
            continue
    raise NoKey
