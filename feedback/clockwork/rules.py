"""Day counts and the operator's calendar: rows with a source, never code. Read again whenever anybody changed them."""

from __future__ import annotations

from datetime import date
from functools import cache
from importlib.resources import files

from feedback.clockwork.rule_file import read_holidays, read_rules
from feedback.clockwork.rule_store import RuleStore
from feedback.clockwork.working_days import WorkingCalendar
from feedback.errors import Fault, FeedbackError
from feedback.model.lifecycle import Clock
from feedback.model.terms import Term
from feedback.storage.database import FeedbackDatabase, Row


class Rules:
    """How long everything takes, and which days are worked."""

    def __init__(self, db: FeedbackDatabase) -> None:
        self._db = db
        self._rows = RuleStore(db)
        self._calendar = WorkingCalendar({})
        self._read_at: int | None = None
        self._add_missing()

    @property
    def calendar(self) -> WorkingCalendar:
        """The working days as they stand now; a command beside the server may have imported some."""
        version = self._db.foreign_changes()
        if version != self._read_at:
            exceptions = self._rows.exceptions()
            if exceptions != self._calendar.exceptions:
                self._calendar = WorkingCalendar(exceptions)
            self._read_at = version
        return self._calendar

    def of(self, name: Clock | Term, day: date) -> Row:
        """The rule of a clock or term on a day: days, unit, source, binding, verified_on."""
        row = self._rows.rule(name, day)
        if not row:
            raise FeedbackError(Fault.NO_RULE, clock=str(name), day=day)
        return row

    def count(self, name: Clock | Term, day: date) -> int:
        """How many days (or hours, minutes) a rule counts."""
        found = self.of(name, day)["days"]
        assert isinstance(found, int)
        return found

    def load(self, text: str) -> int:
        """Add the counts of a TOML file; a rule of the same clock and first day is replaced."""
        rules = read_rules(text)
        with self._db.transaction():
            for rule in rules:
                self._rows.put(**rule)
        return len(rules)

    def load_holidays(self, text: str) -> int:
        """Add days off and make-up days (`[[holiday]]` day, name, working, source) of a TOML file."""
        rows = read_holidays(text)
        with self._db.transaction():
            for row in rows:
                self._rows.put_holiday(row.day, row.name, row.working, row.source)
        self._read_at = None
        return len(rows)

    def _add_missing(self) -> None:
        """The shipped rules, where the union has none of its own: a new version may count what an older did not."""
        known = self._rows.names()
        missing = [rule for rule in _shipped() if rule["clock"] not in known]
        if missing:
            with self._db.transaction():
                for rule in missing:
                    self._rows.put(**rule)


@cache
def _shipped() -> tuple[Row, ...]:
    return tuple(read_rules((files("feedback") / "data" / "rules.toml").read_text(encoding="utf-8")))
