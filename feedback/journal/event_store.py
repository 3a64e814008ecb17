"""Rows of the event chains and of the daily roots."""

from __future__ import annotations

import json
from datetime import date

from feedback.storage.database import FeedbackDatabase, Row


class EventStore:
    """Reads and appends events; the database itself refuses to change or delete one."""

    def __init__(self, db: FeedbackDatabase) -> None:
        self._db = db

    def add(self, row: Row) -> None:
        """Append a line whose number and hashes were computed."""
        self._db.insert("event", **row)

    def head(self, case_id: int) -> Row | None:
        """Number and hash of the newest line of a case."""
        return self._db.row("SELECT n, hash FROM event WHERE submission_id = ? ORDER BY n DESC LIMIT 1", case_id)

    def of(self, case_id: int) -> list[Row]:
        """The lines of a case, oldest first."""
        return self._db.rows("SELECT * FROM event WHERE submission_id = ? ORDER BY n", case_id)

    def all(self) -> list[Row]:
        """Every line, chain by chain."""
        return self._db.rows("SELECT * FROM event ORDER BY submission_id, n")

    def last_move(self, case_id: int) -> Row | None:
        """The newest line of a case that is a transition (its data carry the row of the table)."""
        newest = self._db.rows("SELECT * FROM event WHERE submission_id = ? ORDER BY n DESC", case_id)
        return next((row for row in newest if "id" in json.loads(row["data"])), None)

    def has(self, case_id: int, actor: str, kind: str, since: str = "") -> bool:
        """Whether somebody did this in a case, at `since` (a day or minute) or later."""
        sql = "SELECT 1 FROM event WHERE submission_id = ? AND actor = ? AND kind = ? AND at >= ?"
        return self._db.value(sql, case_id, actor, kind, since) is not None

    def heads(self) -> list[Row]:
        """The newest line of each chain, in the order of the cases' ids."""
        return self._db.rows(
            """SELECT e.submission_id, e.n, e.hash FROM event e
               JOIN (SELECT submission_id, MAX(n) AS n FROM event GROUP BY submission_id) h
               ON h.submission_id = e.submission_id AND h.n = e.n ORDER BY e.submission_id"""
        )

    def keep_root(self, day: date, root: bytes, cases: int) -> None:
        """Store the root of a day; a later one of the same day replaces it."""
        self._db.run(
            """INSERT INTO root_hash(day, hash, cases) VALUES (?, ?, ?)
               ON CONFLICT(day) DO UPDATE SET hash = excluded.hash, cases = excluded.cases""",
            day.isoformat(),
            root,
            cases,
        )
