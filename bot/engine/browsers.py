"""Which seal a chat's rows lie under: that of the server, or for a browser one that needs the browser's own token.

Tokens are learnt from requests and live in memory alone. A row of a browser that a restart finds waits for that
browser's next request, which brings the token.
"""

from __future__ import annotations

from collections import OrderedDict

from bot.engine.sealing import Seal

MOST = 50_000  # browsers remembered; those seen longest ago are forgotten, and are learnt again with their next request


class Browsers:
    """The seals of chats."""

    def __init__(self, seal: Seal) -> None:
        self.server = seal
        self._seals: OrderedDict[bytes, Seal] = OrderedDict()

    def learn(self, chat: bytes, token: str) -> None:
        """Remember the token of the browser that this chat is."""
        if chat not in self._seals:
            self._seals[chat] = self.server.under(token)
        self._seals.move_to_end(chat)
        while len(self._seals) > MOST:
            self._seals.popitem(last=False)

    def knows(self, chat: bytes) -> bool:
        """Whether this chat is a browser whose token is at hand."""
        return chat in self._seals

    def seal(self, chat: bytes) -> Seal:
        """The seal of a chat: its browser's where one was learnt, else the server's."""
        return self._seals.get(chat, self.server)

    def forget(self, chat: bytes) -> None:
        """Drop a token."""
        self._seals.pop(chat, None)
