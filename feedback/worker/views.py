"""What a worker sees of a case: built from its clear row, its open promises and its decrypted thread."""

from __future__ import annotations

from datetime import date, datetime

from feedback.cases.case import Case
from feedback.cases.mover import Mover
from feedback.cases.states import allowed
from feedback.clockwork.span import read_instant
from feedback.model.lifecycle import PROMISES, Actor, Clock
from feedback.model.view import CaseView, DeadlineView, Message
from feedback.storage.database import Row

_SHOWN = frozenset({*PROMISES, Clock.QUARANTINE, Clock.APPEAL_DECISION, Clock.REFUSAL_DECISION})
_RIGHTS = frozenset({Clock.APPEAL_WINDOW, Clock.REOPENING})
"""What the worker may do until a day: shown while it lasts, never late."""


def case_view(
    mover: Mover, case: Case, thread: tuple[Message, ...], parts: tuple[CaseView, ...], at: datetime
) -> CaseView:
    """The view of one case."""
    unit = mover.org.unit(case.owner)
    leading = mover.links.leads_to(case.id, "duplicate")
    rows = mover.deadlines.open_of(case.subject)
    shown = tuple(
        DeadlineView(Clock(r["clock"]), _due(r["due_at"]), read_instant(r["due_at"]) < at, bool(r["paused_on"]))
        for r in rows
        if Clock(r["clock"]) in _SHOWN or (Clock(r["clock"]) in _RIGHTS and _lasts(case, r, at))
    )
    erasure = [_due(r["due_at"]) for r in rows if r["clock"] == Clock.ERASURE]
    return CaseView(
        public_no=case.public_no,
        state=case.state,
        lane=case.lane,
        level=case.level,
        kind=case.kind,
        category=case.category,
        unit_name=unit.name if unit else "",
        created_on=case.created_on,
        outcome=case.outcome,
        refusal=case.refusal,
        deadlines=shown,
        messages=thread,
        parts=parts,
        can=allowed(case.state, Actor.REPORTER),
        register_no=case.register_no or "",
        text_id=case.text_id,
        erase_on=erasure[0] if erasure else None,
        moved_up=case.moved_up,
        moved_why=case.moved_why,
        held_until=case.held_until,
        duplicate_of=mover.cases.get(leading).public_no if leading else "",
    )


def _lasts(case: Case, row: Row, at: datetime) -> bool:
    return not case.sealed_on and at <= read_instant(row["due_at"])


def _due(instant: str) -> date:
    return read_instant(instant).date()
