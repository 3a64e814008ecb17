"""Daily counts per unit, and the days of "chế độ ngập"."""

from __future__ import annotations

from datetime import date

from feedback.storage.database import FeedbackDatabase


class CountStore:
    """Adds to the counts."""

    def __init__(self, db: FeedbackDatabase) -> None:
        self._db = db

    def add(self, day: date, unit: str, measure: str, dim: str = "") -> None:
        """Add one."""
        self._db.run(
            """INSERT INTO stat_day(day, unit, measure, dim, n) VALUES (?, ?, ?, ?, 1)
               ON CONFLICT(day, unit, measure, dim) DO UPDATE SET n = stat_day.n + 1""",
            day.isoformat(),
            unit,
            measure,
            dim,
        )

    def declare_flood(self, starts: date, ends: date, lead: int, supervisor: int) -> None:
        """Keep who declared a flood, and until when."""
        self._db.insert(
            "flood_mode", starts_on=starts.isoformat(), ends_on=ends.isoformat(), lead=lead, supervisor=supervisor
        )

    def is_flooded(self, day: date) -> bool:
        """Whether a flood was declared for this day."""
        sql = "SELECT 1 FROM flood_mode WHERE starts_on <= ? AND ends_on >= ?"
        return self._db.value(sql, day.isoformat(), day.isoformat()) is not None
