"""The append-only log of each subject: a chain of marked lines, without content and without identities of workers.

What a worker does is stamped with its day only; what staff and timers do with its minute. A daily root over all heads
is signed and published: whoever rewrites what came before it, even with the key, is contradicted by the copies.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from enum import StrEnum

from feedback.clockwork.working_days import local
from feedback.journal.chain import GENESIS, line_mark, root_line, root_of, subject_of
from feedback.journal.event_store import EventStore
from feedback.journal.head_store import HeadStore
from feedback.model.case_log import CaseAct
from feedback.model.subject import HOUSE, Subject
from feedback.sealing import keys
from feedback.storage.database import FeedbackDatabase, Row

WORKER = "worker"
TIMER = "timer"
SYSTEM = "system"
_READINGS = (CaseAct.VIEWED, CaseAct.READ)
SETTLED = timedelta(hours=1)
"""A day's root is made this long after the day: what was begun before midnight is committed by then."""


class RecordAct(StrEnum):
    """What the log itself notes in chain 0."""

    ROOT_KEPT = "root_kept"
    CHAINS_CUT = "chains_cut"
    """Lines that were kept as long as they are kept."""
    RESTORED = "restored"
    """Two custodians signed that the database is an older one on purpose."""


@dataclass(frozen=True, slots=True)
class Root:
    """What is published of a day: one hash over the heads of all chains, their counts, and our signature."""

    day: date
    root: bytes
    chains: int
    events: int
    signature: bytes

    def message(self) -> bytes:
        """What is signed."""
        return root_message(self.day.isoformat(), self.root.hex(), self.chains, self.events)


def root_message(day: str, root: str, chains: int, events: int) -> bytes:
    """The line that a root's signature covers."""
    return f"danbiet root {day} {root} {chains} {events}".encode()


def staff_actor(staff_id: int) -> str:
    """How a staff member is named in the log."""
    return f"staff:{staff_id}"


class EventLog:
    """Appends lines, reads them, and keeps the daily root."""

    def __init__(self, db: FeedbackDatabase, secrets: keys.Secrets) -> None:
        self._store = EventStore(db)
        self._heads = HeadStore(db)
        self._secrets = secrets

    def append(
        self, subject: Subject, actor: str, kind: StrEnum, now: datetime, data: Mapping[str, object] | None = None
    ) -> None:
        """Add a line to a chain. `data` holds codes, ids and dates only, never words of a person.

        Nothing is ever added to a day whose root is out: a clock that was put back writes into the day after it.
        """
        last = self._store.last(subject) or {"n": 0, "hash": GENESIS}
        at, first = local(now), self._first_open_day()
        if first and at.date() < first:
            at = datetime.combine(first, time())
        coarse = actor in {WORKER, SYSTEM}
        row: Row = {
            "subject_kind": subject.kind.value,
            "subject_id": subject.id,
            "n": last["n"] + 1,
            "actor": actor,
            "kind": kind.value,
            "data": json.dumps(data or {}, sort_keys=True, default=str),
            "at": at.strftime("%Y-%m-%d") if coarse else at.strftime("%Y-%m-%dT%H:%M"),
            "prev_hash": last["hash"],
        }
        self._store.add({**row, "hash": line_mark(self._secrets.journal_key, row)})

    def of(self, subject: Subject) -> list[Row]:
        """The lines of a subject, oldest first."""
        return self._store.of(subject)

    def acts(self, subject: Subject) -> int:
        """How many lines a chain has beside those that only say who read."""
        return self._store.count_without(subject, _READINGS)

    def last_move(self, subject: Subject) -> Row | None:
        """The newest line of a case that is a transition (its data carry the row of the table)."""
        return self._store.last_move(subject)

    def handlers_before(self, subject: Subject, kind: StrEnum) -> frozenset[int]:
        """Who was given a case, or answered it, before the newest line of a kind."""
        lines = self._store.before_last(subject, kind)
        given = {json.loads(line["data"]).get("assignee") for line in lines}
        answered = {int(line["actor"].partition(":")[2]) for line in lines if line["kind"] == "answer"}
        return frozenset(person for person in given | answered if person)

    def has(self, subject: Subject, actor: str, kind: StrEnum, since: str = "") -> bool:
        """Whether somebody did this, at `since` (a day or minute) or later."""
        return self._store.has(subject, actor, kind, since)

    def keep_root(self, now: datetime) -> Root | None:
        """The root of the last day that is settled, signed and noted in chain 0; None when it was kept before."""
        day, first = (local(now) - SETTLED).date() - timedelta(days=1), self._first_open_day()
        if first and first > day:
            return None
        heads = sorted((subject_of(row), row["n"], row["hash"]) for row in self._store.heads_until(day.isoformat()))
        chains, events = len(heads), sum(n for _, n, _ in heads)
        root = root_of((root_line(*head) for head in heads), chains, events)
        signature = keys.sign(root_message(day.isoformat(), root.hex(), chains, events), self._secrets)
        data = {"day": day, "root": root.hex(), "chains": chains, "events": events, "signature": signature.hex()}
        self.append(HOUSE, SYSTEM, RecordAct.ROOT_KEPT, now, data)
        return Root(day, root, chains, events, signature)

    def roots(self, limit: int) -> list[Root]:
        """The latest published roots, the newest first."""
        rows = self._store.last_of_kind(HOUSE, RecordAct.ROOT_KEPT, limit)
        return [root for row in rows if (root := root_in(row))]

    def forget(self, subjects: Iterable[Subject], now: datetime) -> None:
        """Lines at the end of their keeping go; their heads stay, so that the roots can still be worked out."""
        gone = list(subjects)
        self._heads.cut(gone, local(now).date().isoformat())
        self._store.forget(gone)
        self.append(HOUSE, TIMER, RecordAct.CHAINS_CUT, now, {"count": len(gone)})

    def _first_open_day(self) -> date | None:
        """The first day that no root covers yet; None before the first root."""
        newest = self.roots(1)
        return newest[0].day + timedelta(days=1) if newest else None


def root_in(row: Row) -> Root | None:
    """The root that a line of chain 0 notes; None when the line was spoilt, which the audit tells."""
    try:
        data = json.loads(row["data"])
        root, signature = bytes.fromhex(data["root"]), bytes.fromhex(data["signature"])
        return Root(date.fromisoformat(data["day"]), root, int(data["chains"]), int(data["events"]), signature)
    except (ValueError, KeyError, TypeError):
        return None
