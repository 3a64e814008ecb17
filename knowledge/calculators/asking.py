"""From what was typed to the values of a calculator: the same for a dialogue, which asks one by one, and for a form."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from knowledge.calculators.calculator import Calculator, FindPlaces, Question, Values, shipped_places
from knowledge.calculators.typed import read


@dataclass(frozen=True, slots=True)
class Progress:
    """What is known, the question that comes next (None: all are settled), and those whose answers were not read."""

    values: Values
    following: Question | None
    unread: tuple[Question, ...]
    asked: int  # questions settled so far


def progress(
    calculator: Calculator, said: Mapping[str, str], today: date, find_places: FindPlaces = shipped_places
) -> Progress:
    """How far the answers `said` lead; an empty one was left out, and what a case does not need is not looked at."""
    known: dict[str, object] = {}
    unread: list[Question] = []
    asked = 0
    values = Values(known, today, find_places)
    for question in calculator.questions:
        if not question.needed(values):
            continue
        if question.name not in said:
            return Progress(values, question, tuple(unread), asked)
        asked += 1
        text = said[question.name].strip()
        value = read(question, text, values) if text else None
        if value is not None:
            known[question.name] = value
        elif text:
            unread.append(question)
    return Progress(values, None, tuple(unread), asked)
