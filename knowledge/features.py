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

from knowledge.audience import fit
from knowledge.catalog import Catalog
from knowledge.centroids import letters
from knowledge.index import Matrix, Query, Scores, terms
from knowledge.model import Audience
from knowledge.pieces import Pieces
from knowledge.rewrite import Rewritten
from knowledge.segment import syllables
from knowledge.vocabulary import Ids
from knowledge.weights import IndexSettings

CANDIDATES = 60  # entries that are ranked
CANDIDATES_IN_LAW = 100  # the same without sample questions, where the first scores know less
FOLDED_SHARE = 0.4
SCORES = (
    "article", "folded", "title", "clause", "clause2", "clause34", "question", "question2", "question34",
)  # fmt: skip
SHARES = ("clause_cover", "question_cover", "title_cover")
# nearness to the centre of an entry's sample questions; `spread` is the logarithm of their number
NEARNESS = ("words", "words_spread", "spread", "letters", "company")
# the best question of any entry under the same article: a card speaks for its article, and the article for its card
KIN = ("kin_question", "kin_words")
SIGNS = ("card", "definition", "named", "reader_fits", "reader_other", "reader_narrow")
NAMES = (*(f"{s}_rel" for s in SCORES), *(f"{s}_abs" for s in SCORES), *SHARES, *NEARNESS, *KIN, *SIGNS)


@dataclass(frozen=True, slots=True)
class Candidates:
    """Entries worth ranking: numbers (n,), the group of each (one article), and features (n, len(NAMES)); and their
    clauses and sample questions, scored, out of which the clause that answers is chosen."""

    entries: npt.NDArray[np.int64]
    groups: npt.NDArray[np.int64]
    features: Scores
    clauses: Pieces
    questions: Pieces


@dataclass(frozen=True, slots=True)
class Asking:
    """What a question says beside its words: the document that it names, and whom it speaks of."""

    document: str | None = None
    readers: frozenset[Audience] = frozenset()


def candidates(
    catalog: Catalog, asked: Rewritten, asking: Asking, settings: IndexSettings, allowed: npt.NDArray[np.bool_]
) -> Candidates:
    """The candidates for a question among the allowed entries (a mask over all entries)."""
    marked, folded = _queries(catalog, asked, settings)
    article = catalog.article.scores(marked) * allowed
    folded_scores = catalog.article_folded.scores(folded) * allowed
    many = CANDIDATES if catalog.question.units else CANDIDATES_IN_LAW
    top = _best((1 - FOLDED_SHARE) * article + FOLDED_SHARE * folded_scores, many)
    clauses = Pieces.of(catalog.clause, marked, catalog.entries.clause_starts, top)
    asked_before = Pieces.of(catalog.question, marked, catalog.entries.question_starts, top)
    title, title_cover = catalog.title.match(marked, top)
    scores = np.stack([article[top], folded_scores[top], title, *clauses.ranks(), *asked_before.ranks()], axis=1)
    most = np.maximum(scores.max(axis=0, initial=0), 1e-9)
    reach = _reach(catalog.article, marked)
    shares = np.stack([clauses.cover(), asked_before.cover(), title_cover], axis=1)
    nearness = _nearness(catalog, asked, top)
    groups = catalog.entries.groups[top]
    kin = _kin(groups, np.stack([scores[:, 6] / most[6], nearness[:, 0]], axis=1))
    signs = _signs(catalog, asked, asking, top)
    features = np.concatenate([scores / most, scores / reach, shares, nearness, kin, signs], axis=1)
    return Candidates(top, groups, features.astype(np.float32), clauses, asked_before)


def _queries(catalog: Catalog, asked: Rewritten, settings: IndexSettings) -> tuple[Query, Query]:
    """The question as written (with legal terms added) and folded."""
    find, fold = catalog.vocabulary.find, catalog.vocabulary.find_folded
    extra = [syllables(phrase) for phrase in asked.extra]

    def ids(words: list[str] | tuple[str, ...], look_up: object) -> Ids:
        return np.array([look_up(word) for word in words], dtype=np.int64)  # type: ignore[operator]

    marked = Query.of((ids(asked.words, find), 1.0), *((ids(words, find), settings.everyday) for words in extra))
    folded = Query.of((ids(asked.words, fold), 1.0), *((ids(words, fold), settings.everyday) for words in extra))
    return marked, folded


def _best(scores: Scores, most: int) -> npt.NDArray[np.int64]:
    """The entries with the highest scores above zero, in ascending order of their number."""
    chosen = np.sort(np.argpartition(-scores, most)[:most]) if len(scores) > most else np.arange(len(scores))
    return chosen[scores[chosen] > 0].astype(np.int64)


def _reach(matrix: Matrix, query: Query) -> float:
    """A question's idf sum: what an article that held all of its terms would score, about."""
    columns, weights = matrix.known(query)
    return max(float(matrix.idf[columns] @ weights), 1e-9)


def _nearness(catalog: Catalog, asked: Rewritten, entries: npt.NDArray[np.int64]) -> Scores:
    """The features NEARNESS of some entries."""
    ids = np.array([catalog.vocabulary.find(word) for word in asked.words], dtype=np.int64)
    spread = catalog.entries.spread[entries]
    words = catalog.words.cosines(terms(ids), entries)
    near = [words, words * spread, spread, catalog.letters.cosines(letters(asked.words), entries)]
    return np.stack([*near, catalog.company.cosines(ids, entries)], axis=1)


def _kin(groups: npt.NDArray[np.int64], values: Scores) -> Scores:
    """For each candidate the highest of each value among the candidates of its group, shape of `values`."""
    _, places = np.unique(groups, return_inverse=True)
    best = np.zeros((len(groups), values.shape[1]), dtype=np.float32)
    np.maximum.at(best, places, values)
    return best[places]


def _signs(catalog: Catalog, asked: Rewritten, asking: Asking, entries: npt.NDArray[np.int64]) -> Scores:
    """The features SIGNS of some entries."""
    found = np.zeros((len(entries), len(SIGNS)), dtype=np.float32)
    held, defined = catalog.entries, catalog.definitions.of(asked.words)
    for place, entry in enumerate(entries.tolist()):
        found[place, 0] = bool(held.cards[entry])
        found[place, 1] = defined[entry][0] if entry in defined else 0
        found[place, 2] = asking.document is not None and held.documents[entry] == asking.document
        if held.audiences[entry]:
            found[place, 3:] = fit(frozenset(map(Audience, held.audiences[entry])), asking.readers)
    return found
