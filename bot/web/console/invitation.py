"""The page of an invitation: whoever holds the link chooses a password, once, within 72 hours."""

from __future__ import annotations

import secrets
from collections.abc import Callable
from datetime import datetime

from starlette.concurrency import run_in_threadpool
from starlette.datastructures import FormData
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from bot.texts import console as words
from bot.texts import console_house as house_words
from bot.texts.faults import sentence
from bot.web import forms
from bot.web.console.door import Door
from bot.web.console.faces import Faces
from bot.web.console.templates import templates
from bot.web.guard import address_of
from feedback.errors import FeedbackError

PATH = "/moi/{login}/{invitation}"
LARGEST = 16 * 1024  # bytes


class Invitations:
    """Asks for the password twice. That the link is good is found out when it is used, and not before."""

    def __init__(self, faces: Faces, door: Door, now: Callable[[], datetime]) -> None:
        self._faces = faces
        self._door = door
        self._now = now

    def routes(self) -> list[Route]:
        """The page and its form."""
        return [Route(PATH, self.ask), Route(PATH, self.accept, methods=["POST"])]

    async def ask(self, request: Request) -> Response:
        """The empty form."""
        return self._page(request, "")

    async def accept(self, request: Request) -> Response:
        """Keep the password."""
        form = await forms.read_form(request, LARGEST)
        return await run_in_threadpool(self._accept, request, form)

    def _accept(self, request: Request, form: FormData) -> Response:
        first, again = (str(form.get(name, "")) for name in ("password", "again"))
        if not self._door.is_ours(self._door.token(request), forms.field(form, "csrf")):
            return self._page(request, words.FORM_TOO_OLD, 403)
        if first != again:
            return self._page(request, house_words.PASSWORDS_DIFFER, 409)
        login, invitation = (str(request.path_params[name]) for name in ("login", "invitation"))
        try:
            self._faces.sessions.accept(login, invitation, first, self._now(), address_of(request))
        except FeedbackError as error:
            return self._page(request, sentence(error), 409)
        return self._page(request, "", done=True)

    def _page(self, request: Request, alert: str, status: int = 200, *, done: bool = False) -> Response:
        token = secrets.token_urlsafe(32)
        facts = {
            "alert": alert,
            "csrf": self._door.csrf(token),
            "login": request.path_params["login"],
            "done": done,
            "welcome": house_words.WELCOME,
        }
        return self._door.keep(templates.TemplateResponse(request, "invitation.html", facts, status_code=status), token)
