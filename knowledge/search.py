"""Question → ranked entries with a confidence: the one place where scores become an order.

The ranker is a weighted sum of the features in features.py, its weights learnt on judged questions (fit.py). The
confidence is a logistic score of the best entry's signals; below a calibrated threshold the answer is "not found".
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import NamedTuple

import numpy as np
import numpy.typing as npt

from knowledge.audience import readers
from knowledge.catalog import Catalog
from knowledge.citations import find_document
from knowledge.clauses import clauses_of
from knowledge.features import NAMES, Asking, Candidates, candidates
from knowledge.index import Keys, Matrix, Scores, pair_key
from knowledge.model import Audience, Document
from knowledge.quantities import sought
from knowledge.rewrite import Rewriter, Rewritten
from knowledge.scope import NOTHING, Outside, outside
from knowledge.weights import Weights


class Found(NamedTuple):
    """An entry that matches: its number in the catalog and its score, a logit: `chance` is its share among all.

    `clause` is the clause that answers (None: no numbered one) and `sure` how probable that is among the entry's
    clauses; of the first `CLAUSED` entries only.
    """

    entry: int
    score: float
    chance: float
    clause: str | None = None
    sure: float = 0.0


@dataclass(frozen=True, slots=True)
class Result:
    """What a question found, best first; `confidence` between 0 and 1; `answered` when it is above the threshold.

    `chance` is how probable it is that the first article, or a card of it, is the right one.
    """

    asked: Rewritten
    found: tuple[Found, ...]
    confidence: float
    answered: bool
    chance: float = 0.0
    about: Outside = NOTHING


class Place(NamedTuple):
    """An article that was found, by its key, and the clause of it that answers."""

    article: str
    clause: str | None = None


@dataclass(frozen=True, slots=True)
class Ranked:
    """Articles best first, each once, and whether they are shown."""

    places: list[Place]
    answered: bool


CLAUSED = 3  # entries of which the clause that answers is looked for


class Searcher:
    """Searches one catalog with one set of weights; `documents` are those that a question may name."""

    def __init__(self, catalog: Catalog, weights: Weights, documents: Sequence[Document] = ()) -> None:
        self.catalog, self.settings, self._documents = catalog, weights.index, documents
        self.ranking = weights.mixed if catalog.question.units else weights.law
        self.rewriter = Rewriter(catalog.vocabulary, catalog.article)
        self._everything = np.ones(len(catalog.entries), dtype=bool)

    def search(
        self, question: str, allowed: npt.NDArray[np.bool_] | None = None, reader: Audience | None = None
    ) -> Result:
        """Rank the allowed entries (all by default) for a question; ties are broken by the entries' order.

        `reader` is what is known of where the asker works, for a question that does not say it.
        """
        asked = self.rewriter.rewrite(question)
        return self.rank(asked, self.candidates(asked, question, allowed, reader))

    def candidates(
        self,
        asked: Rewritten,
        question: str,
        allowed: npt.NDArray[np.bool_] | None = None,
        reader: Audience | None = None,
    ) -> Candidates:
        """The candidates for a question, rewritten and as typed, and their features."""
        mask = self._everything if allowed is None else allowed
        spoken_of = readers(asked.words) or frozenset([reader] if reader else [])
        asking = Asking(find_document(question, self._documents), spoken_of)
        return candidates(self.catalog, asked, asking, self.settings, mask)

    def rank(self, asked: Rewritten, given: Candidates, beside: Scores | None = None) -> Result:
        """Candidates in order, and whether the first is good enough to show; `beside` is added to their scores."""
        if not len(given.entries):
            return Result(asked, (), 0.0, False)
        ordered = found(given, self.ranking.rank, beside)
        wanted = sought(asked.words)
        defined = self.catalog.definitions.of(asked.words)
        for at, best in enumerate(ordered[:CLAUSED]):
            place = int(np.searchsorted(given.entries, best.entry))
            explained = defined.get(best.entry, (0.0, -1))[1]
            clause, sure = self._clause(given, place, wanted, explained)
            ordered[at] = best._replace(clause=clause, sure=sure)
        about = outside(asked.words, asked.typed)
        signs = signals(about, self.familiar(asked), given, ordered[0])
        sure = confidence(signs, self.ranking.confidence)
        groups = self.catalog.entries.groups
        chance = sum(one.chance for one in ordered if groups[one.entry] == groups[ordered[0].entry])
        return Result(asked, tuple(ordered), sure, sure >= self.ranking.threshold, chance, about)

    def _clause(self, given: Candidates, place: int, wanted: int, explained: int) -> tuple[str | None, float]:
        """The clause of a candidate that answers, and how probable it is among the others: a card has one, and a
        word that is asked for is `explained` in one (its row, or -1)."""
        entries, entry = self.catalog.entries, int(given.entries[place])
        if entries.cards[entry]:
            return entries.card_clauses[entry], 1.0
        if explained >= 0:
            return entries.clause_numbers[explained], 1.0
        return clauses_of(entries, given, place, wanted).best(self.ranking.clause)

    def familiar(self, asked: Rewritten) -> float:
        """How much of a question's wording, by pairs of syllables, the collection uses: shares by idf, in which what is
        never used weighs as much as the rarest known. Half of it is the wording of sample questions."""
        ids = np.array([self.catalog.vocabulary.find(w) for w in asked.words if not w.isnumeric()], dtype=np.int64)
        pairs = pair_key(ids[:-1], ids[1:])
        used = [matrix for matrix in (self.catalog.article, self.catalog.question) if matrix.units]
        return sum(_known_share(matrix, pairs) for matrix in used) / max(len(used), 1)


def ranked(searcher: Searcher, result: Result) -> Ranked:
    """What a search found, as places in the law: a card stands for the article that it cites first."""
    places: dict[str, Place] = {}
    for one in result.found:
        key = searcher.catalog.entries.key(one.entry)
        places.setdefault(key, Place(key, one.clause))
    return Ranked(list(places.values()), result.answered)


def _known_share(matrix: Matrix, keys: Keys) -> float:
    places = matrix.places(keys)
    known = float(matrix.idf[places[places >= 0]].sum())
    unknown = int((places < 0).sum()) * float(np.log(matrix.units + 1))
    return known / max(known + unknown, 1e-9)


def rank_scores(features: Scores, rank: dict[str, float]) -> Scores:
    """The ranker's score of each row of features, shape (n,)."""
    return np.asarray(features @ np.array([rank.get(name, 0.0) for name in NAMES], dtype=np.float32))


def found(given: Candidates, rank: dict[str, float], beside: Scores | None = None) -> list[Found]:
    """All candidates, best first; ties keep the order of the entries."""
    scores = rank_scores(given.features, rank) + (0 if beside is None else beside)
    chances = np.exp(scores - scores.max())
    chances /= chances.sum()
    order = np.argsort(-scores, kind="stable")
    return [Found(*row) for row in zip(*(c[order].tolist() for c in (given.entries, scores, chances)), strict=True)]


def confidence(signs: dict[str, float], weights: dict[str, float]) -> float:
    """How sure it is that the best candidate answers, between 0 and 1."""
    total = weights["intercept"] + sum(weights[name] * value for name, value in signs.items())
    return float(1 / (1 + np.exp(-total)))


def signals(about: Outside, familiar: float, given: Candidates, best: Found) -> dict[str, float]:
    """What speaks for the best entry being an answer, and other subjects against it."""
    place = int(np.searchsorted(given.entries, best.entry))
    return {
        "score": best.score,
        "letters": float(given.features[place, NAMES.index("letters")]),
        "known_pairs": familiar,
        "other_subject": about.other,
        "near_subject": about.near,
        "work": about.work,
    }
