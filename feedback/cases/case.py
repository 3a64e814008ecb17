"""The clear part of a case, as it is read from its row."""

from __future__ import annotations

import json
from dataclasses import dataclass, fields
from datetime import date
from typing import Any

from feedback.model.case import Category, Kind, Lane, Level, Outcome, RefusalCode
from feedback.model.draft import Place
from feedback.model.lifecycle import State
from feedback.model.subject import Subject, case_subject
from feedback.storage.database import Row


@dataclass(frozen=True, slots=True)
class Case:
    """The clear part of a case. Ciphertext columns are read where they are opened."""

    id: int
    public_no: str
    register_no: str | None
    public_key: bytes
    level: Level
    kind: Kind
    category: Category
    lane: Lane
    state: State
    owner: str
    assignee: int | None
    channel: str
    created_on: date
    closed_on: date | None
    outcome: Outcome | None
    refusal: RefusalCode | None
    place: Place
    conflict: bool
    consent_forwarding: bool
    consent_grassroots: bool
    legal_hold: bool
    held_until: date | None
    asked_in: State | None
    withdrawn_in: State | None
    sealed_on: date | None
    erased_on: date | None
    rounds: int
    disputes: int
    appealed: bool
    moved_up: bool
    moved_why: str
    opened: bool
    contact_opened: bool
    retaliation: bool
    text_id: str
    emergency: str
    legal_basis: tuple[str, ...]
    version: int

    @property
    def subject(self) -> Subject:
        """The case as its log and its clocks know it."""
        return case_subject(self.id)


COLUMNS = ", ".join(f.name for f in fields(Case))
"""What a query must select for `read_case`."""


def _day(value: Any) -> date | None:
    return date.fromisoformat(value) if value else None


def read_case(row: Row) -> Case:
    """The case of a row that has all of `COLUMNS`."""
    values = dict(row)
    values.update(
        level=Level(row["level"]),
        kind=Kind(row["kind"]),
        category=Category(row["category"]),
        lane=Lane(row["lane"]),
        state=State(row["state"]),
        outcome=Outcome(row["outcome"]) if row["outcome"] else None,
        refusal=RefusalCode(row["refusal"]) if row["refusal"] else None,
        place=Place(**json.loads(row["place"])),
        created_on=date.fromisoformat(row["created_on"]),
        legal_basis=tuple(json.loads(row["legal_basis"])),
    )
    for name in ("asked_in", "withdrawn_in"):
        values[name] = State(row[name]) if row[name] else None
    for name in ("closed_on", "sealed_on", "erased_on", "held_until"):
        values[name] = _day(row[name])
    for name in (
        "conflict",
        "consent_forwarding",
        "consent_grassroots",
        "legal_hold",
        "appealed",
        "moved_up",
        "opened",
        "contact_opened",
        "retaliation",
    ):
        values[name] = bool(row[name])
    return Case(**values)
