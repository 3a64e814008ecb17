"""What people type → whole syllables: chat spellings, units glued to numbers ("3năm"), raw Telex and VNI keys."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import cache

from knowledge.keystrokes import decoded
from knowledge.normalize import fold_word
from knowledge.segment import syllables
from knowledge.tables import table

MARKED_SHARE = 0.4  # of the syllables; ordinary Vietnamese has about 0.7, a message typed without marks near 0

_TWINS = {"\u0309", "\u0303"}
_OTHER = str.maketrans({"\u0309": "\u0303", "\u0303": "\u0309"})
_GLUED = re.compile(r"(\d+)([^\W\d_]+)(\d*)")
_AFTER_NUMBER = {
    "k": "nghìn", "ng": "nghìn", "ngàn": "nghìn", "tr": "triệu", "h": "giờ", "p": "phút", "đ": "đồng", "d": "đồng",
    "t": "tháng", "th": "tháng",
}  # fmt: skip
_SYLLABLE = re.compile(r"(?:ngh|ng|nh|th|tr|ch|kh|ph|gh|gi|qu|[bcdghklmnpqrstvx])?[aeiouy]{1,3}(?:ng|nh|ch|[mnptc])?")


@dataclass(frozen=True, slots=True)
class Written:
    """A text in whole syllables; `marked` says whether it was typed with diacritics (short forms do not count)."""

    words: list[str]
    marked: bool


def written_out(text: str, known: Callable[[str], bool] = lambda _: False) -> Written:
    """The syllables of a text; raw keys are decoded where the word is no syllable and becomes a `known` one."""
    words: list[str] = []
    typed: list[str] = []  # what says whether the text is marked
    for word in _apart(syllables(text)):
        if full := _abbreviations().get(word):
            words += full.lower().split()
            continue
        typed.append(_by_keys(word, known))
        words.append(typed[-1])
    return Written(words, is_marked(typed))


def is_marked(words: list[str]) -> bool:
    """Whether words are typed with diacritics, by the share that carry one."""
    letters = [word for word in words if not word.isnumeric()]
    return sum(not word.isascii() for word in letters) > MARKED_SHARE * len(letters)


def is_syllable(word: str) -> bool:
    """Whether a word could be a Vietnamese syllable, by its letters without diacritics."""
    return bool(_SYLLABLE.fullmatch(fold_word(word)))


def other_tone(word: str) -> str:
    """The word with hỏi for ngã and the other way round, which half of the country writes alike; "" for others."""
    parts = unicodedata.normalize("NFD", word)
    if not _TWINS.intersection(parts):
        return ""
    return unicodedata.normalize("NFC", parts.translate(_OTHER))


def _apart(words: list[str]) -> Iterator[str]:
    """Numbers and the units glued to them apart: "3năm" → "3 năm", "1tr5" → "1 triệu 5"; "12a" and codes stay."""
    after_number = False
    for word in words:
        glued = _GLUED.fullmatch(word)
        unit = glued[2] if glued else word if after_number else ""
        if unit in _AFTER_NUMBER:
            yield from filter(None, [glued[1] if glued else "", _AFTER_NUMBER[unit], glued[3] if glued else ""])
        elif glued and not glued[3] and len(unit) > 1 and is_syllable(unit):
            yield from (glued[1], unit)
        else:
            yield word
        after_number = word.isdecimal()


def _by_keys(word: str, known: Callable[[str], bool]) -> str:
    if is_syllable(word) or not word.isascii():
        return word
    syllable = decoded(word)
    return syllable if syllable and syllable != word and known(syllable) else word


@cache
def _abbreviations() -> dict[str, str]:
    return {row[0].lower(): row[1] for row in table("abbreviations.tsv")}
