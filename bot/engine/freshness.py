"""Notices that the knowledge on the disk changed (an import, a question tied), so that it is read anew."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Awaitable, Callable
from pathlib import Path

from bot.engine.beside import Beside
from bot.logs import log_failure

log = logging.getLogger(__name__)

LOOK_SECONDS = 10.0


class Watched:
    """Files and when they were last written."""

    def __init__(self, *paths: Path) -> None:
        self._paths = paths
        self._seen = self._stamps()

    def changed(self) -> bool:
        """Whether a file was written, made or removed since the last call."""
        before, self._seen = self._seen, self._stamps()
        return before != self._seen

    def _stamps(self) -> tuple[int, ...]:
        return tuple(p.stat().st_mtime_ns if p.exists() else 0 for p in self._paths)


def knowledge_files(data: Path) -> Watched:
    """What the library is read from, beside the bundled handbook."""
    return Watched(data / "knowledge.db", data / "knowledge.db-wal", data / "questions.jsonl")


async def keep_fresh(
    watched: Watched, prepare: Callable[[], None], reload: Callable[[], Awaitable[None]], look: float = LOOK_SECONDS
) -> None:
    """Reload some seconds after a change, for ever.

    `prepare` does what takes long (a large collection's index: minutes) in a thread, while questions are answered from
    what was read before; `reload` then takes it up at once. What fails is logged, and tried again at the next look.
    """
    failed, reading = False, Beside("reading anew")
    while True:
        await asyncio.sleep(look)
        if not (watched.changed() or failed):
            continue
        try:
            await reading.do(prepare)
            await reload()
            failed = False
        except Exception as error:  # an import that has not ended, a full disk
            log_failure(log, "reading the knowledge anew", error)
            failed = True
