"""Pages and counts of cases as one person may see them: the sight of the roles stands in the query itself."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from feedback.model.lifecycle import ENDED_STATES, TRIAGE_STATES, State
from feedback.storage.database import FeedbackDatabase, Row

_DUE = """(SELECT MIN(d.due_at) FROM deadline d WHERE d.subject_kind = 'case' AND d.subject_id = s.id
  AND d.ended_on IS NULL)"""
_RANK = "CASE s.lane WHEN 'emergency' THEN 0 WHEN 'urgent' THEN 1 ELSE 2 END"
_UNREAD = """(SELECT COALESCE(MAX(e.n), 0) FROM event e WHERE e.subject_kind = 'case' AND e.subject_id = s.id
  AND e.actor = 'worker' AND e.kind <> 'read') > (SELECT COALESCE(MAX(e.n), 0) FROM event e
  WHERE e.subject_kind = 'case' AND e.subject_id = s.id AND e.kind = 'viewed' AND e.actor = ?)"""
_LATEST = "9999"


@dataclass(frozen=True, slots=True)
class Sight:
    """Through which units a person sees which cases; codes of units by what the roles there show."""

    person: int
    whole: tuple[str, ...]
    intake: tuple[str, ...]
    handling: tuple[str, ...]
    duty: tuple[str, ...]
    reviewing: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Condition:
    """A piece of a WHERE with its values."""

    sql: str
    values: tuple[object, ...] = ()


class ListStore:
    """Reads lists of cases."""

    def __init__(self, db: FeedbackDatabase) -> None:
        self._db = db

    def page(self, sight: Sight, conditions: Sequence[Condition], after: tuple[object, ...], size: int) -> list[Row]:
        """Up to `size` lines behind the (rank, due_at, id) of the last one, the most pressing first."""
        where, values = _where([own_work(sight), *conditions])
        sql = f"""SELECT * FROM (SELECT s.id, s.public_no, s.version, s.owner, s.state, s.lane, s.kind, s.category,
                  s.created_on, s.assignee, {_RANK} AS rank, COALESCE({_DUE}, '{_LATEST}') AS due_at,
                  {_UNREAD} AS unread FROM submission s WHERE {where}) WHERE (rank, due_at, id) > (?, ?, ?)
                  ORDER BY rank, due_at, id LIMIT ?"""  # noqa: S608 - our own words
        return self._db.rows(sql, f"staff:{sight.person}", *values, *after, size)

    def ids(self, sight: Sight, conditions: Sequence[Condition]) -> list[int]:
        """The ids of everything in a list, to be counted."""
        where, values = _where([own_work(sight), *conditions])
        rows = self._db.rows(f"SELECT s.id FROM submission s WHERE {where}", *values)  # noqa: S608 - our own words
        return [row["id"] for row in rows]


def own_work(sight: Sight) -> Condition:
    """What a person's roles show: leads and boards all, intake new ones, handlers their own, duty emergencies."""
    new = ", ".join(f"'{state.value}'" for state in sorted(TRIAGE_STATES))
    waiting = f"'{State.REDIRECTED.value}', '{State.WITHDRAW_CHECK.value}'"
    ways = [
        among(sight.whole),
        _both(among(sight.intake), f"(s.state IN ({new}) OR (s.state IN ({waiting}) AND s.assignee IS NULL))"),
        _both(among(sight.handling), "s.assignee = ?", sight.person),
        _both(among(sight.duty), "s.lane = 'emergency'"),
        reviewed(sight.reviewing),
    ]
    sql = " OR ".join(f"({way.sql})" for way in ways)
    barred = "NOT EXISTS(SELECT 1 FROM exclusion x WHERE x.submission_id = s.id AND x.staff_id = ?)"
    values = tuple(value for way in ways for value in way.values)
    return Condition(f"s.sealed_on IS NULL AND ({sql}) AND {barred}", (*values, sight.person))


def among(units: Iterable[str], column: str = "s.owner") -> Condition:
    """Cases of these units."""
    codes = tuple(units)
    return Condition(f"{column} IN ({', '.join('?' * len(codes))})", codes)


def reviewed(units: Iterable[str], purpose: str = "") -> Condition:
    """Cases that one of these units reviews, for a purpose or for any."""
    unit = among(units, "g.unit")
    matching = " AND g.purpose = ?" if purpose else ""
    sql = f"""s.id IN (SELECT g.submission_id FROM case_key_grant g WHERE g.mode = 'review'
              AND {unit.sql}{matching})"""  # noqa: S608 - our own words
    return Condition(sql, (*unit.values, *([purpose] if purpose else [])))


def in_states(states: Iterable[State]) -> Condition:
    """Cases in one of these states."""
    values = tuple(state.value for state in states)
    return Condition(f"s.state IN ({', '.join('?' * len(values))})", values)


def still_open() -> Condition:
    """Everything that has not ended."""
    return in_states(set(State) - ENDED_STATES)


def due_by(instant: str) -> Condition:
    """Cases whose next clock runs out by then."""
    return Condition(f"{_DUE} <= ?", (instant,))


def due_after(instant: str) -> Condition:
    """Cases whose next clock runs out later."""
    return Condition(f"{_DUE} > ?", (instant,))


def unread_by(person: int) -> Condition:
    """Cases in which the worker did something since this person read."""
    return Condition(_UNREAD, (f"staff:{person}",))


def column_is(column: str, value: object) -> Condition:
    """A column with this value; None for an empty one."""
    return Condition(f"s.{column} IS NULL") if value is None else Condition(f"s.{column} = ?", (value,))


def is_filled(column: str) -> Condition:
    """A text column that says something."""
    return Condition(f"s.{column} <> ''")


def not_proposed_by(person: int) -> Condition:
    """Cases in which this person proposed nothing, and so may decide."""
    return Condition(
        "NOT EXISTS(SELECT 1 FROM screening r WHERE r.submission_id = s.id AND r.proposed_by = ?)", (person,)
    )


def any_of(*conditions: Condition) -> Condition:
    """One of several."""
    sql = " OR ".join(f"({condition.sql})" for condition in conditions)
    return Condition(sql, tuple(value for condition in conditions for value in condition.values))


def hold_wanted(person: int) -> Condition:
    """Cases in which somebody else proposed a hold."""
    return Condition(
        """s.id IN (SELECT h.submission_id FROM hold h WHERE h.ended_on IS NULL AND h.confirmed_by IS NULL
           AND h.proposed_by <> ?)""",
        (person,),
    )


def _both(first: Condition, sql: str, *values: object) -> Condition:
    return Condition(f"{first.sql} AND {sql}", (*first.values, *values))


def _where(conditions: Iterable[Condition]) -> tuple[str, tuple[object, ...]]:
    found = list(conditions)
    return " AND ".join(f"({c.sql})" for c in found), tuple(value for c in found for value in c.values)
