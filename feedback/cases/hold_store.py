"""Rows of legal holds: who proposed one and why, who agreed, and until when."""

from __future__ import annotations

from datetime import date

from feedback.storage.database import FeedbackDatabase, Row


class HoldStore:
    """Reads and writes holds; a case has one at most at a time."""

    def __init__(self, db: FeedbackDatabase) -> None:
        self._db = db

    def add(self, hold_id: int, case_id: int, proposed_by: int, day: date, until: date, reason_ct: bytes) -> None:
        """Propose one."""
        self._db.insert(
            "hold",
            id=hold_id,
            submission_id=case_id,
            proposed_by=proposed_by,
            proposed_on=day.isoformat(),
            until=until.isoformat(),
            reason_ct=reason_ct,
        )

    def open(self, case_id: int) -> Row | None:
        """The hold that is proposed or in force."""
        return self._db.row("SELECT * FROM hold WHERE submission_id = ? AND ended_on IS NULL", case_id)

    def confirm(self, hold_id: int, confirmed_by: int) -> None:
        """A second person agrees."""
        self._db.update("hold", hold_id, confirmed_by=confirmed_by)

    def end(self, case_id: int, day: date) -> None:
        """Lifted, turned down, or run out."""
        sql = "UPDATE hold SET ended_on = ? WHERE submission_id = ? AND ended_on IS NULL"
        self._db.run(sql, day.isoformat(), case_id)
