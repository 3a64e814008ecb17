"""Rows of day counts with their sources, and of days off and make-up days."""

from __future__ import annotations

from datetime import date

from feedback.model.lifecycle import Clock
from feedback.model.terms import Term
from feedback.storage.database import FeedbackDatabase, Row


class RuleStore:
    """Reads and writes the rules of the clocks and the operator's calendar."""

    def __init__(self, db: FeedbackDatabase) -> None:
        self._db = db

    def names(self) -> frozenset[str]:
        """The clocks and terms that have a rule, of whatever day."""
        return frozenset(row["clock"] for row in self._db.rows("SELECT DISTINCT clock FROM rule"))

    def put(self, **rule: object) -> None:
        """Add a rule; one of the same clock and first day is replaced."""
        self._db.run("DELETE FROM rule WHERE clock = ? AND effective_from = ?", rule["clock"], rule["effective_from"])
        self._db.insert("rule", **rule)

    def rule(self, clock: Clock | Term, day: date) -> Row | None:
        """The rule of a clock or term on a day."""
        return self._db.row(
            """SELECT * FROM rule WHERE clock = ? AND effective_from <= ? AND (effective_to IS NULL OR effective_to > ?)
               ORDER BY effective_from DESC LIMIT 1""",
            clock,
            day.isoformat(),
            day.isoformat(),
        )

    def put_holiday(self, day: date, name: str, working: bool, source: str) -> None:
        """Add a day off or a make-up day, or replace it."""
        self._db.run("DELETE FROM holiday WHERE day = ?", day.isoformat())
        self._db.insert("holiday", day=day.isoformat(), name=name, working=int(working), source=source)

    def exceptions(self) -> dict[date, bool]:
        """Day → whether it is worked."""
        rows = self._db.rows("SELECT day, working FROM holiday")
        return {date.fromisoformat(r["day"]): bool(r["working"]) for r in rows}
