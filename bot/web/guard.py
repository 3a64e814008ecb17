"""What stands before every page.

Security headers, forms of other sites refused, big bodies refused, pace kept.
"""

from __future__ import annotations

from ipaddress import ip_address, ip_network
from urllib.parse import urlsplit

from starlette.datastructures import MutableHeaders
from starlette.requests import Request
from starlette.responses import PlainTextResponse, Response
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from bot.texts import web as words

HEADERS = {
    "Content-Security-Policy": (
        "default-src 'none'; style-src 'self'; script-src 'self'; img-src 'self' data:; connect-src 'self'; "
        "manifest-src 'self'; "
        "form-action 'self'; base-uri 'none'; frame-ancestors 'none'"
    ),
    "Referrer-Policy": "no-referrer",
    "X-Content-Type-Options": "nosniff",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Permissions-Policy": "camera=(), microphone=(), geolocation=()",
    "Cache-Control": "no-store",
}
HSTS = {"Strict-Transport-Security": "max-age=31536000"}
LOCAL_HOSTS = ("127.0.0.1", "localhost", "::1")
STATIC_CACHE = "public, max-age=3600"
LARGEST_FORM = 64 * 1024  # bytes; a message has at most 4,000 characters


class Guard:
    """Adds the headers; refuses forms that come from another site, and names that are not ours once we have one."""

    def __init__(self, app: ASGIApp, public_url: str = "") -> None:
        self._app = app
        host = urlsplit(public_url).hostname
        self._hosts = {host, *LOCAL_HOSTS} if host else set()
        self._headers = {**HEADERS, **(HSTS if public_url.startswith("https:") else {})}

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Hand the request on, or refuse it; either answer gets the headers."""
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        request = Request(scope)

        async def with_headers(message: Message) -> None:
            if message["type"] == "http.response.start":
                self._add_headers(request, message)
            await send(message)

        await (self._refusal(request) or self._app)(scope, receive, with_headers)

    def _add_headers(self, request: Request, start: Message) -> None:
        headers = MutableHeaders(scope=start)
        for name, value in self._headers.items():
            headers.setdefault(name, value)
        if request.url.path.startswith("/static/") and start["status"] == 200:
            headers["Cache-Control"] = STATIC_CACHE

    def _refusal(self, request: Request) -> Response | None:
        if self._hosts and urlsplit(f"//{request.headers.get('host', '')}").hostname not in self._hosts:
            return PlainTextResponse(words.WRONG_HOST, 421)
        if request.method != "POST" or request.url.path.startswith("/webhook/"):
            return None  # webhooks carry their own secret or signature
        if not comes_from_here(request):
            return PlainTextResponse(words.FOREIGN_FORM, 403)
        return None


def comes_from_here(request: Request) -> bool:
    """Whether a form was sent by one of our own pages: the browser says so, and no page can forge that."""
    site = request.headers.get("sec-fetch-site")
    if site:
        return site in {"same-origin", "none"}
    origin = request.headers.get("origin")
    return origin is None or urlsplit(origin).netloc == request.headers.get("host")


def address_of(request: Request) -> str:
    """Who a visitor counts as: the address, of IPv6 the first 64 bits. It is kept in memory alone."""
    host = request.client.host if request.client else ""
    try:
        address = ip_address(host)
    except ValueError:
        return host
    return str(ip_network((address, 64), strict=False)) if address.version == 6 else host


def too_big(request: Request, largest: int = LARGEST_FORM) -> bool:
    """Whether a body announces more than `largest` bytes, or does not announce its size."""
    length = request.headers.get("content-length", "")
    return not length.isdecimal() or len(length) > 9 or int(length) > largest
