"""Rows of the event chains and of the daily roots."""

from __future__ import annotations

import json
from datetime import date

from feedback.model.subject import Subject
from feedback.storage.database import FeedbackDatabase, Row


class EventStore:
    """Reads and appends events; the database itself refuses to change or delete one."""

    def __init__(self, db: FeedbackDatabase) -> None:
        self._db = db

    def add(self, row: Row) -> None:
        """Append a line whose number and hashes were computed."""
        self._db.insert("event", **row)

    def head(self, subject: Subject) -> Row | None:
        """Number and hash of the newest line of a case."""
        return self._db.row(
            "SELECT n, hash FROM event WHERE subject_kind = ? AND subject_id = ? ORDER BY n DESC LIMIT 1",
            subject.kind,
            subject.id,
        )

    def of(self, subject: Subject) -> list[Row]:
        """The lines of a case, oldest first."""
        return self._db.rows(
            "SELECT * FROM event WHERE subject_kind = ? AND subject_id = ? ORDER BY n", subject.kind, subject.id
        )

    def all(self) -> list[Row]:
        """Every line, chain by chain."""
        return self._db.rows("SELECT * FROM event ORDER BY subject_kind, subject_id, n")

    def last_move(self, subject: Subject) -> Row | None:
        """The newest line of a case that is a transition (its data carry the row of the table)."""
        newest = self._db.rows(
            "SELECT * FROM event WHERE subject_kind = ? AND subject_id = ? ORDER BY n DESC", subject.kind, subject.id
        )
        return next((row for row in newest if "id" in json.loads(row["data"])), None)

    def before_last(self, subject: Subject, kind: str) -> list[Row]:
        """The lines of a subject that stand before the newest one of a kind."""
        sql = """SELECT * FROM event WHERE subject_kind = ? AND subject_id = ? AND n < (SELECT MAX(n) FROM event
                 WHERE subject_kind = ? AND subject_id = ? AND kind = ?) ORDER BY n"""
        return self._db.rows(sql, subject.kind, subject.id, subject.kind, subject.id, kind)

    def has(self, subject: Subject, actor: str, kind: str, since: str = "") -> bool:
        """Whether somebody did this in a case, at `since` (a day or minute) or later."""
        sql = "SELECT 1 FROM event WHERE subject_kind = ? AND subject_id = ? AND actor = ? AND kind = ? AND at >= ?"
        return self._db.value(sql, subject.kind, subject.id, actor, kind, since) is not None

    def heads(self) -> list[Row]:
        """The newest line of each chain, in the order of the cases' ids."""
        return self._db.rows(
            """SELECT e.subject_kind, e.subject_id, e.n, e.hash FROM event e
               JOIN (SELECT subject_kind, subject_id, MAX(n) AS n FROM event GROUP BY subject_kind, subject_id) h
               ON h.subject_kind = e.subject_kind AND h.subject_id = e.subject_id AND h.n = e.n
               ORDER BY e.subject_kind, e.subject_id"""
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
