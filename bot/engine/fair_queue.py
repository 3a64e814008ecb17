"""What costs much (keys of a code, a picture made clean) in a fair order, outside of the turns.

One run at a time: round robin over addresses (or chats of an app), and within an address over its chats. Who floods
with wrong codes or with pictures waits for himself; one more run of Argon2 is left for log-ins. Runs of codes stand
behind everything else that wants the processor, so that whoever asks a question beside them does not feel them; where
others leave nothing of it, they take their share after all. Addresses live here, in memory alone.
"""

from __future__ import annotations

import asyncio
import time
from collections import OrderedDict, deque
from collections.abc import Callable
from functools import partial
from typing import Generic, TypeVar

from bot.engine.beside import Beside

PATIENCE = 3.0  # seconds for a run behind all others, before it is run beside them
SHARES = 60.0  # seconds for which runs then have their share at once
MOST_WAITING = 64  # of one address: with these a right code still waits less than half a minute

T = TypeVar("T")
R = TypeVar("R")


class FairQueue(Generic[T, R]):
    """Runs `work(item)` for whoever asked, fairly."""

    def __init__(self, name: str, work: Callable[[T], R], *, behind: bool = False) -> None:
        self._do = work
        self._thread = Beside(name)
        self._behind = Beside(f"{name} behind", behind=True) if behind else None
        self._shares_until = 0.0
        self._waiting: OrderedDict[str, OrderedDict[bytes, deque[tuple[T, asyncio.Future[R]]]]] = OrderedDict()
        self._runner: asyncio.Task[None] | None = None

    def is_full(self, who: str) -> bool:
        """Whether so many of this address wait that the next one is better told to come again."""
        return sum(len(queue) for queue in self._waiting.get(who, {}).values()) >= MOST_WAITING

    async def run(self, item: T, who: str, chat: bytes) -> R:
        """Wait for the turn and for the work. `who` is an address, or the chat of an app."""
        done: asyncio.Future[R] = asyncio.get_running_loop().create_future()
        self._waiting.setdefault(who, OrderedDict()).setdefault(chat, deque()).append((item, done))
        if self._runner is None or self._runner.done():
            self._runner = asyncio.create_task(self._run())
        return await done

    async def _run(self) -> None:
        while self._waiting:
            item, done = self._next()
            if done.done():  # who waited is gone
                continue
            try:
                result = await self._done(partial(self._do, item))
            except asyncio.CancelledError:  # the queue is closed; what runs ends by itself, for nobody
                done.cancel()
                raise
            except Exception as error:
                if not done.done():
                    done.set_exception(error)
            else:
                if not done.done():
                    done.set_result(result)

    async def _done(self, work: Callable[[], R]) -> R:
        """Run it behind all others, or where nothing is left for it, beside them."""
        if self._behind is None or time.monotonic() < self._shares_until:
            return await self._thread.do(work)
        run = asyncio.wrap_future(self._behind.submit(work))
        await asyncio.wait({run}, timeout=PATIENCE)
        if run.done():
            return run.result()
        run.cancel()
        self._shares_until = time.monotonic() + SHARES
        return await self._thread.do(work)

    def _next(self) -> tuple[T, asyncio.Future[R]]:
        """The next in turn; who was served goes to the end of both rounds."""
        who, chats = self._waiting.popitem(last=False)
        chat, queue = chats.popitem(last=False)
        waiter = queue.popleft()
        if queue:
            chats[chat] = queue
        if chats:
            self._waiting[who] = chats
        return waiter

    def close(self) -> None:
        """Take nothing more: who waits here waits in vain."""
        if self._runner:
            self._runner.cancel()
        for chats in self._waiting.values():
            for _, done in (waiter for queue in chats.values() for waiter in queue):
                done.cancel()
        self._waiting.clear()
