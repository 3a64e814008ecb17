"""Mở danh tính: what custodians are asked, with the reason; they decide without ever reading the case."""

from __future__ import annotations

from starlette.responses import Response

from bot.texts import console as words
from bot.texts.faults import sentence
from bot.web.console.visit import Page, Visit
from feedback.errors import FeedbackError

PATH = "/danh-tinh"


def requests(visit: Visit) -> Response:
    """Everything that waits for a custodian."""
    return _show(visit)


def decide(visit: Visit) -> Response:
    """Agree, or not; the password once more."""
    number, agree = visit.text("number"), visit.text("answer") == "yes"
    try:
        visit.confirm()
        visit.faces.office.decide_identity(visit.session, number, agree, visit.now)
    except FeedbackError as error:
        return _show(visit, sentence(error), 409)
    return visit.go(PATH, (words.IDENTITY_OPENED if agree else words.IDENTITY_KEPT).format(number=number))


def _show(visit: Visit, alert: str = "", status: int = 200) -> Response:
    waiting = visit.faces.office.identity_requests(visit.session, visit.now)
    return visit.show("identity.html", status, waiting=waiting, alert=alert)


PAGES = (Page(PATH, requests), Page(PATH, decide, "POST"))
