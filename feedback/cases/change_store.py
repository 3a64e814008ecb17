"""A number for each unit that grows with everything that happens to the cases that it sees; it tells nothing else."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from feedback.storage.database import FeedbackDatabase


class ChangeStore:
    """Reads what the triggers of the schema count."""

    def __init__(self, db: FeedbackDatabase) -> None:
        self._db = db

    def numbers(self, units: Iterable[str] | None = None) -> Mapping[str, int]:
        """Unit to its number, of these units or of all; a unit that never saw a case is missing."""
        wanted = None if units is None else frozenset(units)
        rows = self._db.rows("SELECT unit, n FROM unit_change")
        return {row["unit"]: row["n"] for row in rows if wanted is None or row["unit"] in wanted}
