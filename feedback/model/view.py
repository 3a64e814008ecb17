"""What a worker gets back: the slip, and the case with its thread, decrypted."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from feedback.model.answer import Answer
from feedback.model.case import Category, Kind, Lane, Level, Outcome, RefusalCode
from feedback.model.lifecycle import Clock, Event, State


class Author(StrEnum):
    """Who wrote a message of the thread."""

    WORKER = "worker"
    STAFF = "staff"
    SYSTEM = "system"


@dataclass(frozen=True, slots=True)
class Message:
    """One entry of a thread, decrypted. `template` names a system sentence whose words live with the channel."""

    id: int
    author: Author
    day: date
    text: str
    template: str = ""
    law_refs: tuple[str, ...] = ()
    photos: tuple[int, ...] = ()  # attachment ids
    internal: bool = False
    unread: bool = False
    genuine: bool = True
    """False when the signature does not fit: somebody wrote the database, and nothing of it is shown."""
    answer: Answer | None = None
    """The five parts, where this is an answer; `text` has the same words without headings."""
    by: int = 0
    """Whose words of the union these are, for staff alone; 0 for everybody else."""


@dataclass(frozen=True, slots=True)
class Slip:
    """The signed proof of submission (phiếu tiếp nhận). It proves that the union was told, and names nobody.

    `text` is the whole slip as people keep it, its last line the signature; `Submissions.verify_slip(text)` checks it.
    """

    public_no: str
    day: date
    unit_name: str
    state: State
    text: str


@dataclass(frozen=True, slots=True)
class DeadlineView:
    """A promise to the worker: the last day, and whether it has passed."""

    clock: Clock
    due_on: date
    overdue: bool
    paused: bool = False


@dataclass(frozen=True, slots=True)
class CaseView:
    """What the code shows its worker. `can` holds the events that the worker may cause now."""

    public_no: str
    state: State
    lane: Lane
    level: Level
    kind: Kind
    category: Category
    unit_name: str
    created_on: date
    outcome: Outcome | None
    refusal: RefusalCode | None
    deadlines: tuple[DeadlineView, ...]
    messages: tuple[Message, ...]
    parts: tuple[CaseView, ...]
    can: frozenset[Event]
    register_no: str = ""
    text_id: str = ""  # the sentence of the last transition, e.g. "received"
    erase_on: date | None = None
    held_until: date | None = None  # a hold keeps what was to be erased
    moved_up: bool = False
    moved_why: str = ""  # "overdue", "dispute", "staff", "appeal", "involved"
    duplicate_of: str = ""  # public number of the leading case
