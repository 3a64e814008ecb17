"""How much waits for a person, counted without anybody's key: for the message of the morning and the answers of a chat.

Counts alone, never a number of a case. A case that bars somebody is in no count of theirs (R5): whom it bars by name or
by a unit above the workplace stands in clear; where it bars a grassroots union, under a mark that only the case's key
reads, it is left out for everybody who holds a post at one.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import astuple, dataclass
from datetime import datetime, time

from feedback.cases.list_store import Condition, ListStore, Sight
from feedback.clockwork.working_days import WorkingCalendar, local
from feedback.model.notice import NoticeKind
from feedback.model.union import Tier
from feedback.notices.addresses import Addresses
from feedback.notices.roster import Roster, Shift
from feedback.notices.store import Notices
from feedback.organisation.staff_store import StaffStore
from feedback.organisation.store import OrgStore
from feedback.staff.lists import condition, due_today, overdue, sight_of
from feedback.staff.values import ListName
from feedback.storage.database import FeedbackDatabase

MORNING, EVENING = time(8, 0), time(17, 0)
TOLD_ON = "digest_on"
"""The setting that keeps the last day on which the morning's message was made."""


@dataclass(frozen=True, slots=True)
class Workload:
    """What waits for one person. Each count is of cases; one case may stand in several."""

    emergencies: int = 0
    overdue: int = 0
    due_today: int = 0
    new: int = 0
    open: int = 0
    """All that has not ended, what is not due yet too."""

    def presses(self) -> bool:
        """Whether anything is to be done today."""
        return bool(self.emergencies or self.overdue or self.due_today or self.new)

    def pack(self) -> str:
        """As the detail of a notice."""
        return " ".join(str(count) for count in astuple(self))

    @classmethod
    def unpack(cls, text: str) -> Workload:
        """What `pack` wrote."""
        return cls(*map(int, text.split()))


class Workloads:
    """Counts for one person at a time."""

    def __init__(self, db: FeedbackDatabase, org: OrgStore, staff: StaffStore, roster: Roster) -> None:
        self._store = ListStore(db)
        self._org = org
        self._staff = staff
        self._roster = roster

    def of(self, person: int, now: datetime) -> Workload:
        """What waits for a person now."""
        today = local(now).date()
        sight = sight_of(person, self._staff.roles(person, today), self._staff.posts(person))

        def count(name: ListName, *more: Condition) -> int:
            return self._count(sight, [condition(name, sight, now), *more])

        return Workload(
            count(ListName.EMERGENCIES),
            count(ListName.OPEN, overdue(now)),
            count(ListName.OPEN, due_today(now)),
            count(ListName.NEW),
            count(ListName.OPEN),
        )

    def shifts(self, person: int, now: datetime) -> tuple[list[Shift], int]:
        """The person's own shifts, on or to come, and how many people are on duty now at the person's units."""
        own = [shift for shift in self._roster.shifts(now) if shift.person == person]
        units = self._staff.roles(person, local(now).date())
        return own, len({one for unit in units for one in self._roster.on_duty(unit, now)})

    def _count(self, sight: Sight, conditions: list[Condition]) -> int:
        count = self._store.count(sight, conditions)
        if any((unit := self._org.unit(code)) and unit.tier is Tier.GRASSROOTS for code in sight.posts):
            count -= len(self._store.marked(sight, conditions))
        return count


class Digest:
    """The message of the morning: made once on each working day, for everybody who has an address and work."""

    def __init__(
        self,
        db: FeedbackDatabase,
        workloads: Workloads,
        addresses: Addresses,
        notices: Notices,
        calendar: Callable[[], WorkingCalendar],
    ) -> None:
        self._db = db
        self._workloads = workloads
        self._addresses = addresses
        self._notices = notices
        self._calendar = calendar

    def make(self, now: datetime) -> None:
        """Queue it, when its time has come and it was not made yet; what the day missed is not made at night."""
        at = local(now)
        day = at.date().isoformat()
        due = MORNING <= at.time() < EVENING and self._calendar().is_working_day(at.date())
        if not due or self._db.setting(TOLD_ON) == day:
            return
        with self._db.transaction():
            for person in sorted(self._addresses.people()):
                work = self._workloads.of(person, now)
                if work.presses():
                    self._notices.tell(person, NoticeKind.DIGEST, f"digest:{day}", now, detail=work.pack())
            self._db.set_setting(TOLD_ON, day)
