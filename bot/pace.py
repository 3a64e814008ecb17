"""How fast a channel may be written to: so many letters a second in all, and one a second in one chat."""

from __future__ import annotations

import asyncio
from collections import OrderedDict

REMEMBERED_CHATS = 10_000


class Pace:
    """Waits until the next letter may go. Rates are letters a second; 0 means without limit."""

    def __init__(self, overall: float = 0, each_chat: float = 0) -> None:
        self._gap = 1 / overall if overall else 0.0
        self._chat_gap = 1 / each_chat if each_chat else 0.0
        self._next = 0.0
        self._next_of_chat: OrderedDict[bytes, float] = OrderedDict()

    async def wait(self, chat: bytes) -> None:
        """Return when a letter to this chat may be sent."""
        clock = asyncio.get_running_loop().time
        start = max(clock(), self._next, self._next_of_chat.pop(chat, 0.0))
        self._next = max(clock(), self._next) + self._gap
        self._next_of_chat[chat] = start + self._chat_gap
        if len(self._next_of_chat) > REMEMBERED_CHATS:
            self._next_of_chat.popitem(last=False)
        if start > clock():
            await asyncio.sleep(start - clock())
