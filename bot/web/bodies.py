"""How much of what is being sent may lie in memory, and how slowly it may come.

Unfinished uploads cost memory for as long as they last: all together, and of one address, they have a cap, and a body
that comes slower than a bad telephone line ends. Read ones cost the event loop: what an address sends over its pace is
left in the network until its time comes.
"""

from __future__ import annotations

import asyncio
import time
from collections import defaultdict
from collections.abc import Callable

from starlette.requests import Request
from starlette.responses import PlainTextResponse
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from bot.texts import web as words
from bot.web.allowance import Allowance
from bot.web.guard import address_of

SMALL = 64 * 1024  # bytes; a message of words is always read
MOST_IN_FLIGHT = 160 * 2**20
MOST_OF_AN_ADDRESS = 48 * 2**20
MOST_RATE = 2 * 2**20  # bytes a second of one address, once it had MOST_OF_AN_ADDRESS at once
LONGEST_SILENCE = 20.0  # seconds between two pieces
LEAST_RATE = 2048  # bytes a second, after the first
GRACE = 30.0  # seconds


class TooSlow(Exception):
    """The body does not come."""


class Crowded(Exception):
    """Too much is being sent at once."""


class Bodies:
    """The bodies of all requests that are under way."""

    def __init__(self, app: ASGIApp, clock: Callable[[], float] = time.monotonic) -> None:
        self._app = app
        self._clock = clock
        self._in_flight = 0
        self._by_address: dict[str, int] = defaultdict(int)
        self._pace = Allowance(MOST_RATE * 60, clock, burst=MOST_OF_AN_ADDRESS / MOST_RATE)

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Count the pieces of this body until its answer is out."""
        if scope["type"] != "http" or scope["method"] in {"GET", "HEAD"}:
            await self._app(scope, receive, send)
            return
        body = _Body(self, receive, address_of(Request(scope)))
        try:
            await self._app(scope, body.receive, send)
        except (TooSlow, Crowded) as error:
            slow = isinstance(error, TooSlow)
            answer = PlainTextResponse(words.TOO_SLOW if slow else words.BUSY, 408 if slow else 503)
            answer.headers["Connection"] = "close"
            await answer(scope, receive, send)
        finally:
            self.release(body)

    def now(self) -> float:
        """Seconds of a clock that only goes on."""
        return self._clock()

    def take(self, body: _Body, size: int) -> float:
        """Count one more piece; the seconds until the next may be read. Raises Crowded when there is no room for it."""
        total, own = self._in_flight + size, self._by_address[body.address] + size
        if body.size + size > SMALL and (total > MOST_IN_FLIGHT or own > MOST_OF_AN_ADDRESS):
            raise Crowded
        self._in_flight, self._by_address[body.address] = total, own
        body.size += size
        return self._pace.take(body.address, size) if body.size > SMALL else 0.0

    def release(self, body: _Body) -> None:
        """The request is over."""
        self._in_flight -= body.size
        self._by_address[body.address] -= body.size
        if not self._by_address[body.address]:
            del self._by_address[body.address]


class _Body:
    """One body that is being received."""

    def __init__(self, bodies: Bodies, receive: Receive, address: str) -> None:
        self.size = 0
        self.address = address
        self._bodies = bodies
        self._receive = receive
        self._begun = bodies.now()
        self._done = False

    async def receive(self) -> Message:
        """The next piece; raises TooSlow or Crowded."""
        if self._done:
            return await self._receive()  # waits for the end of the connection, as long as the answer takes
        try:
            async with asyncio.timeout(LONGEST_SILENCE):
                message = await self._receive()
        except TimeoutError:
            raise TooSlow from None
        if message["type"] == "http.request":
            wait = self._bodies.take(self, len(message.get("body", b"")))
            self._done = not message.get("more_body", False)
            if wait and not self._done:
                await asyncio.sleep(wait)
                self._begun += wait  # that was our doing
            taken = self._bodies.now() - self._begun
            if not self._done and taken > GRACE and self.size < LEAST_RATE * taken:
                raise TooSlow
        return message
