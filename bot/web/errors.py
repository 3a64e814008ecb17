"""Pages for what went wrong: a wrong address, a fault of ours. They show a mark, never an exception."""

from __future__ import annotations

import logging

from starlette.requests import Request
from starlette.responses import Response

from bot.logs import log_failure
from bot.texts import web as words
from bot.web.templates import templates

log = logging.getLogger(__name__)


async def not_found(request: Request, error: Exception) -> Response:
    """404 in plain words."""
    return _page(request, words.NOT_FOUND, words.NOT_FOUND_TEXT, 404)


async def wrong_way(request: Request, error: Exception) -> Response:
    """405: an address that was opened in a way that it has not."""
    return _page(request, words.NOT_FOUND, words.WRONG_WAY_TEXT, 405)


async def failed(request: Request, error: Exception) -> Response:
    """500 with the mark under which it was logged."""
    mark = log_failure(log, "page", error)
    return _page(request, words.FAILED, words.FAILED_TEXT.format(mark=mark), 500)


def _page(request: Request, heading: str, text: str, status: int) -> Response:
    facts = {"heading": heading, "paragraphs": [text], "here": ""}
    return templates.TemplateResponse(request, "page.html", facts, status_code=status)
