"""Question → ranked entries with a confidence: the one place where scores become an order.

The ranker is a small forest over the features in features.py, learnt on judged questions (fit.py). The confidence is
a logistic score of the best entry's signals; below a calibrated threshold the answer is "not found".
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from knowledge.catalog import Catalog
from knowledge.features import NAMES, Candidates, candidates
from knowledge.index import Query, Scores
from knowledge.rewrite import Rewriter, Rewritten
from knowledge.scope import other_subjects
from knowledge.weights import Weights


@dataclass(frozen=True, slots=True)
class Found:
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
        scores = self.ranking.forest.scores(given.features)
        order = np.argsort(-scores, kind="stable")
        found = tuple(Found(int(given.entries[i]), int(given.best_clause[i]), float(scores[i])) for i in order)
        signs = signals(asked, self.familiar(asked), given.features[order], scores[order])
        sure = confidence(signs, self.ranking.confidence)
        return Result(asked, found, sure, sure >= self.ranking.threshold)

    def familiar(self, asked: Rewritten) -> float:
        """How much of the question's wording stands anywhere in the collection, between 0 and 1: the share of its
        syllables and pairs by idf, unknown ones weighing as much as the rarest known one."""
        ids = np.array([self.catalog.vocabulary.find(word) for word in asked.words], dtype=np.int64)
        columns, weights = self.catalog.article.known(Query.of((ids, 1.0)))
        known = float(self.catalog.article.idf[columns] @ weights)
        unknown = (2 * len(ids) - 1 - float(weights.sum())) * np.log(self.catalog.article.units + 1)
        return float(known / max(known + unknown, 1e-9))


def confidence(signs: dict[str, float], weights: dict[str, float]) -> float:
    """How sure it is that the best candidate answers, between 0 and 1."""
    total = weights["intercept"] + sum(weights[name] * value for name, value in signs.items())
    return float(1 / (1 + np.exp(-total)))


def signals(asked: Rewritten, familiar: float, features: Scores, scores: Scores) -> dict[str, float]:
    """What speaks for the best entry being an answer, and `other_subject` against it, from candidates in ranked order.

    Scores are shares of what the whole question could reach, words that nothing in the collection uses included.
    """
    best = dict(zip(NAMES, features[0].tolist(), strict=True))
    return {
        "score": float(scores[0]),
        "familiar": familiar,
        "other_subject": other_subjects(asked.words),
        "article": best["article_abs"] * familiar,
        "clause": best["clause_abs"] * familiar,
        "question": best["question_abs"] * familiar,
        "clause_cover": best["clause_cover"] * familiar,
        "question_cover": best["question_cover"] * familiar,
    }
