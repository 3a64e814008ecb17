"""The unanswered desk beside the conversation: nobody waits for it, and its troubles cost nobody an answer.

Taking names out of a question needs a language model that takes seconds to load, and the desk's file may be locked by
an operator's command. What a killed process had not written yet is lost to the desk, not to the person who asked.
"""

from __future__ import annotations

import asyncio
import logging
from concurrent.futures import ThreadPoolExecutor
from datetime import date

from bot.conversation.parts.model import UnansweredDesk
from bot.logs import log_failure

log = logging.getLogger(__name__)


class DeskBeside:
    """Hands questions to a desk in a thread of its own."""

    def __init__(self, desk: UnansweredDesk) -> None:
        self._desk = desk
        self._thread = ThreadPoolExecutor(max_workers=1, thread_name_prefix="desk")

    def add(self, question: str, reason: str, day: date) -> None:
        """Keep a question soon."""
        self._thread.submit(self._add, question, reason, day)

    async def close(self) -> None:
        """Write what still waits."""
        await asyncio.to_thread(self._thread.shutdown)

    def _add(self, question: str, reason: str, day: date) -> None:
        try:
            self._desk.add(question, reason, day)
        except Exception as error:
            log_failure(log, "unanswered desk", error)
