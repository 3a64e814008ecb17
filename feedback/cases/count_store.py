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

    def declare_flood(self, unit: str, starts: date, ends: date, lead: int, supervisor: int) -> None:
        """Keep who declared a flood at a unit, and until when."""
        self._db.insert(
            "flood_mode",
            unit=unit,
            starts_on=starts.isoformat(),
            ends_on=ends.isoformat(),
            lead=lead,
            supervisor=supervisor,
        )

    def is_flooded(self, day: date, unit: str) -> bool:
        """Whether a flood was declared for this day at a unit; those of the first version held everywhere."""
        sql = "SELECT 1 FROM flood_mode WHERE starts_on <= ? AND ends_on >= ? AND unit IN ('', ?)"
        return self._db.value(sql, day.isoformat(), day.isoformat(), unit) is not None
