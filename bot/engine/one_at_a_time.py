"""Everything that speaks with a person, or swaps what is spoken from, runs one after the other.

A short turn (a question: milliseconds) runs in the event loop: handing each to a thread cost a fifth of the rate, since
the two then pass Python's lock to and fro. What takes long (Argon2id behind a code, an index read anew) runs in the
thread, and meanwhile the network goes on.
"""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from typing import TypeVar

from bot.engine.beside import Beside

T = TypeVar("T")


class OneAtATime:
    """Gives turns in the order in which they were asked for."""

    def __init__(self) -> None:
        self._turn = asyncio.Lock()
        self._thread = Beside("long-work")

    @asynccontextmanager
    async def turn(self) -> AsyncIterator[None]:
        """Wait until nothing else runs; short work may then run in the event loop.

        Between two turns the network has its own: webhooks must be answered within two seconds.
        """
        async with self._turn:
            await asyncio.sleep(0)
            yield

    async def in_thread(self, work: Callable[[], T]) -> T:
        """Run long work in the thread, inside of `turn`."""
        return await self._thread.do(work)
