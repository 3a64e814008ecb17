"""Whom a unit trusts with what it already holds: tiers above, boards, recovery and its own people, by fingerprint.

The database says who these are, and an administrator writes the database. So each unit keeps a list of the keys that
one of its leads has seen and confirmed, closed under the unit's own private key: nobody outside can write it. Content
that is already there is sealed anew only to keys of that list; whoever is new stands as "chờ xác nhận" until then.

The list lies under every epoch of the unit's key that its people hold, and it is the list of the very key that opens a
case which counts for that case: a key that was pushed in from outside brings a list that speaks for nothing old.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from feedback.errors import Fault, NoKey, NotAllowed
from feedback.model.union import UnitKind
from feedback.organisation.recipient_store import RecipientStore
from feedback.organisation.staff_store import StaffMember, StaffStore
from feedback.organisation.store import OrgStore
from feedback.organisation.tree import Tree
from feedback.organisation.units import Unit
from feedback.sealing import keys

RECOVERY, CUSTODIANS = "recovery", "custodians"
REFUSED = "refused "  # before a subject: this key was looked at, and a lead said no
Confirmed = Mapping[str, str]
UnitKeys = Mapping[tuple[str, int], bytes]


@dataclass(frozen=True, slots=True)
class Pending:
    """A key that waits for a lead: whose it is, its entry, and the entry known before ("" when new).

    An entry is a fingerprint, for a person followed by "|" and the roles.
    """

    subject: str
    name: str
    entry: str
    known: str

    @property
    def fingerprint(self) -> str:
        """What is compared by eye."""
        return self.entry.partition("|")[0]


class Recipients:
    """The lists of confirmed keys."""

    def __init__(self, org: OrgStore, staff: StaffStore, rows: RecipientStore) -> None:
        self._org = org
        self._staff = staff
        self._rows = rows

    def expected(self, unit: str, day: date) -> dict[str, str]:
        """Subject → fingerprint of everybody to whom old content of a unit could ever be sealed, as the rows say."""
        tree = self._org.tree(day)
        found = {}
        for above in _above(tree, unit):
            key = self._org.public_key(above.code)
            if key:
                found[f"unit {above.code}"] = keys.fingerprint(key[0])
        for member in self._staff.holders(unit, day):
            found[f"person {member.id}"] = self.of_person(member, unit, day)
        recovery = self._staff.recovery_public()
        if recovery:
            found |= self.recovery_entries(recovery)
        return found

    def of_person(self, member: StaffMember, unit: str, day: date) -> str:
        """A person's entry: the key's fingerprint and the roles, so that a new role is a new entry."""
        roles = {r["role"] for r in self._staff.role_rows(member.id, day) if r["unit"] == unit}
        return f"{keys.fingerprint(member.public_key)}|{','.join(sorted(roles))}"

    def confirmed(self, unit: str, epoch: int, private: bytes) -> Confirmed:
        """The list under one key of the unit; empty when there is none yet, or when it was tampered with."""
        box = self._rows.box(unit, epoch)
        try:
            return dict(json.loads(keys.unwrap(box, _box_key(private)))) if box else {}
        except NoKey:
            return {}

    def for_opening(self, unit: str, epoch: int, private: bytes) -> Confirmed:
        """The list that speaks for what a key of the unit opens, with the unit's own key at its head."""
        own = {f"unit {unit}": keys.fingerprint(keys.public_of(private))}
        return {**self.confirmed(unit, epoch, private), **own}

    def recovery_public(self) -> bytes | None:
        """The recovery key as the rows say it."""
        return self._staff.recovery_public()

    def takes_recovery(self, known: Confirmed) -> bool:
        """Whether the recovery key and the people who hold it are the confirmed ones."""
        public = self._staff.recovery_public()
        return public is not None and all(known.get(k) == v for k, v in self.recovery_entries(public).items())

    def pending(self, unit: str, unit_keys: UnitKeys, day: date) -> list[Pending]:
        """What a lead has not confirmed or refused yet, in order."""
        known = self._newest(unit, unit_keys)
        return [
            Pending(subject, self._name(subject), found, known.get(subject, ""))
            for subject, found in sorted(self.expected(unit, day).items())
            if not covers(known.get(subject), found) and known.get(REFUSED + subject) != found
        ]

    def settle(self, unit: str, unit_keys: UnitKeys, subject: str, entry: str, day: date, *, accept: bool) -> None:
        """Take a key into the list, or say no to it; the entry is the one that the person saw."""
        if self.expected(unit, day).get(subject) != entry:
            raise NotAllowed(Fault.RECIPIENT_CHANGED)
        known = dict(self._newest(unit, unit_keys))
        known.pop(REFUSED + subject, None)
        if accept:
            known[subject] = entry
        else:
            known.pop(subject, None)
            known[REFUSED + subject] = entry
        self.write(unit, unit_keys, known)

    def begin(self, unit: str, unit_keys: UnitKeys, day: date) -> dict[str, str]:
        """The first list, made at set-up by somebody of the unit: everybody who stands there now. Returns it."""
        known = self.expected(unit, day)
        self.write(unit, unit_keys, known)
        return known

    def write(self, unit: str, unit_keys: UnitKeys, known: Confirmed) -> None:
        """Store the list under every key of the unit at hand."""
        text = json.dumps(dict(known), sort_keys=True).encode()
        for (code, epoch), private in unit_keys.items():
            if code == unit:
                self._rows.put(unit, epoch, keys.wrap(text, _box_key(private)))

    def recovery_entries(self, public: bytes) -> dict[str, str]:
        """How the recovery key and the people who hold it stand in a list."""
        people = b"".join(m.public_key for m in self._staff.custodians())
        return {RECOVERY: keys.fingerprint(public), CUSTODIANS: keys.fingerprint(people)}

    def _newest(self, unit: str, unit_keys: UnitKeys) -> Confirmed:
        held = [(epoch, private) for (code, epoch), private in unit_keys.items() if code == unit]
        if not held:
            raise NoKey
        return self.confirmed(unit, *max(held))

    def _name(self, subject: str) -> str:
        kind, _, rest = subject.partition(" ")
        if kind == "unit":
            unit = self._org.unit(rest)
            return unit.name if unit else rest
        if kind == "person":
            member = self._staff.get(int(rest))
            return member.name if member else rest
        return ", ".join(m.name for m in self._staff.custodians())


def takes(known: Confirmed, unit: str, public: bytes) -> bool:
    """Whether a unit's key is in a list."""
    return known.get(f"unit {unit}") == keys.fingerprint(public)


def covers(known: str | None, found: str) -> bool:
    """Whether an entry was confirmed: the same key, with no role more than then."""
    if known is None:
        return False
    (old, _, had), (new, _, has) = known.partition("|"), found.partition("|")
    return old == new and set(has.split(",")) <= set(had.split(","))


def _above(tree: Tree, unit: str) -> list[Unit]:
    """The heads above a unit, their boards and its own, its own head when it is a board or desk, and its successor."""
    own = tree.organisation.unit(unit)
    if not own:
        return []
    heads = [tree.head(own), *tree.above(own)]
    boards = [board for head in heads for board in tree.attached(head, UnitKind.SUPERVISION_BOARD)]
    heir = tree.get(unit)
    found = {u.code: u for u in (*heads, *boards, *([heir, *tree.above(heir)] if heir else [])) if u.code != unit}
    return list(found.values())


def _box_key(private: bytes) -> bytes:
    return keys.derive(private, "danbiet confirmed recipients")
