"""Several cases of a list at once: given to one person, or tied to one leading case; each is an act of its own."""

from __future__ import annotations

from collections.abc import Callable

from starlette.responses import Response

from bot.texts import console as words
from bot.texts.faults import sentence
from bot.web.console.queue import PATH
from bot.web.console.visit import Page, Visit
from feedback.errors import FeedbackError
from feedback.staff import requests as ask
from feedback.staff.requests import Request

MOST = 50
Make = Callable[[str, int, str], Request]


def several(visit: Visit) -> Response:
    """Do the same with every chosen case; what is refused is named with its reason, the others are done."""
    make = _maker(visit)
    chosen = [one for one in visit.form.getlist("vu") if isinstance(one, str)][:MOST]
    if make is None or not chosen:
        return visit.show("message.html", 422, heading=words.REFUSED, text=words.CHOOSE_SOME)
    done, refused = 0, []
    for one in chosen:
        number, _, version = one.partition(":")
        try:
            visit.faces.office.act(visit.session, make(number, int(version), visit.text("token")), visit.now)
            done += 1
        except (FeedbackError, ValueError) as error:
            why = sentence(error) if isinstance(error, FeedbackError) else words.INCOMPLETE
            refused.append(f"{number}: {why}")
    if not refused:
        return visit.go(f"{PATH}?muc={visit.text('muc')}", words.DONE_SEVERAL.format(count=done))
    text = words.DONE_SOME.format(done=done, left=len(refused))
    return visit.show("message.html", 409, heading=words.REFUSED, text=text, kept=refused)


def _maker(visit: Visit) -> Make | None:
    if visit.text("buoc") == "giao" and (login := visit.text("login")):
        return lambda number, version, token: ask.Assign(
            number=number, version=version, token=f"{token} {number}", login=login
        )
    if visit.text("buoc") == "noi" and (leading := visit.text("leading").upper()):
        return lambda number, version, token: ask.Link(
            number=number, version=version, token=f"{token} {number}", leading=leading, kind=visit.text("kind")
        )
    return None


PAGES = (Page(f"{PATH}/nhieu", several, "POST"),)
