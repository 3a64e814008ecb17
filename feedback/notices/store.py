"""Notices: written in the transaction of the step that causes them, addressed to persons, never with content.

A notice is for one person of the union, or for a worker's watch token (the channel keeps the token beside the chat in
its own database). It is due at once or with the next collection; sent, seen and acknowledged; it expires; and where it
cannot reach anybody it is listed. What a worker caused carries its day and no hour, and what was sent keeps only the
day: otherwise this table would tell when the worker wrote.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Sequence
from datetime import datetime, time, timedelta

from feedback.clockwork.span import write_instant
from feedback.clockwork.working_days import ZONE, WorkingCalendar, local
from feedback.model.notice import DUE_AT_ONCE, TO_ACKNOWLEDGE, NoticeKind
from feedback.model.subject import Subject
from feedback.storage.database import FeedbackDatabase, Row, listed, random_id

COLLECTED_AT = (time(8, 0), time(13, 0))
STUCK_AFTER = timedelta(hours=1)
KEPT_DAYS = 14  # after it was sent or seen
UNSENT_DAYS = 60
MOST_TRIES = 6
NOBODY = "nobody"
"""The trouble of a notice for which no person was found."""


class Notices:
    """The outgoing notices of the submissions half."""

    def __init__(self, db: FeedbackDatabase, calendar: Callable[[], WorkingCalendar]) -> None:
        self._db = db
        self._calendar = calendar

    def tell(
        self,
        person: int | None,
        kind: NoticeKind,
        dedupe: str,
        now: datetime,
        *,
        subject: Subject | None = None,
        public_no: str = "",
        detail: str = "",
        by_worker: bool = False,
    ) -> None:
        """Queue a notice for a person; the same `dedupe` waits once. Without a person it is listed as stuck."""
        self._add(
            person=person,
            kind=kind,
            subject_kind=subject.kind if subject else None,
            subject_id=subject.id if subject else None,
            public_no=public_no,
            detail=detail,
            made_at=_moment(now, by_worker),
            due_at=_moment(now, by_worker) if kind in DUE_AT_ONCE else write_instant(self._next_collection(now)),
            trouble="" if person else NOBODY,
            dedupe=f"{person}:{dedupe}",
        )

    def tell_watchers(self, token: str, dedupe: str, now: datetime) -> None:
        """Queue news for the worker behind a token."""
        at = write_instant(local(now))
        self._add(watch=token, kind=NoticeKind.NEWS, made_at=at, due_at=at, dedupe=dedupe)

    # --- delivering ---

    def due(self, now: datetime) -> list[Row]:
        """What must be sent to persons now, person by person: id, person, kind, public_no, detail, tries."""
        return self._db.rows(
            """SELECT * FROM notice WHERE person IS NOT NULL AND sent_on IS NULL AND seen_on IS NULL AND due_at <= ?
               AND trouble = '' ORDER BY person, made_at, id""",
            write_instant(local(now)),
        )

    def for_watchers(self, limit: int) -> list[Row]:
        """News that waits for workers: id and watch, the oldest first."""
        return self._db.rows("SELECT * FROM notice WHERE watch <> '' ORDER BY made_at LIMIT ?", limit)

    def delivered(self, notice_id: int) -> None:
        """News reached its worker, or the worker is gone: the row goes."""
        self._db.run("DELETE FROM notice WHERE id = ?", notice_id)

    def sent(self, ids: Sequence[int], now: datetime, acknowledge: str = "") -> None:
        """These reached a person's address; `acknowledge` is the token that stands in the message."""
        day, mark = local(now).date().isoformat(), _mark(acknowledge) if acknowledge else ""
        for notice_id in ids:
            self._db.update("notice", notice_id, sent_on=day, ack=mark, trouble="")

    def failed(self, rows: Sequence[Row], trouble: str, now: datetime) -> None:
        """A delivery failed: tried again later and later, and after the sixth time listed."""
        for row in rows:
            tries = row["tries"] + 1
            again = write_instant(local(now) + timedelta(minutes=2**tries))
            done = tries >= MOST_TRIES
            self._db.update("notice", row["id"], tries=tries, due_at=again, trouble=trouble if done else "")

    # --- at the console ---

    def of_person(self, person: int) -> list[Row]:
        """What a person has to know, the newest first."""
        return self._db.rows("SELECT * FROM notice WHERE person = ? ORDER BY made_at DESC, id", person)

    def saw(self, person: int, now: datetime) -> None:
        """The person saw the list."""
        sql = "UPDATE notice SET seen_on = ? WHERE person = ? AND seen_on IS NULL"
        self._db.run(sql, local(now).date().isoformat(), person)

    def acknowledge(self, person: int, notice_id: int) -> None:
        """ "Đã biết": the notice is done with."""
        self._db.run("DELETE FROM notice WHERE id = ? AND person = ?", notice_id, person)

    def acknowledge_by(self, token: str) -> int:
        """The same by the button of a message; returns how many notices it covered."""
        return self._db.run("DELETE FROM notice WHERE ack = ?", _mark(token)) if token else 0

    def acknowledge_emergency(self, subject: Subject) -> None:
        """Somebody opened it: whoever was called need not come any more."""
        sql = f"DELETE FROM notice WHERE subject_kind = ? AND subject_id = ? AND kind IN {listed(_CALLS)}"  # noqa: S608
        self._db.run(sql, subject.kind, subject.id)

    # --- watching ---

    def stuck(self, now: datetime) -> list[Row]:
        """What nobody got: for more than an hour after it was due, or because there is nobody or no way (I9)."""
        return self._db.rows(
            """SELECT * FROM notice WHERE trouble <> '' OR (sent_on IS NULL AND seen_on IS NULL AND made_at < ?
               AND due_at < ?) ORDER BY made_at, id""",
            *[write_instant(local(now) - STUCK_AFTER)] * 2,
        )

    def unacknowledged(self) -> int:
        """How many calls were sent and not answered."""
        sql = f"SELECT COUNT(*) FROM notice WHERE kind IN {listed(TO_ACKNOWLEDGE)}"  # noqa: S608
        value = self._db.value(sql)
        assert isinstance(value, int)
        return value

    def expire(self, now: datetime) -> None:
        """Forget what was sent or seen two weeks ago, and what two months could not bring to anybody."""
        today = local(now).date()
        old, unsent = today - timedelta(days=KEPT_DAYS), today - timedelta(days=UNSENT_DAYS)
        self._db.run("DELETE FROM notice WHERE sent_on < ? OR seen_on < ?", old.isoformat(), old.isoformat())
        self._db.run("DELETE FROM notice WHERE made_at < ?", unsent.isoformat())

    def _next_collection(self, now: datetime) -> datetime:
        at, calendar = local(now), self._calendar()
        day = at.date()
        while True:
            for moment in COLLECTED_AT:
                slot = datetime.combine(day, moment, ZONE)
                if slot > at and calendar.is_working_day(day):
                    return slot
            day += timedelta(days=1)

    def _add(self, **values: object) -> None:
        names = ", ".join(values)
        marks = ", ".join("?" * len(values))
        sql = f"INSERT INTO notice(id, {names}) VALUES (?, {marks}) ON CONFLICT(dedupe) DO NOTHING"  # noqa: S608
        self._db.run(sql, random_id(), *values.values())


_CALLS = frozenset({NoticeKind.EMERGENCY, NoticeKind.EMERGENCY_BELOW})


def _moment(now: datetime, by_worker: bool) -> str:
    at = local(now)
    return at.date().isoformat() if by_worker else write_instant(at)


def _mark(token: str) -> str:
    return hashlib.blake2b(token.encode(), digest_size=16).hexdigest()
