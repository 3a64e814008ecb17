"""The random marks of drafts that were just sent: by them a last step that is repeated after a crash is known.

A mark stands for seconds, until the channel committed its receipt; one that a crash left goes the next day.
"""

from __future__ import annotations

from datetime import date

from feedback.storage.database import FeedbackDatabase


class DraftMarks:
    """Which case a draft became."""

    def __init__(self, db: FeedbackDatabase) -> None:
        self._db = db

    def add(self, mark: str, case_id: int, day: date) -> None:
        """Remember it; marks of earlier days go. Call it inside the transaction that stores the case."""
        self._db.run("DELETE FROM draft_mark WHERE day < ?", day.isoformat())
        self._db.run("INSERT INTO draft_mark VALUES (?, ?, ?)", mark, case_id, day.isoformat())

    def case_of(self, mark: str) -> int | None:
        """The case that the draft became, or None when it was not stored."""
        found = self._db.value("SELECT submission_id FROM draft_mark WHERE mark = ?", mark)
        return None if found is None else int(found)

    def drop(self, mark: str) -> None:
        """Forget a mark."""
        with self._db.transaction():
            self._db.run("DELETE FROM draft_mark WHERE mark = ?", mark)
