"""The desk of questions that were not answered, or not well: without any trace of who asked, for 90 days.

A question is stripped of identity before it is stored, with the day and no instant. Staff tie it to an article, which
makes it a sample question of that article at once, or mark it out of scope. It lies in `desk.db`, closed under a key
that lies elsewhere: a machine can miss a name, and who copies the file must not read it.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path
from typing import Protocol

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


@migrations()
def m002_closed(db: Database) -> None:
    """Questions are closed; what an earlier version wrote in clear waits in `desk_clear` for the key."""
    db.execute("ALTER TABLE desk RENAME TO desk_clear")
    db.execute("DROP INDEX IF EXISTS idx_desk_question_reason_day")
    db.executescript("""
        CREATE TABLE desk (id INTEGER PRIMARY KEY AUTOINCREMENT, mark BLOB NOT NULL UNIQUE, body BLOB NOT NULL,
            reason TEXT NOT NULL, day TEXT NOT NULL, out_of_scope INTEGER NOT NULL DEFAULT 0);
    """)


class Box(Protocol):
    """Closes and opens questions under a key of whoever runs the desk."""

    def close(self, text: str) -> bytes: ...

    def open(self, closed: bytes) -> str | None:
        """None when another key closed it."""
        ...

    def mark(self, *parts: str) -> bytes:
        """The same for the same parts, and telling nothing without the key."""
        ...


@dataclass(frozen=True, slots=True)
class OpenQuestion:
    """A question at the desk; `reason` is "unanswered" or "unhelpful"."""

    id: int
    question: str
    reason: str
    day: date


class Desk:
    """The questions of one installation; `path` None keeps them in memory."""

    def __init__(self, path: Path | None, box: Box, strip: Callable[[str], str] = strip_identity) -> None:
        self._db = open_database(path, migrations)
        self._box = box
        self._strip = strip
        self._close_earlier_rows()

    def add(self, question: str, reason: str, day: date) -> None:
        """Keep a question, without identity; the same one on the same day is kept once."""
        stripped = self._strip(question)
        with self._db.atomic():
            _drop(self._db, day - KEPT)
            self._insert(stripped, reason, day.isoformat(), 0)
            self._db.execute("DELETE FROM desk WHERE id NOT IN (SELECT id FROM desk ORDER BY id DESC LIMIT ?)", [MOST])

    def purge(self, day: date) -> None:
        """Forget what has been here for 90 days."""
        with self._db.atomic():
            _drop(self._db, day - KEPT)

    def open(self) -> tuple[OpenQuestion, ...]:
        """What waits for staff, oldest first; what another key closed is passed over until its days are over."""
        rows = self._db.execute("SELECT id, body, reason, day FROM desk WHERE out_of_scope = 0 ORDER BY id").fetchall()
        opened = ((number, self._box.open(body), reason, day) for number, body, reason, day in rows)
        return tuple(OpenQuestion(n, q, r, date.fromisoformat(d)) for n, q, r, d in opened if q is not None)

    def _insert(self, question: str, reason: str, day: str, out_of_scope: int) -> None:
        self._db.execute(
            "INSERT OR IGNORE INTO desk (mark, body, reason, day, out_of_scope) VALUES (?, ?, ?, ?, ?)",
            [self._box.mark(question, reason, day), self._box.close(question), reason, day, out_of_scope],
        )

    def _close_earlier_rows(self) -> None:
        """Once: close what an earlier version wrote, and leave nothing of it in the file or its log."""
        rows = self._db.execute("SELECT question, reason, day, out_of_scope FROM desk_clear ORDER BY id").fetchall()
        if not rows:
            return
        with self._db.atomic():
            for row in rows:
                self._insert(*row)
            self._db.execute("DELETE FROM desk_clear")
        self._db.execute("VACUUM")
        self._db.execute("PRAGMA wal_checkpoint(TRUNCATE)")

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


def drop_before(path: Path, day: date) -> None:
    """Leave out of a copy of the desk what came before `day`, and every trace of it."""
    db = open_database(path, migrations)
    with db.atomic():
        _drop(db, day)
    db.execute("VACUUM")
    db.execute("PRAGMA journal_mode = DELETE")
    db.close()


def _drop(db: Database, day: date) -> None:
    for table in ("desk", "desk_clear"):
        db.execute(f"DELETE FROM {table} WHERE day < ?", [day.isoformat()])  # noqa: S608 (own names)
