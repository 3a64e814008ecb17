"""Everything that speaks with a person, or swaps what is spoken from, runs one after the other.

A short turn (a question: milliseconds) runs in the event loop: handing each to a thread cost a fifth of the rate, since
the two then pass Python's lock to and fro. What takes long (Argon2id behind a code, an index read anew) runs in the
thread, and meanwhile the network goes on.
"""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from typing import TypeVar

T = TypeVar("T")


class OneAtATime:
    """Runs pieces of work in the order in which they came."""

    def __init__(self) -> None:
        self._turn = asyncio.Lock()
        self._thread = ThreadPoolExecutor(max_workers=1, thread_name_prefix="long-work")

    async def short(self, work: Callable[[], T]) -> T:
        """Run in the event loop, after the network had its turn: webhooks must be answered within two seconds."""
        async with self._turn:
            await asyncio.sleep(0)
            return work()

    async def long(self, work: Callable[[], T]) -> T:
        """Run in the thread."""
        async with self._turn:
            return await asyncio.get_running_loop().run_in_executor(self._thread, work)

    def close(self) -> None:
        """Take nothing more; what runs in the thread ends by itself."""
        self._thread.shutdown(wait=False, cancel_futures=True)
