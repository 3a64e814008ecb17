"""Connections of the site: so many in all and of one address, and none that only begins to ask.

uvicorn closes idle connections between two requests, but waits for ever for a head that never ends; half-sent ones
would take every socket that the process may have.
"""

from __future__ import annotations

import asyncio
import resource
from collections import Counter
from contextlib import suppress

from uvicorn.protocols.http.h11_impl import H11Protocol

HEAD_SECONDS = 10.0
MOST = 800
MOST_OF_AN_ADDRESS = 100
SPARE = 200  # files that the process needs beside its connections


class Connections:
    """The connections that are open; a proxy stands for all of its visitors and is not counted against itself."""

    def __init__(self, trusted_proxy: str = "") -> None:
        self._open: Counter[str] = Counter()
        self._trusted = {part.strip() for part in trusted_proxy.split(",")}

    def take(self, address: str) -> bool:
        """Count one more; False when there is no place for it."""
        crowded = self._open[address] >= MOST_OF_AN_ADDRESS and address not in self._trusted
        if crowded or self._open.total() >= MOST:
            return False
        self._open[address] += 1
        return True

    def give_back(self, address: str) -> None:
        """One of this address ended."""
        self._open[address] -= 1
        if not self._open[address]:
            del self._open[address]


def careful_protocol(trusted_proxy: str = "") -> type[H11Protocol]:
    """The protocol class for one server."""
    return type("Careful", (CarefulProtocol,), {"places": Connections(trusted_proxy)})


def raise_limit() -> None:
    """As many open files as the system lets this process have, up to what it needs."""
    soft, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    wanted = MOST + SPARE if hard == resource.RLIM_INFINITY else min(hard, MOST + SPARE)
    if soft != resource.RLIM_INFINITY and soft < wanted:
        with suppress(ValueError, OSError):
            resource.setrlimit(resource.RLIMIT_NOFILE, (wanted, hard))


class CarefulProtocol(H11Protocol):
    """uvicorn's HTTP protocol that counts, and does not wait for a head that does not come."""

    places = Connections()
    _address = ""
    _head: asyncio.TimerHandle | None = None

    def connection_made(self, transport: asyncio.Transport) -> None:  # type: ignore[override]
        """Take the connection, or close it at once when there are too many."""
        peer = transport.get_extra_info("peername")
        address = peer[0] if isinstance(peer, tuple) else ""
        if not self.places.take(address or "?"):
            transport.abort()
            return
        self._address = address or "?"
        super().connection_made(transport)
        self._await_head()

    def connection_lost(self, exc: Exception | None) -> None:
        """Give the place back."""
        self._stop_waiting()
        if self._address:
            self.places.give_back(self._address)
            super().connection_lost(exc)

    def data_received(self, data: bytes) -> None:
        """Hand on what came; a whole head ends the waiting for it."""
        if not self._address:
            return
        before = self.cycle
        super().data_received(data)
        if self.cycle is not before:
            self._stop_waiting()

    def on_response_complete(self) -> None:
        """The next head has its own time (uvicorn closes a connection that stays idle sooner)."""
        super().on_response_complete()
        if not self.transport.is_closing():
            self._await_head()

    def _await_head(self) -> None:
        self._stop_waiting()
        self._head = asyncio.get_running_loop().call_later(HEAD_SECONDS, self._give_up)

    def _stop_waiting(self) -> None:
        if self._head:
            self._head.cancel()
            self._head = None

    def _give_up(self) -> None:
        if not self.transport.is_closing():
            self.transport.close()
