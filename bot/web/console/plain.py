"""Hints for plain words: long sentences and abbreviations that a worker may not know. They refuse nothing."""

from __future__ import annotations

import re

from bot.texts import console_verbs as words

KNOWN = frozenset({"KCN", "BHXH", "TP", "UBND", "SOS", "PDF", "II", "III", "IV", "VI"})
_ABBREVIATION = re.compile(r"\b[A-ZĐ]{2,6}\b")


def hints(*texts: str) -> list[str]:
    """What could be said more plainly, a sentence each; at most six."""
    found = [hint for text in texts for hint in (*_long(text), *_short(text))]
    return list(dict.fromkeys(found))[:6]


def _long(text: str) -> list[str]:
    sentences = (s.split() for s in re.split(r"[.!?;:\n]+", text))
    return [
        words.LONG_SENTENCE.format(count=len(s), start=" ".join(s[:5])) for s in sentences if len(s) > words.MOST_WORDS
    ]


def _short(text: str) -> list[str]:
    numbers = re.sub(r"\S*\d\S*", " ", text)  # document numbers are no abbreviations
    return [words.ABBREVIATION.format(word=w) for w in _ABBREVIATION.findall(numbers) if w not in KNOWN]
