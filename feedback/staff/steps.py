"""Steps that staff take in a case they opened: the rules that hold for triage, handling and oversight alike."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from feedback.cases.case import Case
from feedback.cases.mover import Mover
from feedback.model.lifecycle import Clock, Event, State
from feedback.staff.desk import Desk, Room


def step(
    mover: Mover,
    room: Room,
    event: Event,
    now: datetime,
    version: int | None = None,
    given: Mapping[str, Any] | None = None,
    changes: Mapping[str, Any] | None = None,
    data: Mapping[str, object] | None = None,
) -> tuple[Case, bool]:
    """`Mover.move` by the person in the room; where work goes on, the silence of its assignee is counted anew."""
    case, moved = mover.move(
        room.case.id, event, room.act, now, version=version, given=given, changes=changes, data=data
    )
    if moved and case.state is State.IN_PROGRESS:
        mover.deadlines.end(case.subject, Clock.ASSIGNEE_SILENCE, "met", now)
        mover.clocks.begin(case, now)
    return case, moved


def send_copy(desk: Desk, room: Room, event: Event, to: str, copy: str, now: datetime, version: int | None) -> Case:
    """Send a rewritten copy out of the union (T29, T55). It stays in the thread: the worker sees exactly what left."""
    case, moved = step(desk.mover, room, event, now, version, {"to": to.strip()})
    if moved:
        desk.say(room, f"{to.strip()}\n{copy.strip()}", now, template="forwarded")
    return case
