"""How fast a channel may be written to: so many letters a second in all, and in one chat one a second.

A chat that was quiet may get three letters at once, as Telegram allows; then one a second.
"""

from __future__ import annotations

import asyncio
from collections import OrderedDict

REMEMBERED_CHATS = 10_000
BURST = 3  # letters


class Pace:
    """Waits until the next letter may go. Rates are letters a second; 0 means without limit."""

    def __init__(self, overall: float = 0, each_chat: float = 0) -> None:
        self._gap = 1 / overall if overall else 0.0
        self._chat_gap = 1 / each_chat if each_chat else 0.0
        self._next = 0.0
        self._spent: OrderedDict[bytes, float] = OrderedDict()  # chat → instant at which its allowance is whole

    async def wait(self, chat: bytes) -> None:
        """Return when a letter to this chat may be sent."""
        now = asyncio.get_running_loop().time()
        spent = max(self._spent.pop(chat, 0.0), now)
        start = max(now, self._next, spent - (BURST - 1) * self._chat_gap)
        self._next = max(now, self._next) + self._gap
        self._spent[chat] = spent + self._chat_gap
        if len(self._spent) > REMEMBERED_CHATS:
            self._spent.popitem(last=False)
        if start > now:
            await asyncio.sleep(start - now)
