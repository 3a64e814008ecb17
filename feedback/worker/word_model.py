"""Linear models over words: which labels a short text has, in any order of its words, with or without marks.

A model is a table of weights (data/*.tsv): a row a feature, a column a label it speaks for or against. They are fitted
by `python -m bot.operations.fit_words` on texts written for it; nothing is learnt while the program runs.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from importlib.resources import files

import numpy as np
import numpy.typing as npt

BIAS = "#"


@dataclass(frozen=True, slots=True)
class WordModel:
    """Weights of features, a label a column of its own.

    `rows` is the row of each feature in `weights`, shape (features, labels).
    """

    rows: Mapping[str, int]
    labels: tuple[str, ...]
    weights: npt.NDArray[np.float32]

    def knows(self, word: str) -> bool:
        """Whether a word speaks for or against any label."""
        return word in self.rows

    def chances(self, *readings: Sequence[str]) -> dict[str, float]:
        """How probable each label is, judged for itself, 0 to 1, for a text in one or several readings."""
        chances = 1 / (1 + np.exp(-np.clip(self._totals(readings), -30, 30)))
        return dict(zip(self.labels, chances.tolist(), strict=True))

    def shares(self, *readings: Sequence[str]) -> dict[str, float]:
        """How probable each label is where a text has exactly one: they add up to 1."""
        totals = self._totals(readings)
        shares = np.exp(totals - totals.max())
        return dict(zip(self.labels, (shares / shares.sum()).tolist(), strict=True))

    def _totals(self, readings: Sequence[Sequence[str]]) -> npt.NDArray[np.float64]:
        found = [row for feature in {BIAS, *features_of(*readings)} if (row := self.rows.get(feature)) is not None]
        totals: npt.NDArray[np.float64] = self.weights[found].sum(axis=0, dtype=np.float64)
        return totals


def features_of(*readings: Sequence[str]) -> Iterator[str]:
    """Words, neighbours, the first, the last, and how many there are."""
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


def read_model(package: str, name: str) -> WordModel:
    """The model in the data folder of a package."""
    lines = (files(package) / "data" / name).read_text("utf-8").splitlines()
    columns: dict[str, int] = {}
    rows: dict[str, int] = {}
    places: list[tuple[int, int, float]] = []
    for row, line in enumerate(lines):
        feature, *cells = line.split("\t")
        rows[feature] = row
        for cell in cells:
            label, _, weight = cell.rpartition(":")
            places.append((row, columns.setdefault(label, len(columns)), float(weight)))
    weights = np.zeros((len(lines), len(columns)), dtype=np.float32)
    at, column, given = zip(*places, strict=True)
    weights[at, column] = given
    return WordModel(rows, tuple(columns), weights)
