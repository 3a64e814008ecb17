"""Notices to the people of the union: by e-mail or Telegram, one message a person and round, with counts alone.

What cannot be sent is tried again and then listed; who has no address finds everything at the console. An emergency
goes by every way that a person has, anything else by the first that works.
"""

from __future__ import annotations

import logging
import secrets
from collections import Counter
from collections.abc import Awaitable, Callable, Sequence
from dataclasses import replace
from datetime import datetime
from itertools import groupby

from bot.engine.contact import SILENT_SECONDS
from bot.engine.lanes import Engine
from bot.engine.mailbox import Mailbox
from bot.engine.outbox import Letter
from bot.logs import log_failure
from bot.messages import Button, Channel, say
from bot.texts import notices as words
from feedback.assembly import Feedback
from feedback.model.notice import AT_ONCE, NoticeKind, Route
from feedback.notices.addresses import Address
from feedback.staff.workload import Workload
from feedback.storage.database import Row

log = logging.getLogger(__name__)
SendMail = Callable[[str, str, str], Awaitable[None]]  # to, subject, text
MOST_SHIFTS = 5
TOLD = "told"  # the button of a message: "told:<token>"


class StaffNotices:
    """Delivers what is due, and knows whom a call would reach now."""

    def __init__(
        self,
        feedback: Feedback,
        mailbox: Mailbox,
        engine: Engine,
        send_mail: SendMail | None,
        staff_url: str = "",
    ) -> None:
        """`staff_url` is the console's address, for links; "" where it is reached on this machine alone."""
        self._feedback = feedback
        self._staff_url = staff_url
        self._mailbox = mailbox
        self._engine = engine
        self._send_mail = send_mail
        self._mail_works = True  # until a message was not taken

    async def round(self, now: datetime) -> None:
        """Send everything that is due."""
        rows = self._feedback.notices.due(now)
        for person, group in groupby(rows, key=lambda row: row["person"]):
            urgent, quiet = _parted(list(group))
            for part in (urgent, quiet):
                if part:
                    await self._tell(person, part, now)

    def reaches(self, person: int) -> bool:
        """Whether a call would reach this person at once: by an address whose way worked the last time."""
        return any(self._works(address) for address in self._feedback.addresses.of(person))

    def person_of(self, sender: str) -> int | None:
        """Whose chat this is (in hexadecimal), by the links of the addresses; None for everybody else."""
        linked = self._feedback.addresses
        for person in sorted(linked.people()):
            tokens = [address.value for address in linked.of(person) if address.route is Route.TELEGRAM]
            if any(self._mailbox.watched_until(sender, token) for token in tokens):
                return person
        return None

    def unlink(self, person: int) -> None:
        """Nothing more into a chat: its person said so there."""
        for address in self._feedback.addresses.of(person):
            if address.route is Route.TELEGRAM:
                self._mailbox.end(address.value)
        self._feedback.addresses.unlink(person, Route.TELEGRAM)

    def work_of(self, person: int, now: datetime) -> str:
        """How much waits for somebody, with links to the console."""
        work = self._feedback.workloads.of(person, now)
        head = words.WORK.format(count=work.open) if work.open else words.NO_WORK
        return "\n".join([head, *_counted(work, self._staff_url)])

    def late_of(self, person: int, now: datetime) -> str:
        """How much of somebody's work is late."""
        work = self._feedback.workloads.of(person, now)
        return "\n".join(_counted(replace(Workload(), overdue=work.overdue), self._staff_url)) or words.NOT_LATE

    def duty_of(self, person: int, now: datetime) -> str:
        """Somebody's own shifts, and whether anybody is on duty; no names."""
        own, count = self._feedback.workloads.shifts(person, now)
        shifts = [words.OWN_SHIFT.format(start=one.starts_at, end=one.ends_at) for one in own[:MOST_SHIFTS]]
        head = words.ON_DUTY.format(count=count) if count else words.NOBODY_ON_DUTY
        return "\n".join([head, *(shifts or [words.NO_OWN_SHIFT])])

    def watches(self, unit: str, now: datetime) -> bool:
        """Whether somebody whom a call reaches is on duty at a unit; "" means at every unit that has open cases."""
        units = [unit] if unit else self._feedback.cases.owners()
        return bool(units) and all(self._feedback.roster.watches(u, now, self.reaches) for u in units)

    async def _tell(self, person: int, rows: Sequence[Row], now: datetime) -> None:
        addresses = self._feedback.addresses.of(person)
        if not addresses:
            return  # waits for the console
        everywhere, token = rows[0]["kind"] in AT_ONCE, secrets.token_hex(8)
        reached = False
        for address in addresses:
            if not reached or everywhere:
                reached = await self._send(address, rows, token, now) or reached
        if reached:
            self._feedback.notices.sent([row["id"] for row in rows], now, token)
        else:
            self._feedback.notices.failed(rows, "mail" if addresses[0].route is Route.EMAIL else "chat", now)

    async def _send(self, address: Address, rows: Sequence[Row], token: str, now: datetime) -> bool:
        if address.route is Route.TELEGRAM:
            return self._post(address, rows, token)
        if self._send_mail is None:
            return False
        subject = words.SUBJECT_URGENT if rows[0]["kind"] in AT_ONCE else words.SUBJECT.format(count=len(rows))
        try:
            await self._send_mail(address.value, subject, text_of(rows, self._staff_url))
            self._mail_works = True
        except Exception as error:
            log_failure(log, "mail", error)
            self._mail_works = False
        return self._mail_works

    def _post(self, address: Address, rows: Sequence[Row], token: str) -> bool:
        """Into the outbox, which delivers it or lists it; False when the chat is gone."""
        places = self._mailbox.watchers(address.value)
        for place in places:
            reply = say(text_of(rows, self._staff_url), buttons=(Button(f"{TOLD}:{token}", words.ACKNOWLEDGE),))
            letter = Letter(place.channel, place.address, reply, f"staff:{token}", None)
            self._engine.outbox.post(place.chat, letter, self._engine.seconds())
            self._engine.wake(place.chat)
        return bool(places)

    def _works(self, address: Address) -> bool:
        if address.route is Route.EMAIL:
            return self._send_mail is not None and self._mail_works
        silence = self._engine.contacts.silence().get(Channel.TELEGRAM)
        in_touch = silence is not None and silence <= SILENT_SECONDS
        return in_touch and bool(self._mailbox.watchers(address.value))


