"""What staff get back: lines of lists, a case's file, and what an act changed. Values only, nothing to call."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum

from feedback.errors import Fault
from feedback.model.access import Verb
from feedback.model.case import Category, Kind, Lane, Level, Outcome, RefusalCode
from feedback.model.draft import Place
from feedback.model.lifecycle import Clock, State
from feedback.model.view import Message


class ListName(StrEnum):
    """The lists that a person works from."""

    OPEN = "open"
    MINE = "mine"
    NEW = "new"
    UNASSIGNED = "unassigned"
    DUE = "due"
    """Due within three days, and overdue."""
    DECISIONS = "decisions"
    """Where a second person is wanted, here or from a unit below."""
    WITHDRAWALS = "withdrawals"
    APPEALS = "appeals"
    SAMPLES = "samples"
    EMERGENCIES = "emergencies"
    MOVED_UP = "moved_up"
    """Open cases that came from a unit below."""
    CLOSED = "closed"


@dataclass(frozen=True, slots=True)
class Filters:
    """What narrows a list; None lets everything pass."""

    unit: str | None = None
    lane: Lane | None = None
    category: Category | None = None
    assignee: str | None = None
    due_from: date | None = None
    due_before: date | None = None
    unread: bool = False


@dataclass(frozen=True, slots=True)
class QueueLine:
    """A case in a list, without content."""

    number: str
    version: int
    owner: str
    state: State
    lane: Lane
    kind: Kind
    category: Category
    created_on: date
    due_on: date | None
    overdue: bool
    assignee: str
    unread: bool


@dataclass(frozen=True, slots=True)
class Page:
    """A page of a list; `after` begins the next one, "" when this was the last."""

    lines: tuple[QueueLine, ...]
    after: str


@dataclass(frozen=True, slots=True)
class Work:
    """What waits for a person. `unread`: of their own; `stamp` is another one when any of it changed."""

    counts: Mapping[ListName, int]
    overdue: int
    due_today: int
    unread: int
    stamp: str


@dataclass(frozen=True, slots=True)
class Deadline:
    """A clock of a case; `result` is "" while it runs."""

    clock: Clock
    unit: str
    started_on: date
    due_on: date
    paused: bool
    extended: bool
    ended_on: date | None
    result: str


@dataclass(frozen=True, slots=True)
class Proposal:
    """A refusal that waits for a second person."""

    by: str
    on: date
    code: RefusalCode
    reason: str


@dataclass(frozen=True, slots=True)
class Reading:
    """Who opened a case, and when: a day and a minute."""

    by: str
    at: str


@dataclass(frozen=True, slots=True)
class CaseFile:
    """Everything that a person may see of a case, and what the person may do in it now."""

    number: str
    register_no: str
    version: int
    owner: str
    owner_name: str
    assignee: str
    state: State
    lane: Lane
    level: Level
    kind: Kind
    category: Category
    channel: str
    created_on: date
    outcome: Outcome | None
    place: Place
    company: str
    contact: str
    legal_basis: tuple[str, ...]
    flags: frozenset[str]
    moved_why: str
    held_until: date | None
    messages: tuple[Message, ...]
    as_worker: tuple[Message, ...]
    """The thread as the worker sees it."""
    deadlines: tuple[Deadline, ...]
    proposal: Proposal | None
    readings: tuple[Reading, ...]
    links: tuple[tuple[str, str], ...]
    """Kind and number of linked cases that this person may see too."""
    excluded_units: frozenset[str]
    grassroots_excluded: bool
    people: Mapping[int, str]
    """Names of the staff who wrote or acted, by id."""
    can: Mapping[Verb, Fault | None] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Glance:
    """What a person may know of a case without opening it."""

    number: str
    version: int
    state: State
    lane: Lane
    category: Category
    created_on: date
    can: Mapping[Verb, Fault | None]
    acts: int
    """How many lines its log has beside readings: another number says that something happened."""


@dataclass(frozen=True, slots=True)
class Change:
    """Where a case stands after an act; `repeated` when the same token had come before."""

    number: str
    version: int
    state: State
    owner: str
    repeated: bool = False
