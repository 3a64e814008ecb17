"""Rows that figures are counted from: of cases, of promises and of daily counts; never anything sealed."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from feedback.model.lifecycle import ENDED_STATES, PROMISES, Clock
from feedback.reports.values import Period
from feedback.storage.database import FeedbackDatabase, Row, listed


class FigureStore:
    """Reads for reports."""

    def __init__(self, db: FeedbackDatabase) -> None:
        self._db = db

    def received(self, units: Iterable[str], period: Period) -> list[Row]:
        """Cases that arrived in the period: id, owner, category, channel, lane, retaliation, created_on."""
        sql = f"""SELECT id, owner, category, channel, lane, retaliation, created_on FROM submission
                  WHERE owner IN {_codes(units)} AND created_on BETWEEN ? AND ?"""  # noqa: S608 - codes of units
        return self._db.rows(sql, *units, *_days(period))

    def closed(self, units: Sequence[str], period: Period) -> list[Row]:
        """Cases that were closed in the period: id, outcome."""
        sql = f"""SELECT id, outcome FROM submission WHERE owner IN {_codes(units)} AND closed_on BETWEEN ? AND ?
                  AND state IN {listed(ENDED_STATES)}"""  # noqa: S608 - our own words
        return self._db.rows(sql, *units, *_days(period))

    def open_now(self, units: Sequence[str]) -> list[Row]:
        """Cases that are open: id."""
        sql = f"""SELECT id FROM submission WHERE owner IN {_codes(units)}
                  AND state NOT IN {listed(ENDED_STATES)}"""  # noqa: S608 - our own words
        return self._db.rows(sql, *units)

    def late_now(self, units: Sequence[str], instant: str) -> list[Row]:
        """Cases with a promise that is past its end: id."""
        sql = f"""SELECT DISTINCT d.subject_id AS id FROM deadline d WHERE d.subject_kind = 'case'
                  AND d.ended_on IS NULL AND d.unit IN {_codes(units)} AND d.due_at < ?
                  AND d.clock IN {listed(PROMISES)}"""  # noqa: S608 - our own words
        return self._db.rows(sql, *units, instant)

    def promises(self, units: Sequence[str], period: Period) -> list[Row]:
        """Promises due in the period, those taken back left out: id (of the case), clock, due_at, ended_on, result."""
        sql = f"""SELECT d.subject_id AS id, d.clock, d.due_at, d.ended_on, d.result FROM deadline d
                  WHERE d.subject_kind = 'case' AND d.unit IN {_codes(units)} AND d.clock IN {listed(PROMISES)}
                  AND substr(d.due_at, 1, 10) BETWEEN ? AND ?
                  AND (d.result IS NULL OR d.result IN ('met', 'missed'))"""  # noqa: S608 - our own words
        return self._db.rows(sql, *units, *_days(period))

    def answers(self, units: Sequence[str], period: Period) -> list[Row]:
        """First answers in the period: id, created_on, ended_on, disputes."""
        sql = f"""SELECT s.id, s.created_on, s.disputes, MIN(d.ended_on) AS ended_on
                  FROM deadline d JOIN submission s ON s.id = d.subject_id
                  WHERE d.subject_kind = 'case' AND d.clock = ? AND d.result IN ('met', 'missed')
                  AND d.unit IN {_codes(units)} GROUP BY s.id HAVING MIN(d.ended_on) BETWEEN ? AND ?"""  # noqa: S608
        return self._db.rows(sql, Clock.ANSWER, *units, *_days(period))

    def counted(self, units: Sequence[str], period: Period, measure: str) -> int:
        """How often something was counted in the period."""
        sql = f"""SELECT COALESCE(SUM(n), 0) FROM stat_day WHERE measure = ? AND unit IN {_codes(units)}
                  AND day BETWEEN ? AND ?"""  # noqa: S608 - codes of units
        found = self._db.value(sql, measure, *units, *_days(period))
        assert isinstance(found, int)
        return found


def _codes(units: Iterable[str]) -> str:
    return f"({', '.join('?' for _ in units)})"


def _days(period: Period) -> tuple[str, str]:
    return period.first.isoformat(), period.last.isoformat()