def text_of(rows: Sequence[Row], staff_url: str = "") -> str:
    """What waits this morning, counts by kind, the root to keep, and where to look."""
    morning = [row for row in rows if row["kind"] == NoticeKind.DIGEST]
    told = [line for row in morning[-1:] for line in _counted(Workload.unpack(row["detail"]), staff_url)]
    news = _news([row for row in rows if row["kind"] != NoticeKind.DIGEST])
    parts = [[words.DIGEST, *told] if told else [], [words.SINCE] if told and news else [], news]
    where = words.OPEN_AT.format(url=staff_url) if staff_url else words.OPEN
    return "\n".join([*(line for part in parts for line in part), "", where])


def _news(rows: Sequence[Row]) -> list[str]:
    counts = Counter(NoticeKind(row["kind"]) for row in rows)
    lines = [words.LINE.format(count=counts[kind], what=words.KINDS[kind]) for kind in NoticeKind if counts[kind]]
    details = [words.DETAIL.format(detail=row["detail"]) for row in rows if row["detail"]]
    return [*lines, *details]


def _counted(work: Workload, staff_url: str) -> list[str]:
    """A line for each count that is not 0, with the console's list behind it."""
    return [
        words.COUNTED.format(
            what=what, count=getattr(work, name), link=f"\n  {staff_url}{words.PLACES[name]}" if staff_url else ""
        )
        for name, what in words.PRESSING.items()
        if getattr(work, name)
    ]


def _parted(rows: list[Row]) -> tuple[list[Row], list[Row]]:
    """What cannot wait, and the rest."""
    return [r for r in rows if r["kind"] in AT_ONCE], [r for r in rows if r["kind"] not in AT_ONCE]


class StaffChat:
    """What a chat may do for the people of the union. `delivery` is set once the product runs."""

    def __init__(self, feedback: Feedback) -> None:
        self._feedback = feedback
        self.delivery: StaffNotices | None = None

    def link(self, code: str, now: datetime) -> str:
        """The token under which the mailbox keeps this chat; NotAllowed when the code links nothing."""
        return self._feedback.addresses.link(code, now).value

    def acknowledge(self, token: str) -> int:
        """How many notices the button of a message covered."""
        return self._feedback.notices.acknowledge_by(token)

    def answer(self, sender: str, command: str, now: datetime) -> str | None:
        """What a command of a linked chat is answered, counts alone; None for a chat that is nobody's."""
        person = self.delivery.person_of(sender) if self.delivery else None
        if person is None or self.delivery is None:
            return None
        said = {"/viec": self.delivery.work_of, "/qua_han": self.delivery.late_of, "/truc": self.delivery.duty_of}
        return said[command](person, now)

    def unlink(self, sender: str) -> bool:
        """Tell this chat nothing more; False when it is nobody's."""
        person = self.delivery.person_of(sender) if self.delivery else None
        if person is None or self.delivery is None:
            return False
        self.delivery.unlink(person)
        return True

    def minutes_until_seen(self, unit: str, now: datetime) -> int:
        """Within how many minutes somebody looks at an emergency, 0 when nobody is on duty whom a call reaches."""
        if self.delivery is None or not self.delivery.watches(unit, now):
            return 0
        found = self._feedback.org.unit(unit) if unit else None
        return self._feedback.deadlines.emergency_minutes(now, found.hours if found else "")
