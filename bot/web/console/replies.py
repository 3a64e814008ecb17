"""Câu mẫu: replies that a unit writes once, with the law behind them; what has ended stands first."""

from __future__ import annotations

from dataclasses import fields

from starlette.responses import Response

from bot.texts import console_house as words
from bot.texts import console_verbs as verb_words
from bot.texts.faults import sentence
from bot.web.console.law import cited_place, named_law
from bot.web.console.numbers import whole
from bot.web.console.queue import units_of
from bot.web.console.visit import Page, Visit
from feedback.clockwork.working_days import local
from feedback.errors import Fault, FeedbackError, NotAllowed
from feedback.model.answer import Answer
from feedback.staff.replies import CannedReply

PATH = "/to-chuc/cau-mau"


def show(visit: Visit) -> Response:
    """All replies of this person's units, and the form of a new one or of the one that is changed."""
    return _show(visit)


def keep(visit: Visit) -> Response:
    """Write one."""
    number = visit.text("id")
    try:
        reply = CannedReply(
            whole(number) if number.isdecimal() else 0,
            visit.text("unit"),
            visit.text("name"),
            Answer(*(visit.text(field.name) for field in fields(Answer))),
            _places(visit),
        )
        visit.faces.replies.keep(visit.session, reply, visit.now)
    except FeedbackError as error:
        return _show(visit, sentence(error), 409)
    return visit.go(PATH, words.REPLY_KEPT.format(name=reply.name))


def remove(visit: Visit) -> Response:
    """Remove one."""
    visit.faces.replies.remove(visit.session, whole(visit.text("id")), visit.now)
    return visit.go(PATH, words.REPLY_REMOVED)


def _places(visit: Visit) -> tuple[str, ...]:
    """A place in the law a line, as people write it; what names none is refused with its words."""
    found, day = [], local(visit.now).date()
    for line in filter(None, (line.strip(" -•;.") for line in visit.text("law").splitlines())):
        place = cited_place(visit.faces.library, line, day)
        if not place:
            raise NotAllowed(Fault.LAW_REF_UNKNOWN, ref=line)
        found.append(place)
    return tuple(dict.fromkeys(found))


def _show(visit: Visit, alert: str = "", status: int = 200) -> Response:
    units = units_of(visit)
    if not units:
        raise NotAllowed(Fault.NOT_YOUR_STEP)
    replies, day = visit.faces.replies.all(visit.session, visit.now), local(visit.now).date()
    chosen = next((one for one in replies if str(one.id) == (visit.query("sua") or visit.text("id"))), None)
    return visit.show(
        "replies.html",
        status,
        alert=alert,
        replies=[(one, named_law(visit.faces.library, one.law_refs, day)) for one in replies],
        chosen=chosen,
        values={name: visit.text(name) for name in visit.form} if visit.form else _values(chosen),
        parts=verb_words.PARTS,
        units=units,
    )


def _values(reply: CannedReply | None) -> dict[str, str]:
    if reply is None:
        return {}
    parts = {field.name: getattr(reply.answer, field.name) for field in fields(Answer)}
    return {"unit": reply.unit, "name": reply.name, "law": "\n".join(reply.law_refs), **parts}


PAGES = (Page(PATH, show), Page(PATH, keep, "POST"), Page(f"{PATH}/bo", remove, "POST"))
