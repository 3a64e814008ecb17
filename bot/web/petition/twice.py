"""A form that reaches the server twice, because its answer never arrived: its words count once.

Each page has a key. Known in memory alone; after a restart a repetition is taken as new, and no word is lost.
"""

from __future__ import annotations

import hashlib
from collections import OrderedDict

from bot.messages import Incoming

REMEMBERED = 5000  # pages


class LastSent:
    """What each page's draft took last."""

    def __init__(self) -> None:
        self._last: OrderedDict[bytes, bytes] = OrderedDict()

    def is_again(self, mark: bytes, sent: bytes) -> bool:
        """Whether just this was taken last."""
        return bool(sent) and self._last.get(mark) == sent

    def took(self, mark: bytes, sent: bytes) -> None:
        """This was taken, and is kept."""
        self._last[mark] = sent
        self._last.move_to_end(mark)
        if len(self._last) > REMEMBERED:
            self._last.popitem(last=False)


def identity(key: str, incoming: Incoming) -> bytes:
    """Names one sending of one page: the same page sent again with other words is another. b"" without a key."""
    if not key:
        return b""
    parts = [key, incoming.text, incoming.button, *(f"{a.trouble}{len(a.content)}" for a in incoming.attachments)]
    return hashlib.blake2b("\0".join(parts).encode(), digest_size=16).digest()
