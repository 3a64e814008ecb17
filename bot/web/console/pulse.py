"""Whether something changed since a page was drawn, told by a mark that tells nothing but sameness.

A page asks where the stream of `stream.py` does not reach it; asking does not keep a session alive.
"""

from __future__ import annotations

import hashlib

from starlette.responses import PlainTextResponse, Response

from bot.web.console.visit import Page, Visit
from feedback.errors import NoKey
from feedback.staff.values import Work

PATH = "/nhip"


def pulse(visit: Visit) -> Response:
    """The mark of what a page shows."""
    return PlainTextResponse(mark_of(visit))


def mark_of(visit: Visit) -> str:
    """The mark of one case, or of all that is this person's work."""
    number = visit.query("so")
    return case_mark(visit, number) if number else work_mark(visit)


def work_mark(visit: Visit) -> str:
    """Changes with what waits for this person."""
    return mark_of_work(visit.faces.office.work(visit.session, visit.now))


def mark_of_work(work: Work) -> str:
    """The mark of what was counted already."""
    return _mark(work)


def case_mark(visit: Visit, number: str) -> str:
    """Changes with a case that this person may know of."""
    try:
        glance = visit.faces.office.glance(visit.session, number, visit.now)
    except NoKey:
        return ""
    return _mark(glance.version, glance.state, glance.lane, glance.acts)


def _mark(*facts: object) -> str:
    return hashlib.blake2b(repr(facts).encode(), digest_size=8).hexdigest()


PAGES = (Page(PATH, pulse, quiet=True),)
