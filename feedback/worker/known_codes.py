"""Keys of codes that were derived a moment ago: in memory alone, for as long as a look at a case lasts.

A code stands here as a hash under a key of this process.
"""

from __future__ import annotations

import hashlib
import threading
import time
from collections import OrderedDict
from collections.abc import Callable
from secrets import token_bytes

from feedback.sealing.keys import WorkerKeys

KEPT_SECONDS = 30 * 60
MOST = 1000


class KnownCodes:
    """The keys of the codes used last."""

    def __init__(self, clock: Callable[[], float] = time.monotonic) -> None:
        self._lock = threading.Lock()
        self._clock = clock
        self._key = token_bytes(32)
        self._known: OrderedDict[bytes, tuple[WorkerKeys, float]] = OrderedDict()

    def get(self, code: str) -> WorkerKeys | None:
        """The keys of a code, or None when they are not known (any more)."""
        mark = self._mark(code)
        with self._lock:
            keys, until = self._known.get(mark, (None, 0.0))
            if keys is None or self._clock() >= until:
                self._known.pop(mark, None)
                return None
            return keys

    def put(self, code: str, keys: WorkerKeys) -> None:
        """Remember the keys of a code for half an hour."""
        now = self._clock()
        with self._lock:
            self._known[self._mark(code)] = (keys, now + KEPT_SECONDS)
            while self._known and (len(self._known) > MOST or next(iter(self._known.values()))[1] <= now):
                self._known.popitem(last=False)

    def drop(self, code: str) -> None:
        """Forget a code, because it opens nothing (any more)."""
        with self._lock:
            self._known.pop(self._mark(code), None)

    def _mark(self, code: str) -> bytes:
        return hashlib.blake2b(code.encode(), key=self._key, digest_size=16).digest()
