"""Bàn câu hỏi: what the bot missed, alike ones together; tie to a clause that is searched in place, or put aside."""

from __future__ import annotations

from collections.abc import Callable, Iterable

from starlette.responses import Response

from bot.engine.question_desk import Group, QuestionDesk
from bot.texts import console_house as words
from bot.web.console.law import Found, find_law, named_law
from bot.web.console.numbers import whole
from bot.web.console.visit import Page, Visit
from feedback.clockwork.working_days import local
from feedback.errors import NoKey
from feedback.model.union import CONTENT_ROLES
from knowledge.citations import read_citation

PATH = "/ban-cau-hoi"
SHOWN = 20


def desk(visit: Visit) -> Response:
    """The groups, and the finder of the one that is being worked on."""
    if visit.faces.questions is None:
        return visit.show("message.html", 503, heading=words.DESK, text=words.NO_DESK)
    found = _desk(visit)
    groups = found.groups()
    chosen = next((g for g in groups if str(g.numbers[0]) == visit.query("nhom")), None)
    return visit.show(
        "questions.html",
        groups=groups[:SHOWN],
        more=max(0, len(groups) - SHOWN),
        count=sum(len(group.questions) for group in groups),
        chosen=chosen,
        search=_search(visit, chosen),
        results=_results(visit, chosen),
        words=words,
    )


def tie(visit: Visit) -> Response:
    """Tie what was ticked to a clause."""
    cited = read_citation(visit.text("dieu"))
    if not cited:
        return visit.go(PATH, words.CHOOSE_LAW)
    law = named_law(visit.faces.library, [cited.key], local(visit.now).date())[0]
    return _settled(visit, words.TIED, lambda numbers: _desk(visit).tie(numbers, cited.key), law.name)


def put_aside(visit: Visit) -> Response:
    """Out of scope, or gone for good."""
    if visit.text("viec") == "xoa":
        return _settled(visit, words.REMOVED, _desk(visit).remove)
    return _settled(visit, words.OUT, _desk(visit).mark_out_of_scope)


def _settled(visit: Visit, said: str, act: Callable[[Iterable[int]], int], law: str = "") -> Response:
    numbers = [whole(one) for one in visit.form.getlist("cau") if isinstance(one, str)]
    return visit.go(PATH, said.format(count=act(numbers), law=law))


def _desk(visit: Visit) -> QuestionDesk:
    visit.session.require(CONTENT_ROLES)
    if visit.faces.questions is None:  # the process that serves the handbook has the desk
        raise NoKey
    return visit.faces.questions


def _search(visit: Visit, chosen: Group | None) -> str:
    return visit.query("tim") or (chosen.questions[0].question if chosen else "")


def _results(visit: Visit, chosen: Group | None) -> list[Found]:
    if chosen is None:
        return []
    return [
        law for law in find_law(visit.faces.library, _search(visit, chosen), local(visit.now).date()) if law.in_force
    ]


PAGES = (Page(PATH, desk), Page(f"{PATH}/gan", tie, "POST"), Page(f"{PATH}/gac", put_aside, "POST"))
