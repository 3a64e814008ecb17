"""How many questions came on a day, by topic and outcome; nothing else: no words, no channel, no hour, nobody.

Counts gather in memory and are written now and then, in sums: a single row never tells of a single message's moment.
Whoever shows them hides small ones (`Counted.shown`): one question on a rare topic could be tied to somebody.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path

from sqlite_utils import Database, Migrations

from knowledge.database import open_database
from knowledge.model import QuestionOutcome

KEPT = timedelta(days=800)  # two years can be compared
LEAST_SHOWN = 5

migrations = Migrations("question_counts")


@dataclass(frozen=True, slots=True)
class Counted:
    """Questions of a topic ("" where none is known) with one outcome, over some days."""

    topic: str
    outcome: QuestionOutcome
    count: int

    @property
    def shown(self) -> int | None:
        """The count, or None where it is too small to be shown."""
        return self.count if self.count >= LEAST_SHOWN else None


@migrations()
def m001_counts(db: Database) -> None:
    """One row for each day, topic and outcome."""
    db.table("question_count").create(
        {"day": str, "topic": str, "outcome": str, "count": int},
        pk=("day", "topic", "outcome"),
        not_null={"day", "topic", "outcome", "count"},
    )


class QuestionCounts:
    """The counts of one installation; `path` None keeps them in memory."""

    def __init__(self, path: Path | None) -> None:
        self._db = open_database(path, migrations)
        self._waiting: Counter[tuple[str, str, str]] = Counter()

    def add(self, day: date, topic: str, outcome: QuestionOutcome) -> None:
        """Count one; it is written with the next `flush`."""
        self._waiting[day.isoformat(), topic, outcome] += 1

    def flush(self) -> None:
        """Write what was counted, and forget days that are over."""
        if not self._waiting:
            return
        rows = [(*key, count) for key, count in sorted(self._waiting.items())]
        last = max(date.fromisoformat(day) for day, *_ in rows)
        with self._db.atomic():
            for row in rows:
                self._db.execute(
                    "INSERT INTO question_count (day, topic, outcome, count) VALUES (?, ?, ?, ?)"
                    " ON CONFLICT (day, topic, outcome) DO UPDATE SET count = count + excluded.count",
                    row,
                )
            self._db.execute("DELETE FROM question_count WHERE day < ?", [(last - KEPT).isoformat()])
        self._waiting.clear()

    def between(self, first: date, last: date) -> Iterator[Counted]:
        """The sums of the days from `first` to `last`, by topic and outcome."""
        rows = self._db.execute(
            "SELECT topic, outcome, sum(count) FROM question_count WHERE day BETWEEN ? AND ?"
            " GROUP BY topic, outcome ORDER BY topic, outcome",
            [first.isoformat(), last.isoformat()],
        ).fetchall()
        return (Counted(topic, QuestionOutcome(outcome), int(count)) for topic, outcome, count in rows)
