"""`/khan-cap`: the numbers to call in danger, on a page that needs no script, no cookie and no question."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from bot.conversation.intake.danger import watched
from bot.conversation.parts.model import Services, State, Turn
from bot.conversation.parts.numbers import bundled
from bot.messages import Channel, Incoming
from bot.texts import emergency as words
from bot.texts.catalogue import said
from bot.web.language import spoken_on
from bot.web.templates import templates

PATH = "/khan-cap"
NUMBERS = ("ambulance", "fire", "police", "child", "listening", "shelter")


def routes(services: Services, now: Callable[[], datetime]) -> list[Route]:
    """The page's address."""

    async def page(request: Request) -> Response:
        speak, moment = services.number or bundled(), now()
        spoken = [line for name in NUMBERS if (line := speak(name, moment.date()))]
        numbers = [(number.strip(), about.rstrip(")")) for number, _, about in (s.partition("(") for s in spoken)]
        if services.hotline:
            numbers.append((services.hotline, words.UNION_PHONE))
        language = spoken_on(request)
        turn = Turn(State(), Incoming(Channel.WEB), services, moment)
        facts = {
            "heading": said(words.PAGE_HEADING, language),
            "watched": said(watched(turn, ""), language),
            "numbers": numbers,
            "open": services.takes_petitions,
            "trial": services.trial,  # then nobody would know of it
            "here": PATH,
        }
        return templates.TemplateResponse(request, "emergency.html", facts)

    return [Route(PATH, page)]
