"""The guards of the transition table: each refuses a step that the table allows but the facts do not.

A guard gets the case, what the step brings along, and what the database says around it. It returns the sentence that
says what is missing, or None to let the step pass.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import Any

from feedback.cases.case import Case
from feedback.errors import Fault
from feedback.model.case import REFUSABLE, SPAM_CODES, Category, Kind, Level, Outcome

MAX_ROUNDS = 2


@dataclass(frozen=True, slots=True)
class Facts:
    """What a guard may ask: `given` comes with the step, the rest is read from the database."""

    today: date
    given: Mapping[str, Any] = field(default_factory=dict)
    staff_id: int | None = None
    proposers: frozenset[int] = frozenset()
    excluded_staff: frozenset[int] = frozenset()
    had_it: frozenset[int] = frozenset()
    flooded: bool = False
    unread_since: date | None = None
    open_links: bool = False
    right_until: date | None = None
    """The last day of an appeal or a reopening: the very day that the worker was shown."""
    unread_days: int = 0


Guard = Callable[[Case, Facts], Fault | None]


def is_unnamed_denunciation(kind: Kind | None, level: Level) -> bool:
    """Luật Tố cáo 2018, Điều 25: without a name it is not handled as a denunciation."""
    return kind is Kind.DENUNCIATION and level is Level.ANONYMOUS


def _second_person(case: Case, facts: Facts) -> Fault | None:
    """Who proposed a refusal in any round of a case decides none."""
    return None if facts.staff_id not in facts.proposers else Fault.PROPOSER_CANNOT_DECIDE


def _spam_code(case: Case, facts: Facts) -> Fault | None:
    return None if facts.given.get("code") in SPAM_CODES else Fault.SPAM_CODE_NEEDED


def _refusal_code(case: Case, facts: Facts) -> Fault | None:
    if facts.given.get("code") not in REFUSABLE:
        return Fault.REFUSAL_CODE_NEEDED
    return None if facts.given.get("reason") else Fault.REASON_FOR_SENDER_NEEDED


def _classified(case: Case, facts: Facts) -> Fault | None:
    kind, category = facts.given.get("kind"), facts.given.get("category")
    if kind in {None, Kind.UNCLASSIFIED} or category not in set(Category):
        return Fault.KIND_AND_CATEGORY_NEEDED
    return Fault.UNNAMED_DENUNCIATION if is_unnamed_denunciation(kind, case.level) else None


def _assignee_allowed(case: Case, facts: Facts) -> Fault | None:
    """Nobody who is involved; and after a dispute nobody who had the case before, unless there is no other left."""
    chosen = facts.given.get("assignee")
    if chosen in facts.excluded_staff:
        return Fault.ASSIGNEE_INVOLVED
    return Fault.OTHER_HANDLER_NEEDED if chosen in facts.had_it and not facts.given.get("alone") else None


def _forwarding_agreed(case: Case, facts: Facts) -> Fault | None:
    if not case.consent_forwarding:
        return Fault.FORWARDING_NOT_AGREED
    return None if facts.given.get("to") else Fault.RECIPIENT_NEEDED


def _may_archive(case: Case, facts: Facts) -> Fault | None:
    """§10: never while an answer is unread, on legal hold, or while a linked case is open."""
    unread = facts.unread_since is not None and facts.today - facts.unread_since < timedelta(days=facts.unread_days)
    return Fault.STILL_KEPT if case.legal_hold or unread or facts.open_links else None


def _reopenable(case: Case, facts: Facts) -> Fault | None:
    if case.erased_on or case.sealed_on:
        return Fault.ERASED_SEND_ANEW
    if case.outcome is Outcome.NOT_ACCEPTED and case.appealed:
        return Fault.REVIEWED_SEND_ANEW
    return None if _in_time(facts) else Fault.TOO_LATE_TO_REOPEN


def _first_appeal(case: Case, facts: Facts) -> Fault | None:
    if case.appealed:
        return Fault.REVIEWED_ONCE
    return None if _in_time(facts) else Fault.TOO_LATE_TO_APPEAL


def _in_time(facts: Facts) -> bool:
    return facts.right_until is not None and facts.today <= facts.right_until


def _needs(name: str, fault: Fault) -> Guard:
    return lambda case, facts: None if facts.given.get(name) else fault


GUARDS: Mapping[str, Guard] = {
    "code_retyped": _needs("code_retyped", Fault.CODE_NOT_RETYPED),
    "not_flooded": lambda case, facts: Fault.FLOODED if facts.flooded else None,
    "spam_code": _spam_code,
    "rounds_left": lambda case, facts: None if case.rounds < MAX_ROUNDS else Fault.ASKED_TWICE,
    "classified": _classified,
    "has_parts": _needs("parts", Fault.PARTS_NEEDED),
    "named_body": _needs("to", Fault.NAMED_BODY_NEEDED),
    "refusal_code": _refusal_code,
    "second_person": _second_person,
    "first_appeal": _first_appeal,
    "reason_given": _needs("reason", Fault.REASON_NEEDED),
    "assignee_allowed": _assignee_allowed,
    "other_handler": _assignee_allowed,
    "forwarding_agreed": _forwarding_agreed,
    "dialogue_dated": _needs("dialogue_on", Fault.DIALOGUE_DATE_NEEDED),
    "answer_complete": _needs("answer_complete", Fault.FIVE_PARTS_NEEDED),
    "not_coerced": lambda case, facts: Fault.WITHDRAWAL_WAS_COERCED if facts.given.get("said_coerced") else None,
    "reopenable": _reopenable,
    "may_archive": _may_archive,
    "no_hold": lambda case, facts: Fault.STILL_KEPT if case.legal_hold else None,
}
