"""Whether something changed since a page was drawn: asked every half minute by the page's script, answered by a mark.

The mark tells nothing but sameness, and asking does not keep a session alive.
"""

from __future__ import annotations

import hashlib

from starlette.responses import PlainTextResponse, Response

from bot.web.console.visit import Page, Visit
from feedback.errors import NoKey
from feedback.staff.values import Filters, ListName

PATH = "/nhip"


def pulse(visit: Visit) -> Response:
    """The mark of one case, or of all that is this person's work."""
    number = visit.query("so")
    return PlainTextResponse(case_mark(visit, number) if number else work_mark(visit))


def work_mark(visit: Visit) -> str:
    """Changes with what waits for this person."""
    office, who = visit.faces.office, visit.session
    return _mark(office.counts(who, visit.now), office.page(who, ListName.OPEN, Filters(), visit.now).lines)


def case_mark(visit: Visit, number: str) -> str:
    """Changes with a case that this person may know of."""
    try:
        glance = visit.faces.office.glance(visit.session, number, visit.now)
    except NoKey:
        return ""
    return _mark(glance.version, glance.state, glance.lane)


def _mark(*facts: object) -> str:
    return hashlib.blake2b(repr(facts).encode(), digest_size=8).hexdigest()


PAGES = (Page(PATH, pulse, quiet=True),)
