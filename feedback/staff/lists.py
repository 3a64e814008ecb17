"""The lists that a person works from: sight of the roles, filters, pages by key, counts. Never any content."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime, timedelta

from feedback.cases import list_store as lists
from feedback.cases.list_store import Condition, ListStore, Sight
from feedback.clockwork.span import end_of, read_instant, write_instant
from feedback.clockwork.working_days import local
from feedback.model.access import Purpose
from feedback.model.case import Category, Kind, Lane
from feedback.model.lifecycle import State
from feedback.model.union import Role
from feedback.organisation.keyring import StaffSession
from feedback.staff.desk import Desk
from feedback.staff.policy import LEADING
from feedback.staff.values import Filters, ListName, Page, QueueLine
from feedback.storage.database import Row

SOON_DAYS = 3
_START = (-1, "", 0)


class Lists:
    """Reads lists for one person at a time."""

    def __init__(self, desk: Desk) -> None:
        self._desk = desk
        self._store = ListStore(desk.db)

    def page(
        self, session: StaffSession, name: ListName, filters: Filters, now: datetime, after: str, size: int
    ) -> Page:
        """A page of a list, the most pressing first; cases that bar this person are not in it, nor counted (R5)."""
        sight = sight_of(session.member.id, session.roles)
        conditions = [condition(name, sight, now), *self._filters(filters, session)]
        at, found = _read_key(after), list[Row]()
        while len(found) < size:
            rows = self._store.page(sight, conditions, at, size)
            barred = self._desk.barred(session, [row["id"] for row in rows])
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
        sight = sight_of(session.member.id, session.roles)
        ids = self._store.ids(sight, [condition(name, sight, now), *self._filters(filters, session)])
        return len(ids) - len(self._desk.barred(session, ids))

    def counts(self, session: StaffSession, now: datetime) -> Mapping[ListName, int]:
        """How many cases stand in each list of what is to be done; the closed ones are many, and wait for nobody."""
        return {name: self.count(session, name, Filters(), now) for name in ListName if name is not ListName.CLOSED}

    # --- inside ---

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


def sight_of(person: int, held: Mapping[str, frozenset[Role]]) -> Sight:
    """Through which units a person with these roles (unit to roles) sees which cases."""

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
    )


def condition(name: ListName, sight: Sight, now: datetime) -> Condition:
    """What stands in a list, for the person of this sight."""
    me, boards = sight.person, sight.reviewing
    soon = write_instant(end_of(local(now).date() + timedelta(days=SOON_DAYS)))
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
        ListName.DUE: _and(lists.still_open(), lists.due_by(soon)),
        ListName.DECISIONS: decide,
        ListName.WITHDRAWALS: lists.in_states([State.WITHDRAW_CHECK]),
        ListName.APPEALS: _and(lists.in_states([State.APPEAL]), lists.reviewed(boards, Purpose.APPEAL)),
        ListName.SAMPLES: lists.reviewed(boards, Purpose.SAMPLE),
        ListName.EMERGENCIES: _and(lists.still_open(), lists.column_is("lane", Lane.EMERGENCY)),
        ListName.MOVED_UP: _and(lists.still_open(), lists.is_filled("moved_why")),
        ListName.CLOSED: lists.in_states([State.CLOSED]),
    }
    return conditions[name]


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


def _key(row: Row) -> tuple[int, str, int]:
    return row["rank"], row["due_at"], row["id"]


def _write_key(row: Row) -> str:
    return "|".join(str(part) for part in _key(row))


def _read_key(text: str) -> tuple[int, str, int]:
    rank, _, rest = text.partition("|")
    due, _, last = rest.partition("|")
    try:
        return (int(rank), due, int(last)) if text else _START
    except ValueError:
        return _START
