"""The unanswered desk beside the conversation: nobody waits for it, and its troubles cost nobody an answer.

Taking names out of a question needs a language model that takes seconds to load, and the desk's file may be locked by
an operator's command. What a killed process had not written yet is lost to the desk, not to the person who asked.
"""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass
from datetime import date
from functools import partial

from bot.conversation.parts.model import UnansweredDesk
from bot.engine.beside import Beside
from bot.engine.sealing import Seal, SealingError, load_key
from bot.logs import log_failure
from bot.settings import Settings
from feedback.worker.emergency import find_alarms
from knowledge.desk import Desk

log = logging.getLogger(__name__)
PURPOSE = "desk"
STOP_SECONDS = 1.0


@dataclass(frozen=True, slots=True)
class DeskBox:
    """Closes the desk's questions under the installation key."""

    seal: Seal

    def close(self, text: str) -> bytes:
        """The text, closed."""
        return self.seal.close(text, PURPOSE)

    def open(self, closed: bytes) -> str | None:
        """The text, or None when another key closed it."""
        try:
            return self.seal.open(closed, PURPOSE)
        except SealingError:
            return None

    def mark(self, *parts: str) -> bytes:
        """What tells the same question of a day again."""
        return self.seal.mark(PURPOSE, *parts)


def open_desk(settings: Settings) -> Desk:
    """The desk of an installation. Raises KeyProblem when its key is lost."""
    key = load_key(settings.data / "keys" / "bot.key", settings.key)
    return Desk(settings.data / "desk.db", DeskBox(Seal(key)))


class DeskBeside:
    """Hands questions to a desk in a thread of its own; words of danger are nobody's to read, whoever hands them in."""

    def __init__(self, desk: UnansweredDesk) -> None:
        self._desk = desk
        self._thread = Beside("desk")

    def add(self, question: str, reason: str, day: date) -> None:
        """Keep a question soon."""
        if find_alarms(question):
            return
        self.later(partial(self._desk.add, question, reason, day))

    def later(self, work: Callable[[], None]) -> None:
        """Do something with the desk in its thread; what fails is logged."""
        self._thread.submit(partial(_logged, work))

    async def close(self) -> None:
        """Write what still waits, as far as a second goes; what does not come so far is lost to the desk alone."""
        with suppress(TimeoutError):
            async with asyncio.timeout(STOP_SECONDS):
                await self._thread.do(lambda: None)


def _logged(work: Callable[[], None]) -> None:
    try:
        work()
    except Exception as error:
        log_failure(log, "unanswered desk", error)
