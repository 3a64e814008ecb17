"""One request of somebody who is logged in, and how a page is declared.

    def today(visit: Visit) -> Response:
        return visit.show("today.html", counts=visit.faces.office.counts(visit.session, visit.now))

    PAGES = (Page("/", today), Page("/ho-so/{number}/viec", act, "POST"))

Page functions run in a thread, after the session, the CSRF token and the origin were checked.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from starlette.datastructures import FormData
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response

from bot.web import forms
from bot.web.console.faces import Faces
from bot.web.console.navigation import entries
from bot.web.console.templates import templates
from bot.web.guard import address_of
from feedback.organisation.keyring import StaffSession


@dataclass(frozen=True, slots=True)
class Visit:
    """What a page knows of the request: who asks, when, and what was sent."""

    request: Request
    faces: Faces
    session: StaffSession
    now: datetime
    csrf: str
    form: FormData = field(default_factory=FormData)

    def show(self, template: str, status: int = 200, **facts: Any) -> Response:
        """A page of `html/`, with what every page shows around it."""
        return templates.TemplateResponse(self.request, template, {**self._frame(), **facts}, status_code=status)

    def go(self, path: str, said: str = "") -> Response:
        """Lead on to a page of ours after something was done; `said` stands on top of it, once."""
        if said:
            self.session.memory.setdefault("said", {})[0] = said
        return RedirectResponse(path, 303)

    def text(self, name: str) -> str:
        """A text field of the form, "" when it is missing."""
        return forms.field(self.form, name)

    def query(self, name: str) -> str:
        """A parameter of the address, "" when it is missing."""
        return self.request.query_params.get(name, "").strip()[:200]

    def confirm(self) -> None:
        """The password once more, from the form's field `password`; WrongPassword or TooManyLogIns."""
        password = self.form.get("password", "")
        address = address_of(self.request)
        self.faces.sessions.confirm(self.session, str(password), self.now, address)

    def place(self, name: str) -> str:
        """A part of the path."""
        return str(self.request.path_params[name])

    def _frame(self) -> Mapping[str, Any]:
        return {
            "visit": self,
            "me": self.session.member,
            "csrf": self.csrf,
            "here": self.request.url.path,
            "entries": entries(self.session),
            "trial": self.faces.trial,
            "said": self.session.memory.setdefault("said", {}).pop(0, ""),
        }


Work = Callable[[Visit], Response]


@dataclass(frozen=True, slots=True)
class Page:
    """An address of the console and the function behind it."""

    path: str
    work: Work
    method: str = "GET"
    quiet: bool = False
    """Asked by the page's script: it does not keep the session alive."""
    largest: int = 256 * 1024
    """How many bytes its form may have: a long answer with its law, or a file."""
