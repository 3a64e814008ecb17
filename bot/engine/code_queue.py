"""The costly derivation of keys from codes, in a fair order and outside of the turns.

One run at a time: round robin over addresses (or chats of an app), and within an address over its chats. Who floods
with wrong codes waits for himself; one more run is left for log-ins. The runs stand behind everything else of ours that
wants the processor: whoever asks a question beside them does not feel them. Addresses live here, in memory alone.
"""

from __future__ import annotations

import asyncio
import os
import sys
from collections import OrderedDict, deque
from collections.abc import Callable, Iterable
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress

MOST_WAITING = 64  # of one address: with these a right code still waits less than half a minute

Waiter = tuple[str, asyncio.Future[None]]


class CodeQueue:
    """Runs `prepare(code)` for whoever asked, fairly."""

    def __init__(self, prepare: Callable[[str], None]) -> None:
        self._prepare = prepare
        self._thread = ThreadPoolExecutor(max_workers=1, thread_name_prefix="codes", initializer=step_back)
        self._waiting: OrderedDict[str, OrderedDict[bytes, deque[Waiter]]] = OrderedDict()
        self._runner: asyncio.Task[None] | None = None

    def is_full(self, who: str) -> bool:
        """Whether so many of this address wait that the next one is better told to come again."""
        return sum(len(queue) for queue in self._waiting.get(who, {}).values()) >= MOST_WAITING

    async def prepare(self, codes: Iterable[str], who: str, chat: bytes) -> None:
        """Wait until the keys of these codes are derived. `who` is an address, or the chat of an app."""
        for code in codes:
            done: asyncio.Future[None] = asyncio.get_running_loop().create_future()
            self._waiting.setdefault(who, OrderedDict()).setdefault(chat, deque()).append((code, done))
            if self._runner is None or self._runner.done():
                self._runner = asyncio.create_task(self._run())
            await done

    async def _run(self) -> None:
        while self._waiting:
            code, done = self._next()
            try:
                await asyncio.get_running_loop().run_in_executor(self._thread, self._prepare, code)
            except Exception as error:
                if not done.done():
                    done.set_exception(error)
            else:
                if not done.done():
                    done.set_result(None)

    def _next(self) -> Waiter:
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
        """Take nothing more."""
        self._thread.shutdown(wait=False, cancel_futures=True)


def step_back() -> None:
    """Let this thread, and it alone, have the processor only when nobody else of the process wants it (Linux).

    A niceness is not enough: a woken thread would wait for the end of the other's slice, dozens of times an answer.
    """
    if sys.platform == "linux":
        with suppress(OSError):
            os.sched_setscheduler(0, os.SCHED_IDLE, os.sched_param(0))
