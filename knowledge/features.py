"""A question → candidate articles and what is known of each: the numbers that the ranker weighs.

Candidates come from the whole-article scores, 0.6 as written and 0.4 folded. For each, further scores say how its
title, its best clauses and its best sample questions match: several matching clauses are evidence, so the second and
the next two count too. Each score enters twice: as a share of the best candidate's, and in proportion to what the
question could reach at most.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from knowledge.catalog import Catalog
from knowledge.index import Matrix, Query, Scores
from knowledge.rewrite import Rewritten
from knowledge.segment import syllables
from knowledge.vocabulary import Ids
from knowledge.weights import IndexSettings

CANDIDATES = 100
FOLDED_SHARE = 0.4
SCORES = (
    "article", "folded", "title", "clause", "clause2", "clause34", "question", "question2", "question34",
)  # fmt: skip
SHARES = ("clause_cover", "question_cover", "title_cover", "definition")
NAMES = (*(f"{s}_rel" for s in SCORES), *(f"{s}_abs" for s in SCORES), *SHARES)


@dataclass(frozen=True, slots=True)
class Candidates:
    """Entries worth ranking: numbers (n,), features (n, len(NAMES)), and the best clause row of each (-1: none)."""

    entries: npt.NDArray[np.int64]
    features: Scores
    best_clause: npt.NDArray[np.int64]


def candidates(
    catalog: Catalog, asked: Rewritten, settings: IndexSettings, allowed: npt.NDArray[np.bool_]
) -> Candidates:
    """The candidates for a question among the allowed entries (a mask over all entries)."""
    marked, folded = _queries(catalog, asked, settings)
    article = catalog.article.scores(marked) * allowed
    folded_scores = catalog.article_folded.scores(folded) * allowed
    top = _best((1 - FOLDED_SHARE) * article + FOLDED_SHARE * folded_scores)
    clauses = _Pieces.of(catalog.clause, marked, catalog.entries.clause_starts, top)
    asked_before = _Pieces.of(catalog.question, marked, catalog.entries.question_starts, top)
    title, title_cover = catalog.title.match(marked, top)
    scores = np.stack([article[top], folded_scores[top], title, *clauses.ranks(), *asked_before.ranks()], axis=1)
    most = np.maximum(scores.max(axis=0, initial=0), 1e-9)
    reach = _reach(catalog.article, marked)
    definition = _definition(catalog, asked, top)
    shares = np.stack([clauses.cover(), asked_before.cover(), title_cover, definition], axis=1)
    features = np.concatenate([scores / most, scores / reach, shares], axis=1).astype(np.float32)
    return Candidates(top, features, clauses.best())


def _queries(catalog: Catalog, asked: Rewritten, settings: IndexSettings) -> tuple[Query, Query]:
    """The question as written (with legal terms added) and folded."""
    find, fold = catalog.vocabulary.find, catalog.vocabulary.find_folded
    extra = [syllables(phrase) for phrase in asked.extra]

    def ids(words: list[str] | tuple[str, ...], look_up: object) -> Ids:
        return np.array([look_up(word) for word in words], dtype=np.int64)  # type: ignore[operator]

    marked = Query.of((ids(asked.words, find), 1.0), *((ids(words, find), settings.everyday) for words in extra))
    folded = Query.of((ids(asked.words, fold), 1.0), *((ids(words, fold), settings.everyday) for words in extra))
    return marked, folded


def _best(scores: Scores) -> npt.NDArray[np.int64]:
    """The entries with the highest scores above zero, in ascending order of their number."""
    if len(scores) > CANDIDATES:
        chosen = np.sort(np.argpartition(-scores, CANDIDATES)[:CANDIDATES])
    else:
        chosen = np.arange(len(scores))
    return chosen[scores[chosen] > 0].astype(np.int64)


def _reach(matrix: Matrix, query: Query) -> float:
    """A question's idf sum: what an article that held all of its terms would score, about."""
    columns, weights = matrix.known(query)
    return max(float(matrix.idf[columns] @ weights), 1e-9)


def _definition(catalog: Catalog, asked: Rewritten, entries: npt.NDArray[np.int64]) -> Scores:
    """1 where the question asks what something is and the article explains words."""
    text = " ".join(asked.words)
    if not (text.endswith(("là gì", "là gì vậy", "là sao", "nghĩa là gì")) or "hiểu như thế nào" in text):
        return np.zeros(len(entries), dtype=np.float32)
    explains = ["giải thích từ ngữ" in catalog.entries.titles[i].lower() for i in entries]
    return np.array(explains, dtype=np.float32)


@dataclass(frozen=True, slots=True)
class _Pieces:
    """The candidates' clauses or sample questions: rows of the matrix, the candidate that owns each, and for each its
    score and the share of the question that it holds."""

    rows: npt.NDArray[np.int64]
    owners: npt.NDArray[np.int64]
    scores: Scores
    shares: Scores
    count: int

    @classmethod
    def of(cls, matrix: Matrix, query: Query, starts: npt.NDArray[np.int64], entries: npt.NDArray[np.int64]) -> _Pieces:
        lengths = starts[entries + 1] - starts[entries]
        owners = np.repeat(np.arange(len(entries)), lengths)
        within = np.arange(len(owners)) - np.repeat(np.cumsum(lengths) - lengths, lengths)
        rows = np.repeat(starts[entries], lengths) + within
        return cls(rows, owners, *matrix.match(query, rows), len(entries))

    def ranks(self) -> tuple[Scores, Scores, Scores]:
        """Per candidate: the best score, the second, and the sum of the next two."""
        order = np.lexsort((-self.scores, self.owners))
        sizes = np.bincount(self.owners, minlength=self.count)
        place = np.arange(len(order)) - np.repeat(np.cumsum(sizes) - sizes, sizes)
        ordered, owners = self.scores[order], self.owners[order]

        def part(low: int, high: int) -> Scores:
            chosen = (place >= low) & (place < high)
            return np.bincount(owners[chosen], ordered[chosen], minlength=self.count).astype(np.float32)

        return part(0, 1), part(1, 2), part(2, 4)

    def best(self) -> npt.NDArray[np.int64]:
        """Per candidate the row of its best piece, or -1."""
        out = np.full(self.count, -1, dtype=np.int64)
        order = np.argsort(self.scores, kind="stable")
        out[self.owners[order]] = self.rows[order]
        return out

    def cover(self) -> Scores:
        """Per candidate the highest share of the question that one piece holds."""
        out = np.zeros(self.count, dtype=np.float32)
        np.maximum.at(out, self.owners, self.shares)
        return out
