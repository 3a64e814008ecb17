"""A thread of one's own for what takes long: one thing after the other, and the end of the process waits for none."""

from __future__ import annotations

import asyncio
import os
import sys
import threading
from collections.abc import Callable
from concurrent.futures import Future
from contextlib import suppress
from queue import SimpleQueue
from typing import Any, TypeVar

T = TypeVar("T")


class Beside:
    """Does what it is handed. (An executor of the standard library would be waited for when the process ends.)

    `behind`: it has the processor only when nobody else of the process wants it.
    """

    def __init__(self, name: str, *, behind: bool = False) -> None:
        self._work: SimpleQueue[tuple[Future[Any], Callable[[], Any]]] = SimpleQueue()
        self._behind = behind
        self._thread = threading.Thread(target=self._run, name=name, daemon=True)

    def submit(self, work: Callable[[], T]) -> Future[T]:
        """Hand something in."""
        if not self._thread.ident:
            self._thread.start()
        future: Future[T] = Future()
        self._work.put((future, work))
        return future

    async def do(self, work: Callable[[], T]) -> T:
        """Hand something in and wait for it."""
        return await asyncio.wrap_future(self.submit(work))

    def _run(self) -> None:
        if self._behind:
            step_back()
        while True:
            future, work = self._work.get()
            if not future.set_running_or_notify_cancel():
                continue
            try:
                future.set_result(work())
            except BaseException as error:
                future.set_exception(error)


def step_back() -> None:
    """Let this thread, and it alone, go behind all others of the process (Linux).

    A niceness is not enough: a woken thread would wait for the end of the other's slice, dozens of times an answer.
    """
    if sys.platform == "linux":
        with suppress(OSError):
            os.sched_setscheduler(0, os.SCHED_IDLE, os.sched_param(0))
