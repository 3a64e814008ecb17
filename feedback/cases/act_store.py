"""Marks of acts that were done: a form that arrives twice is one act, other words under its token are a conflict."""

from __future__ import annotations

from datetime import date

from feedback.storage.database import FeedbackDatabase, Row

KEPT_DAYS = 30  # a form that old is not sent again


class ActStore:
    """Remembers a mark of the token, one of the request, and what came of it; never the words."""

    def __init__(self, db: FeedbackDatabase) -> None:
        self._db = db

    def find(self, mark: bytes) -> Row | None:
        """What was done under this token."""
        return self._db.row("SELECT * FROM act WHERE mark = ?", mark)

    def add(self, mark: bytes, request: bytes, result: str, day: date) -> None:
        """Remember an act."""
        self._db.insert("act", mark=mark, request=request, result=result, day=day.isoformat())

    def forget(self, before: date) -> None:
        """Forms that old are not sent again."""
        self._db.run("DELETE FROM act WHERE day < ?", before.isoformat())
