"""`/dau`: the signed root of each day, so that anybody can keep one. Nothing of a case can be read from it."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from bot.texts import audit as words
from bot.web.templates import templates
from feedback.journal.events import Root

PATH = "/dau"


def routes(roots: Callable[[], Sequence[Root]], verify_key: bytes) -> list[Route]:
    """The page's address."""

    async def page(request: Request) -> Response:
        found = await run_in_threadpool(roots)
        key = words.VERIFY_KEY.format(key=verify_key.hex())
        return templates.TemplateResponse(request, "roots.html", {"roots": found, "text": words, "key": key})

    return [Route(PATH, page)]
