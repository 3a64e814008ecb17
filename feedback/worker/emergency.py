"""Finds words of danger in what a worker writes (docs/rules.md §11): recall first, and what is unclear is asked.

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

from feedback.model.case import EmergencyKind
from feedback.worker.danger import ANY, danger_chances

GAP = "…"  # in a phrase: up to three other syllables
GAP_LENGTH = 3
# how probable danger must be: with a plain phrase of it, an unclear one, none; in a text that asks about the law; and
# in one of so few words that the model has little to go by. A plain phrase of self-harm is enough by itself.
WITH_PLAIN, WITH_UNCLEAR, TELLS, ASKS = 0.1, 0.2, 0.3, 0.5
FEW_WITH_PHRASE, FEW = 0.1, 0.97
SURE = 0.6  # a kind so probable is answered at once; below it is asked about
TOO, MAYBE = 0.5, 0.03  # from which a further kind counts too; of what no law may stand below, where none is sure
_GRAVE = frozenset({EmergencyKind.SELF_HARM, EmergencyKind.SEXUAL_HARASSMENT})
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
    kind: EmergencyKind = EmergencyKind.ACCIDENT
    sure: bool = False
    marked: bool = False  # counts only when it is typed with its marks


@dataclass(frozen=True, slots=True)
class _Found:
    phrase: _Phrase
    start: int
    end: int
    exact: bool  # every mark was typed


_SLOW = frozenset({EmergencyKind.CHILD, EmergencyKind.STOPPAGE})  # dangers that leave time to ask back
_Phrases = dict[str, list[_Phrase]]  # by the base of their first syllable


@dataclass(frozen=True, slots=True)
class _Lexicon:
    danger: _Phrases
    calm: _Phrases
    urgent: _Phrases
    harmless: _Phrases
    question: _Phrases
    short_forms: dict[str, Syllable]


@dataclass(frozen=True, slots=True)
class _Asking:
    """Whether a sentence is about the law or the past (`calm`), or ends as a question, and speaks of no "now"."""

    calm: bool
    question: bool

    @classmethod
    def of(cls, lexicon: _Lexicon, written: list[Syllable]) -> _Asking:
        now = _any(lexicon.urgent, written)
        return cls(not now and _any(lexicon.calm, written), not now and _any(lexicon.question, written[-3:]))

    def drops(self, phrase: _Phrase) -> bool:
        """Whether a phrase that may be harmless is harmless here. Self-harm is never made less."""
        asks = self.calm or (self.question and phrase.kind in _SLOW)
        return asks and not phrase.sure and phrase.kind is not EmergencyKind.SELF_HARM

    def softens(self, phrase: _Phrase) -> bool:
        """Whether a sure phrase should be asked about."""
        return (self.calm or self.question) and phrase.kind is not EmergencyKind.SELF_HARM


@dataclass(frozen=True, slots=True)
class _Sentence:
    written: list[Syllable]
    asking: _Asking


def find_alarm(text: str) -> Alarm | None:
    """The danger that the text speaks of most plainly; None when there is none."""
    return next(iter(find_alarms(text)), None)


def find_alarms(text: str) -> tuple[Alarm, ...]:
    """All dangers that a text speaks of, the plainest first: fire and somebody beaten are two.

    The model of words judges the whole (worker/danger.py); a phrase of danger makes it believe sooner.
    """
    sentences = _read(text)
    phrases = _by_kind(sentences)
    plain = {kind for kind, alarm in phrases.items() if alarm.sure}
    chances = danger_chances(text)
    few = sum(len(s.written) for s in sentences) <= PLAIN_ENOUGH  # "tu tu" may be either, "chạy rồi" is neither
    if not (_few_speak(chances, phrases) if few else _speaks_of_danger(sentences, chances, phrases)):
        return ()
    if few and phrases:
        return tuple(phrases.values())[:1]
    weights = {kind: chances.get(kind, 0.0) + (kind in plain) + 0.1 * (kind in phrases) for kind in EmergencyKind}
    ranked = sorted(weights, key=lambda kind: -weights[kind])
    first = ranked[0]
    unclear = first in phrases and first not in plain  # "tu tu" is "từ từ" too: asked about, whatever the model says
    sure = min(weights[first], chances.get(ANY, 0.0) + (first in plain)) >= SURE and not unclear
    return tuple(
        Alarm(kind, sure)
        for kind in ranked
        if kind is first or weights[kind] >= (MAYBE if kind in _GRAVE and not sure else TOO)
    )


def _few_speak(chances: dict[str, float], phrases: dict[EmergencyKind, Alarm]) -> bool:
    """Whether a few words speak of danger."""
    if any(alarm.sure for alarm in phrases.values()):
        return True
    return max(chances.values(), default=0.0) >= (FEW_WITH_PHRASE if phrases else FEW)


def _speaks_of_danger(
    sentences: list[_Sentence], chances: dict[str, float], phrases: dict[EmergencyKind, Alarm]
) -> bool:
    danger, harm = max(chances.values(), default=0.0), phrases.get(EmergencyKind.SELF_HARM)
    if harm and harm.sure:
        return True
    if harm or any(alarm.sure for alarm in phrases.values()):
        return danger >= WITH_PLAIN  # below that it is a figure of speech
    return danger >= (ASKS if _asks(sentences) else WITH_UNCLEAR if phrases else TELLS)


def _asks(sentences: list[_Sentence]) -> bool:
    """Whether a text asks about the law, tells of the past and of no "now", or holds words that are never danger."""
    harmless = _lexicon().harmless
    return any(s.asking.calm or s.asking.question or _any(harmless, s.written) for s in sentences)


def _read(text: str) -> list[_Sentence]:
    lexicon = _lexicon()
    parts = [
        [lexicon.short_forms.get(s.base, s) if not s.marks else s for s in syllables(part)]
        for part in re.split(r"[.!?;\n]+", text)
    ]
    return [_Sentence(written, _Asking.of(lexicon, written)) for written in parts]


def _by_kind(sentences: list[_Sentence]) -> dict[EmergencyKind, Alarm]:
    """The plainest phrase of each kind."""
    found = sorted((a for sentence in sentences for a in _alarms(sentence)), key=lambda f: f[0])
    kinds: dict[EmergencyKind, Alarm] = {}
    for _, alarm in found:
        kinds.setdefault(alarm.kind, alarm)
    return kinds


def _alarms(sentence: _Sentence) -> Iterator[tuple[tuple[bool, int, int], Alarm]]:
    """The alarms of one sentence, each with its rank: sure before unclear, longer phrases before shorter ones."""
    lexicon = _lexicon()
    asking = sentence.asking
    for found in _find(lexicon.danger, _without(lexicon.harmless, sentence.written)):
        phrase = found.phrase
        if asking.drops(phrase):
            continue
        plain = found.exact or len(phrase.syllables) >= PLAIN_ENOUGH
        sure = phrase.sure and plain and not asking.softens(phrase)
        order = list(EmergencyKind).index(phrase.kind)
        yield (not sure, -len(phrase.syllables), order), Alarm(phrase.kind, sure)


def syllables(text: str) -> list[Syllable]:
    """The words of a text, with letters that were held down ("cứuuuu") written once."""
    text = unicodedata.normalize("NFC", re.sub(r"(\w)\1{2,}", r"\1", text.casefold()))
    return [_syllable(word) for word in re.findall(r"\w+", text)]


def _syllable(word: str) -> Syllable:
    letters = unicodedata.normalize("NFD", word).replace("đ", "d\u0335").replace(_TILDE, _HOOK)
    marks = sorted(c for c in letters if unicodedata.combining(c))
    return Syllable("".join(c for c in letters if not unicodedata.combining(c)), "".join(marks))


def _any(phrases: _Phrases, written: list[Syllable]) -> bool:
    return next(_find(phrases, written), None) is not None


def _without(harmless: _Phrases, written: list[Syllable]) -> list[Syllable]:
    """The text with its harmless phrases blanked: "bình chữa cháy", "tu van luat"."""
    kept = list(written)
    for found in _find(harmless, written):
        kept[found.start : found.end] = [Syllable("", "")] * (found.end - found.start)
    return kept


def _find(phrases: _Phrases, written: list[Syllable]) -> Iterator[_Found]:
    for start, first in enumerate(written):
        for phrase in phrases.get(first.base, ()):
            end = _match(phrase.syllables, written, start)
            if end is None:
                continue
            exact = not _bare(phrase.syllables, written[start:end])
            if exact or not phrase.marked:
                yield _Found(phrase, start, end, exact)


def _match(phrase: tuple[Syllable, ...], written: list[Syllable], at: int) -> int | None:
    """Where the phrase ends if it stands here, else None."""
    if not phrase:
        return at
    if phrase[0].base == GAP:
        tries = (_match(phrase[1:], written, at + skipped) for skipped in range(GAP_LENGTH + 1))
        return next((end for end in tries if end is not None), None)
    if at >= len(written) or not phrase[0].fits(written[at]):
        return None
    return _match(phrase[1:], written, at + 1)


def _bare(phrase: tuple[Syllable, ...], written: list[Syllable]) -> bool:
    """Whether a mark of the phrase was not typed."""
    return any(s.base != GAP and s not in written for s in phrase)


@cache
def _lexicon() -> _Lexicon:
    raw = tomllib.loads((files("feedback") / "data" / "emergency.toml").read_text(encoding="utf-8"))
    danger = [
        _Phrase(_words(text), EmergencyKind(kind), name == "sure", name == "ask_marked")
        for kind, groups in raw["kind"].items()
        for name, texts in groups.items()
        for text in texts
    ]
    lists = ("calm", "urgent", "harmless", "question")
    calm, urgent, harmless, question = (_by_first(_Phrase(_words(t)) for t in raw[name]) for name in lists)
    short_forms = {base: _syllable(word) for base, word in raw["short_forms"].items()}
    return _Lexicon(_by_first(danger), calm, urgent, harmless, question, short_forms)


def phrases_of_danger() -> list[tuple[str, str]]:
    """(kind, phrase) of every phrase that is said plainly."""
    raw = tomllib.loads((files("feedback") / "data" / "emergency.toml").read_text(encoding="utf-8"))
    return [(kind, p.replace(GAP, "")) for kind, groups in raw["kind"].items() for p in groups["sure"]]


def _words(text: str) -> tuple[Syllable, ...]:
    words = text.replace(GAP, f" {GAP} ").split()
    return tuple(Syllable(GAP, "") if w == GAP else _syllable(w) for w in words)


def _by_first(phrases: Iterable[_Phrase]) -> _Phrases:
    found: _Phrases = defaultdict(list)
    for phrase in phrases:
        found[phrase.syllables[0].base].append(phrase)
    return dict(found)
