"""Working days and working hours in Việt Nam, for every clock of a case.

Public holidays come from the `holidays` library (Bộ luật Lao động, Điều 112; Tết and 2/9 are decided each year). The
operator's table adds what a year's decision says beside it: days off, and make-up days that are worked. The day on
which something happens is day zero (Bộ luật Dân sự 2015, Điều 147), and a last day that is a day off moves to the next
working day (Điều 148 khoản 5). All instants are in Asia/Ho_Chi_Minh.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

import holidays

ZONE = ZoneInfo("Asia/Ho_Chi_Minh")
DEFAULT_HOURS = "07:30-11:30 13:00-17:00"

Session = tuple[time, time]


def local(now: datetime) -> datetime:
    """An instant in Vietnamese time; a naive value is refused, because its zone would be a guess."""
    if now.tzinfo is None:
        raise ValueError("now must carry a time zone")
    return now.astimezone(ZONE)


def read_hours(text: str) -> tuple[Session, ...]:
    """ "07:30-11:30 13:00-17:00" → sessions; ValueError when they are not in order."""
    sessions = []
    for part in (text or DEFAULT_HOURS).split():
        start, _, end = part.partition("-")
        sessions.append((time.fromisoformat(start), time.fromisoformat(end)))
    flat = [moment for session in sessions for moment in session]
    if not flat or flat != sorted(set(flat)):
        raise ValueError(f"working hours not in order: {text}")
    return tuple(sessions)


@dataclass(frozen=True)
class WorkingCalendar:
    """Which days are worked, and when. `exceptions` maps a day to whether it is worked, and wins over all else."""

    exceptions: Mapping[date, bool]

    def __post_init__(self) -> None:
        object.__setattr__(self, "_national", holidays.country_holidays("VN"))
        object.__setattr__(self, "_known", {})

    def is_working_day(self, day: date) -> bool:
        """Monday to Friday without holidays, and make-up days."""
        known: dict[date, bool] = self.__dict__["_known"]
        if day not in known:
            decided = self.exceptions.get(day)
            known[day] = self.__dict__["_national"].is_working_day(day) if decided is None else decided
        return known[day]

    def next_working_day(self, day: date) -> date:
        """The day itself if it is worked, otherwise the next one that is."""
        while not self.is_working_day(day):
            day += timedelta(days=1)
        return day

    def add_working_days(self, day: date, count: int) -> date:
        """The `count`-th working day after `day`."""
        for _ in range(count):
            day = self.next_working_day(day + timedelta(days=1))
        return day

    def add_days(self, day: date, count: int) -> date:
        """`count` calendar days after `day`, moved on to a working day."""
        return self.next_working_day(day + timedelta(days=count))

    def working_days_between(self, start: date, end: date) -> int:
        """How many working days lie after `start`, up to and including `end`."""
        days = (end - start).days
        return sum(self.is_working_day(start + timedelta(days=n)) for n in range(1, days + 1))

    def is_open(self, at: datetime, hours: str = "") -> bool:
        """Whether a unit with these hours works at this instant."""
        at = local(at)
        return self.is_working_day(at.date()) and any(a <= at.time() < b for a, b in read_hours(hours))

    def add_working_hours(self, at: datetime, count: float, hours: str = "") -> datetime:
        """The instant at which `count` hours were worked since `at`; nights, noons and days off do not count."""
        left, at = timedelta(hours=count), local(at)
        while True:
            for start, end in self._sessions(at.date(), hours):
                begins = max(at, start)
                if begins + left <= end:
                    return begins + left
                left -= max(end - begins, timedelta(0))
            at = datetime.combine(at.date() + timedelta(days=1), time(), ZONE)

    def end_of_session(self, at: datetime, hours: str = "") -> datetime:
        """The end of the session in which `at` lies, so that a stored instant tells half a day and not an hour."""
        sessions = self._sessions(local(at).date(), hours)
        return next((end for start, end in sessions if local(at) <= end), local(at))

    def _sessions(self, day: date, hours: str) -> list[tuple[datetime, datetime]]:
        if not self.is_working_day(day):
            return []
        return [
            (datetime.combine(day, start, ZONE), datetime.combine(day, end, ZONE)) for start, end in read_hours(hours)
        ]
