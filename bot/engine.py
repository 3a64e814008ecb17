"""The engine: inbox → conversation → outbox → channel, in order within a chat and in parallel across chats.

A chat with something to do has one lane, a task that works through its updates and its letters and then ends.
Every answer is one transaction: state saved, replies in the outbox, update deleted. A crash before it repeats
the whole turn, a crash after it repeats at most the sending of a letter.
"""

from __future__ import annotations

import asyncio
import logging
from collections import Counter
from collections.abc import Callable, Iterable, Mapping
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import datetime
from typing import TypeVar

from sqlite_utils import Database

from bot.channels.adapter import Adapter, ChatGone, FetchFailed, Received, Refused, RetryLater
from bot.conversation import Services, State, respond, takes_files
from bot.conversation.model import Outcome
from bot.inbox import Inbox, Update, Waiting
from bot.logs import log_failure
from bot.mailbox import AddWorkingDays, Mailbox, Place
from bot.messages import Attachment, AttachmentKind, Channel, Reply, say
from bot.outbox import Letter, Outbox, Posted, wait_before
from bot.pace import Pace
from bot.state import States
from bot.texts import talk
from feedback.files import FileRefused, clean_photo

log = logging.getLogger(__name__)
T = TypeVar("T")
STOP_SECONDS = 10.0
AGAIN_SECONDS = 5.0  # before a lane that broke is tried again
PICTURES = frozenset({AttachmentKind.PHOTO, AttachmentKind.FILE})  # a picture may be sent as a file


