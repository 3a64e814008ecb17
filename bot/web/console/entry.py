"""Logging in and out: password and six digits; who has no second factor yet sets it up here, once."""

from __future__ import annotations

import secrets
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any
from urllib.parse import urlencode, urlsplit

from starlette.concurrency import run_in_threadpool
from starlette.datastructures import FormData
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response
from starlette.routing import Route

from bot.texts import console as words
from bot.texts.faults import sentence
from bot.web import forms
from bot.web.console.door import ENTRY, Door, inner_path
from bot.web.console.faces import Faces
from bot.web.console.templates import templates
from bot.web.guard import address_of
from feedback.errors import FeedbackError, SecondFactorMissing, WrongPassword
from feedback.organisation.sessions import Enrolment

LARGEST = 16 * 1024  # bytes
WAITS_SECONDS = 600
MOST_WAITING = 200
UNWRITTEN = frozenset({"csrf", "token", "version", "password", "code"})
"""Fields that nobody writes words into, or that are not to be shown."""


@dataclass(frozen=True, slots=True)
class _Waiting:
    """Somebody whose password is right and who is setting up a second factor. In memory only."""

    login: str
    password: str = field(repr=False)
    enrolment: Enrolment = field(repr=False)
    until: float


class Entry:
    """The pages /vao, /vao/buoc-hai and /ra."""

    def __init__(self, faces: Faces, door: Door, now: Callable[[], datetime]) -> None:
        self._faces = faces
        self._door = door
        self._now = now
        self._waiting: dict[str, _Waiting] = {}

    def routes(self) -> list[Route]:
        """The addresses of coming and going."""
        return [
            Route(ENTRY, self.ask),
            Route(ENTRY, self.log_in, methods=["POST"]),
            Route(f"{ENTRY}/buoc-hai", self.set_factor, methods=["POST"]),
            Route("/ra", self.leave, methods=["POST"]),
        ]

    async def ask(self, request: Request) -> Response:
        """The empty form; who is logged in is led on."""
        if await run_in_threadpool(self._lives, request):
            return RedirectResponse(inner_path(request.query_params.get("den", "/")), 303)
        return await run_in_threadpool(self._page, request, "")

    async def log_in(self, request: Request) -> Response:
        """Open a session, or lead on to the second factor of somebody who has none."""
        form = await forms.read_form(request, LARGEST)
        return await run_in_threadpool(self._log_in, request, form)

    async def set_factor(self, request: Request) -> Response:
        """Store the second factor once its first six digits are right."""
        form = await forms.read_form(request, LARGEST)
        return await run_in_threadpool(self._set_factor, request, form)

    async def leave(self, request: Request) -> Response:
        """End the session."""
        form = await forms.read_form(request, LARGEST)
        token = self._door.token(request)
        if self._door.is_ours(token, forms.field(form, "csrf")):
            await run_in_threadpool(self._faces.sessions.log_out, token)
        return self._door.forget(RedirectResponse(ENTRY, 303))

    def turned_away(self, request: Request, kept: FormData | None = None) -> Response:
        """For a page that needs a session: the form to log in, with what was written and is not sent yet."""
        if kept is None:
            path = request.url.path + (f"?{request.url.query}" if request.url.query else "")
            return RedirectResponse(f"{ENTRY}?{_query(path)}", 303)
        texts = written(kept)
        back = request.headers.get("referer", "")
        return self._page(request, words.ENDED_KEPT, 403, kept=texts, onward=inner_path(_path_of(back)))

    # --- inside ---

    def _lives(self, request: Request) -> bool:
        token = self._door.token(request)
        return bool(token) and self._faces.sessions.lives(token, self._now())

    def _log_in(self, request: Request, form: FormData) -> Response:
        login, password = forms.field(form, "login"), str(form.get("password", ""))
        if not self._door.is_ours(self._door.token(request), forms.field(form, "csrf")):
            return self._page(request, words.FORM_TOO_OLD, 403, login=login)
        try:
            if form.get("trial") and self._faces.trial:
                return self._enter(form, self._faces.sessions.log_in_trial(login, self._now()))
            code = forms.field(form, "code")
            token = self._faces.sessions.log_in(login, password, code, self._now(), address_of(request))
        except SecondFactorMissing:
            return self._enrol(request, form, login, password)
        except FeedbackError as error:
            text = words.WRONG if isinstance(error, WrongPassword) else sentence(error)
            return self._page(request, text, 403, login=login, onward=inner_path(forms.field(form, "den")))
        return self._enter(form, token)

    def _enrol(self, request: Request, form: FormData, login: str, password: str) -> Response:
        now = time.monotonic()
        self._waiting = {mark: one for mark, one in self._waiting.items() if one.until > now}
        if len(self._waiting) >= MOST_WAITING:
            return self._page(request, words.TRY_LATER, 503, login=login)
        mark, enrolment = secrets.token_urlsafe(32), self._faces.sessions.begin_factor(login)
        self._waiting[mark] = _Waiting(login, password, enrolment, now + WAITS_SECONDS)
        return self._factor(request, mark, enrolment, forms.field(form, "den"))

    def _set_factor(self, request: Request, form: FormData) -> Response:
        mark = forms.field(form, "mark")
        waiting = self._waiting.get(mark)
        in_time = waiting is not None and waiting.until > time.monotonic()
        if not waiting or not in_time or not self._door.is_ours(self._door.token(request), forms.field(form, "csrf")):
            return self._page(request, words.FORM_TOO_OLD, 403)
        try:
            token = self._faces.sessions.set_factor(
                waiting.login,
                waiting.password,
                waiting.enrolment,
                forms.field(form, "code"),
                self._now(),
                address_of(request),
            )
        except FeedbackError as error:
            return self._factor(request, mark, waiting.enrolment, forms.field(form, "den"), sentence(error), 403)
        del self._waiting[mark]
        return self._enter(form, token)

    def _enter(self, form: FormData, token: str) -> Response:
        return self._door.keep(RedirectResponse(inner_path(forms.field(form, "den")), 303), token)

    def _factor(
        self, request: Request, mark: str, enrolment: Enrolment, onward: str, alert: str = "", status: int = 200
    ) -> Response:
        facts = {
            "mark": mark,
            "secret": " ".join(_fours(enrolment.factor.secret)),
            "uri": enrolment.uri,
            "codes": enrolment.recovery_codes,
            "onward": inner_path(onward),
            "alert": alert,
            "csrf": self._door.csrf(self._door.token(request)),
        }
        return templates.TemplateResponse(request, "second_factor.html", facts, status_code=status)

    def _page(self, request: Request, alert: str, status: int = 200, **facts: Any) -> Response:
        token = secrets.token_urlsafe(32)
        people = [p for p in self._faces.people.all(self._now()) if p.trial] if self._faces.trial else []
        shown = {
            "alert": alert,
            "csrf": self._door.csrf(token),
            "onward": inner_path(request.query_params.get("den", "/")),
            "trial": self._faces.trial,
            "people": [p for p in people if p.roles],
            "login": "",
            "kept": [],
            **facts,
        }
        return self._door.keep(templates.TemplateResponse(request, "entry.html", shown, status_code=status), token)


def written(form: FormData) -> list[str]:
    """What somebody wrote into a form that could not be taken: shown again, so that it is not lost."""
    fields = form.multi_items()
    return [text for name, text in fields if isinstance(text, str) and " " in text.strip() and name not in UNWRITTEN]


def _query(path: str) -> str:
    return urlencode({"den": path})


def _path_of(address: str) -> str:
    parts = urlsplit(address)
    return parts.path + (f"?{parts.query}" if parts.query else "") or "/"


def _fours(text: str) -> list[str]:
    return [text[at : at + 4] for at in range(0, len(text), 4)]
