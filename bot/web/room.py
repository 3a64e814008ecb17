"""How much the drafts, and the chats, of one address may keep, so that a flood fills no disk. Known in memory alone.

A page counts until it ends or is a day old. When its address has no room left, pages that nobody touched for an hour
give way; if there are none, the new one is refused and its words are given back.
"""

from __future__ import annotations

from collections import OrderedDict
from dataclasses import dataclass, field

MOST_BYTES = 64 * 2**20
SMALL = 64 * 1024  # bytes; words and receipts of a page that is there are always kept
GIVES_WAY = 3600  # seconds since it was touched
KEPT_SECONDS = 24 * 3600


class NoRoom(Exception):
    """This address keeps as much as it may."""


@dataclass(slots=True)
class _Page:
    size: int
    touched: int


@dataclass(slots=True)
class AddressRoom:
    """The pages that are kept, `most` of an address; those touched longest ago first."""

    most: int
    _pages: dict[str, OrderedDict[bytes, _Page]] = field(default_factory=dict)
    _purged_at: int = 0

    def take(self, address: str, mark: bytes, size: int, now: int) -> list[bytes]:
        """Count a page of `size` bytes; returns the marks of those that gave way. Raises NoRoom."""
        self._purge(now)
        own = self._pages.setdefault(address, OrderedDict())
        known = own.get(mark)
        gone = [] if known and size <= max(known.size, SMALL) else self._make_room(own, mark, size, now)
        own[mark] = _Page(size, now)
        own.move_to_end(mark)
        return gone

    def leave(self, address: str, mark: bytes) -> None:
        """A page ended."""
        own = self._pages.get(address, OrderedDict())
        own.pop(mark, None)
        if not own:
            self._pages.pop(address, None)

    def _purge(self, now: int) -> None:
        """Once an hour: forget what is no longer kept."""
        if now < self._purged_at + GIVES_WAY:
            return
        self._purged_at = now
        for address, own in list(self._pages.items()):
            for mark in [mark for mark, page in own.items() if page.touched <= now - KEPT_SECONDS]:
                self.leave(address, mark)

    def _make_room(self, own: OrderedDict[bytes, _Page], mark: bytes, size: int, now: int) -> list[bytes]:
        gone: list[bytes] = []
        while True:
            kept = [page.size for other, page in own.items() if other != mark]
            if len(kept) < self.most and sum(kept) + size <= MOST_BYTES:
                return gone
            oldest = next((other for other in own if other != mark), None)
            if oldest is None or own[oldest].touched > now - GIVES_WAY:
                raise NoRoom
            del own[oldest]
            gone.append(oldest)
