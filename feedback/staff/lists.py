"""The lists that a person works from: sight of the roles, filters, pages by key, counts. Never any content."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date, datetime, timedelta

from feedback.cases import list_store as lists
from feedback.cases.change_store import ChangeStore
from feedback.cases.list_store import START, Condition, Key, ListStore, Sight
from feedback.clockwork.span import end_of, read_instant, write_instant
from feedback.clockwork.working_days import local
from feedback.model.access import Purpose
from feedback.model.case import Category, Kind, Lane
from feedback.model.lifecycle import State
from feedback.model.union import Role
from feedback.organisation.keyring import StaffSession
from feedback.staff.desk import Desk
from feedback.staff.policy import LEADING
from feedback.staff.values import Filters, ListName, Page, QueueLine, Work
from feedback.storage.database import Row

SOON_DAYS = 3
REMEMBERED = timedelta(minutes=1)
"""A day off that was imported moves deadlines and no unit's number: counts are never older than this."""
_OPEN_LISTS = (
    ListName.OPEN,
    ListName.MINE,
    ListName.NEW,
    ListName.UNASSIGNED,
    ListName.DUE,
    ListName.WITHDRAWALS,
    ListName.EMERGENCIES,
    ListName.MOVED_UP,
)
_ASKED_FOR = (ListName.DECISIONS, ListName.APPEALS, ListName.SAMPLES)
"""Few, also among what has ended, and found by their own keys."""


class Lists:
    """Reads lists for one person at a time."""

    def __init__(self, desk: Desk) -> None:
        self._desk = desk
        self._store = ListStore(desk.db)
        self._changes = ChangeStore(desk.db)

    def page(
        self, session: StaffSession, name: ListName, filters: Filters, now: datetime, after: str, size: int
    ) -> Page:
        """A page of a list, the most pressing first; cases that bar this person are not in it, nor counted (R5).

        What has ended stands the newest first.
        """
        sight = self._sight(session)
        conditions = [condition(name, sight, now), *self._filters(filters, session)]
        look = self._store.newest if name is ListName.CLOSED else self._store.page
        at, found = _read_key(after), list[Row]()
        while len(found) < size:
            rows = look(sight, conditions, at, size)
            barred = self._barred(session, sight, [row["id"] for row in rows])
            found += [row for row in rows if row["id"] not in barred]
            if len(rows) < size:
                break
            at = _key(rows[-1])
        more = len(found) > size or (len(found) == size and bool(rows))
        shown = found[:size]
        names = self._names(shown)
        lines = tuple(_line(row, names, now) for row in shown)
        return Page(lines, _write_key(shown[-1]) if more and shown else "")

    def count(self, session: StaffSession, name: ListName, filters: Filters, now: datetime) -> int:
        """How many cases of a list pass the filters."""
        sight = self._sight(session)
        conditions = [condition(name, sight, now), *self._filters(filters, session)]
        return self._store.count(sight, conditions) - len(self._hidden(session, sight, conditions))

    def work(self, session: StaffSession, now: datetime) -> Work:
        """What waits for a person, counted once and remembered until something happens to a case of their units."""
        day = local(now).date()
        sight = self._sight(session)
        state = (sight, day, self._changes.numbers(session.roles))
        kept = session.memory.setdefault("work", {})
        known = kept.get(0)
        if known and known[0] == state and timedelta(0) <= now - known[1] < REMEMBERED:
            work = known[2]
            assert isinstance(work, Work)
            return work
        work = self._count_work(session, sight, now)
        kept[0] = (state, now, work)
        return work

    # --- inside ---

    def _count_work(self, session: StaffSession, sight: Sight, now: datetime) -> Work:
        open_ones = lists.still_open()
        wanted = {name.value: condition(name, sight, now) for name in _OPEN_LISTS}
        wanted["overdue"], wanted["due_today"] = overdue(now), due_today(now)
        wanted["unread"] = _and(lists.column_is("assignee", sight.person), lists.unread_by(sight.person))
        found = self._store.tally(sight, open_ones, wanted, self._hidden(session, sight, [open_ones]))
        counts = {ListName(name): found[name] for name in _OPEN_LISTS}
        counts |= {name: self.count(session, name, Filters(), now) for name in _ASKED_FOR}
        return Work(counts, found["overdue"], found["due_today"], found["unread"], str(found["stamp"]))

    def _sight(self, session: StaffSession) -> Sight:
        return sight_of(session.member.id, session.roles, self._desk.staff.posts(session.member.id))

    def _hidden(self, session: StaffSession, sight: Sight, conditions: list[Condition]) -> frozenset[int]:
        """Cases of a list that bar a grassroots union of this person, which only their keys tell."""
        if not self._desk.has_grassroots_post(sight.posts):
            return frozenset()
        return self._desk.barred(session, self._store.marked(sight, conditions))

    def _barred(self, session: StaffSession, sight: Sight, ids: list[int]) -> frozenset[int]:
        return self._desk.barred(session, ids) if self._desk.has_grassroots_post(sight.posts) else frozenset()

    def _filters(self, filters: Filters, session: StaffSession) -> list[Condition]:
        found = []
        for column, value in (("owner", filters.unit), ("lane", filters.lane), ("category", filters.category)):
            if value is not None:
                found.append(lists.column_is(column, value))
        if filters.assignee is not None:
            person = self._desk.staff.by_login(filters.assignee)
            found.append(lists.column_is("assignee", person.id if person else 0))
        if filters.due_from is not None:
            found.append(lists.due_after(write_instant(end_of(filters.due_from - timedelta(days=1)))))
        if filters.due_before is not None:
            found.append(lists.due_by(write_instant(end_of(filters.due_before - timedelta(days=1)))))
        if filters.unread:
            found.append(lists.unread_by(session.member.id))
        return found

    def _names(self, rows: list[Row]) -> dict[int, str]:
        people = {row["assignee"] for row in rows if row["assignee"]}
        members = [self._desk.staff.get(person) for person in people]
        return {member.id: member.name for member in members if member}


