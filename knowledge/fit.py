"""Judged questions → weights: what `danbiet knowledge fit` does.

The ranker is a conditional logit (softmax) over a question's candidates: the weights make the right articles probable
among them. With the whole handbook it does as well as boosted trees did, and it can be read. The confidence is a
logistic regression that tells answerable questions from others by the best candidate's signals. Figures come from
cross-validation in which one question stays in one part, whatever collection it is asked of.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
from scipy.optimize import minimize

from knowledge.features import NAMES, Candidates
from knowledge.judged import Judged
from knowledge.rewrite import Rewritten
from knowledge.search import Searcher, confidence, rank_scores, signals
from knowledge.weights import Ranking

FOLDS = 5
RANK_PENALTY = 5.0
CONFIDENCE_PENALTY = 1.0

Floats = npt.NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Example:
    """One question in one collection: its candidates and which of them are right."""

    judged: Judged
    asked: Rewritten
    familiar: tuple[float, float]
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
        found.append(Example(judged, asked, searcher.familiar(asked), given, right))
    return found


@dataclass(frozen=True, slots=True)
class Trial:
    """How an unseen example fared: the rank of its first right article (infinity: not found or not shown), and
    whether an answer was shown."""

    example: Example
    rank: float
    answered: bool


def fit_rank(given: Sequence[Example]) -> dict[str, float]:
    """Feature weights under which the right articles are most probable among the candidates."""
    useful = [e for e in given if e.right.any()]
    scale = np.concatenate([e.candidates.features for e in useful]).std(axis=0) + 1e-6
    tables = [e.candidates.features / scale for e in useful]

    def loss(weights: Floats) -> tuple[float, Floats]:
        total, slope = 0.5 * RANK_PENALTY * float(weights @ weights), RANK_PENALTY * weights
        for table, example in zip(tables, useful, strict=True):
            scores = table @ weights
            chance = np.exp(scores - scores.max())
            chance /= chance.sum()
            hit = float(chance[example.right].sum()) + 1e-30
            total -= float(np.log(hit))
            slope = slope + (chance - np.where(example.right, chance / hit, 0)) @ table
        return total, slope

    solved = minimize(loss, np.zeros(len(NAMES)), jac=True, method="L-BFGS-B")
    return dict(zip(NAMES, (solved.x / scale).tolist(), strict=True))


def fit_ranking(given: Sequence[Example], lost: float) -> tuple[Ranking, list[Trial]]:
    """Order, confidence and threshold, and how each example fared with weights that never saw it.

    `lost` is the share of answerable questions that the threshold may silence.

    Confidence and threshold are learnt on those unseen scores too: weights are surer of questions that they have seen.
    """
    unseen = {fold: fit_rank([e for e in given if e.fold != fold]) for fold in range(FOLDS)}
    rows = [_signals(example, unseen[example.fold]) for example in given]
    weights = fit_confidence(rows, [bool(example.judged.gold) for example in given])
    sure = [confidence(row, weights) if row else 0.0 for row in rows]
    threshold = float(np.quantile([s for s, e in zip(sure, given, strict=True) if e.judged.gold], lost))
    trials = [_try(e, unseen[e.fold], s >= threshold) for e, s in zip(given, sure, strict=True)]
    return Ranking(fit_rank(given), weights, round(threshold, 4)), trials


def fit_confidence(rows: Sequence[dict[str, float]], answerable: Sequence[bool]) -> dict[str, float]:
    """Weights of the signals that tell answerable questions from the rest; both sorts count the same."""
    kept = [(row, wanted) for row, wanted in zip(rows, answerable, strict=True) if row]
    names = list(kept[0][0])
    table = np.array([[row[name] for name in names] for row, _ in kept])
    middle, scale = table.mean(axis=0), table.std(axis=0) + 1e-6
    table = np.hstack([(table - middle) / scale, np.ones((len(table), 1))])
    wanted = np.array([wanted for _, wanted in kept])
    side = np.where(wanted, 1.0, -1.0)
    each = len(wanted) * np.where(wanted, 0.5 / max(wanted.sum(), 1), 0.5 / max((~wanted).sum(), 1))

    def loss(weights: Floats) -> tuple[float, Floats]:
        margin = side * (table @ weights)
        slope = -(each * side / (1 + np.exp(margin))) @ table + CONFIDENCE_PENALTY * weights
        return float(each @ np.logaddexp(0, -margin) + 0.5 * CONFIDENCE_PENALTY * weights @ weights), slope

    bounds = [(None, 0) if name == "other_subject" else (0, None) for name in names] + [(None, None)]
    solved = minimize(loss, np.zeros(table.shape[1]), jac=True, method="L-BFGS-B", bounds=bounds).x
    weights = solved[:-1] / scale
    return {"intercept": float(solved[-1] - weights @ middle)} | dict(zip(names, weights.tolist(), strict=True))


def _try(example: Example, rank: dict[str, float], answered: bool) -> Trial:
    order = np.argsort(-rank_scores(example.candidates.features, rank), kind="stable")
    places = np.flatnonzero(example.right[order])
    return Trial(example, float(places[0] + 1) if answered and len(places) else np.inf, answered)


def _signals(example: Example, rank: dict[str, float]) -> dict[str, float]:
    """The signals of the best candidate; empty when there is none."""
    if not len(example.candidates.entries):
        return {}
    scores = rank_scores(example.candidates.features, rank)
    return signals(example.asked, example.familiar, float(scores.max()))
