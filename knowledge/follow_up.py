"""A second question that leans on the one before it: "còn chủ nhật?", "nếu là tăng ca đêm".

Both are asked together, and what the second finds alone counts beside that: so a turn of three words keeps its
subject, and one that says a new subject leaves it. A long question that is sure of its answer stands alone.
"""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

from knowledge.model import Audience
from knowledge.search import Result, Searcher, rank_scores

ALONE = 0.4  # how much the second question alone counts beside both together
STANDS_ALONE = 8  # words of a question that may be answered without the one before
SURE = 0.8  # how probable its first answer must be for that


def search_after(
    searcher: Searcher,
    before: str,
    question: str,
    allowed: npt.NDArray[np.bool_] | None = None,
    reader: Audience | None = None,
) -> Result:
    """What a question finds after another one; the result is that of both together."""
    asked = searcher.rewriter.rewrite(question)
    given = searcher.candidates(asked, question, allowed, reader)
    alone = searcher.rank(asked, given)
    if len(asked.words) >= STANDS_ALONE and alone.answered and alone.chance >= SURE:
        return alone
    both = f"{before} {question}"
    asked_both = searcher.rewriter.rewrite(both)
    given_both = searcher.candidates(asked_both, both, allowed, reader)
    scores = rank_scores(given.features, searcher.ranking.rank)
    worst = float(scores.min(initial=0)) - 1
    alone_scores = dict(zip(given.entries.tolist(), scores.tolist(), strict=True))
    beside = np.array([ALONE * alone_scores.get(entry, worst) for entry in given_both.entries.tolist()])
    return searcher.rank(asked_both, given_both, beside)
