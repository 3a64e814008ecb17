"""The desk of missed questions, as a page works through it: alike ones together, each act for a whole group."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from bot.engine.desk_beside import open_desk
from bot.settings import Settings
from knowledge.desk import Desk, OpenQuestion
from knowledge.normalize import fold
from knowledge.questions import OwnQuestions

OWN = "questions.jsonl"
ALIKE = 0.5
"""Two questions are alike when so large a part of the shorter one's syllables stands in the other."""
_SMALL = frozenset(fold("có được không ko k là gì cho thì mà em anh chị tôi công ty cty bị và của ở thế nào").split())


@dataclass(frozen=True, slots=True)
class Group:
    """Questions that are alike, the oldest first."""

    questions: tuple[OpenQuestion, ...]

    @property
    def numbers(self) -> tuple[int, ...]:
        """What acts on the whole group name."""
        return tuple(question.id for question in self.questions)


class QuestionDesk:
    """Reads groups and settles them. A tied question is a sample question of its clause a few seconds later."""

    def __init__(self, desk: Desk, own: OwnQuestions) -> None:
        self._desk = desk
        self._own = own

    def groups(self) -> list[Group]:
        """What waits, the largest group first."""
        return grouped(self._desk.open())

    def tie(self, numbers: Iterable[int], key: str) -> int:
        """Make questions sample questions of a clause; returns how many."""
        found = self._known(numbers)
        self._own.add([(question.question, key) for question in found])
        for question in found:
            self._desk.remove(question.id)
        return len(found)

    def mark_out_of_scope(self, numbers: Iterable[int]) -> int:
        """The law has no answer to these; returns how many."""
        found = self._known(numbers)
        for question in found:
            self._desk.mark_out_of_scope(question.id)
        return len(found)

    def remove(self, numbers: Iterable[int]) -> int:
        """These hold a name that the machine missed: they go."""
        found = self._known(numbers)
        for question in found:
            self._desk.remove(question.id)
        return len(found)

    def _known(self, numbers: Iterable[int]) -> list[OpenQuestion]:
        wanted = set(numbers)
        return [question for question in self._desk.open() if question.id in wanted]


def open_question_desk(settings: Settings) -> QuestionDesk:
    """The desk of an installation."""
    return QuestionDesk(open_desk(settings), OwnQuestions(settings.data / OWN))


def grouped(questions: Sequence[OpenQuestion]) -> list[Group]:
    """Each question joins the first group whose first question it is like."""
    groups: list[tuple[frozenset[str], list[OpenQuestion]]] = []
    for question in questions:
        syllables = frozenset(fold(question.question).split()) - _SMALL
        mine = next((found for first, found in groups if _alike(first, syllables)), None)
        if mine is None:
            groups.append((syllables, [question]))
        else:
            mine.append(question)
    return sorted((Group(tuple(found)) for _, found in groups), key=lambda group: -len(group.questions))


def _alike(first: frozenset[str], second: frozenset[str]) -> bool:
    shorter = min(len(first), len(second))
    return bool(shorter) and len(first & second) / shorter >= ALIKE
