"""The first start in the browser: one page, behind a link that only the terminal shows, makes a union in earnest."""

from __future__ import annotations

import hmac
from collections.abc import Callable, Sequence
from datetime import datetime
from importlib.resources import files

from starlette.applications import Starlette
from starlette.concurrency import run_in_threadpool
from starlette.datastructures import FormData
from starlette.middleware import Middleware
from starlette.requests import Request
from starlette.responses import FileResponse, Response
from starlette.routing import Mount, Route
from starlette.staticfiles import StaticFiles

from bot.operations import stage
from bot.operations.first_union import Founded, NotComplete, found, read_people, write_kit
from bot.settings import Settings
from bot.submissions import installation_key, open_submissions
from bot.texts import console as words
from bot.texts.faults import flaws, sentence
from bot.web import forms
from bot.web.bodies import Bodies
from bot.web.console.templates import STATIC, templates
from bot.web.guard import Guard
from feedback.errors import BadOrganisation, FeedbackError
from feedback.organisation.units import read_toml

PATH = "/lap/{token}"
KIT = "bo-khoi-phuc.danbiet-backup"
LARGEST = 512 * 1024  # bytes


class SetUp:
    """Asks for the two lists, checks everything, and shows the invitations once."""

    def __init__(self, settings: Settings, token: str, now: Callable[[], datetime]) -> None:
        self._settings = settings
        self._token = token
        self._now = now
        self._done = False

    def site(self) -> Starlette:
        """The application: the page, the kit to take away, nothing else."""
        return Starlette(
            routes=[
                Route(PATH, self.ask),
                Route(PATH, self.make, methods=["POST"]),
                Route(f"{PATH}/{KIT}", self.kit),
                Mount("/static", StaticFiles(directory=STATIC)),
            ],
            middleware=[Middleware(Guard, public_url=self._settings.staff_url), Middleware(Bodies)],
        )

    async def ask(self, request: Request) -> Response:
        """The form, filled with the sample."""
        if self._done or not self._is_good(request):
            return self._page(request, "over", 404)
        sample = {name: _sample(f"sample_{name}.toml") for name in ("province", "people")}
        return self._page(request, "ask", organisation=sample["province"], people=sample["people"])

    async def make(self, request: Request) -> Response:
        """Make the union, or say what is missing and keep what was typed."""
        form = await forms.read_form(request, LARGEST)
        if self._done or not self._is_good(request):
            return self._page(request, "over", 404)
        return await run_in_threadpool(self._make, request, form)

    async def kit(self, request: Request) -> Response:
        """The recovery kit, sealed to the custodians."""
        path = self._settings.data / KIT
        if not self._is_good(request) or not path.is_file():
            return self._page(request, "over", 404)
        return FileResponse(path, filename=KIT, media_type="application/octet-stream")

    # --- inside ---

    def _make(self, request: Request, form: FormData) -> Response:
        typed = {name: str(form.get(name, "")) for name in ("organisation", "people")}
        try:
            made, fingerprint = self._found(typed["organisation"], typed["people"])
        except (NotComplete, BadOrganisation, FeedbackError) as error:
            return self._page(request, "ask", 409, missing=_said(error), **typed)
        self._done = True
        links = [(p.name, p.login, f"{request.base_url}moi/{p.login}/{link}") for p, link in made.invitations]
        return self._page(request, "done", links=links, fingerprint=fingerprint, owners=made.owners)

    def _found(self, organisation: str, people: str) -> tuple[Founded, str]:
        read, listed, now = read_toml(organisation), read_people(people), self._now()
        half = open_submissions(self._settings)
        try:
            made = found(half, read, listed, now)
            write_kit(half, self._settings.data / KIT, installation_key(self._settings), now)
            stage.settle(self._settings.data, trial=False, now=now)
            return made, half.custody.fingerprint()
        finally:
            half.db.close()

    def _is_good(self, request: Request) -> bool:
        return hmac.compare_digest(str(request.path_params["token"]).encode(), self._token.encode())

    def _page(self, request: Request, step: str, status: int = 200, **facts: object) -> Response:
        shown = {"step": step, "missing": [], "over": words.SET_UP_OVER, "kit": KIT, **facts}
        return templates.TemplateResponse(request, "set_up.html", shown, status_code=status)


def _said(error: Exception) -> Sequence[str]:
    if isinstance(error, NotComplete):
        return error.missing
    if isinstance(error, BadOrganisation):
        return flaws(error.problems)
    assert isinstance(error, FeedbackError)
    return [sentence(error)]


def _sample(name: str) -> str:
    return (files("feedback") / "data" / name).read_text(encoding="utf-8")
