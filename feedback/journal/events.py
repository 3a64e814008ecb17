"""The append-only log of each case: a hash chain per case, without content and without identities of workers.

What a worker does is stamped with its day only; what staff and timers do with its minute. Each hash covers the one
before, so that a changed or missing line shows; a daily root over all heads is kept to be published.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from datetime import date, datetime

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
        self._db = db

    def append(
        self, case_id: int, actor: str, kind: str, now: datetime, data: Mapping[str, object] | None = None
    ) -> None:
        """Add a line to the chain of a case. `data` holds codes, ids and dates only, never words of a person."""
        last = self._db.row("SELECT n, hash FROM event WHERE submission_id = ? ORDER BY n DESC LIMIT 1", case_id) or {
            "n": 0,
            "hash": GENESIS,
        }
        coarse = actor in {WORKER, SYSTEM}
        row: Row = {
            "submission_id": case_id,
            "n": last["n"] + 1,
            "actor": actor,
            "kind": kind,
            "data": json.dumps(data or {}, sort_keys=True, default=str),
            "at": now.strftime("%Y-%m-%d") if coarse else now.strftime("%Y-%m-%dT%H:%M"),
            "prev_hash": last["hash"],
        }
        self._db.insert("event", **row, hash=_hash(row))

    def of(self, case_id: int) -> list[Row]:
        """The lines of a case, oldest first."""
        return self._db.rows("SELECT * FROM event WHERE submission_id = ? ORDER BY n", case_id)

    def last_move(self, case_id: int) -> Row | None:
        """The newest line of a case that is a transition (its data carry the row of the table)."""
        sql = """SELECT * FROM event WHERE submission_id = ? AND json_extract(data, '$.id') IS NOT NULL
                 ORDER BY n DESC LIMIT 1"""
        return self._db.row(sql, case_id)

    def broken_chains(self) -> list[int]:
        """The ids of cases whose chain does not verify: a line changed, missing or out of order."""
        broken, head, case_id, expected = set(), GENESIS, None, 1
        for row in self._db.rows("SELECT * FROM event ORDER BY submission_id, n"):
            if row["submission_id"] != case_id:
                case_id, head, expected = row["submission_id"], row["prev_hash"], row["n"]
                if expected == 1 and head != GENESIS:
                    broken.add(case_id)
            if row["n"] != expected or row["prev_hash"] != head or row["hash"] != _hash(row):
                broken.add(case_id)
            head, expected = row["hash"], expected + 1
        return sorted(i for i in broken if i is not None)

    def keep_root(self, day: date) -> bytes:
        """Store and return the root hash over the heads of all chains, to be published that day."""
        heads = self._db.rows(
            "SELECT submission_id, MAX(n) AS n, hash FROM event GROUP BY submission_id ORDER BY submission_id"
        )
        digest = hashlib.blake2b(digest_size=32)
        for head in heads:
            digest.update(head["submission_id"].to_bytes(8, "big") + head["hash"])
        root = digest.digest()
        self._db.run(
            "INSERT OR REPLACE INTO root_hash(day, hash, cases) VALUES (?, ?, ?)", day.isoformat(), root, len(heads)
        )
        return root


def _hash(row: Row) -> bytes:
    fields = [row["submission_id"], row["n"], row["actor"], row["kind"], row["data"], row["at"]]
    text = json.dumps(fields, ensure_ascii=False)
    return hashlib.blake2b(row["prev_hash"] + text.encode(), digest_size=32).digest()
