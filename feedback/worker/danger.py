"""What a model of words says of danger in a text (data/danger_weights.tsv): kinds add up, long stories too.

Marked words count as typed and without their marks, so "từ từ" is not "tự tử" and "tu tu" may be either.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from functools import cache

from feedback.worker.word_model import WordModel, read_model

ANY = "any"  # the label that there is danger of whatever kind
SENTENCE = 16  # words that are judged together; a longer sentence in halves that overlap


def danger_chances(text: str) -> dict[str, float]:
    """How probable each kind of danger is, by the sentence that speaks of it most plainly."""
    best: dict[str, float] = {}
    for words in _parts(text):
        for kind, chance in _model().chances(words, folded(words)).items():
            best[kind] = max(chance, best.get(kind, 0.0))
    return best


def words_of(text: str) -> list[str]:
    """The words as they were typed, lower case; letters that were held down ("cứuuuu") once."""
    composed = unicodedata.normalize("NFC", re.sub(r"(\w)\1{2,}", r"\1", text.casefold()))
    return [_SHORT_FORMS.get(word, word) for word in re.findall(r"\w+", composed)]


def folded(words: list[str]) -> list[str]:
    """The same words without their marks."""
    return [_fold(word) for word in words]


def _fold(word: str) -> str:
    letters = unicodedata.normalize("NFD", word.replace("đ", "d"))
    return "".join(c for c in letters if not unicodedata.combining(c))


def _parts(text: str) -> Iterator[list[str]]:
    for sentence in re.split(r"[.!?;…\n]+", text):
        words = words_of(sentence)
        for start in range(0, max(1, len(words) - SENTENCE // 2), SENTENCE // 2):
            if part := words[start : start + SENTENCE]:
                yield part


_SHORT_FORMS = {
    **dict.fromkeys(("ko", "k", "kh", "hok", "hong", "hem", "kg", "hông", "hk"), "không"),
    **dict.fromkeys(("e", "tui", "mk", "mik", "tao", "cháu", "con"), "em"),
    **dict.fromkeys(("ng", "ngta", "ngừi"), "người"),
    **dict.fromkeys(("dc", "đc", "dk"), "được"),
    **dict.fromkeys(("cty", "ct"), "xưởng"),
    **dict.fromkeys(("r", "rùi", "gồi"), "rồi"),
    **dict.fromkeys(("mn", "mng"), "nhiều người"),
    **dict.fromkeys(("vô", "vo"), "vào"),
    **dict.fromkeys(("bs",), "bác sĩ"),
}


@cache
def _model() -> WordModel:
    return read_model("feedback", "danger_weights.tsv")
