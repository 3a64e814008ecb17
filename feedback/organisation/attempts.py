"""How often a log-in may be tried: per login and per address, in memory only. No address reaches a disk or a log."""

from __future__ import annotations

import threading
from collections import defaultdict, deque
from datetime import datetime, timedelta

WRONG_AT_ONE_ADDRESS = 5  # of one login: so that a stranger elsewhere does not lock an officer out
WRONG_PER_LOGIN = 30
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
        limits = (WRONG_AT_ONE_ADDRESS, WRONG_PER_LOGIN, WRONG_PER_ADDRESS if address else WRONG_PER_LOGIN)
        with self._lock:
            counts = [self._count(key, now) for key in _keys(login, address)]
            return any(count >= limit for count, limit in zip(counts, limits, strict=True))

    def note_wrong(self, login: str, address: str, now: datetime) -> None:
        """Note a failed log-in."""
        with self._lock:
            if len(self._wrong) >= MOST_KEPT:
                self._forget(now)
            for key in _keys(login, address):
                self._wrong[key].append(now)

    def note_right(self, login: str, address: str) -> None:
        """The person came in: what they mistyped there before no longer counts. The address keeps its count."""
        with self._lock:
            self._wrong.pop(_keys(login, address)[0], None)

    def _count(self, key: tuple[str, str], now: datetime) -> int:
        times = self._wrong.get(key)
        while times and times[0] < now - WINDOW:
            times.popleft()
        return len(times or ())

    def _forget(self, now: datetime) -> None:
        for key in [k for k in self._wrong if not self._count(k, now)]:
            del self._wrong[key]


def _keys(login: str, address: str) -> tuple[tuple[str, str], ...]:
    return (f"at {address}", login), ("login", login), ("address", address)
