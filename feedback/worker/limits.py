"""Limits that live in memory only: floods of submissions and messages (never refused, only set aside).

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
MESSAGES = 30
MESSAGE_WINDOW = timedelta(minutes=10)


class Limits:
    """Counts per sender and for the whole site."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._day: date | None = None
        self._salt = b""
        self._cases: dict[bytes, int] = defaultdict(int)
        self._site: deque[datetime] = deque()
        self._messages: dict[bytes, deque[datetime]] = defaultdict(lambda: deque(maxlen=MESSAGES + 1))

    def note_message(self, sender: str, now: datetime) -> None:
        """Note any message of a chat, whatever it says; a channel without chats has no sender and is not counted."""
        if sender:
            with self._lock:
                self._messages[self._key(sender, now)].append(now)

    def is_flood(self, sender: str, now: datetime) -> bool:
        """Note a submission; True when it should wait in quarantine for a human look (§8.4).

        Over 3 cases a day or over 30 messages in ten minutes from one chat, or over 20 cases an hour from everybody.
        """
        with self._lock:
            key = self._key(sender, now)
            _drop_before(self._site, now - timedelta(hours=1))
            self._site.append(now)
            if sender:
                self._cases[key] += 1
            too_many = self._cases.get(key, 0) > CASES_A_DAY or len(self._site) > CASES_AN_HOUR_ON_SITE
            return too_many or self._is_hasty(key, now)

    def _is_hasty(self, key: bytes, now: datetime) -> bool:
        """Whether the oldest of the last 31 messages is younger than ten minutes."""
        times = self._messages.get(key)
        return times is not None and len(times) > MESSAGES and times[0] > now - MESSAGE_WINDOW

    def _key(self, sender: str, now: datetime) -> bytes:
        if self._day != now.date():
            self._day, self._salt = now.date(), token_bytes(16)
            self._cases.clear()
            self._messages.clear()
        return hashlib.blake2b(sender.encode(), key=self._salt, digest_size=16).digest()


def _drop_before(times: deque[datetime], limit: datetime) -> None:
    while times and times[0] < limit:
        times.popleft()
