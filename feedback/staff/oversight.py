"""Supervision boards (UBKT) and leads watch over the rest: appeals, samples, holds, "chế độ ngập" (§8.3, §8.4)."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date, datetime, timedelta

from feedback.cases.case import Case
from feedback.cases.handover import hand_up, open_to_board, tier_above
from feedback.cases.late import late_below
from feedback.cases.mover import TIMER, Act
from feedback.cases.routing import supervision
from feedback.clockwork.working_days import local
from feedback.errors import Fault, NotAllowed
from feedback.journal.events import staff_actor
from feedback.model.access import Purpose, Verb
from feedback.model.case_log import CaseAct
from feedback.model.lifecycle import Actor, Event
from feedback.model.notice import NoticeKind
from feedback.model.subject import case_subject
from feedback.model.terms import Term
from feedback.model.union import Role
from feedback.organisation.keyring import StaffSession
from feedback.staff.desk import Desk
from feedback.staff.policy import LEADING
from feedback.staff.steps import step
from feedback.storage.database import Row

REFUSAL_SHARE = 0.10
AUTO_CLOSED_SHARE = 0.05
ALL_BELOW = 20

Sample = Callable[[Sequence[Row], int], Sequence[Row]]


class Oversight:
    """The verbs of those who watch."""

    def __init__(self, desk: Desk) -> None:
        self._desk = desk
        self._mover = desk.mover
        self._db = desk.db

    def uphold(self, session: StaffSession, number: str, reason: str, now: datetime) -> Case:
        """The refusal stands (T22); the worker reads why, and where else to go."""
        with self._db.transaction():
            room = self._desk.enter(session, number, Verb.UPHOLD, now)
            given = {"reason": reason.strip()}
            case, moved = step(self._mover, room, Event.UPHOLD, now, None, given)
            if moved:
                self._desk.say(room, reason, now, template="appeal_upheld")
            return case

    def overturn(self, session: StaffSession, number: str, now: datetime, *, move_up: bool = False) -> Case:
        """The refusal falls (T23): accepted, and with `move_up` the next tier becomes the owner."""
        with self._db.transaction():
            room = self._desk.enter(session, number, Verb.OVERTURN, now)
            case, moved = step(self._mover, room, Event.OVERTURN, now)
            if moved:
                self._mover.count(case, "overturned", now)
                case = (hand_up(self._mover, case, room.act, "appeal", now) if move_up else None) or case
            return case

    def mark_sample(self, session: StaffSession, number: str, right: bool, text: str, now: datetime) -> Case:
        """A sample was read again: decided well, or wrongly, which the owner's lead is told; `text` says why."""
        with self._db.transaction():
            room = self._desk.enter(session, number, Verb.MARK_SAMPLE, now)
            self._desk.say(room, text, now, internal=True)
            self._mover.record(room.case, CaseAct.SAMPLE_READ, room.act, now, right=right)
            if not right:
                self._mover.count(room.case, "sample_wrong", now)
                self._mover.tell.unit(room.case, Role.LEAD, NoticeKind.SAMPLE_WRONG, now)
            return room.case

    def draw_sample(self, month: date, now: datetime, sample: Sample) -> list[str]:
        """Choose the month's refusals (10 %, all if fewer than 20) and silent closings (5 %) to be read again.

        The boards' waiting keys to them become active. `sample(rows, k)` chooses at random. Returns public numbers.
        """
        first = month.replace(day=1)
        after = (first + timedelta(days=32)).replace(day=1)
        refused = self._mover.proposals.confirmed_between(first, after)
        closed = self._mover.cases.silently_closed(first, after)
        count = len(refused) if len(refused) < ALL_BELOW else _share(len(refused), REFUSAL_SHARE)
        chosen = [*sample(refused, count), *sample(closed, _share(len(closed), AUTO_CLOSED_SHARE))]
        with self._db.transaction():
            for row in chosen:
                self._open_to_board(self._mover.cases.get(row["id"]), now)
        return sorted({row["public_no"] for row in chosen})

    def acknowledge(self, session: StaffSession, number: str, now: datetime) -> None:
        """ "Đã biết": the next tier has seen that a case below is five working days late; it needs no key."""
        case = self._mover.cases.by_public_no(number)
        above = tier_above(self._mover, case, now) if case else None
        if not case or not above or not session.has(above.code, LEADING):
            raise NotAllowed(Fault.NOT_YOUR_SUPERVISION)
        act = Act(staff_actor(session.member.id), frozenset({Actor.STAFF}), session.member.id)
        with self._db.transaction():
            self._mover.record(case, CaseAct.ACKNOWLEDGED, act, now)

    def late_below(
        self, session: StaffSession, now: datetime, after: tuple[str, int] = ("", 0), size: int = 50
    ) -> list[Row]:
        """A page of late cases whose next tier is a unit of this person (see `late_below`), the latest first.

        `known` says whether this person has said "đã biết".
        """
        mine, me = frozenset(u for u, roles in session.roles.items() if roles & LEADING), staff_actor(session.member.id)
        rows = late_below(self._mover, mine, now, after, size)
        has = self._mover.events.has
        return [{**row, "known": has(case_subject(row["case_id"]), me, CaseAct.ACKNOWLEDGED)} for row in rows]

    def declare_flood(self, lead: StaffSession, supervisor: StaffSession, unit: str, days: int, now: datetime) -> date:
        """ "Chế độ ngập": lead and board let T06 and T19 wait, 10 working days at most. Returns the last day."""
        most = self._mover.deadlines.rules.count(Term.FLOOD, local(now).date())
        if not 1 <= days <= most:
            raise NotAllowed(Fault.FLOOD_TOO_LONG, most=most)
        tree = self._mover.org.tree(local(now).date())
        owner = tree.get(unit)
        board = supervision(tree, owner, frozenset()) if owner else None
        is_board = board is not None and supervisor.has(board.code, {Role.SUPERVISOR, Role.LEAD})
        if not lead.has(unit, {Role.LEAD}) or not is_board or lead.member.id == supervisor.member.id:
            raise NotAllowed(Fault.LEAD_AND_BOARD_NEEDED)
        today = local(now).date()
        ends = self._mover.deadlines.calendar.add_working_days(today, days)
        self._mover.counts.declare_flood(unit, today, ends, lead.member.id, supervisor.member.id)
        return ends

    def _open_to_board(self, case: Case, now: datetime) -> None:
        self._mover.proposals.mark_sampled(case.id, local(now).date())
        open_to_board(self._mover, case, Purpose.SAMPLE, now)
        self._mover.record(case, CaseAct.SAMPLED, TIMER, now)


def _share(count: int, share: float) -> int:
    return -(-int(count * share * 100) // 100) if count else 0
