"""Step 5 of the intake: whom in the union it is about (docs/rules.md §9), down to one person of the staff (R3)."""

from __future__ import annotations

from dataclasses import replace

from bot.conversation.intake.draft import IntakeDraft
from bot.conversation.intake.step import SKIP, Step, Taken, pressed, question, says, typed
from bot.conversation.parts.labels import short
from bot.conversation.parts.model import Turn
from bot.conversation.parts.words import fold
from bot.messages import Button, Reply
from bot.texts import intake as words
from feedback.cases.union_words import mentions_union
from feedback.errors import FeedbackError
from feedback.model.case import Concern
from feedback.model.draft import Person

SHOWN = 8  # people offered at a time; the others are found by typing a part of their name
NOT_THEM = Button("intake:skip", words.PERSON_OTHER)


def ask_concern(turn: Turn, draft: IntakeDraft) -> Reply:
    """Whom in the union it is about; asked a second time where the text itself names the union (R11)."""
    if _seeks_person(draft):
        return _ask_person(turn, draft)
    hint = (words.CONCERN_HINT,) if mentions_union(draft.text) else ()
    buttons = tuple(Button(f"intake:who:{concern}", label) for concern, label in words.CONCERNS.items())
    return question(5, words.CONCERN_TITLE, *hint, words.CONCERN, buttons=buttons)


def take_concern(turn: Turn, draft: IntakeDraft) -> Taken:
    """The answer; skipping is "không biết", which leaves the company's union out (R4)."""
    if _seeks_person(draft):
        return _take_person(turn, draft)
    chosen = pressed(turn).removeprefix("who:")
    concern = next((c for c in Concern if c.value == chosen), None)
    if says(turn, "khong", "ko", "k"):
        concern = Concern.NOBODY
    elif pressed(turn) == "skip" or says(turn, "bo qua", "khong biet", "khong ro"):
        concern = Concern.UNKNOWN
    if concern is None:
        return Taken(draft)
    draft = replace(draft, concerns=(concern.value,), person="", people=(), sought="")
    if concern is Concern.PERSON:
        return Taken(draft)
    about_union = concern in {Concern.GRASSROOTS, Concern.SUPERIOR, Concern.PROVINCE}
    return Taken(replace(draft, step="preview"), (words.PERSON_BOARD,) if about_union else ())


def _seeks_person(draft: IntakeDraft) -> bool:
    return Concern.PERSON in draft.concerns and not draft.person


def _ask_person(turn: Turn, draft: IntakeDraft) -> Reply:
    """A name to type, or one of the staff to choose; after a name like theirs, only those who are meant perhaps."""
    found = _like(turn, draft, draft.sought)
    buttons = tuple(Button(f"intake:person:{p.id}", short(_label(p))) for p in found[:SHOWN])
    asked = words.PERSON_LIKE if draft.sought else words.PERSON
    lines = [asked, *([words.PERSON_STAFF] if buttons else [])]
    return question(5, words.CONCERN_TITLE, *lines, buttons=(*buttons, NOT_THEM if draft.sought else SKIP))


def _take_person(turn: Turn, draft: IntakeDraft) -> Taken:
    name, _, value = pressed(turn).partition(":")
    chosen = next((p for p in _like(turn, draft, "") if name == "person" and str(p.id) == value), None)
    if chosen:
        return _named(replace(draft, person=_label(chosen), people=(chosen.id,)))
    written = typed(turn)[:300]
    if written and written != draft.sought and _like(turn, draft, written):
        return Taken(replace(draft, sought=written))
    if written or name == "skip":
        return _named(replace(draft, person=written or draft.sought))
    return Taken(draft)


def _named(draft: IntakeDraft) -> Taken:
    return Taken(replace(draft, sought="", step="preview"), (words.PERSON_BOARD,))


def _like(turn: Turn, draft: IntakeDraft, name: str) -> list[Person]:
    """Staff whose name or unit holds these words, or whose name stands in them; nobody before the union receives."""
    assert turn.services.petitions is not None
    try:
        people = turn.services.petitions.people(draft.submission(turn.incoming.channel), turn.now)
    except FeedbackError:
        return []
    wanted = fold(name)
    return [p for p in people if wanted in fold(_label(p)) or fold(p.name) in wanted]


def _label(person: Person) -> str:
    return f"{person.name}, {person.unit}"


CONCERN = Step(ask_concern, take_concern)
