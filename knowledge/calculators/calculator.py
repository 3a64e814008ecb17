"""What a calculator is: questions that may all be left out, and a function from what was said to a result.

Nothing is stored. A result says the answer first, then each step of the working, then the articles that it rests on.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum
from functools import cache
from typing import TypeVar

from knowledge.minimum_wage import minimum_wages, wage_places
from knowledge.model import Citation, WagePlace
from knowledge.wage_regions import WageRegions, shipped

Value = TypeVar("Value")
FindPlaces = Callable[[str, date], Sequence[WagePlace]]


class Kind(StrEnum):
    """How an answer to a question is read; in brackets what it becomes."""

    MONEY = "money"  # đồng (int)
    HOURS = "hours"  # (Fraction)
    COUNT = "count"  # a number of days or persons, halves allowed (Fraction)
    SPAN = "span"  # a time in months, days as thirtieths (Fraction)
    DAY = "day"  # (date)
    MONTH = "month"  # of birth (Month)
    CHOICE = "choice"  # the id of the choice (str)
    PLACE = "place"  # where the company works: its wage region (WagePlace)


@dataclass(frozen=True, slots=True)
class Choice:
    """One of several answers; `id` is short, for buttons and forms."""

    id: str
    label: str


def shipped_places(text: str, day: date) -> Sequence[WagePlace]:
    """The communes that a text names, by the lists that come with the program."""
    return wage_places(minimum_wages(_shipped_regions(), text, day))


@cache
def _shipped_regions() -> WageRegions:
    return WageRegions([shipped()])


@dataclass(frozen=True)
class Values:
    """What was said, by the names of the questions; what was left out is missing."""

    known: Mapping[str, object]
    today: date
    find_places: FindPlaces = field(default=shipped_places)

    def get(self, name: str, kind: type[Value]) -> Value | None:
        """The value of that name, None where it was left out."""
        value = self.known.get(name)
        return value if isinstance(value, kind) else None

    def choice(self, name: str) -> str:
        """The id that was chosen, "" where none was."""
        return self.get(name, str) or ""


def always(values: Values) -> bool:
    """A question that every case needs."""
    return True


@dataclass(frozen=True, slots=True)
class Question:
    """One question. `needed` says whether it is asked after what is known already."""

    name: str
    ask: str
    kind: Kind
    example: str = ""
    choices: tuple[Choice, ...] = ()
    needed: Callable[[Values], bool] = always


@dataclass(frozen=True, slots=True)
class Result:
    """The answer in one or two sentences, the working line by line, what it rests on, and what must be said beside."""

    answer: str
    working: tuple[str, ...] = ()
    basis: tuple[Citation, ...] = ()
    notes: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Calculator:
    """One subject. `offered_at` are articles ("45/2019/QH14:98") whose answers offer it."""

    id: str
    slug: str  # its address below /tinh
    title: str
    intro: str
    questions: tuple[Question, ...]
    work_out: Callable[[Values], Result]
    offered_at: tuple[str, ...]


def cited(*places: str) -> tuple[Citation, ...]:
    """Places in the law as cards write them: "45/2019/QH14:98:1:a"."""
    return tuple(Citation(*place.split(":")) for place in places)
