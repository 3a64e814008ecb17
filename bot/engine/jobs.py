"""What runs beside the answers: the clock of the cases, and what leaves the mailbox through the outbox."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Callable
from datetime import datetime, timedelta

from bot.engine.lanes import Engine
from bot.engine.mailbox import Mailbox, Place
from bot.engine.outbox import Letter
from bot.engine.staff_notices import StaffNotices
from bot.logs import log_failure
from bot.messages import say
from bot.texts import follow as words
from feedback.assembly import Feedback
from feedback.cases.watching import closed_tokens
from feedback.sealing.keys import Secrets

log = logging.getLogger(__name__)
EVERY_SECONDS = 60.0
MOST_NOTICES = 5000  # looked at in one round
LOOK_BACK_DAYS = 7  # a round may be missed while the product is down


class Jobs:
    """One round a minute."""

    def __init__(
        self,
        feedback: Feedback,
        secrets: Secrets,
        mailbox: Mailbox,
        engine: Engine,
        now: Callable[[], datetime],
        staff: StaffNotices,
    ) -> None:
        self._feedback = feedback
        self._secrets = secrets
        self._mailbox = mailbox
        self._engine = engine
        self._now = now
        self._staff = staff

    async def run(self) -> None:
        """Rounds for ever; one that fails is logged and followed by the next."""
        while True:
            try:
                await self.round()
            except Exception as error:
                log_failure(log, "jobs", error)
            await asyncio.sleep(EVERY_SECONDS)

    async def round(self) -> None:
        """Deadlines first, so that what they have to say leaves in the same round."""
        now = self._now()
        await asyncio.to_thread(self._feedback.clock.step, now)
        await self._staff.round(now)
        self.tell_watchers(now)
        self.end_links(now)
        self.remind(now)
        self._mailbox.purge(now.date())

    def tell_watchers(self, now: datetime) -> None:
        """Notices to workers who asked for them."""
        for notice in self._feedback.notices.for_watchers(MOST_NOTICES):
            for place in self._mailbox.watchers(notice["watch"]):
                self._send(place, words.NEWS_NOTICE, f"notice:{notice['id']}:{place.chat.hex()}")
            self._feedback.notices.delivered(notice["id"])

    def end_links(self, now: datetime) -> None:
        """The link of a chat to a case goes when the case is closed, after its last news left."""
        since = now.date() - timedelta(days=LOOK_BACK_DAYS)
        for token in closed_tokens(self._feedback.cases, self._secrets, since):
            self._mailbox.end(token)

    def remind(self, now: datetime) -> None:
        """Reminders of today, in working hours only."""
        if not self._feedback.deadlines.calendar.is_open(now):
            return
        for reminder in self._mailbox.due(now.date()):
            self._send(reminder.place, words.REMINDER, f"reminder:{reminder.id}")
            self._mailbox.reminded(reminder)

    def _send(self, place: Place, text: str, mark: str) -> None:
        """Into the outbox; its mark makes a repetition after a crash one letter as long as that one waits.

        Past the channel's window it is dropped there with a record: later it would be refused, or cost money.
        """
        adapter = self._engine.channels.get(place.channel)
        window = adapter.reply_window if adapter else None
        expires_at = None if window is None else place.asked_at + window
        letter = Letter(place.channel, place.address, say(text), mark, expires_at)
        self._engine.outbox.post(place.chat, letter, self._engine.seconds())
        self._engine.wake(place.chat)
