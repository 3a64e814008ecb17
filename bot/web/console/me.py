"""Tài khoản của tôi: another password, another telephone, ten new recovery codes; and what one was told."""

from __future__ import annotations

from starlette.responses import Response

from bot.texts import console as words
from bot.texts.faults import sentence
from bot.web.console.door import ENTRY
from bot.web.console.visit import Page, Visit
from feedback.errors import FeedbackError
from feedback.organisation.sessions import Enrolment

PATH = "/toi"


def account(visit: Visit) -> Response:
    """What one can change about oneself."""
    return visit.show("me.html")


def change_password(visit: Visit) -> Response:
    """A new password; every open session of this person ends, this one too."""
    new = str(visit.form.get("new", ""))
    if new != str(visit.form.get("again", "")):
        return visit.show("me.html", 422, alert=words.NOT_THE_SAME)
    try:
        visit.confirm()
        visit.faces.people.change_password(visit.session, new)
    except FeedbackError as error:
        return visit.show("me.html", 409, alert=sentence(error))
    return visit.go(ENTRY)


def begin_factor(visit: Visit) -> Response:
    """A fresh secret to scan, after the password; the old one counts until the new one is confirmed."""
    try:
        visit.confirm()
    except FeedbackError as error:
        return visit.show("me.html", 409, alert=sentence(error))
    enrolment = visit.faces.sessions.begin_factor(visit.session.member.login)
    visit.session.memory.setdefault("enrolment", {})[0] = enrolment
    return _factor(visit, enrolment)


def set_factor(visit: Visit) -> Response:
    """The first six digits of the new one: from now on it counts."""
    enrolment = visit.session.memory.get("enrolment", {}).get(0)
    if not isinstance(enrolment, Enrolment):
        return visit.go(PATH)
    try:
        visit.faces.sessions.replace_factor(visit.session, enrolment, visit.text("code"), visit.now)
    except FeedbackError as error:
        return _factor(visit, enrolment, sentence(error), 409)
    visit.session.memory.pop("enrolment")
    return visit.go(PATH, words.FACTOR_CHANGED)


def know(visit: Visit) -> Response:
    """ "Đã biết": a notice is done with."""
    notice = visit.text("notice")
    if notice.isdecimal() and len(notice) < 20:
        visit.faces.duty.acknowledge(visit.session, int(notice))
    return visit.go("/")


def _factor(visit: Visit, enrolment: Enrolment, alert: str = "", status: int = 200) -> Response:
    facts = {"secret": enrolment.factor.secret, "uri": enrolment.uri, "codes": enrolment.recovery_codes}
    return visit.show("my_factor.html", status, alert=alert, **facts)


PAGES = (
    Page(PATH, account),
    Page(f"{PATH}/mat-khau", change_password, "POST"),
    Page(f"{PATH}/buoc-hai", begin_factor, "POST"),
    Page(f"{PATH}/sau-so", set_factor, "POST"),
    Page("/thong-bao", know, "POST"),
)