def sight_of(person: int, held: Mapping[str, frozenset[Role]], posts: Iterable[str]) -> Sight:
    """Through which units a person with these roles (unit to roles) and posts sees which cases."""

    def units(roles: frozenset[Role]) -> tuple[str, ...]:
        return tuple(sorted(unit for unit, own in held.items() if own & roles))

    whole = units(LEADING)
    return Sight(
        person,
        whole,
        units(frozenset({Role.INTAKE})),
        units(frozenset({Role.HANDLER})),
        units(frozenset({Role.DUTY})),
        whole,
        tuple(sorted(posts)),
    )


def condition(name: ListName, sight: Sight, now: datetime) -> Condition:
    """What stands in a list, for the person of this sight."""
    me, boards = sight.person, sight.reviewing
    decide = lists.any_of(
        _and(lists.in_states([State.REFUSAL_PROPOSED]), lists.not_proposed_by(me)),
        lists.reviewed(boards, Purpose.DECISION),
        lists.hold_wanted(me),
    )
    conditions = {
        ListName.OPEN: lists.still_open(),
        ListName.MINE: _and(lists.still_open(), lists.column_is("assignee", me)),
        ListName.NEW: lists.in_states([State.RECEIVED, State.QUARANTINED]),
        ListName.UNASSIGNED: _and(
            lists.in_states([State.ACCEPTED, State.IN_PROGRESS, State.DISPUTED]), lists.column_is("assignee", None)
        ),
        ListName.DUE: _and(lists.still_open(), lists.due_by(_end_of_day(now, SOON_DAYS))),
        ListName.DECISIONS: decide,
        ListName.WITHDRAWALS: lists.in_states([State.WITHDRAW_CHECK]),
        ListName.APPEALS: _and(lists.in_states([State.APPEAL]), lists.reviewed(boards, Purpose.APPEAL)),
        ListName.SAMPLES: lists.reviewed(boards, Purpose.SAMPLE),
        ListName.EMERGENCIES: _and(lists.still_open(), lists.column_is("lane", Lane.EMERGENCY)),
        ListName.MOVED_UP: _and(lists.still_open(), lists.is_filled("moved_why")),
        ListName.CLOSED: lists.in_states([State.CLOSED]),
    }
    return conditions[name]


def overdue(now: datetime) -> Condition:
    """What ran out before today."""
    return lists.due_by(_end_of_day(now, -1))


def due_today(now: datetime) -> Condition:
    """What runs out today."""
    return _and(lists.due_after(_end_of_day(now, -1)), lists.due_by(_end_of_day(now, 0)))


def _end_of_day(now: datetime, days: int) -> str:
    return write_instant(end_of(local(now).date() + timedelta(days=days)))


def _and(*conditions: Condition) -> Condition:
    sql = " AND ".join(f"({condition.sql})" for condition in conditions)
    return Condition(sql, tuple(value for condition in conditions for value in condition.values))


def _line(row: Row, names: Mapping[int, str], now: datetime) -> QueueLine:
    due = None if row["due_at"] == "9999" else read_instant(row["due_at"])
    return QueueLine(
        row["public_no"],
        row["version"],
        row["owner"],
        State(row["state"]),
        Lane(row["lane"]),
        Kind(row["kind"]),
        Category(row["category"]),
        date.fromisoformat(row["created_on"]),
        due.date() if due else None,
        due is not None and due < local(now),
        names.get(row["assignee"], ""),
        bool(row["unread"]),
    )


def _key(row: Row) -> Key:
    return row["rank"], row["at"], row["id"]


def _write_key(row: Row) -> str:
    return "|".join(str(part) for part in _key(row))


def _read_key(text: str) -> Key:
    rank, _, rest = text.partition("|")
    due, _, last = rest.partition("|")
    try:
        key = (int(rank), due, int(last))
    except ValueError:
        return START
    return key if all(abs(number) < 2**63 for number in (key[0], key[2])) else START
