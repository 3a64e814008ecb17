"""Limits that live in memory only: floods of submissions (never refused, only set aside) and tries of wrong codes.

Senders are opaque values, hashed under a salt that changes every day; nothing reaches a disk.
"""

from __future__ import annotations

import hashlib
import threading
from collections import defaultdict, deque
from datetime import date, datetime, timedelta
from secrets import token_bytes

CASES_A_DAY = 3
CASES_AN_HOUR_ON_SITE = 20
WRONG_CODES = 5
WRONG_CODES_ON_SITE = 1000
WRONG_CODE_WINDOW = timedelta(minutes=10)


class Limits:
    """Counts per sender and for the whole site."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._day: date | None = None
        self._salt = b""
        self._cases: dict[bytes, int] = defaultdict(int)
        self._site: deque[datetime] = deque()
        self._wrong: dict[bytes, deque[datetime]] = defaultdict(deque)

    def is_flood(self, sender: str, now: datetime) -> bool:
        """Note a submission; True when it should wait in quarantine for a human look."""
        with self._lock:
            key = self._key(sender, now)
            _drop_before(self._site, now - timedelta(hours=1))
            self._site.append(now)
            if sender:
                self._cases[key] += 1
            return self._cases.get(key, 0) > CASES_A_DAY or len(self._site) > CASES_AN_HOUR_ON_SITE

    def note_wrong_code(self, sender: str, now: datetime) -> None:
        """Note a failed look-up."""
        with self._lock:
            for key in (self._key(sender, now), b"site"):
                self._wrong[key].append(now)

    def too_many_wrong_codes(self, sender: str, now: datetime) -> bool:
        """Whether this sender, or the site as a whole, failed too often in ten minutes."""
        with self._lock:
            limits = (
                (self._key(sender, now), WRONG_CODES if sender else WRONG_CODES_ON_SITE),
                (b"site", WRONG_CODES_ON_SITE),
            )
            for key, limit in limits:
                _drop_before(self._wrong[key], now - WRONG_CODE_WINDOW)
                if len(self._wrong[key]) >= limit:
                    return True
            return False

    def _key(self, sender: str, now: datetime) -> bytes:
        if self._day != now.date():
            self._day, self._salt = now.date(), token_bytes(16)
            self._cases.clear()
            self._wrong.clear()
        return hashlib.blake2b(sender.encode(), key=self._salt, digest_size=16).digest()


def _drop_before(times: deque[datetime], limit: datetime) -> None:
    while times and times[0] < limit:
        times.popleft()
