"""Text → syllables.

Vietnamese words are written as separate syllables; syllable unigrams and bigrams find more than segmented words do
(hit@1 0.53 against 0.46 on the codified corpus), so words are not segmented. Where a tone mark stands in its syllable
differs from keyboard to keyboard (hoà, hòa), so each syllable has one usual spelling.
"""

from __future__ import annotations

import re
import unicodedata

from knowledge.normalize import clean

_SYLLABLE = re.compile(r"\w+")
_PARTS = re.compile("(qu|gi(?=[aeiouyăâêôơư])|[bcdđghklmnpqrstvx]*)([aeiouyăâêôơư]+)(ch|ng|nh|[cmnpt])?")
_TONES = frozenset("\u0300\u0301\u0303\u0309\u0323")


def syllables(text: str) -> list[str]:
    """The syllables and numbers of a text in order, lower case: "Điều 43, NĐ-CP" → ["điều", "43", "nđ", "cp"]."""
    return _SYLLABLE.findall(clean(text).lower())


def normal_syllable(syllable: str) -> str:
    """The usual spelling of one lower-case syllable: "hoà" → "hòa", "chuỵên" → "chuyện"; others as they are."""
    letters = unicodedata.normalize("NFD", syllable)
    tones = [letter for letter in letters if letter in _TONES]
    plain = unicodedata.normalize("NFC", "".join(letter for letter in letters if letter not in _TONES))
    parts = _PARTS.fullmatch(plain)
    if len(tones) != 1 or not parts:
        return syllable
    onset, vowels, coda = parts.group(1), parts.group(2), parts.group(3) or ""
    at = len(onset) + _toned(vowels, bool(coda))
    return unicodedata.normalize("NFC", plain[: at + 1] + tones[0] + plain[at + 1 :])


def _toned(vowels: str, is_closed: bool) -> int:
    """Which vowel bears the tone: a marked one (of ươ the second), else the last before a consonant, else the first of
    two and the middle of three."""
    marked = [place for place, vowel in enumerate(vowels) if vowel in "ăâêôơư"]
    if marked:
        return marked[-1]
    if is_closed:
        return len(vowels) - 1
    return 1 if len(vowels) == 3 else 0
