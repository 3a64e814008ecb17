"""How often a log-in may be tried: per login and per address, in memory only. No address reaches a disk or a log."""

from __future__ import annotations

import threading
from collections import defaultdict, deque
from datetime import datetime, timedelta

WRONG_PER_LOGIN = 5
WRONG_PER_ADDRESS = 20
WINDOW = timedelta(minutes=15)
MOST_KEPT = 10_000  # names and addresses that are remembered at once


class Attempts:
    """Wrong log-ins of the last quarter of an hour."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._wrong: dict[tuple[str, str], deque[datetime]] = defaultdict(deque)

    def too_many(self, login: str, address: str, now: datetime) -> bool:
        """Whether this login, or this address, must wait."""
        limits = ((("login", login), WRONG_PER_LOGIN), (("address", address), WRONG_PER_ADDRESS))
        with self._lock:
            return any(key[1] and self._count(key, now) >= limit for key, limit in limits)

    def note_wrong(self, login: str, address: str, now: datetime) -> None:
        """Note a failed log-in."""
        with self._lock:
            if len(self._wrong) >= MOST_KEPT:
                self._forget(now)
            for key in (("login", login), ("address", address)):
                self._wrong[key].append(now)

    def note_right(self, login: str) -> None:
        """The person came in: what they mistyped before no longer counts. The address keeps its count."""
        with self._lock:
            self._wrong.pop(("login", login), None)

    def _count(self, key: tuple[str, str], now: datetime) -> int:
        times = self._wrong.get(key)
        while times and times[0] < now - WINDOW:
            times.popleft()
        return len(times or ())

    def _forget(self, now: datetime) -> None:
        for key in [k for k in self._wrong if not self._count(k, now)]:
            del self._wrong[key]
