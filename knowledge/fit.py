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

from knowledge.catalog import Entries
from knowledge.clauses import SIGNS, Clauses, clauses_of
from knowledge.features import NAMES, Candidates
from knowledge.judged import FOLDS, Judged
from knowledge.logit import Floats, fit_logit
from knowledge.quantities import sought
from knowledge.rewrite import Rewritten
from knowledge.scope import outside
from knowledge.search import Searcher, confidence, found, rank_scores, signals
from knowledge.weights import Ranking

RANK_PENALTY = 5.0
CLAUSE_PENALTY = 2.0
# weights that are a rule and not learnt, because judged questions hold too few of the kind: a word asked for is
# explained by the clause of its term; a question that names no narrow reader gets the rule for everybody first
RULED = {"definition": 4.0, "reader_other": -0.5, "reader_narrow": -0.7}
CONFIDENCE_PENALTY = 1.0


@dataclass(frozen=True, slots=True)
class Example:
    """One question in one collection: its candidates and which of them are right."""

    judged: Judged
    asked: Rewritten
    familiar: float
    candidates: Candidates
    right: npt.NDArray[np.bool_]


def examples(
    searcher: Searcher, questions: Sequence[Judged], allowed: npt.NDArray[np.bool_] | None = None
) -> list[Example]:
    """The questions' candidates in one collection; questions whose right articles it lacks are left out."""
    entries = searcher.catalog.entries
    held = {entries.key(i) for i in range(len(entries)) if allowed is None or allowed[i]}
    found = []
    for judged in (q for q in questions if not q.gold or q.articles & held):
        asked = searcher.rewriter.rewrite(judged.question)
        given = searcher.candidates(asked, judged.question, allowed)
        right = np.array([is_right(entries, int(i), judged) for i in given.entries], dtype=bool)
        found.append(Example(judged, asked, searcher.familiar(asked), given, right))
    return found


def is_right(entries: Entries, entry: int, judged: Judged) -> bool:
    """Whether an entry answers: an article by its key, a card by the clause that it cites first too."""
    if entries.cards[entry]:
        return judged.is_answered_by(entries.key(entry), entries.card_clauses[entry])
    return entries.key(entry) in judged.articles


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
    learnt = [place for place, name in enumerate(NAMES) if name not in RULED]
    tables = [e.candidates.features[:, learnt] for e in useful]
    weights = fit_logit(tables, [e.right for e in useful], RANK_PENALTY)
    return dict(zip([NAMES[place] for place in learnt], weights, strict=True)) | RULED


@dataclass(frozen=True, slots=True)
class ClauseExample:
    """The clauses of a right article of one question, and which of them are right."""

    judged: Judged
    clauses: Clauses
    right: npt.NDArray[np.bool_]


def clause_examples(searcher: Searcher, given: Sequence[Example]) -> list[ClauseExample]:
    """The right articles among the candidates of questions whose gold names a clause."""
    entries = searcher.catalog.entries
    found = []
    for example in (e for e in given if e.judged.names_clause):
        wanted = sought(example.asked.words)
        for place in np.flatnonzero(example.right).tolist():
            entry = int(example.candidates.entries[place])
            if not entries.cards[entry]:
                clauses = clauses_of(entries, example.candidates, place, wanted)
                key = entries.key(entry)
                right = [example.judged.is_answered_by(key, number) for number in clauses.numbers]
                found.append(ClauseExample(example.judged, clauses, np.array(right, dtype=bool)))
    return [e for e in found if e.right.any() and not e.right.all()]


def fit_clause(given: Sequence[ClauseExample]) -> dict[str, float]:
    """Weights of a clause's signs under which the right clauses are most probable within their article."""
    tables, rights = [e.clauses.signs for e in given], [e.right for e in given]
    return dict(zip(SIGNS, fit_logit(tables, rights, CLAUSE_PENALTY), strict=True))


def unseen_clauses(given: Sequence[ClauseExample]) -> float:
    """The share of examples whose right clause comes first with weights that never saw the question."""
    weights = {part: fit_clause([e for e in given if e.judged.fold != part]) for part in range(FOLDS)}
    return float(np.mean([e.right[np.argmax(e.clauses.scores(weights[e.judged.fold]))] for e in given]))


def fit_ranking(given: Sequence[Example], clause: dict[str, float], lost: float) -> tuple[Ranking, list[Trial]]:
    """Order, confidence and threshold, and how each example fared with weights that never saw it.

    `clause` are the weights that choose an article's clause; `lost` is the share of answerable questions that the
    threshold may silence.

    Confidence and threshold are learnt on those unseen scores too: weights are surer of questions that they have seen.
    """
    unseen = {fold: fit_rank([e for e in given if e.judged.fold != fold]) for fold in range(FOLDS)}
    rows = [_signals(example, unseen[example.judged.fold]) for example in given]
    weights = fit_confidence(rows, [bool(example.judged.gold) for example in given])
    sure = [confidence(row, weights) if row else 0.0 for row in rows]
    threshold = float(np.quantile([s for s, e in zip(sure, given, strict=True) if e.judged.gold], lost))
    trials = [_try(e, unseen[e.judged.fold], s >= threshold) for e, s in zip(given, sure, strict=True)]
    return Ranking(fit_rank(given), clause, weights, round(threshold, 4)), trials


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

    bounds = [(None, 0) if name in {"other_subject", "near_subject"} else (0, None) for name in names] + [(None, None)]
    solved = minimize(loss, np.zeros(table.shape[1]), jac=True, method="L-BFGS-B", bounds=bounds).x
    weights = solved[:-1] / scale
    return {"intercept": float(solved[-1] - weights @ middle)} | dict(zip(names, weights.tolist(), strict=True))


def _try(example: Example, rank: dict[str, float], answered: bool) -> Trial:
    """The rank counts articles: a card and its article are one."""
    given = example.candidates
    order = np.argsort(-rank_scores(given.features, rank), kind="stable")
    places = np.flatnonzero(example.right[order])
    before = len(set(given.groups[order[: places[0]]].tolist())) if len(places) else 0
    return Trial(example, float(before + 1) if answered and len(places) else np.inf, answered)


def _signals(example: Example, rank: dict[str, float]) -> dict[str, float]:
    """The signals of the best candidate; empty when there is none."""
    if not len(example.candidates.entries):
        return {}
    best = found(example.candidates, rank)[0]
    about = outside(example.asked.words, example.asked.typed)
    return signals(about, example.familiar, example.candidates, best)