class Engine:
    """Answers updates.

    All methods belong to one event loop; only the conversation runs in a thread of its own.
    """

    def __init__(
        self,
        db: Database,
        inbox: Inbox,
        states: States,
        outbox: Outbox,
        services: Services,
        now: Callable[[], datetime],
    ) -> None:
        self._db = db
        self.inbox = inbox
        self.states = states
        self.outbox = outbox
        self._services = services
        self._now = now
        self._adapters: dict[Channel, Adapter] = {}
        self._paces: dict[Channel, Pace] = {}
        self._lanes: dict[bytes, asyncio.Task[None]] = {}
        self._thread = ThreadPoolExecutor(max_workers=1, thread_name_prefix="conversation")
        self._stopping = False
        self._mailbox: Mailbox | None = None
        self._add_working_days: AddWorkingDays | None = None
        self.answered: Counter[str] = Counter()  # updates, by channel
        self.delivered: Counter[str] = Counter()  # letters, by channel

    def add_channel(self, channel: Channel, adapter: Adapter, pace: Pace) -> None:
        """Let a channel be answered, at the pace that it allows."""
        self._adapters[channel] = adapter
        self._paces[channel] = pace

    @property
    def channels(self) -> Mapping[Channel, Adapter]:
        """The channels that are answered."""
        return self._adapters

    def seconds(self) -> int:
        """The present instant, in seconds since 1970."""
        return int(self._now().timestamp())

    def accept(self, updates: Iterable[Update]) -> None:
        """Commit updates and start to answer them. When this returns they may be acknowledged."""
        for chat in self.inbox.accept(updates, self.seconds()):
            self.wake(chat)

    def resume(self) -> None:
        """Go on with what a stopped or killed process left."""
        for chat in {*self.inbox.chats(), *self.outbox.chats()}:
            self.wake(chat)

    def wake(self, chat: bytes) -> None:
        """Make sure that a lane works for this chat."""
        if self._stopping or chat in self._lanes:
            return
        self._lanes[chat] = asyncio.create_task(self._lane(chat))

    async def settled(self, chat: bytes, seconds: float) -> bool:
        """Wait until nothing is left to do for a chat; False when that takes longer than `seconds`."""
        lane = self._lanes.get(chat)
        if lane is None:
            return True
        done, _ = await asyncio.wait({lane}, timeout=seconds)
        return bool(done)

    def use_mailbox(self, mailbox: Mailbox, add_working_days: AddWorkingDays) -> None:
        """Keep the wishes of workers who want to be reminded or told."""
        self._mailbox = mailbox
        self._add_working_days = add_working_days

    async def between_answers(self, work: Callable[[], T]) -> T:
        """Run something in the conversation's thread, so that no answer runs beside it."""
        return await asyncio.get_running_loop().run_in_executor(self._thread, work)

    async def stop(self) -> None:
        """Finish what is in hand, for at most ten seconds; the rest waits in the database."""
        self._stopping = True
        if self._lanes:
            _, unfinished = await asyncio.wait(set(self._lanes.values()), timeout=STOP_SECONDS)
            for lane in unfinished:
                lane.cancel()
        self._thread.shutdown(wait=False, cancel_futures=True)

    async def _lane(self, chat: bytes) -> None:
        try:
            while not self._stopping and await self._step(chat):
                pass
        except Exception as error:  # the disk is full, a row cannot be opened: the rows stay
            log_failure(log, "lane", error)
            asyncio.get_running_loop().call_later(AGAIN_SECONDS, self.wake, chat)
        finally:
            del self._lanes[chat]

    async def _step(self, chat: bytes) -> bool:
        """Answer one update or send one letter; False when there is nothing left to do now."""
        update = self.inbox.first(chat)
        if update and update.channel in self._adapters:
            await self._answer(update)
            return True
        posted = self.outbox.first(chat)
        if posted is None or posted.letter.channel not in self._adapters:
            return False  # done, or the channel is switched off at present: its rows wait
        wait = posted.due_at - self.seconds()
        if wait > 0:
            asyncio.get_running_loop().call_later(wait, self.wake, chat)
            return False
        await self._deliver(posted)
        return True

    async def _answer(self, update: Waiting) -> None:
        now = self._now()
        try:
            received = self._adapters[update.channel].translate(update.body)
            state = self.states.load(update.chat, self.seconds())
            received = await self._with_files(update.channel, state, received)
            outcome = await self._respond(update.chat, state, received, now)
        except Exception as error:
            self._failed(update, error)
            return
        self._commit(update, received, outcome)
        self.answered[update.channel] += 1

    async def _with_files(self, channel: Channel, state: State, received: Received) -> Received:
        """Fetch and clean pictures, only where a dialogue waits for them."""
        incoming = received.incoming
        if incoming is None or not incoming.attachments or not takes_files(state):
            return received
        fetched = [await self._fetched(channel, a) for a in incoming.attachments]
        return replace(received, incoming=replace(incoming, attachments=tuple(fetched)))

    async def _fetched(self, channel: Channel, attachment: Attachment) -> Attachment:
        """The attachment with a clean picture in it, or with the reason why there is none."""
        if attachment.kind not in PICTURES:
            return attachment
        try:
            content = await self._adapters[channel].fetch(attachment)
            return replace(attachment, content=(await asyncio.to_thread(clean_photo, content)).jpeg)
        except (FetchFailed, FileRefused) as error:
            return replace(attachment, trouble=error.reason)

    async def _respond(self, chat: bytes, state: State, received: Received, now: datetime) -> Outcome | None:
        if received.incoming is None:
            return None
        incoming = replace(received.incoming, sender=chat.hex())
        loop = asyncio.get_running_loop()
        return await loop.run_in_executor(
            self._thread, lambda: respond(state, incoming, services=self._services, now=now)
        )

    def _commit(self, update: Waiting, received: Received, outcome: Outcome | None) -> None:
        now = self.seconds()
        if outcome:
            outcome = self._post(update, received, outcome)
        if received.gone and self._mailbox:
            self._mailbox.forget(update.chat)
        with self._db.atomic():
            self.inbox.done(update)
            if received.gone:
                self.states.forget(update.chat)
                self.outbox.end_chat(update.chat, update.channel, "left", now)
            if outcome is None:
                return
            state, replies = outcome
            self.states.save(update.chat, state, now)
            for number, reply in enumerate(replies):
                self.outbox.add(update.chat, self._letter(update, received.address, reply, str(number)), now)

    def _post(self, update: Waiting, received: Received, outcome: Outcome) -> Outcome:
        """Hand a wish to the mailbox before the commit: repeated after a crash it is still one wish."""
        state, replies = outcome
        if state.mail and self._mailbox and self._add_working_days:
            place = Place(update.channel, received.address, update.chat)
            self._mailbox.wish(state.mail, place, self._now().date(), self._add_working_days)
        return replace(state, mail=""), replies

    def _letter(self, update: Waiting, address: str, reply: Reply, part: str) -> Letter:
        window = self._adapters[update.channel].reply_window
        expires_at = None if window is None else self.seconds() + window
        return Letter(update.channel, address, reply, f"{update.id}:{part}", expires_at)

    def _failed(self, update: Waiting, error: Exception) -> None:
        mark = log_failure(log, "update", error)
        if not self.inbox.failed(update, type(error).__name__, mark, self.seconds()):
            return
        try:
            address = self._adapters[update.channel].translate(update.body).address
        except Exception:
            return  # an update that cannot be read has no address to apologise to; its record stays
        with self._db.atomic():
            sorry = Letter(update.channel, address, say(talk.SET_ASIDE.format(mark=mark)), f"{update.id}:sorry")
            self.outbox.add(update.chat, sorry, self.seconds())

    async def _deliver(self, posted: Posted) -> None:
        letter, now = posted.letter, self.seconds()
        if letter.expires_at is not None and now >= letter.expires_at:
            self.outbox.drop(posted, "window closed", now)
            return
        await self._paces[letter.channel].wait(posted.chat)
        try:
            await self._adapters[letter.channel].deliver(letter.address, letter.reply, f"{posted.id}")
        except RetryLater as error:
            self.outbox.postpone(posted, now + int(error.seconds) + 1, error.reason, counted=False)
        except ChatGone as error:
            self.outbox.end_chat(posted.chat, letter.channel, error.reason, now)
        except Refused as error:
            self.outbox.drop(posted, error.reason, now)
        except Exception as error:
            log_failure(log, "delivery", error)
            self.outbox.postpone(posted, now + wait_before(posted.tries), type(error).__name__)
        else:
            self.outbox.delivered(posted)
            self.delivered[letter.channel] += 1
