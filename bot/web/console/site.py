"""The application of the console: its pages, and what stands before each of them."""

from __future__ import annotations

import logging
from collections.abc import Awaitable, Callable, Sequence
from datetime import datetime

from starlette.applications import Starlette
from starlette.concurrency import run_in_threadpool
from starlette.datastructures import FormData
from starlette.middleware import Middleware
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Mount, Route
from starlette.staticfiles import StaticFiles

from bot.logs import log_failure
from bot.texts import console as words
from bot.texts.faults import sentence
from bot.web import forms
from bot.web.bodies import Bodies
from bot.web.console import acting, administration, bulk, case, identity, me, pulse, queue, today
from bot.web.console.door import Door
from bot.web.console.entry import Entry, written
from bot.web.console.faces import Faces
from bot.web.console.first_start import FirstStart
from bot.web.console.invitation import Invitations
from bot.web.console.stream import Stream
from bot.web.console.templates import STATIC, templates
from bot.web.console.visit import Page, Visit
from bot.web.guard import Guard
from feedback.errors import Fault, FeedbackError, NoKey, SessionEnded, StorageError

log = logging.getLogger(__name__)
QUIET = "x-quiet"
"""The header of what a page's script asks by itself: it does not keep the session alive."""
HIDDEN = frozenset({Fault.NO_KEY, Fault.NOT_YOUR_CASE})
"""What is answered like an address that does not exist."""

SUBJECTS = (today, queue, case, acting, bulk, identity, me, pulse, administration)
PAGES: Sequence[Page] = tuple(page for subject in SUBJECTS for page in subject.PAGES)


def console(
    faces: Faces,
    now: Callable[[], datetime],
    staff_url: str = "",
    pages: Sequence[Page] = PAGES,
    *,
    first: str = "",
) -> Starlette:
    """The console as a web application. `staff_url` is the address that staff type, "" on this machine alone;
    `first` is the token of the one-time link of a trial."""
    door = Door(staff_url.startswith("https:"))
    entry = Entry(faces, door, now)
    served, stream = _Served(faces, door, entry, now), Stream(faces, door, now)
    web = Starlette(
        routes=[
            *entry.routes(),
            *Invitations(faces, door, now).routes(),
            *FirstStart(faces, door, now, first).routes(),
            *stream.routes(),
            *(Route(page.path, served.endpoint(page), methods=[page.method]) for page in pages),
            Mount("/static", StaticFiles(directory=STATIC)),
        ],
        middleware=[Middleware(Guard, public_url=staff_url), Middleware(Bodies)],
        exception_handlers={404: _not_found, 405: _not_found, forms.FormTooLarge: _too_big, Exception: _failed},
    )
    web.state.end = stream.end
    return web


class _Served:
    """Puts the checks before a page: the form's origin, the session of this moment, and words for what is refused."""

    def __init__(self, faces: Faces, door: Door, entry: Entry, now: Callable[[], datetime]) -> None:
        self._faces = faces
        self._door = door
        self._entry = entry
        self._now = now

    def endpoint(self, page: Page) -> Callable[[Request], Awaitable[Response]]:
        """What Starlette calls for a page."""

        async def answer(request: Request) -> Response:
            form = FormData()
            if request.method == "POST":
                try:
                    form = await forms.read_form(request, page.largest)
                except forms.FormTooLarge:
                    return _plain(request, words.TOO_BIG, words.TOO_BIG_TEXT, 413)
            return await run_in_threadpool(self._answer, page, request, form)

        return answer

    def _answer(self, page: Page, request: Request, form: FormData) -> Response:
        token, posted = self._door.token(request), request.method == "POST"
        try:
            quiet = page.quiet or (not posted and QUIET in request.headers)
            session = self._faces.sessions.use(token, self._now(), quiet=quiet)
        except SessionEnded:
            return self._entry.turned_away(request, form if posted else None)
        except FeedbackError as error:
            return _plain(request, words.REFUSED, sentence(error), 503)
        visit = Visit(request, self._faces, session, self._now(), self._door.csrf(token), form)
        if posted and not self._door.is_ours(token, forms.field(form, "csrf")):
            facts = {"heading": words.REFUSED, "text": words.NOT_OUR_FORM, "kept": written(form)}
            return visit.show("message.html", 403, **facts)
        return _worked(page, visit)


def _worked(page: Page, visit: Visit) -> Response:
    try:
        return page.work(visit)
    except FeedbackError as error:
        if isinstance(error, NoKey) or error.fault in HIDDEN:
            return missing(visit)
        return visit.show("message.html", 409, heading=words.REFUSED, text=sentence(error))
    except StorageError as error:
        mark = log_failure(log, "console", error)
        return visit.show("message.html", 503, heading=words.FAILED, text=words.FAILED_TEXT.format(mark=mark))


def missing(visit: Visit) -> Response:
    """The one answer for what does not exist and for what is not this person's."""
    return visit.show("message.html", 404, heading=words.NOT_FOUND, text=words.NOT_FOUND_TEXT)


async def _not_found(request: Request, error: Exception) -> Response:
    return _plain(request, words.NOT_FOUND, words.NOT_FOUND_TEXT, 404)


async def _too_big(request: Request, error: Exception) -> Response:
    return _plain(request, words.TOO_BIG, words.TOO_BIG_TEXT, 413)


async def _failed(request: Request, error: Exception) -> Response:
    mark = log_failure(log, "console", error)
    return _plain(request, words.FAILED, words.FAILED_TEXT.format(mark=mark), 500)


def _plain(request: Request, heading: str, text: str, status: int) -> Response:
    facts = {"heading": heading, "text": text, "me": None, "said": ""}
    return templates.TemplateResponse(request, "message.html", facts, status_code=status)
