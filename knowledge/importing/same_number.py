"""Two documents under one number: whether they are one, or two that happen to share it.

Every province counts its decisions from 1 each year, and numbers without a year begin anew each January: 41/QĐ-UBND
is many documents. One must never take the place of another in silence.
"""

from __future__ import annotations

import re

from knowledge.model import Document
from knowledge.normalize import fold
from knowledge.parsing.numbering import has_year

_ALIKE = 0.8  # share of articles with the same beginning that makes two texts one document
_SAME_TITLE = 0.6  # share of the shorter title's syllables that stand in the longer one
_MIN_SYLLABLES = 3
_START = 200  # letters of an article that are compared
_KINDS = {
    "luat",
    "bo",
    "nghi",
    "dinh",
    "thong",
    "tu",
    "quyet",
    "ke",
    "hoach",
    "huong",
    "dan",
    "so",
    "ve",
    "viec",
    "cua",
}


def is_another(old: Document, new: Document) -> bool:
    """Whether a new document is another one than the stored one of the same number."""
    if _alike(old, new) >= _ALIKE:
        return False
    return _other_year(old, new) or _other_issuer(old, new) or _other_title(old, new)


def _alike(old: Document, new: Document) -> float:
    starts = {a.number: _start(a.full_text()) for a in old.articles}
    common = [a for a in new.articles if a.number in starts]
    same = sum(starts[a.number] == _start(a.full_text()) for a in common)
    return same / len(common) if common else 0.0


def _start(text: str) -> str:
    return re.sub(r"\W+", "", fold(text))[:_START]


def _other_year(old: Document, new: Document) -> bool:
    if has_year(new.number) or not old.issued_on or not new.issued_on:
        return False
    return old.issued_on.year != new.issued_on.year


def _other_issuer(old: Document, new: Document) -> bool:
    a, b = _syllables(old.issuer), _syllables(new.issuer)
    return bool(a and b) and not (a <= b or b <= a)


def _other_title(old: Document, new: Document) -> bool:
    a, b = _syllables(old.title) - _KINDS, _syllables(new.title) - _KINDS
    shorter = min(len(a), len(b))
    return shorter >= _MIN_SYLLABLES and len(a & b) / shorter < _SAME_TITLE


def _syllables(text: str) -> set[str]:
    return set(re.findall(r"\w+", fold(text)))
