"""The desk of questions that were not answered, or not well: without any trace of who asked, for 90 days.

A question is stripped of identity before it is stored, with the day and no instant. Staff tie it to an article, which
makes it a sample question of that article at once, or mark it out of scope. It lies in `desk.db`.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path

from sqlite_utils import Database, Migrations

from knowledge.anonymize import strip_identity
from knowledge.database import open_database

KEPT = timedelta(days=90)
MOST = 5000  # rows; a flood of nonsense pushes out the oldest
REASONS = ("unanswered", "unhelpful")

migrations = Migrations("desk")


@migrations()
def m001_desk(db: Database) -> None:
    """Questions to work through, and those marked out of scope."""
    db.table("desk").create(
        {"id": int, "question": str, "reason": str, "day": str, "out_of_scope": int},
        pk="id",
        not_null={"question", "reason", "day", "out_of_scope"},
        defaults={"out_of_scope": 0},
    )
    db.table("desk").create_index(["question", "reason", "day"], unique=True)


@dataclass(frozen=True, slots=True)
class OpenQuestion:
    """A question at the desk; `reason` is "unanswered" or "unhelpful"."""

    id: int
    question: str
    reason: str
    day: date


class Desk:
    """The questions of one installation; `path` None keeps them in memory."""

    def __init__(self, path: Path | None, strip: Callable[[str], str] = strip_identity) -> None:
        self._db = open_database(path, migrations)
        self._strip = strip

    def add(self, question: str, reason: str, day: date) -> None:
        """Keep a question, without identity; the same one on the same day is kept once."""
        stripped = self._strip(question)
        with self._db.atomic():
            self._db.execute("DELETE FROM desk WHERE day < ?", [(day - KEPT).isoformat()])
            self._db.execute(
                "INSERT OR IGNORE INTO desk (question, reason, day) VALUES (?, ?, ?)",
                [stripped, reason, day.isoformat()],
            )
            self._db.execute("DELETE FROM desk WHERE id NOT IN (SELECT id FROM desk ORDER BY id DESC LIMIT ?)", [MOST])

    def open(self) -> tuple[OpenQuestion, ...]:
        """What waits for staff, oldest first."""
        rows = self._db.execute(
            "SELECT id, question, reason, day FROM desk WHERE out_of_scope = 0 ORDER BY id"
        ).fetchall()
        return tuple(OpenQuestion(i, q, r, date.fromisoformat(d)) for i, q, r, d in rows)

    def find(self, number: int) -> OpenQuestion | None:
        """The open question with this number."""
        return next((q for q in self.open() if q.id == number), None)

    def remove(self, number: int) -> None:
        """A question was tied to an article, or holds a name that the machine missed: it goes."""
        with self._db.atomic():
            self._db.execute("DELETE FROM desk WHERE id = ?", [number])

    def mark_out_of_scope(self, number: int) -> None:
        """The law has no answer to it; it stays, unlisted, until its 90 days are over."""
        with self._db.atomic():
            self._db.execute("UPDATE desk SET out_of_scope = 1 WHERE id = ?", [number])
