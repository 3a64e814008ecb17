"""Judged questions → weights: what `danbiet knowledge fit` does.

The ranker is a small forest of boosted trees over a question's candidates (forest.py). The confidence is a penalised
logistic regression that tells answerable questions from others by the best candidate's signals. Figures come from
cross-validation in which one question stays in one part, whatever collection it is asked of.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
from scipy.optimize import minimize

from knowledge.features import Candidates
from knowledge.forest import Forest, learn
from knowledge.judged import Judged
from knowledge.rewrite import Rewritten
from knowledge.search import Searcher, confidence, signals
from knowledge.weights import Ranking

FOLDS = 5
CONFIDENCE_PENALTY = 1.0
LOST = 0.03  # share of answerable questions that the threshold may silence

Floats = npt.NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Example:
    """One question in one collection: its candidates and which of them are right."""

    judged: Judged
    asked: Rewritten
    known: float
    candidates: Candidates
    right: npt.NDArray[np.bool_]

    @property
    def fold(self) -> int:
        """The part of the cross-validation that it belongs to, the same in every collection."""
        return sum(self.judged.id.encode()) % FOLDS


def examples(
    searcher: Searcher, questions: Sequence[Judged], allowed: npt.NDArray[np.bool_] | None = None
) -> list[Example]:
    """The questions' candidates in one collection; questions whose right articles it lacks are left out."""
    entries = searcher.catalog.entries
    held = {entries.key(i) for i in range(len(entries)) if allowed is None or allowed[i]}
    found = []
    for judged in (q for q in questions if not q.gold or q.gold & held):
        asked = searcher.rewriter.rewrite(judged.question)
        given = searcher.candidates(asked, allowed)
        right = np.array([entries.key(int(i)) in judged.gold for i in given.entries], dtype=bool)
        found.append(Example(judged, asked, searcher.known_share(asked), given, right))
    return found


def fit_forest(given: Sequence[Example]) -> Forest:
    """Trees under which the right articles come first."""
    useful = [e for e in given if e.right.any()]
    features = np.concatenate([e.candidates.features for e in useful])
    return learn(features, np.concatenate([e.right for e in useful]), [len(e.right) for e in useful])


def fit_confidence(given: Sequence[Example], forest: Forest) -> dict[str, float]:
    """Weights of the signals that tell answerable questions (with a gold) from the rest; both sorts count the same."""
    ranking = Ranking(forest, {}, 0.0)
    rows = [_signals(example, ranking) for example in given if len(example.candidates.entries)]
    names = list(rows[0])
    table = np.array([[row[name] for name in names] for row in rows])
    middle, scale = table.mean(axis=0), table.std(axis=0) + 1e-6
    table = np.hstack([(table - middle) / scale, np.ones((len(table), 1))])
    wanted = np.array([bool(example.judged.gold) for example in given if len(example.candidates.entries)])
    side = np.where(wanted, 1.0, -1.0)
    each = len(wanted) * np.where(wanted, 0.5 / max(wanted.sum(), 1), 0.5 / max((~wanted).sum(), 1))

    def loss(weights: Floats) -> tuple[float, Floats]:
        margin = side * (table @ weights)
        slope = -(each * side / (1 + np.exp(margin))) @ table + CONFIDENCE_PENALTY * weights
        return float(each @ np.logaddexp(0, -margin) + 0.5 * CONFIDENCE_PENALTY * weights @ weights), slope

    solved = minimize(loss, np.zeros(table.shape[1]), jac=True, method="L-BFGS-B").x
    weights = solved[:-1] / scale
    return {"intercept": float(solved[-1] - weights @ middle)} | dict(zip(names, weights.tolist(), strict=True))


def fit_ranking(given: Sequence[Example]) -> Ranking:
    """Order, confidence and threshold from examples with and without golds."""
    forest = fit_forest(given)
    found = Ranking(forest, fit_confidence(given, forest), 0.0)
    sure = [_confidence(example, found) for example in given if example.judged.gold]
    return Ranking(forest, found.confidence, round(float(np.quantile(sure, LOST)), 4))


@dataclass(frozen=True, slots=True)
class Trial:
    """What weights that never saw an example made of it: the rank of its first right article (infinity when it was
    not found or not shown), and whether an answer was shown."""

    example: Example
    rank: float
    answered: bool


def cross_validate(given: Sequence[Example]) -> list[Trial]:
    """Each example tried with weights that were fitted on the other parts."""
    trials = []
    for fold in range(FOLDS):
        ranking = fit_ranking([e for e in given if e.fold != fold])
        trials += [_try(example, ranking) for example in given if example.fold == fold]
    return trials


def _try(example: Example, ranking: Ranking) -> Trial:
    answered = _confidence(example, ranking) >= ranking.threshold
    order = np.argsort(-ranking.forest.scores(example.candidates.features), kind="stable")
    places = np.flatnonzero(example.right[order])
    return Trial(example, float(places[0] + 1) if answered and len(places) else np.inf, answered)


def _confidence(example: Example, ranking: Ranking) -> float:
    return confidence(_signals(example, ranking), ranking) if len(example.candidates.entries) else 0.0


def _signals(example: Example, ranking: Ranking) -> dict[str, float]:
    scores = ranking.forest.scores(example.candidates.features)
    order = np.argsort(-scores, kind="stable")
    return signals(example.asked, example.known, example.candidates.features[order], scores[order])
