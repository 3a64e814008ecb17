"""Linear models over words: which labels a short text has, in any order of its words, with or without marks.

A model is a table of weights (data/*.tsv): a row a feature, a column a label it speaks for or against. They are fitted
by `python -m bot.operations.fit_words` on texts written for it; nothing is learnt while the program runs.
"""

from __future__ import annotations

import math
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from importlib.resources import files

NEAR = 5  # words apart within which two words count as a pair
BIAS = "#"


@dataclass(frozen=True, slots=True)
class WordModel:
    """Weights of features, a label a column of its own: each label is judged for itself."""

    weights: Mapping[str, Mapping[str, float]]

    def chances(self, *readings: Sequence[str]) -> dict[str, float]:
        """How probable each label is, 0 to 1, for a text in one or several readings: as typed, without marks."""
        totals: dict[str, float] = {}
        for feature in {BIAS, *features_of(*readings)}:
            for label, weight in self.weights.get(feature, {}).items():
                totals[label] = totals.get(label, 0.0) + weight
        return {label: 1 / (1 + math.exp(-max(-30.0, min(30.0, total)))) for label, total in totals.items()}


def features_of(*readings: Sequence[str]) -> Iterator[str]:
    """Words, neighbours, pairs near each other in any order, the first, the last, and how many there are."""
    for words in filter(None, readings):
        yield from _features(words)


def _features(words: Sequence[str]) -> Iterator[str]:
    yield f"^{words[0]}"
    yield f"{words[-1]}$"
    yield f"#{min(len(words), 12) if len(words) < 5 else 5 + min(len(words), 20) // 5}"
    for at, word in enumerate(words):
        yield word
        if at + 1 < len(words):
            yield f"{word} {words[at + 1]}"
        for other in words[at + 1 : at + NEAR + 1]:
            yield "*".join(sorted((word, other)))


def read_model(package: str, name: str) -> WordModel:
    """The model in the data folder of a package."""
    weights: dict[str, dict[str, float]] = {}
    for line in (files(package) / "data" / name).read_text("utf-8").splitlines():
        feature, *cells = line.split("\t")
        pairs = (cell.rpartition(":") for cell in cells)
        weights[feature] = {label: float(weight) for label, _, weight in pairs}
    return WordModel(weights)
