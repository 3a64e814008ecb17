"""One address comes in so many times a second: who sends more waits before anything of it is read.

Even a refusal costs its page. Forty connections that ask again at once would fill the event loop with refusals, and
everybody else would wait behind them.
"""

from __future__ import annotations

import asyncio
from ipaddress import ip_address

from starlette.requests import Request
from starlette.responses import PlainTextResponse
from starlette.types import ASGIApp, Receive, Scope, Send

from bot.texts import web as words
from bot.web.allowance import Allowance
from bot.web.guard import address_of

PER_SECOND = 15  # a factory's gate at the end of a shift; a page with all that belongs to it is four
BURST = 120  # requests
LONGEST = 10.0  # seconds; who would wait longer is told to come again


class Turnstile:
    """Lets requests in at the pace of their address. Webhooks, and visitors without an address, are not counted."""

    def __init__(self, app: ASGIApp) -> None:
        self._app = app
        self._pace = Allowance(PER_SECOND * 60, burst=BURST / PER_SECOND)

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Wait for the turn, and hand the request on."""
        if scope["type"] == "http" and is_counted(request := Request(scope)):
            if self._pace.due(address_of(request)) > LONGEST:
                await PlainTextResponse(words.CROWDED_ADDRESS, 429, {"Retry-After": "10"})(scope, receive, send)
                return
            await asyncio.sleep(self._pace.take(address_of(request)))
        await self._app(scope, receive, send)


def is_counted(request: Request) -> bool:
    """Whether the request comes from an address, and is no webhook (a messenger sends everybody's messages)."""
    if request.client is None or request.url.path.startswith("/webhook/"):
        return False
    try:
        return bool(ip_address(request.client.host))
    except ValueError:
        return False
