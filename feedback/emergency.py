"""Finds words of danger in what a worker writes (PETITIONS.md §11): recall first, and what is unclear is asked.

Phrases stand in `data/emergency.toml`. They are compared syllable by syllable: a syllable typed without marks fits
every marked one, a syllable typed with marks fits only itself. So "từ từ" is never "tự tử", and "tu tu" may be either:
a short phrase without its marks is a question, never an assumption.
"""

from __future__ import annotations

import re
import tomllib
import unicodedata
from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

from feedback.model import EmergencyKind

GAP = "…"  # in a phrase: up to three other syllables
GAP_LENGTH = 3
PLAIN_ENOUGH = 3  # syllables; a shorter phrase typed without marks is ambiguous
_HOOK, _TILDE = "\u0309", "\u0303"


@dataclass(frozen=True, slots=True)
class Alarm:
    """A kind of danger. `sure` is False where the words may also mean something harmless: then ask."""

    kind: EmergencyKind
    sure: bool


@dataclass(frozen=True, slots=True)
class Syllable:
    """Letters without marks, and the marks apart; hỏi and ngã are one mark, because so many people mix them."""

    base: str
    marks: str

    def fits(self, written: Syllable) -> bool:
        """Whether `written` can be this syllable."""
        return self.base == written.base and written.marks in {"", self.marks}


@dataclass(frozen=True, slots=True)
class _Phrase:
    syllables: tuple[Syllable, ...]
    kind: EmergencyKind
    sure: bool


@dataclass(frozen=True, slots=True)
class _Lexicon:
    phrases: dict[str, list[_Phrase]]  # by the base of their first syllable
    calm: dict[str, list[_Phrase]]
    urgent: dict[str, list[_Phrase]]
    short_forms: dict[str, Syllable]


def find_alarm(text: str) -> Alarm | None:
    """The gravest danger that the text speaks of, sure ones first; None when there is no word of danger."""
    found = [alarm for part in re.split(r"[.!?;\n]+", text) for alarm in _alarms(part)]
    order = list(EmergencyKind)
    return min(found, key=lambda a: (not a.sure, order.index(a.kind)), default=None)


def _alarms(text: str) -> Iterator[Alarm]:
    """The alarms of one sentence. A sentence that asks about the law, or tells of the past, is asked back at most."""
    lexicon = _lexicon()
    written = [lexicon.short_forms.get(s.base, s) if not s.marks else s for s in syllables(text)]
    calm = _any(lexicon.calm, written) and not _any(lexicon.urgent, written)
    for phrase, exact in _found(lexicon.phrases, written):
        sure = phrase.sure and (exact or len(phrase.syllables) >= PLAIN_ENOUGH)
        if not calm or phrase.kind is EmergencyKind.SELF_HARM:
            yield Alarm(phrase.kind, sure)
        elif phrase.sure:
            yield Alarm(phrase.kind, False)


def syllables(text: str) -> list[Syllable]:
    """The words of a text, with letters that were held down ("cứuuuu") written once."""
    text = unicodedata.normalize("NFC", re.sub(r"(\w)\1{2,}", r"\1", text.casefold()))
    return [_syllable(word) for word in re.findall(r"\w+", text)]


def _syllable(word: str) -> Syllable:
    letters = unicodedata.normalize("NFD", word).replace("đ", "d\u0335").replace(_TILDE, _HOOK)
    marks = sorted(c for c in letters if unicodedata.combining(c))
    return Syllable("".join(c for c in letters if not unicodedata.combining(c)), "".join(marks))


def _any(phrases: dict[str, list[_Phrase]], written: list[Syllable]) -> bool:
    return next(_found(phrases, written), None) is not None


def _found(phrases: dict[str, list[_Phrase]], written: list[Syllable]) -> Iterator[tuple[_Phrase, bool]]:
    """The phrases that stand in the text, and whether all their marks were typed."""
    for start, first in enumerate(written):
        for phrase in phrases.get(first.base, ()):
            exact = _match(phrase.syllables, written, start)
            if exact is not None:
                yield phrase, exact


def _match(phrase: tuple[Syllable, ...], written: list[Syllable], at: int) -> bool | None:
    """None when the phrase does not stand here, else whether every mark of it was typed."""
    if not phrase:
        return True
    if phrase[0].base == GAP:
        tries = (_match(phrase[1:], written, at + skipped) for skipped in range(GAP_LENGTH + 1))
        return next((found for found in tries if found is not None), None)
    if at >= len(written) or not phrase[0].fits(written[at]):
        return None
    rest = _match(phrase[1:], written, at + 1)
    return None if rest is None else rest and written[at].marks == phrase[0].marks


@cache
def _lexicon() -> _Lexicon:
    raw = tomllib.loads((files("feedback") / "data" / "emergency.toml").read_text(encoding="utf-8"))
    short = {base: _syllable(word) for base, word in raw["short_forms"].items()}
    phrases = [
        _phrase(text, EmergencyKind(kind), sure)
        for kind, lists in raw["kind"].items()
        for sure, name in ((True, "sure"), (False, "ask"))
        for text in lists[name]
    ]
    return _Lexicon(_by_first(phrases), _context(raw["calm"]), _context(raw["urgent"]), short)


def _context(texts: Iterable[str]) -> dict[str, list[_Phrase]]:
    return _by_first(_phrase(text, EmergencyKind.ACCIDENT, False) for text in texts)


def _phrase(text: str, kind: EmergencyKind, sure: bool) -> _Phrase:
    words = text.replace(GAP, f" {GAP} ").split()
    return _Phrase(tuple(Syllable(GAP, "") if w == GAP else _syllable(w) for w in words), kind, sure)


def _by_first(phrases: Iterable[_Phrase]) -> dict[str, list[_Phrase]]:
    found: dict[str, list[_Phrase]] = defaultdict(list)
    for phrase in phrases:
        found[phrase.syllables[0].base].append(phrase)
    return dict(found)
