"""Pages and counts of cases as one person may see them: the sight of the roles stands in the query itself."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from feedback.model.lifecycle import ENDED_STATES, TRIAGE_STATES, State
from feedback.storage.database import FeedbackDatabase, Row

_LATEST = "9999"
_LINES = f"""(SELECT c.*, CASE c.lane WHEN 'emergency' THEN 0 WHEN 'urgent' THEN 1 ELSE 2 END AS rank,
  COALESCE((SELECT MIN(d.due_at) FROM deadline d WHERE d.subject_kind = 'case' AND d.subject_id = c.id
  AND d.ended_on IS NULL), '{_LATEST}') AS due_at FROM submission c) s"""  # noqa: S608 - our own words
_UNREAD = """((SELECT COALESCE(MAX(e.n), 0) FROM event e WHERE e.subject_kind = 'case' AND e.subject_id = s.id
  AND e.actor = 'worker' AND e.kind <> 'read') > (SELECT COALESCE(MAX(e.n), 0) FROM event e
  WHERE e.subject_kind = 'case' AND e.subject_id = s.id AND e.kind = 'viewed' AND e.actor = ?))"""
_SHOWN = "s.id, s.public_no, s.version, s.owner, s.state, s.lane, s.kind, s.category, s.created_on, s.assignee"
_COUNTED = "s.id, s.state, s.assignee, s.lane, s.moved_why, s.version, s.due_at"
Key = tuple[int, str, int]
"""Where a page ends: rank, last day (or the day of closing) and id of its last line."""
START: Key = (-1, "", 0)


@dataclass(frozen=True, slots=True)
class Sight:
    """Through which units a person sees which cases; codes of units by what the roles there show."""

    person: int
    whole: tuple[str, ...]
    intake: tuple[str, ...]
    handling: tuple[str, ...]
    duty: tuple[str, ...]
    reviewing: tuple[str, ...]
    posts: tuple[str, ...] = ()
    """Where the person works or holds a post: a case that bars such a unit is out of sight."""


@dataclass(frozen=True, slots=True)
class Condition:
    """A piece of a WHERE with its values."""

    sql: str
    values: tuple[object, ...] = ()


class ListStore:
    """Reads lists of cases."""

    def __init__(self, db: FeedbackDatabase) -> None:
        self._db = db

    def page(self, sight: Sight, conditions: Sequence[Condition], after: Key, size: int) -> list[Row]:
        """Up to `size` lines behind a key, the most pressing first; `key` columns are rank, `at` and id."""
        return self._page(sight, conditions, "s.rank", "s.due_at", "(rank, at, id) > (?, ?, ?)", after, size)

    def newest(self, sight: Sight, conditions: Sequence[Condition], after: Key, size: int) -> list[Row]:
        """The same of what has ended, the newest first."""
        at, last = (after[1], after[2]) if after != START else (_LATEST, 0)
        behind = "(at < ? OR (at = ? AND id > ?))"
        return self._page(sight, conditions, "0", "COALESCE(s.closed_on, '')", behind, (at, at, last), size, "at DESC")

    def count(self, sight: Sight, conditions: Sequence[Condition]) -> int:
        """How many cases stand in a list."""
        where, values = _where([own_work(sight), *conditions])
        value = self._db.value(f"SELECT COUNT(*) FROM {_LINES} WHERE {where}", *values)  # noqa: S608 - our own words
        assert isinstance(value, int)
        return value

    def tally(self, sight: Sight, base: Condition, wanted: Mapping[str, Condition], left: Iterable[int]) -> Row:
        """How many of the cases of `base` meet each condition, in one pass; `stamp` differs when one of them changed.

        `left` are left out.
        """
        out = tuple(left)
        where, values = _where([own_work(sight), base, Condition(f"s.id NOT IN ({', '.join('?' * len(out))})", out)])
        sums = ", ".join(f"SUM(CASE WHEN {c.sql} THEN 1 ELSE 0 END) AS {name}" for name, c in wanted.items())
        sql = f"""WITH s AS MATERIALIZED (SELECT {_COUNTED} FROM {_LINES} WHERE {where})
                  SELECT COUNT(*) || '.' || SUM(s.version) AS stamp, {sums} FROM s"""  # noqa: S608 - our own words
        found = self._db.row(sql, *values, *(value for c in wanted.values() for value in c.values))
        assert found
        return {name: value or 0 for name, value in found.items()}

    def marked(self, sight: Sight, conditions: Sequence[Condition]) -> list[int]:
        """The ids of those that bar a grassroots union, whose mark only the key of the case reads."""
        marked = Condition("s.id IN (SELECT x.submission_id FROM exclusion x WHERE x.mark IS NOT NULL)")
        where, values = _where([own_work(sight), *conditions, marked])
        return [row["id"] for row in self._db.rows(f"SELECT s.id FROM {_LINES} WHERE {where}", *values)]  # noqa: S608

    def _page(
        self,
        sight: Sight,
        conditions: Sequence[Condition],
        rank: str,
        at: str,
        behind: str,
        key: tuple[object, ...],
        size: int,
        order: str = "at",
    ) -> list[Row]:
        """The keys first, over what an index holds; then what is shown of so many lines and no more."""
        where, values = _where([own_work(sight), *conditions])
        sql = f"""SELECT k.rank, k.at, {_SHOWN}, s.due_at, {_UNREAD} AS unread FROM (SELECT * FROM
                  (SELECT s.id, {rank} AS rank, {at} AS at FROM {_LINES} WHERE {where}) WHERE {behind}
                  ORDER BY rank, {order}, id LIMIT ?) k JOIN {_LINES} ON s.id = k.id
                  ORDER BY k.rank, k.{order}, k.id"""  # noqa: S608 - our own words
        return self._db.rows(sql, f"staff:{sight.person}", *values, *key, size)


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
    unit = among(sight.posts, "x.unit")
    barred = f"s.id NOT IN (SELECT x.submission_id FROM exclusion x WHERE x.staff_id = ? OR {unit.sql})"  # noqa: S608
    values = tuple(value for way in ways for value in way.values)
    return Condition(f"s.sealed_on IS NULL AND ({sql}) AND {barred}", (*values, sight.person, *unit.values))


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
    return Condition("s.due_at <= ?", (instant,))


def due_after(instant: str) -> Condition:
    """Cases whose next clock runs out later."""
    return Condition(f"s.due_at > ? AND s.due_at < '{_LATEST}'", (instant,))


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
