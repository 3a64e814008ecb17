"""Rows of running and ended clocks. Instants are texts of `write_instant`: their order is time's order."""

from __future__ import annotations

from collections.abc import Iterable

from feedback.model.lifecycle import PROMISES, Clock
from feedback.model.subject import Subject, SubjectKind
from feedback.storage.database import FeedbackDatabase, Row, listed


class DeadlineStore:
    """Reads and writes deadlines."""

    def __init__(self, db: FeedbackDatabase) -> None:
        self._db = db

    def add(self, **values: object) -> None:
        """Start a clock."""
        self._db.insert("deadline", **values)

    def update(self, row_id: int, **values: object) -> None:
        """Change a clock."""
        self._db.update("deadline", row_id, **values)

    def open(self, subject: Subject, clock: Clock) -> Row | None:
        """The open clock of this kind."""
        sql = "SELECT * FROM deadline WHERE subject_kind = ? AND subject_id = ? AND clock = ? AND ended_on IS NULL"
        return self._db.row(sql, subject.kind, subject.id, clock)

    def of(self, subject: Subject) -> list[Row]:
        """All clocks of a subject, in the order in which they began."""
        sql = "SELECT * FROM deadline WHERE subject_kind = ? AND subject_id = ? ORDER BY started_on, due_at, id"
        return self._db.rows(sql, subject.kind, subject.id)

    def open_of(self, subject: Subject) -> list[Row]:
        """All open clocks of a subject."""
        sql = "SELECT * FROM deadline WHERE subject_kind = ? AND subject_id = ? AND ended_on IS NULL ORDER BY due_at"
        return self._db.rows(sql, subject.kind, subject.id)

    def next(self, until: str, limit: int) -> list[Row]:
        """Open clocks that must be looked at by this instant, the longest waiting first."""
        sql = "SELECT * FROM deadline WHERE ended_on IS NULL AND next_at <= ? ORDER BY next_at LIMIT ?"
        return self._db.rows(sql, until, limit)

    def forget_minutes(self, subject: Subject, clock: Clock) -> None:
        """Only the day of this clock stays."""
        sql = """UPDATE deadline SET due_at = substr(due_at, 1, 10) || 'T23:59'
                 WHERE subject_kind = ? AND subject_id = ? AND clock = ?"""
        self._db.run(sql, subject.kind, subject.id, clock)

    def hand_over(self, subject: Subject, unit: str) -> None:
        """The open clocks count for another unit."""
        sql = "UPDATE deadline SET unit = ? WHERE subject_kind = ? AND subject_id = ? AND ended_on IS NULL"
        self._db.run(sql, unit, subject.kind, subject.id)

    def all_open(self) -> list[Row]:
        """Every open clock."""
        return self._db.rows("SELECT * FROM deadline WHERE ended_on IS NULL")

    def late_promises(self, before: str, units: Iterable[str], after: tuple[str, int], limit: int) -> list[Row]:
        """A page of late promises of these units: id, case_id, public_no, owner, clock, due_at, the latest first.

        `after` is (due_at, id) of the last one seen, ("", 0) for the first page. Unit by unit, because within one the
        index has the order, and a list of all that is late would be sorted for every page.
        """
        sql = f"""SELECT d.id, d.subject_id AS case_id, d.clock, d.due_at FROM deadline d
                  WHERE d.ended_on IS NULL AND d.subject_kind = ? AND d.unit = ? AND d.due_at < ?
                  AND (d.due_at, d.id) > (?, ?) AND d.clock IN {listed(PROMISES)} ORDER BY d.due_at, d.id LIMIT ?"""  # noqa: S608 - our own words
        found = [row for unit in units for row in self._db.rows(sql, SubjectKind.CASE, unit, before, *after, limit)]
        page = sorted(found, key=lambda row: (row["due_at"], row["id"]))[:limit]
        return [{**row, **self._case(row["case_id"])} for row in page]

    def _case(self, case_id: int) -> Row:
        found = self._db.row("SELECT public_no, owner FROM submission WHERE id = ?", case_id)
        assert found is not None
        return found
