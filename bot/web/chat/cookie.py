"""The chat's one cookie: random, set with the first message, gone after 24 hours or when the chat is forgotten."""

from __future__ import annotations

from starlette.requests import Request
from starlette.responses import RedirectResponse, Response

from bot.web.chat.lines import KEPT_SECONDS

COOKIE = "danbiet_chat"
FORGOTTEN_PAGE = "/?da-xoa=1"


def read_chat_id(request: Request) -> str:
    """The chat's cookie, or "" when there is none that we could have set."""
    value = request.cookies.get(COOKIE, "")
    return value if len(value) == 43 and value.replace("-", "").replace("_", "").isalnum() else ""


def keep_chat_id(response: Response, chat_id: str, *, secure: bool) -> None:
    """Let the browser keep it for another 24 hours."""
    response.set_cookie(COOKIE, chat_id, max_age=KEPT_SECONDS, path="/", secure=secure, httponly=True, samesite="lax")


def is_live(request: Request) -> bool:
    """Whether the page's script asks, and wants the new lines alone."""
    return request.headers.get("x-live") == "1"


def forgotten(request: Request) -> Response:
    """To the page that says that all is forgotten, without the cookie."""
    response: Response = RedirectResponse(FORGOTTEN_PAGE, 303)
    if is_live(request):
        response = Response(status_code=205, headers={"X-Next-Page": FORGOTTEN_PAGE})
    response.delete_cookie(COOKIE, path="/")
    return response
