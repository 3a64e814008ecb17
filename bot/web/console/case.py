"""Hồ sơ: the question before the first opening, the file of a case, its pictures."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

from starlette.responses import Response

from bot.texts import console_lists as list_words
from bot.texts import console_verbs as words
from bot.texts import journal
from bot.texts.faults import WORDS as FAULTS
from bot.web.console.law import named_law
from bot.web.console.lines import due_in_words
from bot.web.console.numbers import whole
from bot.web.console.pulse import case_mark
from bot.web.console.queue import colleagues
from bot.web.console.steps import ORDER, STEPS, Values
from bot.web.console.visit import Page, Visit
from feedback.clockwork.working_days import local
from feedback.errors import Fault, NoKey
from feedback.model.access import Involvement, Verb
from feedback.model.lifecycle import PROMISES
from feedback.staff import requests as ask
from feedback.staff.record import Line
from feedback.staff.values import CaseFile

PATH = "/ho-so/{number}"
PLACES = ("company", "industrial_park", "commune", "district", "branch", "province")
FAR_DAYS = 60
LAW_VERBS = frozenset({Verb.ANSWER, Verb.CORRECT})


def case(visit: Visit) -> Response:
    """The file; before the first opening the question whether one is involved."""
    number = visit.place("number")
    glance = visit.faces.office.glance(visit.session, number, visit.now)
    if glance.can[Verb.READ] is Fault.ARE_YOU_INVOLVED:
        return visit.show("involved.html", case=glance, number=number, token_of=visit.csrf)
    verb = verb_of(visit.query("viec"))
    return show_case(visit, number, verb if verb and glance.can[verb] is None else None, {})


def print_sheet(visit: Visit) -> Response:
    """The case on paper: what was said and its clocks; notes of colleagues only when they are asked for."""
    number, notes = visit.place("number"), visit.query("ghi_chu") == "1"
    file = visit.faces.office.read(visit.session, number, visit.now)
    today = local(visit.now).date()
    return visit.show(
        "case_print.html",
        case=file,
        number=number,
        today=today,
        notes=notes,
        messages=[message for message in file.messages if notes or not message.internal],
        places=_places(visit, file),
        clocks=_clocks(file, today),
        carried=named_law(visit.faces.library, file.legal_basis, today),
        more=words,
    )


def declare(visit: Visit) -> Response:
    """ "Bạn có liên quan không?": an answer of the person, possible at any time."""
    number, answer = visit.place("number"), visit.text("answer")
    base: dict[str, Any] = {"number": number, "version": whole(visit.text("version")), "token": visit.text("token")}
    if answer == "none":
        change = visit.faces.office.act(visit.session, ask.DeclareUninvolved(**base), visit.now)
        if visit.faces.office.glance(visit.session, number, visit.now).can[Verb.OPEN] is None:
            opening = ask.Open(number=number, version=change.version, token=f"{base['token']} open")
            visit.faces.office.act(visit.session, opening, visit.now)
        return visit.go(f"/ho-so/{number}")
    if answer not in {"person", "unit"}:
        return visit.go(f"/ho-so/{number}")
    visit.faces.office.act(visit.session, ask.DeclareInvolved(**base, how=Involvement(answer)), visit.now)
    return visit.go("/", "Đã ghi: bạn có liên quan. Vụ này từ nay do người khác xem; không ai trách bạn.")


def photo(visit: Visit) -> Response:
    """A picture of the case, as it was re-encoded when it came."""
    name = visit.place("photo")
    found = visit.faces.office.photo(visit.session, visit.place("number"), whole(name), visit.now)
    if not found:
        raise NoKey
    return Response(found.jpeg, media_type="image/jpeg", headers={"Content-Disposition": "inline"})


def show_case(
    visit: Visit,
    number: str,
    verb: Verb | None,
    values: Values,
    *,
    alert: str = "",
    changed: tuple[str, ...] = (),
    status: int = 200,
    **facts: Any,
) -> Response:
    """The file with the form of a verb open, and what was typed into it."""
    file = visit.faces.office.read(visit.session, number, visit.now)
    log = visit.faces.record.of_case(visit.session, number, visit.now)
    today = local(visit.now).date()
    if verb and not values:
        values = visit.faces.office.draft(visit.session, number, verb, visit.now)
    chosen = tuple(values.get("law", "").split())
    return visit.show(
        "case.html",
        status,
        case=file,
        number=number,
        today=today,
        verb=verb,
        step=STEPS.get(verb) if verb else None,
        values=values or _first_values(verb, file, visit.session.member.login),
        similar=visit.faces.office.similar(visit.session, number, visit.now) if verb is Verb.LINK else (),
        alert=alert,
        changed=changed,
        seen=len(log),
        pulse=case_mark(visit, number),
        people=colleagues(visit, file.owner),
        places=_places(visit, file),
        clocks=_clocks(file, today),
        verbs=_verbs(file),
        refused=_refused(file),
        carried=named_law(visit.faces.library, file.legal_basis, today),
        chosen=named_law(visit.faces.library, chosen, today),
        law=verb in LAW_VERBS,
        replies=visit.faces.replies.all(visit.session, visit.now) if verb in LAW_VERBS else (),
        units=_units(visit, file),
        log=[log_line(line, file.people) for line in log],
        verb_words=words.VERBS,
        more=words,
        **facts,
    )


def verb_of(text: str) -> Verb | None:
    """The verb of an address, None for a word that is none or that has no form."""
    try:
        verb = Verb(text)
    except ValueError:
        return None
    return verb if verb in STEPS else None


def log_line(line: Line, people: Mapping[int, str]) -> tuple[str, str, str]:
    """When, who, and what was done, in words."""
    who, _, person = line.actor.partition(":")
    name = people.get(int(person), "") if person.isdecimal() else ""
    actor = name or {"worker": "người gửi", "staff": "cán bộ"}.get(who, "máy")
    return line.at, actor, _KINDS.get(line.kind, line.kind)


def _first_values(verb: Verb | None, file: CaseFile, me: str) -> Values:
    """What a form holds before anybody typed."""
    if verb in LAW_VERBS:
        return {"next_steps": words.NEXT_STEPS}
    if verb is Verb.ACCEPT:
        return {"kind": "petition", "category": file.category.value}
    if verb is Verb.ASSIGN and not file.assignee:
        return {"login": me}
    return {}


def _verbs(file: CaseFile) -> list[Verb]:
    return [verb for verb in ORDER if file.can[verb] is None]


def _refused(file: CaseFile) -> tuple[list[tuple[str, str]], list[str]]:
    """What this person may not do though the moment would allow it, each with why; and what is not due now."""
    reasons, later = [], []
    for verb in ORDER:
        fault, label = file.can[verb], words.VERBS[verb].label
        if fault is Fault.NOT_IN_THIS_STATE or fault is Fault.NO_HOLD_PROPOSED:
            later.append(label)
        elif fault is not None:
            reasons.append((label, FAULTS[fault]))
    return reasons, list(dict.fromkeys(later))


def _clocks(file: CaseFile, today: date) -> list[dict[str, Any]]:
    """The promises, what was missed, and what runs now; ends that lie far off (of retention, say) are left out."""
    found = []
    for one in sorted(file.deadlines, key=lambda d: (d.ended_on is None, d.ended_on or d.due_on)):
        running, promised = one.ended_on is None, one.clock in PROMISES
        far = running and not promised and (one.due_on - today).days > FAR_DAYS
        if one.result == "cancelled" or far or not (running or promised or one.result == "missed"):
            continue
        found.append(
            {
                "name": list_words.CLOCKS[one.clock].capitalize(),
                "one": one,
                "running": running,
                "due": due_in_words(one.due_on, one.due_on < today, today),
                "result": words.RESULTS.get(one.result, one.result),
            }
        )
    return found


def _places(visit: Visit, file: CaseFile) -> str:
    names = {(a.scope.value, a.code): a.name for a in visit.faces.house.organisation().areas}
    codes = [(scope, getattr(file.place, scope)) for scope in PLACES]
    said = [names.get(pair, pair[1]) for pair in codes if pair[1]]
    return ", ".join(dict.fromkeys(filter(None, [file.company, *said])))


def _units(visit: Visit, file: CaseFile) -> list[str]:
    known = visit.faces.house.organisation()
    return [unit.name if (unit := known.unit(code)) else code for code in sorted(file.excluded_units)]


_KINDS = {
    **{event.value: text for event, text in journal.MOVES.items()},
    **{act.value: text for act, text in journal.CASE_ACTS.items()},
}
PAGES = (
    Page(PATH, case),
    Page(f"{PATH}/in", print_sheet),
    Page(f"{PATH}/lien-quan", declare, "POST"),
    Page(f"{PATH}/anh/{{photo}}", photo),
)
