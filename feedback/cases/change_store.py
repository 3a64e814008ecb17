"""A number for each unit that grows with everything that happens to the cases that it sees; it tells nothing else."""

from __future__ import annotations

from collections.abc import Mapping

from feedback.storage.database import FeedbackDatabase


class ChangeStore:
    """Reads what the triggers of the schema count."""

    def __init__(self, db: FeedbackDatabase) -> None:
        self._db = db

    def numbers(self) -> Mapping[str, int]:
        """Unit to its number; a unit that never saw a case is missing."""
        return {row["unit"]: row["n"] for row in self._db.rows("SELECT unit, n FROM unit_change")}
