"""How much one visitor may have, in memory alone: over it, one is refused, or waits for the turn."""

from __future__ import annotations

import time
from collections import OrderedDict
from collections.abc import Callable


class Allowance:
    """So much a minute for one visitor, and `burst` seconds' worth of it at once.

    Remembers visitors in memory only, and only the last ones.
    """

    def __init__(
        self,
        per_minute: float,
        clock: Callable[[], float] = time.monotonic,
        *,
        burst: float = 60.0,
        remembered: int = 20_000,
    ):
        self._gap = 60 / per_minute
        self._burst = burst
        self._clock = clock
        self._remembered = remembered
        self._next: OrderedDict[str, float] = OrderedDict()

    def wait(self, visitor: str) -> float:
        """Seconds that the visitor must wait before the next message; 0 takes one from the allowance."""
        return self.due(visitor) or self.take(visitor)

    def take(self, visitor: str, amount: float = 1) -> float:
        """Take `amount` in any case; the seconds after which it is the visitor's."""
        due = self._over(visitor, amount)
        self._next[visitor] = due + self._clock() + self._burst
        self._next.move_to_end(visitor)
        if len(self._next) > self._remembered:
            self._next.popitem(last=False)
        return max(due, 0.0)

    def due(self, visitor: str) -> float:
        """Seconds until the visitor may have one more; takes nothing."""
        return max(self._over(visitor, 1), 0.0)

    def _over(self, visitor: str, amount: float) -> float:
        now = self._clock()
        return max(self._next.get(visitor, 0.0), now) + self._gap * amount - now - self._burst
