"""The language of a page: the chat's, the draft's, or the one of its address ("?lang=en"). No cookie keeps it."""

from __future__ import annotations

from typing import Any

from starlette.requests import Request

from bot.texts import web as words
from bot.texts.catalogue import VIETNAMESE, Words, offered

PARAMETER = "lang"


def use(request: Request, language: str) -> str:
    """Let the page speak this language, where it is one that we have; returns what it speaks."""
    request.state.language = language if language in offered() else ""
    return str(request.state.language)


def spoken_on(request: Request) -> str:
    """The language of the page, "" for Vietnamese."""
    asked = request.query_params.get(PARAMETER, "")
    chosen = str(getattr(request.state, "language", "") or (asked if asked in offered() else ""))
    return "" if chosen == VIETNAMESE else chosen


def language_facts(request: Request) -> dict[str, Any]:
    """What the frame of every page shows of it."""
    language = spoken_on(request)
    others = {code: name for code, name in offered().items() if code != (language or VIETNAMESE)}
    along = f"?{PARAMETER}={language}" if language else ""
    return {"words": Words(words, language), "language": language, "other_languages": others, "along": along}
