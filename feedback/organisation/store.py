"""The organisation in the database. Importing replaces it in one transaction and keeps the keys of units that stay."""

from __future__ import annotations

from datetime import date
from typing import Any

from feedback.errors import BadOrganisation, Fault, Flaw
from feedback.model.case import Category
from feedback.model.union import Role, Scope, Tier, UnitKind
from feedback.organisation.check import problems
from feedback.organisation.manifest import Manifest
from feedback.organisation.tree import Tree
from feedback.organisation.units import Area, Coverage, Organisation, Unit
from feedback.storage.database import FeedbackDatabase, Row

INTAKE = "intake_opened"


class OrgStore:
    """Areas, units, coverage and the public keys of units."""

    def __init__(self, db: FeedbackDatabase, manifest: Manifest) -> None:
        self._db = db
        self._manifest = manifest
        self._revision = 0
        self._cached: tuple[object, Organisation] | None = None
        self._tree: Tree | None = None

    def replace(self, organisation: Organisation) -> None:
        """Import an organisation; BadOrganisation when it is faulty or forgets a unit that still holds cases."""
        found = problems(organisation) + self._forgotten(organisation)
        if found:
            raise BadOrganisation(found)
        self._revision += 1
        with self._manifest.changing():
            self._db.run("DELETE FROM area")
            self._db.run("DELETE FROM coverage")
            for n, area in enumerate(organisation.areas):
                self._db.insert(
                    "area", scope=area.scope, code=area.code, name=area.name, parent=area.parent, position=n
                )
            for n, unit in enumerate(organisation.units):
                self._put_unit(unit, n)
            for n, row in enumerate(organisation.coverage):
                self._put_coverage(row, n)
            codes = {u.code for u in organisation.units}
            for gone in [u.code for u in self._read().units if u.code not in codes]:
                self._db.run("DELETE FROM unit WHERE code = ?", gone)

    def intake_open(self) -> bool:
        """Whether workers can send: the set-up is over then."""
        return self._db.setting(INTAKE) is not None

    def open_intake(self) -> None:
        """The set-up is over. Runs inside `Manifest.changing`."""
        self._db.set_setting(INTAKE, 1)

    def load(self) -> Organisation:
        """The organisation as it was imported, in the same order; read again only after a change by anybody."""
        version = (self._revision, self._db.foreign_changes())
        if self._cached is None or self._cached[0] != version:
            self._cached = (version, self._read())
        return self._cached[1]

    def _read(self) -> Organisation:
        areas = self._db.rows("SELECT * FROM area ORDER BY position, scope, code")
        units = self._db.rows("SELECT * FROM unit ORDER BY position, code")
        coverage = self._db.rows("SELECT * FROM coverage ORDER BY position")
        return Organisation(
            tuple(Area(Scope(a["scope"]), a["code"], a["name"], a["parent"]) for a in areas),
            tuple(_unit(u) for u in units),
            tuple(_coverage(c) for c in coverage),
        )

    def tree(self, day: date) -> Tree:
        """The tree of a day, with who can receive and who has somebody on duty."""
        keyed = self._db.rows("SELECT code FROM unit WHERE public_key IS NOT NULL")
        duty = self._db.rows(
            """SELECT DISTINCT unit FROM role_grant
               WHERE role = ? AND valid_from <= ? AND (valid_to IS NULL OR valid_to > ?)""",
            Role.DUTY,
            day.isoformat(),
            day.isoformat(),
        )
        return self._tree_of(day, frozenset(r["code"] for r in keyed), frozenset(r["unit"] for r in duty))

    def _tree_of(self, day: date, keyed: frozenset[str], on_duty: frozenset[str]) -> Tree:
        known, organisation = self._tree, self.load()
        same = known and known.organisation is organisation and known.day == day
        if not known or not same or known.keyed != keyed or known.on_duty != on_duty:
            known = self._tree = Tree(organisation, day, keyed, on_duty)
        return known

    def unit(self, code: str) -> Unit | None:
        """One unit."""
        row = self._db.row("SELECT * FROM unit WHERE code = ?", code)
        return _unit(row) if row else None

    def public_key(self, code: str) -> tuple[bytes, int] | None:
        """The unit's public key and its epoch, or None when the unit has no key yet."""
        row = self._db.row("SELECT public_key, epoch FROM unit WHERE code = ? AND public_key IS NOT NULL", code)
        return (row["public_key"], row["epoch"]) if row else None

    def set_public_key(self, code: str, public: bytes, epoch: int) -> None:
        """A new key of the unit."""
        self._db.run("UPDATE unit SET public_key = ?, epoch = ? WHERE code = ?", public, epoch, code)

    def first_keyed_unit(self, kind: UnitKind) -> tuple[str, bytes] | None:
        """The first unit of a kind that has a key: its code and public key."""
        row = self._db.row(
            "SELECT code, public_key FROM unit WHERE kind = ? AND public_key IS NOT NULL ORDER BY position, code", kind
        )
        return (row["code"], row["public_key"]) if row else None

    def has_duty(self, unit: str) -> bool:
        """Whether anybody was ever named for emergencies at a unit."""
        return self._db.value("SELECT 1 FROM role_grant WHERE unit = ? AND role = ?", unit, Role.DUTY) is not None

    def areas(self, scope: Scope, parent: str = "") -> list[Area]:
        """The areas of a scope to choose from, below a parent when one is given."""
        rows = self._db.rows(
            "SELECT * FROM area WHERE scope = ? AND (? = '' OR parent = ?) ORDER BY name", scope, parent, parent
        )
        return [Area(Scope(r["scope"]), r["code"], r["name"], r["parent"]) for r in rows]

    def area(self, scope: Scope, code: str) -> Area | None:
        """One area."""
        row = self._db.row("SELECT * FROM area WHERE scope = ? AND code = ?", scope, code)
        return Area(Scope(row["scope"]), row["code"], row["name"], row["parent"]) if row else None

    def _forgotten(self, organisation: Organisation) -> list[Flaw]:
        codes = {u.code for u in organisation.units}
        rows = self._db.rows(
            """SELECT u.name, u.code FROM unit u WHERE EXISTS(SELECT 1 FROM submission s WHERE s.owner = u.code)
               OR EXISTS(SELECT 1 FROM role_grant r WHERE r.unit = u.code)
               OR EXISTS(SELECT 1 FROM case_key_grant g WHERE g.unit = u.code)"""
        )
        return [Flaw(Fault.UNIT_STILL_USED, name=r["name"]) for r in rows if r["code"] not in codes]

    def _put_unit(self, unit: Unit, position: int) -> None:
        values: Row = {
            "name": unit.name,
            "tier": unit.tier,
            "kind": unit.kind,
            "parent": unit.parent or None,
            "valid_from": unit.valid_from.isoformat(),
            "valid_to": unit.valid_to.isoformat() if unit.valid_to else None,
            "replaced_by": unit.replaced_by or None,
            "hours": unit.hours,
            "position": position,
        }
        if self.unit(unit.code):
            names = ", ".join(f"{name} = ?" for name in values)
            self._db.run(f"UPDATE unit SET {names} WHERE code = ?", *values.values(), unit.code)  # noqa: S608
        else:
            self._db.insert("unit", code=unit.code, **values)

    def _put_coverage(self, row: Coverage, position: int) -> None:
        self._db.insert(
            "coverage",
            unit=row.unit,
            scope=row.scope,
            scope_code=row.scope_code,
            category=row.category or "",
            valid_from=row.valid_from.isoformat(),
            valid_to=row.valid_to.isoformat() if row.valid_to else None,
            position=position,
        )


def _day(text: Any) -> date | None:
    return date.fromisoformat(text) if text else None


def _unit(row: Row) -> Unit:
    return Unit(
        row["code"],
        row["name"],
        Tier(row["tier"]),
        UnitKind(row["kind"]),
        row["parent"] or "",
        date.fromisoformat(row["valid_from"]),
        _day(row["valid_to"]),
        row["replaced_by"] or "",
        row["hours"],
    )


def _coverage(row: Row) -> Coverage:
    return Coverage(
        row["unit"],
        Scope(row["scope"]),
        row["scope_code"],
        Category(row["category"]) if row["category"] else None,
        date.fromisoformat(row["valid_from"]),
        _day(row["valid_to"]),
    )
