"""Whom a question speaks of, by the words in it, held against whom an entry binds."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache

from knowledge.model import Audience
from knowledge.segment import syllables
from knowledge.tables import table

# rules for these bind readers that an ordinary question does not speak of
NARROW = frozenset({Audience.STATE, Audience.PUBLIC_UNIT, Audience.OFFICE, Audience.COMMUNE})


def readers(words: Sequence[str]) -> frozenset[Audience]:
    """The audiences that the words of a question speak of; none where they could be anybody."""
    found = set()
    for place, word in enumerate(words):
        for phrase, audience in _phrases().get(word, ()):
            if tuple(words[place : place + len(phrase)]) == phrase:
                found.add(audience)
    if found & (NARROW - {Audience.COMMUNE}):
        found.discard(Audience.PRIVATE)  # "công ty" stands in "công ty nhà nước" too
    return frozenset(found)


def fit(bound: frozenset[Audience], asking: frozenset[Audience]) -> tuple[float, float, float]:
    """Three signs, each 0 or 1: the entry binds those asked about; it binds only others; it binds only narrow readers
    whom nothing in the question names."""
    if not bound or Audience.PUBLIC in bound:
        return 0.0, 0.0, 0.0
    if asking & bound:
        return 1.0, 0.0, 0.0
    narrow = bound <= NARROW
    return 0.0, float(bool(asking)), float(narrow and not asking)


@cache
def _phrases() -> dict[str, tuple[tuple[tuple[str, ...], Audience], ...]]:
    """First syllable → ((phrase as syllables, audience), …)."""
    found: dict[str, list[tuple[tuple[str, ...], Audience]]] = {}
    for audience, phrases in table("audience_words.tsv"):
        for phrase in phrases.split(","):
            words = tuple(syllables(phrase))
            found.setdefault(words[0], []).append((words, Audience(audience)))
    return {first: tuple(rows) for first, rows in found.items()}
