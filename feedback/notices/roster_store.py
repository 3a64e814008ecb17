"""Rows of shifts."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from feedback.storage.database import FeedbackDatabase, Row, random_id


class RosterStore:
    """Reads and writes shifts."""

    def __init__(self, db: FeedbackDatabase) -> None:
        self._db = db

    def replace(self, unit: str, first: str, last: str, rows: Iterable[Mapping[str, object]]) -> None:
        """Put these shifts in the place of those of the unit that begin in this time."""
        with self._db.transaction():
            sql = "DELETE FROM roster_shift WHERE unit = ? AND starts_at >= ? AND starts_at < ?"
            self._db.run(sql, unit, first, last)
            for row in rows:
                self._db.insert("roster_shift", id=random_id(), **row)

    def after(self, now: str) -> list[Row]:
        """Shifts that are not over."""
        return self._db.rows("SELECT * FROM roster_shift WHERE ends_at > ? ORDER BY starts_at, unit", now)

    def on(self, unit: str, now: str) -> list[int]:
        """Active people whose shift is on."""
        rows = self._db.rows(
            """SELECT DISTINCT r.staff_id FROM roster_shift r JOIN staff s ON s.id = r.staff_id
               WHERE r.unit = ? AND r.starts_at <= ? AND r.ends_at > ? AND s.active = 1 ORDER BY r.staff_id""",
            unit,
            now,
            now,
        )
        return [row["staff_id"] for row in rows]
