"""Nhập hộ: an officer types for a worker at the counter or on the telephone, and prints code and slip for them."""

from __future__ import annotations

from starlette.responses import Response

from bot.texts import console_assist as words
from bot.texts import submissions as terms
from bot.texts.faults import sentence
from bot.web.console.visit import Page, Visit
from feedback.errors import Fault, FeedbackError
from feedback.model.case import Category, Concern, EmergencyKind
from feedback.model.draft import Draft, Place
from feedback.model.union import CONTENT_ROLES, Scope

PATH = "/nhap-ho"
NO_DANGER = "none"
SCOPES = (Scope.COMPANY, Scope.INDUSTRIAL_PARK, Scope.COMMUNE, Scope.BRANCH, Scope.DISTRICT, Scope.PROVINCE)


def ask(visit: Visit) -> Response:
    """The empty form."""
    return _show(visit)


def send(visit: Visit) -> Response:
    """Send it; what has to be asked again is said, and the words stay."""
    try:
        given = visit.faces.assisted.send(
            visit.session,
            _draft(visit),
            visit.now,
            token=visit.text("token"),
            looked_at=bool(visit.text("looked_at")),
            signed=bool(visit.text("signed")),
        )
    except FeedbackError as error:
        facts = dict(error.facts)
        if error.fault is Fault.DANGER_IN_WORDS:
            kind = terms.EMERGENCIES[EmergencyKind(str(facts["kind"]))]
            return _show(visit, words.DANGER_IN_WORDS.format(kind=kind), 409, again=True)
        return _show(visit, sentence(error), 409)
    except ValueError:
        return _show(visit, words.INCOMPLETE, 422)
    if given.slip is None:
        return _show(visit, words.SENT_BEFORE.format(number=given.number), 409)
    return visit.show("assisted.html", slip=given.slip, code=given.code)


def _draft(visit: Visit) -> Draft:
    """What was typed; ValueError when something that must be chosen is missing."""
    scope, _, code = visit.text("area").partition(" ")
    people = tuple(
        person
        for login in visit.form.getlist("person")
        if isinstance(login, str) and (person := visit.faces.people.id_of(login)) is not None
    )
    danger, concern = visit.text("danger"), Concern(visit.text("concern"))
    return Draft(
        visit.text("text"),
        place=Place(**{Scope(scope).value: code}),
        category=Category(visit.text("category")),
        company_name=visit.text("company_name"),
        concerns=frozenset({concern, *([Concern.PERSON] if people else [])}),
        people_concerned=people,
        emergency=None if danger == NO_DANGER else EmergencyKind(danger),
        urgent=bool(visit.text("urgent")),
        contact=visit.text("contact"),
    )


def _show(visit: Visit, alert: str = "", status: int = 200, *, again: bool = False) -> Response:
    visit.session.require(CONTENT_ROLES)
    areas = visit.faces.house.organisation().areas
    return visit.show(
        "assist.html",
        status,
        alert=alert,
        again=again,
        typed=visit.form,
        areas=[(area, words.SCOPES[area.scope]) for scope in SCOPES for area in areas if area.scope is scope],
        dangers={NO_DANGER: words.NO_DANGER, **{kind.value: terms.EMERGENCIES[kind] for kind in EmergencyKind}},
        concerns={concern.value: label for concern, label in words.CONCERNS.items()},
        people=visit.faces.people.all(visit.now),
    )


PAGES = (Page(PATH, ask), Page(PATH, send, "POST"))
