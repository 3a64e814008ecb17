"""What is sent from a case: law is looked up, words are seen as the worker will read them, and then it is done.

Nothing typed is lost: a step that is refused, and a case that somebody else changed meanwhile, show the form again with
the words in it and say why.
"""

from __future__ import annotations

from dataclasses import asdict
from typing import Any

from starlette.responses import Response

from bot.conversation.follow.view import message_text
from bot.texts import console as console_words
from bot.texts import console_verbs as words
from bot.texts.faults import sentence
from bot.web.console.case import LAW_VERBS, PATH, log_line, show_case, verb_of
from bot.web.console.law import find_law, insertion, named_law
from bot.web.console.numbers import whole
from bot.web.console.plain import hints
from bot.web.console.steps import STEPS, Step
from bot.web.console.visit import Page, Visit
from feedback.clockwork.working_days import local
from feedback.errors import Conflict, FeedbackError, NoKey, NotAllowed
from feedback.model.access import Verb
from feedback.model.answer import unpack
from feedback.model.view import Author, Message

UNTYPED = frozenset({"csrf", "token", "version", "seen", "viec", "buoc", "law", "q"})


def act(visit: Visit) -> Response:
    """One press of a button in a verb's form."""
    number, verb = visit.place("number"), verb_of(visit.text("viec"))
    if verb is None:
        raise NoKey
    values = _values(visit)
    button = visit.text("buoc")
    if button != "gui":
        visit.faces.office.keep_draft(visit.session, number, verb, values, visit.now)
    if button == "nhap":
        return visit.go(f"/ho-so/{number}", console_words.DRAFT_KEPT)
    if verb is Verb.LINK and button.startswith("chon:"):
        return show_case(visit, number, verb, {**values, "leading": button.removeprefix("chon:")})
    if verb in LAW_VERBS and (button == "luat" or button.startswith("chen:")):
        return _with_law(visit, number, verb, values, button.removeprefix("chen:") if ":" in button else "")
    if verb in LAW_VERBS and button.startswith("mau:"):
        return _with_reply(visit, number, verb, values, button.removeprefix("mau:"))
    if button == "sua":
        return show_case(visit, number, verb, values)
    try:
        return _act(visit, number, verb, values, preview=button == "xem")
    except Conflict:
        return _stale(visit, number, verb, values)
    except NoKey:
        raise
    except FeedbackError as error:
        return show_case(visit, number, verb, values, alert=sentence(error), status=409)
    except (ValueError, KeyError):
        return show_case(visit, number, verb, values, alert=console_words.INCOMPLETE, status=422)


def _act(visit: Visit, number: str, verb: Verb, values: dict[str, str], *, preview: bool) -> Response:
    step = STEPS[verb]
    base: dict[str, Any] = {"number": number, "version": int(visit.text("version")), "token": visit.text("token")}
    if not base["token"] or any(not values.get(f.name) for f in step.fields if f.needed):
        raise ValueError
    request = step.build(values, base)
    if preview and step.told:
        refs = tuple(values.get("law", "").split())
        visit.faces.office.check_law(refs, visit.now)
        return _preview(visit, number, verb, step, values, refs)
    change = visit.faces.office.act(visit.session, request, visit.now)
    visit.faces.office.drop_draft(visit.session, number, verb)
    said = f"{change.number}: {words.VERBS[verb].done}"
    may_still = visit.faces.office.find(visit.session, number, visit.now)
    return visit.go(f"/ho-so/{number}" if may_still else "/", said)


def _preview(
    visit: Visit, number: str, verb: Verb, step: Step, values: dict[str, str], refs: tuple[str, ...]
) -> Response:
    assert step.told is not None
    told = step.told(values)
    day, answer = local(visit.now).date(), unpack(told)
    message = Message(0, Author.STAFF, day, told, step.template, refs, answer=answer)
    return visit.show(
        "preview.html",
        number=number,
        verb=verb,
        words=words.VERBS[verb],
        shown=message_text(message),
        hints=hints(*(values.get(f.name, "") for f in step.fields if f.kind == "text")),
        values=values,
        version=visit.text("version"),
        seen=visit.text("seen"),
        checklist=words.CHECKLIST if verb in {Verb.FORWARD, Verb.FORWARD_REDIRECTED} else (),
    )


def _with_law(visit: Visit, number: str, verb: Verb, values: dict[str, str], chosen: str) -> Response:
    """Search, or put the chosen clause into the answer."""
    question, day = visit.text("q"), local(visit.now).date()
    if not chosen:
        results = find_law(visit.faces.library, question, day) if question else []
        return show_case(visit, number, verb, values, question=question, results=results, looked=bool(question))
    (found,) = named_law(visit.faces.library, [chosen], day)
    visit.faces.office.check_law((chosen,), visit.now)
    refs = dict.fromkeys([*values.get("law", "").split(), chosen])
    basis = "\n".join(filter(None, [values.get("basis", ""), insertion(found)]))
    return show_case(visit, number, verb, {**values, "law": " ".join(refs), "basis": basis}, question=question)


def _with_reply(visit: Visit, number: str, verb: Verb, values: dict[str, str], chosen: str) -> Response:
    """Put a canned reply of the unit into the answer: its parts below what stands there, its law beside the rest."""
    try:
        reply = visit.faces.replies.take(visit.session, whole(chosen), visit.now)
    except NotAllowed as error:
        return show_case(visit, number, verb, values, alert=sentence(error), status=409)
    filled = dict(values)
    for name, text in asdict(reply.answer).items():
        before = "" if values.get(name) == words.NEXT_STEPS and text else values.get(name, "")
        filled[name] = "\n".join(part for part in dict.fromkeys((before, text)) if part)
    filled["law"] = " ".join(dict.fromkeys([*values.get("law", "").split(), *reply.law_refs]))
    visit.faces.office.keep_draft(visit.session, number, verb, filled, visit.now)
    return show_case(visit, number, verb, filled)


def _stale(visit: Visit, number: str, verb: Verb, values: dict[str, str]) -> Response:
    """Somebody else changed the case: what they did, and the words still in the form."""
    seen = visit.text("seen")
    file = visit.faces.office.read(visit.session, number, visit.now)
    log = visit.faces.record.of_case(visit.session, number, visit.now)
    news = [log_line(line, file.people) for line in log[int(seen) if seen.isdecimal() else len(log) :]]
    told = tuple(f"{who}: {what}" for _, who, what in news)
    still = verb if file.can[verb] is None else None
    kept = [] if still else [text for text in values.values() if " " in text]
    return show_case(visit, number, still, values, alert=console_words.STALE, changed=told, status=409, kept=kept)


def _values(visit: Visit) -> dict[str, str]:
    names = [name for name in visit.form if name not in UNTYPED]
    found = {name: visit.text(name) for name in names}
    refs = dict.fromkeys(str(ref) for ref in visit.form.getlist("law") if isinstance(ref, str) and ref)
    return {**found, "law": " ".join(refs)} if refs else found


PAGES = (Page(f"{PATH}/viec", act, "POST"),)
