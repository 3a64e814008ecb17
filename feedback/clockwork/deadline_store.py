"""Rows of running and ended clocks. Instants are texts of `write_instant`: their order is time's order."""

from __future__ import annotations

from feedback.model.lifecycle import Clock
from feedback.storage.database import FeedbackDatabase, Row


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

    def open(self, case_id: int, clock: Clock) -> Row | None:
        """The open clock of this kind."""
        sql = "SELECT * FROM deadline WHERE submission_id = ? AND clock = ? AND ended_on IS NULL"
        return self._db.row(sql, case_id, clock)

    def open_of(self, case_id: int) -> list[Row]:
        """All open clocks of a case."""
        sql = "SELECT * FROM deadline WHERE submission_id = ? AND ended_on IS NULL ORDER BY due_at"
        return self._db.rows(sql, case_id)

    def next(self, until: str, limit: int) -> list[Row]:
        """Open clocks that must be looked at by this instant, the longest waiting first."""
        sql = "SELECT * FROM deadline WHERE ended_on IS NULL AND next_at <= ? ORDER BY next_at LIMIT ?"
        return self._db.rows(sql, until, limit)

    def forget_minutes(self, case_id: int, clock: Clock) -> None:
        """Only the day of this clock stays."""
        sql = "UPDATE deadline SET due_at = substr(due_at, 1, 10) || 'T23:59' WHERE submission_id = ? AND clock = ?"
        self._db.run(sql, case_id, clock)

    def hand_over(self, case_id: int, unit: str) -> None:
        """The open clocks count for another unit."""
        self._db.run("UPDATE deadline SET unit = ? WHERE submission_id = ? AND ended_on IS NULL", unit, case_id)

    def late_promises(self, before: str) -> list[Row]:
        """Cases with a late promise: id, public_no, owner, clock and due_at, the latest first."""
        return self._db.rows(
            """SELECT DISTINCT s.id, s.public_no, s.owner, d.clock, d.due_at FROM deadline d
               JOIN submission s ON s.id = d.submission_id
               WHERE d.ended_on IS NULL AND d.due_at < ? AND d.clock IN ('first_look', 'classification',
               'handling_notice', 'answer') ORDER BY d.due_at""",
            before,
        )
