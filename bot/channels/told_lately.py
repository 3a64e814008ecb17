"""What a channel remembers of a chat for a while, in memory alone: its messages, and the buttons pressed just now."""

from __future__ import annotations

import time
from collections import OrderedDict, deque
from collections.abc import Callable, Hashable

MOST_CHATS = 50_000
MOST_MESSAGES = 400  # of one chat
ERASABLE = 48 * 3600 - 600  # seconds: Telegram deletes messages of two days, on both sides
TAP_SECONDS = 3.0  # within which the same button of the same message is pressed once

Clock = Callable[[], float]


class MessagesLately:
    """The ids of messages of two days, so that they can be deleted. A restart forgets them."""

    def __init__(self, clock: Clock = time.monotonic) -> None:
        self._clock = clock
        self._chats: OrderedDict[int, deque[tuple[int, float]]] = OrderedDict()

    def note(self, chat: int, message: int) -> None:
        """A message of this chat, whoever wrote it."""
        known = self._chats.setdefault(chat, deque(maxlen=MOST_MESSAGES))
        known.append((message, self._clock()))
        self._chats.move_to_end(chat)
        while len(self._chats) > MOST_CHATS:
            self._chats.popitem(last=False)

    def take(self, chat: int) -> list[int]:
        """The ids that can still be deleted, each once; nothing of the chat is remembered after that."""
        since = self._clock() - ERASABLE
        return list(dict.fromkeys(message for message, at in self._chats.pop(chat, ()) if at >= since))


class Taps:
    """Buttons pressed just now: a quick second tap on one is no second press."""

    def __init__(self, clock: Clock = time.monotonic) -> None:
        self._clock = clock
        self._at: OrderedDict[Hashable, float] = OrderedDict()

    def again(self, tap: Hashable) -> bool:
        """Whether the same tap came a moment ago."""
        now = self._clock()
        while self._at and next(iter(self._at.values())) <= now - TAP_SECONDS:
            self._at.popitem(last=False)
        if tap in self._at:
            return True
        self._at[tap] = now
        return False
