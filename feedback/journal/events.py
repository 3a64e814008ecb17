"""The append-only log of each case: a hash chain per case, without content and without identities of workers.

What a worker does is stamped with its day only; what staff and timers do with its minute. Each hash covers the one
before, so that a changed or missing line shows; a daily root over all heads is kept to be published.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from datetime import date, datetime
from enum import StrEnum

from feedback.journal.event_store import EventStore
from feedback.model.subject import Subject, SubjectKind
from feedback.storage.database import FeedbackDatabase, Row

GENESIS = bytes(32)
WORKER = "worker"
TIMER = "timer"
SYSTEM = "system"


def staff_actor(staff_id: int) -> str:
    """How a staff member is named in the log."""
    return f"staff:{staff_id}"


class EventLog:
    """Appends and verifies."""

    def __init__(self, db: FeedbackDatabase) -> None:
        self._store = EventStore(db)

    def append(
        self, subject: Subject, actor: str, kind: StrEnum, now: datetime, data: Mapping[str, object] | None = None
    ) -> None:
        """Add a line to the chain of a case. `data` holds codes, ids and dates only, never words of a person."""
        last = self._store.head(subject) or {"n": 0, "hash": GENESIS}
        coarse = actor in {WORKER, SYSTEM}
        row: Row = {
            "subject_kind": subject.kind,
            "subject_id": subject.id,
            "n": last["n"] + 1,
            "actor": actor,
            "kind": kind,
            "data": json.dumps(data or {}, sort_keys=True, default=str),
            "at": now.strftime("%Y-%m-%d") if coarse else now.strftime("%Y-%m-%dT%H:%M"),
            "prev_hash": last["hash"],
        }
        self._store.add({**row, "hash": _hash(row)})

    def of(self, subject: Subject) -> list[Row]:
        """The lines of a case, oldest first."""
        return self._store.of(subject)

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
        """Whether somebody did this in a case, at `since` (a day or minute) or later."""
        return self._store.has(subject, actor, kind, since)

    def broken_chains(self) -> list[Subject]:
        """The subjects whose chain does not verify: a line changed, missing or out of order."""
        broken, head, subject, expected = set(), GENESIS, None, 1
        for row in self._store.all():
            if (of := Subject(SubjectKind(row["subject_kind"]), row["subject_id"])) != subject:
                subject, head, expected = of, row["prev_hash"], row["n"]
                if expected == 1 and head != GENESIS:
                    broken.add(of)
            if row["n"] != expected or row["prev_hash"] != head or row["hash"] != _hash(row):
                broken.add(of)
            head, expected = row["hash"], expected + 1
        return sorted(broken)

    def keep_root(self, day: date) -> bytes:
        """Store and return the root hash over the heads of all chains, to be published that day."""
        heads = self._store.heads()
        digest = hashlib.blake2b(digest_size=32)
        for head in heads:
            digest.update(head["subject_id"].to_bytes(8, "big") + head["hash"])
        root = digest.digest()
        self._store.keep_root(day, root, len(heads))
        return root


def _hash(row: Row) -> bytes:
    fields = [row["subject_id"], row["n"], row["actor"], row["kind"], row["data"], row["at"]]
    text = json.dumps(fields, ensure_ascii=False)
    return hashlib.blake2b(row["prev_hash"] + text.encode(), digest_size=32).digest()
