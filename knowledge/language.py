"""Whether a question is asked in English: it is then not read as Vietnamese without diacritics."""

from __future__ import annotations

from functools import cache

from knowledge.normalize import clean
from knowledge.segment import syllables
from knowledge.shorthand import is_syllable
from knowledge.tables import table

ENGLISH_SHARE = 0.6  # of the words; "may", "do" or "can" alone may be bare Vietnamese
FEWEST_WORDS = 2


def is_english(text: str) -> bool:
    """Whether a text is English: most words are, and two at least could be no Vietnamese syllable."""
    words = [word for word in syllables(clean(text)) if not word.isnumeric()]
    if len(words) < FEWEST_WORDS or not all(word.isascii() for word in words):
        return False
    english = [word for word in words if word in _words()]
    certain = sum(not is_syllable(word) for word in english)
    return certain >= 2 and len(english) >= ENGLISH_SHARE * len(words)


@cache
def _words() -> frozenset[str]:
    return frozenset(word.strip() for row in table("english_words.tsv") for word in row[0].split(","))
