"""Signs that a message is about something that labour law does not answer: other law, small talk, daily life."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache

from knowledge.normalize import fold
from knowledge.segment import syllables
from knowledge.shorthand import is_marked
from knowledge.tables import table


@dataclass(frozen=True, slots=True)
class Subject:
    """A subject outside: what it is called, and for a neighbour of labour law who answers it ("" for others)."""

    name: str
    pointer: str


@dataclass(frozen=True, slots=True)
class Outside:
    """How much of a message belongs to other subjects, to neighbours of labour law, and to work itself: shares of its
    words; and the neighbour that it names."""

    other: float = 0.0
    near: float = 0.0
    work: float = 0.0
    neighbour: Subject | None = None


NOTHING = Outside()
WORK = Subject("work", "")  # the row of words that speak of work
_Phrases = dict[str, tuple[tuple[tuple[str, ...], Subject], ...]]  # first syllable → (phrase as syllables, subject)


def outside(words: Sequence[str], typed: Sequence[str]) -> Outside:
    """What a message is about besides labour law (data/other_subjects.tsv).

    The words as restored and as typed are both looked at: diacritics are restored with the words of labour law, so a
    bare message about something else is better compared bare.
    """
    found = [_inside(words, _phrases(False))]
    if not is_marked(list(typed)):
        found.append(_inside(typed, _phrases(True)))
    else:
        found.append(_inside(typed, _phrases(False)))
    return max(found, key=lambda one: (one.other + one.near, -one.work))


def _inside(words: Sequence[str], phrases: _Phrases) -> Outside:
    covered: dict[Subject, set[int]] = {}
    for place, word in enumerate(words):
        for phrase, subject in phrases.get(word, ()):
            if tuple(words[place : place + len(phrase)]) == phrase:
                covered.setdefault(subject, set()).update(range(place, place + len(phrase)))
    near = {subject: inside for subject, inside in covered.items() if subject.pointer}
    other = [inside for subject, inside in covered.items() if not subject.pointer and subject != WORK]

    def share(*parts: set[int]) -> float:
        return len(set().union(*parts)) / max(len(words), 1)

    neighbour = max(near, key=lambda subject: len(near[subject]), default=None)
    return Outside(share(*other), share(*near.values()), share(covered.get(WORK, set())), neighbour)


@cache
def _phrases(bare: bool) -> _Phrases:
    """All phrases; bare ones have two syllables at least, because one alone is too often another word."""
    found: dict[str, list[tuple[tuple[str, ...], Subject]]] = {}
    for name, phrases, *pointer in table("other_subjects.tsv"):
        subject = Subject(name, pointer[0] if pointer else "")
        for phrase in phrases.split(","):
            words = tuple(syllables(fold(phrase) if bare else phrase))
            if len(words) > 1 or not bare or phrase.strip().isascii():
                found.setdefault(words[0], []).append((words, subject))
    return {first: tuple(rows) for first, rows in found.items()}
