"""The engine: inbox → conversation → outbox → channel, in order within a chat and in parallel across chats.

A chat with something to do has one lane, a task that works through its updates (turns.py) and its letters
(delivery.py) and then ends. A crash before an answer is committed repeats the whole turn, a crash after it repeats
at most the sending of a letter.
"""

from __future__ import annotations

import asyncio
import logging
from collections import Counter
from collections.abc import Callable, Iterable, Mapping
from dataclasses import replace
from datetime import datetime
from typing import Any, TypeVar

from sqlite_utils import Database

from bot.conversation import Services
from bot.engine.adapter import Adapter
from bot.engine.contact import Contacts
from bot.engine.delivery import Delivery
from bot.engine.inbox import Inbox, Update
from bot.engine.mailbox import AddWorkingDays, Mailbox
from bot.engine.one_at_a_time import OneAtATime
from bot.engine.outbox import Outbox
from bot.engine.pace import Pace
from bot.engine.state import States
from bot.engine.turns import Turns
from bot.logs import log_failure
from bot.messages import Channel

log = logging.getLogger(__name__)
T = TypeVar("T")
STOP_SECONDS = 2.0
AGAIN_SECONDS = 5.0  # before a lane that broke is tried again
MOST_ADDRESSES = 50_000
LONGEST_WAIT = 3600  # seconds; a letter that is due later was written before the clock was set back


class Engine:
    """Answers updates. All methods belong to one event loop."""

    def __init__(
        self,
        db: Database,
        inbox: Inbox,
        states: States,
        outbox: Outbox,
        services: Services,
        now: Callable[[], datetime],
    ) -> None:
        self.inbox = inbox
        self.browsers = inbox.browsers
        self.states = states
        self.outbox = outbox
        self._now = now
        self._adapters: dict[Channel, Adapter] = {}
        self._lanes: dict[bytes, asyncio.Task[None]] = {}
        self._one = OneAtATime()
        self.turns = Turns(db, inbox, states, outbox, services, now, self._adapters, self._one)
        self.delivery = Delivery(outbox, self._adapters, self.seconds)
        self._stopping = False
        self.contacts = Contacts(self.seconds)
        self.answered: Counter[str] = Counter()  # updates, by channel
        self.delivered: Counter[str] = Counter()  # letters, by channel

    def add_channel(self, channel: Channel, adapter: Adapter, pace: Pace) -> None:
        """Let a channel be answered, at the pace that it allows."""
        self._adapters[channel] = adapter
        self.delivery.paces[channel] = pace

    @property
    def channels(self) -> Mapping[Channel, Adapter]:
        """The channels that are answered."""
        return self._adapters

    def seconds(self) -> int:
        """The present instant, in seconds since 1970."""
        return int(self._now().timestamp())

    def meet(self, token: str, address: str = "") -> bytes:
        """The chat of a browser that shows its token: what waited for it goes on."""
        chat = self.inbox.chat_mark(Channel.WEB, token)
        if address:
            self.remember_address(chat, address)
        known = self.browsers.knows(chat)
        self.browsers.learn(chat, token)
        if not known:
            self.wake(chat)
        return chat

    def remember_address(self, chat: bytes, address: str) -> None:
        """By which address a browser comes: its codes wait with those of that address."""
        known = self.turns.addresses
        known[chat] = address
        known.move_to_end(chat)
        while len(known) > MOST_ADDRESSES:
            known.popitem(last=False)

    def accept(self, updates: Iterable[Update]) -> None:
        """Commit updates and start to answer them. When this returns they may be acknowledged."""
        for chat in self.inbox.accept(updates, self.seconds()):
            self.wake(chat)

    def resume(self) -> None:
        """Go on with what a stopped or killed process left."""
        for chat in dict.fromkeys([*self.inbox.chats(), *self.outbox.chats()]):
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
        self.turns.mailbox = mailbox
        self.inform(watched_until=mailbox.watched_until)
        self.turns.add_working_days = add_working_days

    def inform(self, **facts: Any) -> None:
        """Let the dialogues know what is known only while the product runs: fields of Services."""
        self.turns.services = replace(self.turns.services, **facts)

    async def between_answers(self, work: Callable[[], T]) -> T:
        """Run something that may take long, so that no answer runs beside it."""
        async with self._one.turn():
            return await self._one.in_thread(work)

    async def stop(self) -> None:
        """Finish what is in hand, for two seconds at most; the rest waits in the database."""
        self._stopping = True
        self.turns.close()
        if self._lanes:
            _, unfinished = await asyncio.wait(set(self._lanes.values()), timeout=STOP_SECONDS)
            for lane in unfinished:
                lane.cancel()

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
            if await self.turns.answer(update):
                self.answered[update.channel] += 1
            return True
        posted = self.outbox.first(chat)
        if posted is None or posted.letter.channel not in self._adapters:
            return False  # done, or the channel is switched off at present: its rows wait
        wait = posted.due_at - self.seconds()
        if 0 < wait <= LONGEST_WAIT:
            asyncio.get_running_loop().call_later(wait, self.wake, chat)
            return False
        if await self.delivery.deliver(posted):
            self.delivered[posted.letter.channel] += 1
        return True
