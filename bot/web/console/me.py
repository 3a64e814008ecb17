"""Tài khoản của tôi: another password, another telephone, where one is told, and what one was told."""

from __future__ import annotations

from contextlib import suppress

from starlette.responses import Response

from bot.texts import console as words
from bot.texts import notices as notice_words
from bot.texts.faults import sentence
from bot.web.console.door import ENTRY
from bot.web.console.numbers import whole
from bot.web.console.visit import Page, Visit
from feedback.errors import FeedbackError
from feedback.model.notice import Route
from feedback.organisation.sessions import Enrolment

PATH = "/toi"


def account(visit: Visit) -> Response:
    """What one can change about oneself."""
    return _show(visit)


def change_password(visit: Visit) -> Response:
    """A new password; every open session of this person ends, this one too."""
    new = str(visit.form.get("new", ""))
    if new != str(visit.form.get("again", "")):
        return _show(visit, words.NOT_THE_SAME, 422)
    try:
        visit.confirm()
        visit.faces.people.change_password(visit.session, new)
    except FeedbackError as error:
        return _show(visit, sentence(error), 409)
    return visit.go(ENTRY)


def begin_factor(visit: Visit) -> Response:
    """A fresh secret to scan, after the password; the old one counts until the new one is confirmed."""
    try:
        visit.confirm()
    except FeedbackError as error:
        return _show(visit, sentence(error), 409)
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


def link_telegram(visit: Visit) -> Response:
    """A code to send to the bot from one's own Telegram."""
    code = visit.faces.duty.begin_address(visit.session, Route.TELEGRAM, "", visit.now)
    return _show(visit, code=code)


def link_mail(visit: Visit) -> Response:
    """A code goes to an e-mail address."""
    address = visit.text("address")
    if visit.faces.post is None:
        return _show(visit, notice_words.NO_MAIL, 409)
    try:
        code = visit.faces.duty.begin_address(visit.session, Route.EMAIL, address, visit.now)
        visit.faces.post(address, notice_words.LINK_SUBJECT, notice_words.LINK_MAIL.format(code=code))
    except FeedbackError as error:
        return _show(visit, sentence(error), 409)
    except OSError:
        return _show(visit, notice_words.MAIL_FAILED, 409)
    return _show(visit, asked=address)


def prove_mail(visit: Visit) -> Response:
    """The code that came by e-mail."""
    try:
        visit.faces.duty.link_address(visit.session, visit.text("code"), visit.now)
    except FeedbackError as error:
        return _show(visit, sentence(error), 409)
    return visit.go(PATH, notice_words.LINKED.format(route=notice_words.ROUTES[Route.EMAIL]))


def unlink(visit: Visit) -> Response:
    """Nothing is told there any more."""
    with suppress(ValueError):
        route = Route(visit.text("route"))
        visit.faces.duty.unlink_address(visit.session, route)
        return visit.go(PATH, notice_words.UNLINKED.format(route=notice_words.ROUTES[route]))
    return visit.go(PATH)


def know(visit: Visit) -> Response:
    """ "Đã biết": a notice is done with."""
    visit.faces.duty.acknowledge(visit.session, whole(visit.text("notice")))
    return visit.go("/")


def _show(visit: Visit, alert: str = "", status: int = 200, *, code: str = "", asked: str = "") -> Response:
    return visit.show(
        "me.html",
        status,
        alert=alert,
        code=code,
        asked=asked,
        linked=visit.faces.duty.addresses(visit.session),
        routes=notice_words.ROUTES,
        sends_mail=visit.faces.post is not None,
    )


def _factor(visit: Visit, enrolment: Enrolment, alert: str = "", status: int = 200) -> Response:
    facts = {"secret": enrolment.factor.secret, "uri": enrolment.uri, "codes": enrolment.recovery_codes}
    return visit.show("my_factor.html", status, alert=alert, **facts)


PAGES = (
    Page(PATH, account),
    Page(f"{PATH}/mat-khau", change_password, "POST"),
    Page(f"{PATH}/buoc-hai", begin_factor, "POST"),
    Page(f"{PATH}/sau-so", set_factor, "POST"),
    Page(f"{PATH}/telegram", link_telegram, "POST"),
    Page(f"{PATH}/thu", link_mail, "POST"),
    Page(f"{PATH}/ma-thu", prove_mail, "POST"),
    Page(f"{PATH}/thoi-bao", unlink, "POST"),
    Page("/thong-bao", know, "POST"),
)
