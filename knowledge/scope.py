"""Signs that a message is about something that labour law does not answer: other law, small talk, daily life."""

from __future__ import annotations

from functools import cache

from knowledge.rewrite import table
from knowledge.segment import syllables


def other_subjects(words: tuple[str, ...]) -> float:
    """The share of the words that belong to phrases of other subjects (data/other_subjects.tsv)."""
    inside: set[int] = set()
    for place, word in enumerate(words):
        for phrase in _phrases().get(word, ()):
            if words[place : place + len(phrase)] == phrase:
                inside.update(range(place, place + len(phrase)))
    return len(inside) / max(len(words), 1)


@cache
def _phrases() -> dict[str, tuple[tuple[str, ...], ...]]:
    """First syllable → phrases as syllables."""
    found: dict[str, list[tuple[str, ...]]] = {}
    for _subject, phrases in table("other_subjects.tsv"):
        for phrase in phrases.split(","):
            words = tuple(syllables(phrase))
            found.setdefault(words[0], []).append(words)
    return {first: tuple(rows) for first, rows in found.items()}
