"""A question as typed → the words that the index knows.

In order: clean Unicode; chat spellings (ko, cty, NLĐ) and raw keys written out; missing diacritics restored and
typing slips repaired by a Viterbi search over syllable pairs counted in the corpus; everyday words (đuổi việc) given
their legal terms as extra words, beside what was typed, never instead of it.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache

import numpy as np
import numpy.typing as npt

from knowledge.index import Matrix, pair_key
from knowledge.normalize import fold
from knowledge.segment import syllables
from knowledge.shorthand import Written, is_syllable, other_tone, written_out
from knowledge.tables import table
from knowledge.vocabulary import UNKNOWN, Vocabulary

CANDIDATES = 24  # readings of one syllable that are weighed
PAIRS = 0.9  # how far the frequency of a pair counts; the rest is that of its second syllable
SLIP_COST = 3.0  # log-probability that a reading must gain before a typing slip is assumed
# the same where what was typed is a syllable with diacritics that the index lacks ("gắng"): other marks, a slip
MARKS_COST, SYLLABLE_SLIP_COST = 6.0, 14.0
TWIN_COST = 5.0  # hỏi for ngã, or the other way round, in a word that the index knows
LETTERS = "abcdefghijklmnopqrstuvwxyz"


@dataclass(frozen=True, slots=True)
class Rewritten:
    """A question in the index's words: `words` in order, legal terms for everyday phrases in `extra`, and the
    syllables as they were `typed`."""

    words: tuple[str, ...]
    extra: tuple[str, ...]
    typed: tuple[str, ...] = ()

    @property
    def text(self) -> str:
        """The words as one line, with the extra terms behind."""
        return " ".join(self.words) + "".join(f" (+ {phrase})" for phrase in self.extra)


@cache
def _everyday_words() -> dict[str, tuple[tuple[tuple[str, ...], str], ...]]:
    """First syllable → ((phrase as syllables, legal terms), …)."""
    by_first: dict[str, list[tuple[tuple[str, ...], str]]] = {}
    for phrases, terms in table("everyday_words.tsv"):
        for phrase in phrases.split(","):
            words = tuple(syllables(phrase))
            by_first.setdefault(words[0], []).append((words, terms))
    return {first: tuple(rows) for first, rows in by_first.items()}


class Rewriter:
    """Rewrites questions with what one index knows of the language: its syllables and their pairs."""

    def __init__(self, vocabulary: Vocabulary, counted: Matrix) -> None:
        self.vocabulary, self.counted = vocabulary, counted
        self._spelled = vocabulary.spelled()
        self._sightings = int(counted.frequency(np.arange(len(vocabulary), dtype=np.uint64)).sum())

    def rewrite(self, question: str) -> Rewritten:
        """The question in the index's words; never fails, whatever was typed."""
        written = written_out(question, lambda word: self.vocabulary.find(word) >= 0)
        restored = tuple(self.restore(written))
        return Rewritten(restored, tuple(_legal_terms(restored)), tuple(syllables(question)))

    def restore(self, written: Written) -> list[str]:
        """The words with missing diacritics put back and slips repaired, as far as the index knows them."""
        words = written.words
        if not words:
            return []
        lattice = [self._choices(word, written.marked) for word in words]
        return [self._spelled[i] if i >= 0 else word for i, word in zip(self._best(lattice), words, strict=True)]

    def _choices(self, word: str, marked: bool) -> list[tuple[int, float]]:
        """Readings of a typed syllable as (id, cost); one that the index does not know may also stay unknown."""
        known = self.vocabulary.find(word)
        if known >= 0 and (marked or not word.isascii() or word.isnumeric()):
            twin = self.vocabulary.find(other_tone(word)) if not word.isascii() else UNKNOWN
            return [(known, 0.0), *([(twin, TWIN_COST)] if twin >= 0 else [])]
        if any(letter.isdigit() for letter in word):
            return [(UNKNOWN, 0.0)]
        readings = self._frequent(self.vocabulary.readings(fold(word)))
        if readings and word.isascii():
            return [(number, 0.0) for number in readings]
        slips = self._frequent([number for form in _slips(fold(word)) for number in self.vocabulary.readings(form)])
        formed = not word.isascii() and is_syllable(word)
        marks_cost, slip_cost = (MARKS_COST, SYLLABLE_SLIP_COST) if formed else (0.0, SLIP_COST)
        repaired = [(number, marks_cost) for number in readings] + [(number, slip_cost) for number in slips]
        return [(UNKNOWN, 0.0), *repaired]

    def _frequent(self, numbers: list[int]) -> list[int]:
        if len(numbers) <= CANDIDATES:
            return numbers
        counts = self.counted.frequency(np.array(numbers, dtype=np.uint64))
        return [numbers[i] for i in np.argsort(-counts, kind="stable")[:CANDIDATES]]

    def _best(self, lattice: list[list[tuple[int, float]]]) -> list[int]:
        """The path through the readings with the most probable syllable pairs (Viterbi)."""
        if all(len(choices) == 1 for choices in lattice):
            return [choices[0][0] for choices in lattice]
        ids = [np.array([number for number, _ in choices]) for choices in lattice]
        cost = [np.array([price for _, price in choices]) for choices in lattice]
        total = cost[0] - np.log(self._single(ids[0]))
        back: list[npt.NDArray[np.int64]] = []
        for i in range(1, len(lattice)):
            if len(ids[i - 1]) == len(ids[i]) == 1:  # nothing to choose: it costs every path the same
                back.append(np.zeros(1, dtype=np.int64))
                continue
            steps = total[:, None] - self._log_pair(ids[i - 1], ids[i])
            back.append(steps.argmin(axis=0))
            total = steps.min(axis=0) + cost[i]
        path = [int(total.argmin())]
        for pointers in reversed(back):
            path.append(int(pointers[path[-1]]))
        return [int(ids[i][j]) for i, j in enumerate(reversed(path))]

    def _single(self, ids: npt.NDArray[np.int64]) -> npt.NDArray[np.float64]:
        """P(syllable), a tenth of a sighting for one that is not known."""
        counts = np.where(ids >= 0, self.counted.frequency(np.maximum(ids, 0).astype(np.uint64)), 0)
        return np.asarray((counts + 0.1) / (self._sightings + 1))

    def _log_pair(self, left: npt.NDArray[np.int64], right: npt.NDArray[np.int64]) -> npt.NDArray[np.float64]:
        """log P(right | left), shape (left, right), interpolated with P(right)."""
        grid = pair_key(np.maximum(left, 0)[:, None], np.maximum(right, 0)[None, :])
        pairs = self.counted.frequency(grid.ravel()).reshape(grid.shape)
        pairs = np.where((left >= 0)[:, None] & (right >= 0)[None, :], pairs, 0)
        lefts = self.counted.frequency(np.maximum(left, 0).astype(np.uint64))[:, None]
        return np.asarray(np.log(PAIRS * pairs / np.maximum(lefts, 1) + (1 - PAIRS) * self._single(right)[None, :]))


def _slips(form: str) -> Iterator[str]:
    """Forms one slip of the fingers away: a letter missing, doubled, swapped or wrong."""
    if len(form) < 3 or form.isnumeric():
        return
    splits = [(form[:i], form[i:]) for i in range(len(form) + 1)]
    yield from (a + b[1:] for a, b in splits if b)
    yield from (a + b[1] + b[0] + b[2:] for a, b in splits if len(b) > 1)
    yield from (a + c + b[1:] for a, b in splits if b for c in LETTERS)
    yield from (a + c + b for a, b in splits for c in LETTERS)


def _legal_terms(words: tuple[str, ...]) -> Iterator[str]:
    """The legal terms of each everyday phrase that stands among the words, each once."""
    seen: set[str] = set()
    for i, word in enumerate(words):
        for phrase, terms in _everyday_words().get(word, ()):
            if words[i : i + len(phrase)] == phrase and terms not in seen:
                seen.add(terms)
                yield terms
