"""Step 4 of the intake: where it happens, by steps, by name or by unit code."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from bot.conversation.intake.company import likeness, placed
from bot.conversation.intake.draft import IntakeDraft
from bot.conversation.intake.step import SKIP, Step, Taken, onward, pressed, question, says, typed
from bot.conversation.parts.labels import short
from bot.conversation.parts.model import Named, Petitions, Turn
from bot.conversation.parts.words import fold
from bot.messages import BUTTON_ID_BYTES, Button, Reply
from bot.texts import intake as words
from feedback.model.union import Scope

SHOWN = 8  # places offered at a time
SKIP_ALL = Button("intake:skip_all", words.PLACE_SKIP_ALL)
KEEP = Button("intake:keep_name", words.COMPANY_OTHER)
ORDER = ("province", "area", "branch", "company")
SCOPES = {
    "province": (Scope.PROVINCE,),
    "area": (Scope.INDUSTRIAL_PARK, Scope.COMMUNE),
    "branch": (Scope.BRANCH,),
    "company": (Scope.COMPANY,),
}
Found = tuple[Scope, Named]


def ask_place(turn: Turn, draft: IntakeDraft) -> Reply:
    """The part of the place that is asked for now, with the first places to choose from."""
    petitions = turn.services.petitions
    assert petitions is not None
    scope = draft.scope or first_scope(petitions)
    if scope == "company" and draft.company:
        return _ask_company(petitions, draft)
    lines = [words.PLACE[scope]]
    if draft.place:
        lines.insert(0, words.PLACE_KNOWN.format(place=place_words(petitions, draft)))
    buttons = _buttons(candidates(petitions, draft, scope)[:SHOWN])
    return question(4, words.PLACE_TITLE, *lines, buttons=(*buttons, SKIP, SKIP_ALL))


def take_place(turn: Turn, draft: IntakeDraft) -> Taken:
    """A chosen, typed or skipped part."""
    petitions = turn.services.petitions
    assert petitions is not None
    draft = replace(draft, scope=draft.scope or first_scope(petitions))
    if pressed(turn) == "skip_all":
        return Taken(onward(replace(draft, scope=""), "concern"))
    if pressed(turn) in {"skip", "keep_name"} or says(turn, "bo qua", "khong", "ko", "khong biet", "khong phai"):
        return _next_scope(draft)
    chosen = pressed(turn).removeprefix("at:").split(":", 1)
    if len(chosen) == 2 and chosen[0] in list(Scope):
        return _choose(petitions, draft, Scope(chosen[0]), chosen[1])
    return _by_name(petitions, draft, typed(turn)) if typed(turn) else Taken(draft)


def first_scope(petitions: Petitions) -> str:
    """Where only one province is served nobody is asked for it."""
    return "province" if len(petitions.areas(Scope.PROVINCE)) > 1 else "area"


def candidates(petitions: Petitions, draft: IntakeDraft, part: str) -> list[Found]:
    """The places of one part, below what was chosen already."""
    parents = {"province": "", "area": "province", "branch": "province"}
    parent = draft.place.get(parents.get(part, ""), "")
    if part == "company":
        parent = draft.place.get("industrial_park") or draft.place.get("commune", "")
    return [(scope, area) for scope in SCOPES[part] for area in petitions.areas(scope, parent)]


def place_words(petitions: Petitions, draft: IntakeDraft) -> str:
    """The chosen places by name, the smallest first."""
    names = [draft.company] if draft.company else []
    for scope in (Scope.COMPANY, Scope.INDUSTRIAL_PARK, Scope.COMMUNE, Scope.BRANCH, Scope.PROVINCE):
        code = draft.place.get(scope.value)
        names += [area.name for area in petitions.areas(scope) if area.code == code]
    return ", ".join(names) or words.NO_PLACE


def by_unit_code(petitions: Petitions, typed_code: str) -> Found | None:
    """The place whose code stands on a poster, in any part."""
    wanted = typed_code.strip().casefold()
    for scope in Scope:
        for area in petitions.areas(scope):
            if wanted and area.code.casefold() == wanted:
                return scope, area
    return None


def _ask_company(petitions: Petitions, draft: IntakeDraft) -> Reply:
    """A typed name that may be a listed company: it is asked about, never taken for one."""
    found = [(Scope.COMPANY, c) for c in likeness(petitions, draft, draft.company).perhaps]
    asked = words.COMPANY_LIKE.format(name=draft.company)
    return question(4, words.PLACE_TITLE, asked, buttons=(*_buttons(found[:SHOWN]), KEEP))


def by_company(petitions: Petitions, draft: IntakeDraft, name: str) -> Taken:
    """A typed company: known, asked about, or kept as it was typed."""
    draft = placed(petitions, replace(draft, scope="company"), name)
    if draft.company and likeness(petitions, draft, name).perhaps:
        return Taken(replace(draft, step="place"))
    return _next_scope(draft)


def _by_name(petitions: Petitions, draft: IntakeDraft, name: str) -> Taken:
    coded = by_unit_code(petitions, name)
    if coded:
        return _choose(petitions, draft, coded[0], coded[1].code)
    if draft.scope == "company":
        return by_company(petitions, draft, name)
    wanted = _short(name)
    here = candidates(petitions, draft, draft.scope)
    found = [c for c in here if wanted in _short(c[1].name)] or [c for c in here if _short(c[1].name) in wanted]
    if len(found) == 1:
        return _choose(petitions, draft, found[0][0], found[0][1].code)
    if found:
        return Taken(draft, (words.PLACE_MANY,), buttons=_buttons(found[:SHOWN]))
    return Taken(draft, (words.PLACE_NONE,))


def _short(name: str) -> str:
    """ "Khu công nghiệp Sông Lam" and "KCN Sông Lam" are one name."""
    return f" {fold(name)} ".replace(" khu cong nghiep ", " kcn ").strip()


def _choose(petitions: Petitions, draft: IntakeDraft, scope: Scope, code: str) -> Taken:
    if not any(area.code == code for area in petitions.areas(scope)):
        return Taken(draft, (words.PLACE_NONE,))
    part = next((name for name, scopes in SCOPES.items() if scope in scopes), draft.scope)
    company = "" if scope is Scope.COMPANY else draft.company
    return _next_scope(replace(draft, scope=part, place={**draft.place, scope.value: code}, company=company))


def _next_scope(draft: IntakeDraft) -> Taken:
    """The next part of the place. Who named an industrial park or a commune is not asked for the branch too."""
    later = list(ORDER[ORDER.index(draft.scope) + 1 :])
    if draft.scope == "area" and draft.place:
        later = ["company"]
    if not later:
        return Taken(onward(replace(draft, scope=""), "concern"))
    return Taken(replace(draft, scope=later[0]))


def _buttons(found: Sequence[Found]) -> tuple[Button, ...]:
    pairs = ((f"intake:at:{scope}:{area.code}", short(area.name)) for scope, area in found)
    return tuple(Button(identity, label) for identity, label in pairs if len(identity.encode()) <= BUTTON_ID_BYTES)


PLACE = Step(ask_place, take_place)
