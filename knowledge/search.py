"""Question → ranked entries with a confidence: the one place where scores become an order.

The ranker is a weighted sum of the features in features.py, its weights learnt on judged questions (fit.py). The
confidence is a logistic score of the best entry's signals; below a calibrated threshold the answer is "not found".
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import NamedTuple

import numpy as np
import numpy.typing as npt

from knowledge.catalog import Catalog
from knowledge.features import NAMES, Candidates, candidates
from knowledge.index import Keys, Matrix, Scores, pair_key
from knowledge.rewrite import Rewriter, Rewritten
from knowledge.scope import other_subjects
from knowledge.weights import Weights


class Found(NamedTuple):
    """An entry that matches: its number in the catalog, the row of its best clause (-1: none) and its score."""

    entry: int
    clause: int
    score: float


@dataclass(frozen=True, slots=True)
class Result:
    """What a question found, best first; `confidence` between 0 and 1; `answered` when it is above the threshold."""

    asked: Rewritten
    found: tuple[Found, ...]
    confidence: float
    answered: bool


class Searcher:
    """Searches one catalog with one set of weights."""

    def __init__(self, catalog: Catalog, weights: Weights) -> None:
        self.catalog, self.settings = catalog, weights.index
        self.ranking = weights.mixed if catalog.question.units else weights.law
        self.rewriter = Rewriter(catalog.vocabulary, catalog.article)
        self._everything = np.ones(len(catalog.entries), dtype=bool)

    def search(self, question: str, allowed: npt.NDArray[np.bool_] | None = None) -> Result:
        """Rank the allowed entries (all by default) for a question; ties are broken by the entries' order."""
        asked = self.rewriter.rewrite(question)
        return self.rank(asked, self.candidates(asked, allowed))

    def candidates(self, asked: Rewritten, allowed: npt.NDArray[np.bool_] | None = None) -> Candidates:
        """The candidates for a rewritten question and their features."""
        mask = self._everything if allowed is None else allowed
        return candidates(self.catalog, asked, self.settings, mask)

    def rank(self, asked: Rewritten, given: Candidates) -> Result:
        """Candidates in order, and whether the first is good enough to show."""
        if not len(given.entries):
            return Result(asked, (), 0.0, False)
        scores = rank_scores(given.features, self.ranking.rank)
        order = np.argsort(-scores, kind="stable")
        columns = (given.entries[order], given.best_clause[order], scores[order])
        found = tuple(map(Found._make, zip(*(column.tolist() for column in columns), strict=True)))
        signs = signals(asked, self.familiar(asked), float(scores[order[0]]))
        sure = confidence(signs, self.ranking.confidence)
        return Result(asked, found, sure, sure >= self.ranking.threshold)

    def familiar(self, asked: Rewritten) -> tuple[float, float]:
        """How much of a question's wording, by syllables and by pairs of them, the collection uses: shares by idf, in
        which what is never used weighs as much as the rarest known. Half of it is the wording of sample questions."""
        ids = np.array([self.catalog.vocabulary.find(w) for w in asked.words if not w.isnumeric()], dtype=np.int64)
        singles, pairs = ids.astype(np.uint64), pair_key(ids[:-1], ids[1:])
        used = [matrix for matrix in (self.catalog.article, self.catalog.question) if matrix.units]
        shares = [(_known_share(matrix, singles), _known_share(matrix, pairs)) for matrix in used]
        return sum(s for s, _ in shares) / max(len(used), 1), sum(p for _, p in shares) / max(len(used), 1)


def _known_share(matrix: Matrix, keys: Keys) -> float:
    places = matrix.places(keys)
    known = float(matrix.idf[places[places >= 0]].sum())
    unknown = int((places < 0).sum()) * float(np.log(matrix.units + 1))
    return known / max(known + unknown, 1e-9)


def rank_scores(features: Scores, rank: dict[str, float]) -> Scores:
    """The ranker's score of each row of features, shape (n,)."""
    return np.asarray(features @ np.array([rank[name] for name in NAMES], dtype=np.float32))


def confidence(signs: dict[str, float], weights: dict[str, float]) -> float:
    """How sure it is that the best candidate answers, between 0 and 1."""
    total = weights["intercept"] + sum(weights[name] * value for name, value in signs.items())
    return float(1 / (1 + np.exp(-total)))


def signals(asked: Rewritten, familiar: tuple[float, float], best_score: float) -> dict[str, float]:
    """What speaks for the best entry being an answer, and `other_subject` against it."""
    return {
        "score": best_score,
        "known_syllables": familiar[0],
        "known_pairs": familiar[1],
        "other_subject": other_subjects(asked.words, asked.typed),
    }
