"""The clock job: looks at every deadline that has come, and does what the table and the ladder say.

One step is safe to repeat and to interrupt: each deadline is handled in its own savepoint, and stays open until its
work is committed. A deadline that cannot be handled is looked at again an hour later and reported, so that one faulty
case never stops the others.
"""

from __future__ import annotations

import logging
from collections import Counter
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from random import SystemRandom

from feedback.cases.act_store import KEPT_DAYS, ActStore
from feedback.cases.draft_store import KEPT_DAYS as DRAFT_DAYS
from feedback.cases.draft_store import DraftStore
from feedback.cases.mover import Mover
from feedback.cases.timers import CaseTimers
from feedback.clockwork.working_days import local
from feedback.errors import FeedbackError
from feedback.model.lifecycle import Clock
from feedback.model.notice import NoticeKind
from feedback.model.subject import Subject, SubjectKind
from feedback.model.union import UnitKind
from feedback.organisation.staff_store import StaffStore
from feedback.staff.oversight import Oversight
from feedback.staff.workload import Digest
from feedback.storage.database import FeedbackDatabase, Row

BATCH = 200
Timer = Callable[[Row, datetime], None]
_LOG = logging.getLogger(__name__)


@dataclass(slots=True)
class StepReport:
    """What a step did: how many deadlines of each clock, and how many could not be handled."""

    handled: Counter[str] = field(default_factory=Counter)
    failed: int = 0


class ClockJob:
    """Runs the clocks of all subjects; each kind has its own timers."""

    def __init__(
        self, db: FeedbackDatabase, mover: Mover, staff: StaffStore, oversight: Oversight, digest: Digest
    ) -> None:
        self._db = db
        self._mover = mover
        self._deadlines = mover.deadlines
        self._oversight = oversight
        self._digest = digest
        self._cases = CaseTimers(mover, staff)
        self._timers: Mapping[SubjectKind, Timer] = {SubjectKind.CASE: self._cases.run}

    def step(self, now: datetime) -> StepReport:
        """Handle everything that is due at `now`."""
        report = StepReport()
        while rows := self._deadlines.due_now(now, BATCH):
            with self._db.transaction():
                for row in rows:
                    self._handle_safely(row, now, report)
        with self._db.transaction():
            self._mover.events.keep_root(now)
        self._daily(now)
        self._digest.make(now)
        return report

    def _handle_safely(self, row: Row, now: datetime, report: StepReport) -> None:
        try:
            with self._db.savepoint():
                self._handle(row, now)
            report.handled[row["clock"]] += 1
        except FeedbackError:
            # a guard says "not today": a hold, an unread answer, "chế độ ngập"
            self._deadlines.postpone(row, 1, now)
            report.handled["postponed"] += 1
        except Exception as error:
            _LOG.error("clock: %s could not be handled: %s", row["clock"], type(error).__name__)
            self._deadlines.schedule(row["id"], local(now) + timedelta(hours=1), row["rung"])
            report.failed += 1

    def _handle(self, row: Row, now: datetime) -> None:
        subject = Subject(SubjectKind(row["subject_kind"]), row["subject_id"])
        still_open = self._deadlines.open(subject, Clock(row["clock"]))
        if not still_open or still_open["next_at"] != row["next_at"]:
            return  # another deadline of the same subject was handled first and moved this one
        self._timers[subject.kind](row, now)

    def _tell_boards(self, now: datetime) -> None:
        """Every Monday the boards get the newest root, so that copies of it lie with people."""
        tree = self._mover.org.tree(local(now).date())
        boards = [
            u.code for u in tree.organisation.units if u.kind is UnitKind.SUPERVISION_BOARD and u.code in tree.keyed
        ]
        for root in self._mover.events.roots(1):
            for board in boards:
                told, detail = f"root:{root.day}", f"{root.day:%d/%m/%Y} {root.root.hex()}"
                self._mover.tell.leads(board, NoticeKind.WEEKLY_ROOT, told, now, detail)

    def _daily(self, now: datetime) -> None:
        """Once a day: what was kept long enough goes; once a month the boards' sample; pages on Sundays."""
        today, last = local(now).date(), self._db.setting("daily_on")
        if last == today.isoformat():
            return
        self._cases.cut_old_events(now)
        self._mover.notices.expire(now)
        if today.weekday() == 0:
            self._tell_boards(now)
        if last and last[:7] != today.isoformat()[:7]:
            self._oversight.draw_sample(date.fromisoformat(last), now, SystemRandom().sample)
        self._db.set_setting("daily_on", today.isoformat())
        ActStore(self._db).forget(today - timedelta(days=KEPT_DAYS))
        DraftStore(self._db).forget(today - timedelta(days=DRAFT_DAYS))
        self._db.tidy(vacuum=today.weekday() == 6)
