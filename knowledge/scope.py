"""Signs that a message is about something that labour law does not answer: other law, small talk, daily life."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache

from knowledge.normalize import fold
from knowledge.rewrite import is_marked
from knowledge.segment import syllables
from knowledge.tables import table

Phrases = dict[str, tuple[tuple[str, ...], ...]]  # first syllable → phrases as syllables


def other_subjects(words: Sequence[str], typed: Sequence[str]) -> float:
    """The share of a message that belongs to phrases of other subjects (data/other_subjects.tsv).

    The words as restored and as typed are both looked at: diacritics are restored with the words of labour law, so a
    bare message about something else is better compared bare.
    """
    bare = not is_marked(list(typed))
    return max(_share(words, _phrases(False)), _share(typed, _phrases(bare)))


def _share(words: Sequence[str], phrases: Phrases) -> float:
    inside: set[int] = set()
    for place, word in enumerate(words):
        for phrase in phrases.get(word, ()):
            if tuple(words[place : place + len(phrase)]) == phrase:
                inside.update(range(place, place + len(phrase)))
    return len(inside) / max(len(words), 1)


@cache
def _phrases(bare: bool) -> Phrases:
    """All phrases; bare ones have two syllables at least, because one alone is too often another word."""
    found: dict[str, list[tuple[str, ...]]] = {}
    for _subject, phrases in table("other_subjects.tsv"):
        for phrase in phrases.split(","):
            words = tuple(syllables(fold(phrase) if bare else phrase))
            if len(words) > 1 or not bare or phrase.strip().isascii():
                found.setdefault(words[0], []).append(words)
    return {first: tuple(rows) for first, rows in found.items()}
