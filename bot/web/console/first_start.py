"""The one-time link that `danbiet serve` prints on a terminal: it leads the first officer of a trial in."""

from __future__ import annotations

import hmac
import secrets
from collections.abc import Callable
from datetime import datetime

from starlette.concurrency import run_in_threadpool
from starlette.datastructures import FormData
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response
from starlette.routing import Route

from bot.texts import console as words
from bot.web import forms
from bot.web.console.door import Door
from bot.web.console.faces import Faces
from bot.web.console.templates import templates
from feedback.model.union import Role

PATH = "/dau-tien/{token}"
LARGEST = 1024  # bytes


class FirstStart:
    """Shows what the first hour is for, and opens the session when asked; a look alone uses nothing up."""

    def __init__(self, faces: Faces, door: Door, now: Callable[[], datetime], token: str) -> None:
        self._faces = faces
        self._door = door
        self._now = now
        self._token = token if faces.trial else ""

    def routes(self) -> list[Route]:
        """The page and its button."""
        return [Route(PATH, self.show), Route(PATH, self.enter, methods=["POST"])]

    async def show(self, request: Request) -> Response:
        """The page."""
        return self._page(request)

    async def enter(self, request: Request) -> Response:
        """In, once."""
        form = await forms.read_form(request, LARGEST)
        return await run_in_threadpool(self._enter, request, form)

    def _enter(self, request: Request, form: FormData) -> Response:
        ours = self._door.is_ours(self._door.token(request), forms.field(form, "csrf"))
        people = self._faces.people.all(self._now())
        leads = [p for p in people if p.trial and any(role.role is Role.LEAD for role in p.roles)]
        if not ours or not self._is_good(request) or not leads:
            return self._page(request)
        self._token = ""
        session = self._faces.sessions.log_in_trial(leads[0].login, self._now())
        return self._door.keep(RedirectResponse("/", 303), session)

    def _is_good(self, request: Request) -> bool:
        given = str(request.path_params["token"])
        return bool(self._token) and hmac.compare_digest(given.encode(), self._token.encode())

    def _page(self, request: Request) -> Response:
        fresh, good = secrets.token_urlsafe(32), self._is_good(request)
        facts = {"csrf": self._door.csrf(fresh), "good": good, "used": words.FIRST_USED}
        page = templates.TemplateResponse(request, "first_start.html", facts, status_code=200 if good else 404)
        return self._door.keep(page, fresh)
