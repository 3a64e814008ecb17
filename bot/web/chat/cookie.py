"""The chat's one cookie: random, set with the first message, gone after 24 hours or when the chat is forgotten."""

from __future__ import annotations

from dataclasses import dataclass

from starlette.requests import Request
from starlette.responses import RedirectResponse, Response

from bot.engine.sealing import Seal
from bot.web.chat.lines import KEPT_SECONDS
from bot.web.tokens import cookie_name, is_ours

COOKIE = "danbiet_chat"
FORGOTTEN_PAGE = "/?da-xoa=1"


@dataclass(frozen=True, slots=True)
class ChatCookie:
    """How the chat's token lies in the browser."""

    seal: Seal
    secure: bool

    @property
    def name(self) -> str:
        """The cookie's name."""
        return cookie_name(COOKIE, self.secure)

    def read(self, request: Request) -> str:
        """The chat's token, or "" when there is none that we set."""
        value = request.cookies.get(self.name, "")
        return value if is_ours(self.seal, value) else ""

    def keep(self, response: Response, token: str) -> None:
        """Let the browser keep it for another 24 hours."""
        facts = {"max_age": KEPT_SECONDS, "path": "/", "secure": self.secure, "httponly": True}
        response.set_cookie(self.name, token, samesite="lax", **facts)  # type: ignore[arg-type]

    def forgotten(self, request: Request) -> Response:
        """To the page that says that all is forgotten, without the cookie."""
        response: Response = RedirectResponse(FORGOTTEN_PAGE, 303)
        if is_live(request):
            response = Response(status_code=205, headers={"X-Next-Page": FORGOTTEN_PAGE})
        response.delete_cookie(self.name, path="/", secure=self.secure, httponly=True, samesite="lax")
        return response


def is_live(request: Request) -> bool:
    """Whether the page's script asks, and wants the new lines alone."""
    return request.headers.get("x-live") == "1"
