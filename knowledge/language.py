"""Whether a question is asked in English: it is then not read as Vietnamese without diacritics."""

from __future__ import annotations

from functools import cache

from knowledge.keystrokes import decoded
from knowledge.normalize import clean
from knowledge.segment import syllables
from knowledge.shorthand import is_syllable
from knowledge.tables import table

ENGLISH_SHARE = 0.6  # of the words; "may", "do" or "can" alone may be bare Vietnamese
FEWEST_WORDS = 2
LONG_ENOUGH = 4  # letters of such a word; shorter ones are short forms


def is_english(text: str) -> bool:
    """Whether a text is English: most words are, and two at least could be no Vietnamese syllable, however typed."""
    words = [word for word in syllables(clean(text)) if not word.isnumeric()]
    if len(words) < FEWEST_WORDS or not all(word.isascii() for word in words):
        return False
    english = sum(word in _words() for word in words)
    certain = [word for word in words if not is_syllable(word) and (word in _words() or _is_foreign(word))]
    known = len(certain) + sum(word in _words() and is_syllable(word) for word in words)
    if english < FEWEST_WORDS or not certain or known < ENGLISH_SHARE * len(words):
        return False
    return len(certain) >= 2 or english == len(words) > FEWEST_WORDS


def _is_foreign(word: str) -> bool:
    """Whether no Vietnamese types a word so: no short form, no raw Telex or VNI keys."""
    return len(word) >= LONG_ENOUGH and decoded(word) is None


@cache
def _words() -> frozenset[str]:
    return frozenset(word.strip() for row in table("english_words.tsv") for word in row[0].split(","))
