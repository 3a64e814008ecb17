"""Rows of the event chains."""

from __future__ import annotations

import json
from collections.abc import Iterable
from enum import StrEnum

from feedback.model.subject import Subject
from feedback.storage.database import FeedbackDatabase, Row


class EventStore:
    """Reads and appends events; the database itself refuses to change or delete one."""

    def __init__(self, db: FeedbackDatabase) -> None:
        self._db = db

    def add(self, row: Row) -> None:
        """Append a line whose number and hashes were computed."""
        self._db.insert("event", **row)

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

    def count_without(self, subject: Subject, kinds: Iterable[str]) -> int:
        """How many lines of a chain are of none of these kinds."""
        left = tuple(kinds)
        sql = f"""SELECT COUNT(*) FROM event WHERE subject_kind = ? AND subject_id = ?
                  AND kind NOT IN ({", ".join("?" * len(left))})"""  # noqa: S608 - marks only
        value = self._db.value(sql, subject.kind, subject.id, *left)
        assert isinstance(value, int)
        return value

    def last(self, subject: Subject) -> Row | None:
        """Number, hash and time of the newest line of a chain."""
        sql = "SELECT n, hash, at FROM event WHERE subject_kind = ? AND subject_id = ? ORDER BY n DESC LIMIT 1"
        return self._db.row(sql, subject.kind, subject.id)

    def last_of_kind(self, subject: Subject, kind: StrEnum, limit: int = 1) -> list[Row]:
        """The newest lines of a kind in a chain, the newest first."""
        sql = "SELECT * FROM event WHERE subject_kind = ? AND subject_id = ? AND kind = ? ORDER BY n DESC LIMIT ?"
        return self._db.rows(sql, subject.kind, subject.id, kind, limit)

    def mark_again(self, row: Row, prev_hash: bytes, mark: bytes) -> None:
        """Other marks for a line of an earlier version; its trigger must be lifted."""
        sql = "UPDATE event SET prev_hash = ?, hash = ? WHERE subject_kind = ? AND subject_id = ? AND n = ?"
        self._db.run(sql, prev_hash, mark, row["subject_kind"], row["subject_id"], row["n"])

    def heads_until(self, day: str) -> list[Row]:
        """Each chain's newest line of this day or before, in the order of the subjects; n counts the lines too."""
        return self._db.rows(
            """SELECT e.subject_kind, e.subject_id, e.n, e.hash FROM event e JOIN
               (SELECT subject_kind, subject_id, MAX(n) AS n FROM event WHERE substr(at, 1, 10) <= ?
                GROUP BY subject_kind, subject_id) h
               ON h.subject_kind = e.subject_kind AND h.subject_id = e.subject_id AND h.n = e.n""",
            day,
        )

    def forget(self, subjects: Iterable[Subject]) -> None:
        """Remove every line of these chains: the only place that lifts the trigger against it."""
        with self._db.without_trigger("event_no_delete"):
            for subject in subjects:
                self._db.run("DELETE FROM event WHERE subject_kind = ? AND subject_id = ?", subject.kind, subject.id)

    def mark_of(self, subject: Subject, n: int) -> bytes | None:
        """The mark of one line."""
        sql = "SELECT hash FROM event WHERE subject_kind = ? AND subject_id = ? AND n = ?"
        value = self._db.value(sql, subject.kind, subject.id, n)
        assert value is None or isinstance(value, bytes)
        return value
