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
    """What each person did last: the same tap again within a moment, and nothing in between, is no second press."""

    def __init__(self, clock: Clock = time.monotonic) -> None:
        self._clock = clock
        self._last: OrderedDict[Hashable, tuple[Hashable, float]] = OrderedDict()

    def again(self, who: Hashable, tapped: Hashable = None) -> bool:
        """Whether this person tapped the same a moment ago; without a tap it is some other message of theirs."""
        now = self._clock()
        while self._last and next(iter(self._last.values()))[1] <= now - TAP_SECONDS:
            self._last.popitem(last=False)
        last = self._last.pop(who, None)
        if tapped is None:
            return False
        self._last[who] = (tapped, now)
        return last is not None and last[0] == tapped
