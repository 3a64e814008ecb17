"""The union's tree, the areas and who covers what, as data with dates: read from TOML or CSV, checked, written again.

Reorganisations redraw the tree, so no tier or kind is wired into code. A unit that ended names its successor. Writing
what was read gives the same file again (fields in a fixed order, empty ones left out).
"""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Mapping
from dataclasses import MISSING, dataclass, fields
from datetime import date
from typing import Any

from feedback.clockwork.working_days import read_hours
from feedback.errors import BadOrganisation, Fault, FeedbackError, Flaw
from feedback.model.case import Category
from feedback.model.union import Scope, Tier, UnitKind
from feedback.toml_records import Entry, read_day, read_records


@dataclass(frozen=True, slots=True)
class Area:
    """A province, commune, industrial park, branch or company that a worker can choose."""

    scope: Scope
    code: str
    name: str
    parent: str = ""


@dataclass(frozen=True, slots=True)
class Unit:
    """A union unit and the days between which it exists; `valid_to` is its first day of not existing."""

    code: str
    name: str
    tier: Tier
    kind: UnitKind
    parent: str = ""
    valid_from: date = date(1900, 1, 1)
    valid_to: date | None = None
    replaced_by: str = ""
    hours: str = ""

    def exists(self, day: date) -> bool:
        """Whether the unit exists on that day."""
        return self.valid_from <= day and (self.valid_to is None or day < self.valid_to)


@dataclass(frozen=True, slots=True)
class Coverage:
    """A unit answers for a scope, for one category or ("" or None) for all, between two days."""

    unit: str
    scope: Scope
    scope_code: str
    category: Category | None = None
    valid_from: date = date(1900, 1, 1)
    valid_to: date | None = None

    def applies(self, day: date) -> bool:
        """Whether the coverage applies on that day."""
        return self.valid_from <= day and (self.valid_to is None or day < self.valid_to)


@dataclass(frozen=True, slots=True)
class Organisation:
    """Everything that an organisation file says."""

    areas: tuple[Area, ...]
    units: tuple[Unit, ...]
    coverage: tuple[Coverage, ...]

    def unit(self, code: str) -> Unit | None:
        """The unit with that code."""
        return next((u for u in self.units if u.code == code), None)


Record = Area | Unit | Coverage
_SECTIONS: tuple[tuple[str, type[Area] | type[Unit] | type[Coverage]], ...] = (
    ("area", Area),
    ("unit", Unit),
    ("coverage", Coverage),
)
_ENUMS: Mapping[str, Any] = {"tier": Tier, "kind": UnitKind, "scope": Scope, "category": Category}
_DATES = {"valid_from", "valid_to"}


def read_toml(text: str) -> Organisation:
    """Read an organisation file; BadOrganisation lists every fault."""
    try:
        return _build(read_records(text))
    except FeedbackError as error:
        if isinstance(error, BadOrganisation):
            raise
        raise BadOrganisation([Flaw(error.fault, **error.facts)]) from None


def read_csv(text: str) -> Organisation:
    """Read the same records from CSV: a column `record` (area, unit, coverage) and a column per field."""
    rows = csv.DictReader(io.StringIO(text.removeprefix("\ufeff"), newline=""))
    records = []
    try:
        for row in rows:
            values = {k: v.strip() for k, v in row.items() if k and isinstance(v, str) and v.strip()}
            records.append(Entry(values.pop("record", ""), rows.line_num, values))
    except csv.Error:
        raise BadOrganisation([Flaw(Fault.CSV_BROKEN, line=rows.line_num)]) from None
    return _build(records)


def write_toml(organisation: Organisation) -> str:
    """The TOML file that `read_toml` reads back to the same organisation."""
    blocks = []
    for name, record in _records(organisation):
        lines = [f"{key} = {_toml(value)}" for key, value in _values(record)]
        blocks.append("\n".join([f"[[{name}]]", *lines]))
    return "\n\n".join(blocks) + "\n"


def write_csv(organisation: Organisation) -> str:
    """The CSV file that `read_csv` reads back to the same organisation."""
    columns = list(dict.fromkeys(["record", *(f.name for _, kind in _SECTIONS for f in fields(kind))]))
    out = io.StringIO()
    writer = csv.DictWriter(out, columns, lineterminator="\n")
    writer.writeheader()
    for name, record in _records(organisation):
        writer.writerow({"record": name, **{k: str(v) for k, v in _values(record)}})
    return out.getvalue()


def _records(organisation: Organisation) -> list[tuple[str, Record]]:
    groups: tuple[tuple[Record, ...], ...] = (organisation.areas, organisation.units, organisation.coverage)
    return [(name, record) for (name, _), group in zip(_SECTIONS, groups, strict=True) for record in group]


def _values(record: Record) -> Iterable[tuple[str, Any]]:
    for column in fields(record):
        value = getattr(record, column.name)
        if value not in (None, "") and value != column.default:
            yield column.name, value


def _toml(value: object) -> str:
    if isinstance(value, date):
        return value.isoformat()
    text = str(value).replace("\\", "\\\\").replace('"', '\\"')
    return f'"{text}"'


def _build(records: Iterable[Entry]) -> Organisation:
    kinds, problems = dict(_SECTIONS), []
    groups: dict[str, list[Any]] = {name: [] for name in kinds}
    for record in records:
        if record.name not in kinds:
            problems.append(Flaw(Fault.RECORD_UNKNOWN, name=record.name, line=record.line))
            continue
        read, wrong = _fields(kinds[record.name], record.values)
        if wrong:
            code = str(record.values.get("code", record.values.get("unit", "?")))
            problems.append(Flaw(Fault.RECORD_BROKEN, line=record.line, name=record.name, code=code, field=wrong))
        else:
            groups[record.name].append(kinds[record.name](**read))
    if problems:
        raise BadOrganisation(problems)
    return Organisation(tuple(groups["area"]), tuple(groups["unit"]), tuple(groups["coverage"]))


def _fields(kind: type[Any], values: Mapping[str, Any]) -> tuple[dict[str, Any], str]:
    """The fields of a record, and the first that is wrong, unknown or missing, or ""."""
    known = {column.name: column for column in fields(kind)}
    read: dict[str, Any] = {}
    for key, value in values.items():
        try:
            if key not in known:
                return read, key
            read[key] = _read(key, value)
        except (TypeError, ValueError):
            return read, key
    missing = [name for name, column in known.items() if column.default is MISSING and name not in read]
    return read, missing[0] if missing else ""


def _read(key: str, value: Any) -> Any:
    if key in _ENUMS:
        return _ENUMS[key](value)
    if key in _DATES:
        return read_day(value)
    if not isinstance(value, str):
        raise ValueError(f"{key}: text expected")
    if key == "hours":
        read_hours(value)
    return value
