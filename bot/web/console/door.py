"""The cookie and the CSRF token of the console.

The cookie holds 256 random bits: before the log-in a number of no meaning, afterwards the token of the session, always
a fresh one, so that nobody can plant one beforehand. The CSRF token derives from the cookie and from a key that lives
as long as the process; it stays good when the session ends, so that words written meanwhile can be kept.
"""

from __future__ import annotations

import hmac
import secrets
from dataclasses import dataclass, field
from urllib.parse import urlsplit

from starlette.requests import Request
from starlette.responses import Response

from bot.web.tokens import cookie_name

COOKIE = "danbiet_staff"
LONGEST_SECONDS = 8 * 3600
ENTRY = "/vao"


@dataclass(frozen=True, slots=True)
class Door:
    """How the console knows a browser again."""

    secure: bool
    _key: bytes = field(default_factory=lambda: secrets.token_bytes(32), repr=False)

    @property
    def name(self) -> str:
        """The cookie's name."""
        return cookie_name(COOKIE, self.secure)

    def token(self, request: Request) -> str:
        """What the browser sent, "" when there is no cookie."""
        return request.cookies.get(self.name, "")

    def csrf(self, token: str) -> str:
        """The token that a form of this browser must carry."""
        return hmac.new(self._key, token.encode(), "sha256").hexdigest()

    def is_ours(self, token: str, csrf: str) -> bool:
        """Whether a form was written by us for this browser."""
        return bool(token) and hmac.compare_digest(self.csrf(token), csrf)

    def keep(self, response: Response, token: str) -> Response:
        """Give the browser a token."""
        facts = {"max_age": LONGEST_SECONDS, "path": "/", "secure": self.secure, "httponly": True}
        response.set_cookie(self.name, token, samesite="lax", **facts)  # type: ignore[arg-type]
        return response

    def forget(self, response: Response) -> Response:
        """Take the cookie back."""
        response.delete_cookie(self.name, path="/", secure=self.secure, httponly=True, samesite="lax")
        return response


def inner_path(path: str) -> str:
    """A path of our own pages to lead on to; "/" for anything that could lead elsewhere."""
    parts = urlsplit(path)
    is_inner = path.startswith("/") and not path.startswith(("//", "/\\")) and not parts.scheme and not parts.netloc
    harmless = path.isprintable() and "\\" not in path and not path.startswith(ENTRY)
    return path if is_inner and harmless else "/"
