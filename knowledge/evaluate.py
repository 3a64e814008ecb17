"""Judged questions → how often the right article is found, and how often we rightly keep silent.

Ranking measures count an abstention as a miss: a question without an answer scores its worst instead of vanishing
from the average.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Mapping, Sequence

import numpy as np

from knowledge.judged import Judged

Ranked = tuple[list[str], bool]  # article keys best first, and whether they are shown


def evaluate(rank: Callable[[str], Ranked], questions: Sequence[Judged]) -> dict[str, object]:
    """The measures of the contract over all questions; a rate over no question is None."""
    ranks: list[float] = []
    kept_silent: dict[bool, list[bool]] = {True: [], False: []}  # by: has an answer
    times = []
    for judged in questions:
        begun = time.perf_counter()
        keys, answered = rank(judged.question)
        times.append(1000 * (time.perf_counter() - begun))
        kept_silent[bool(judged.gold)].append(not answered)
        if judged.gold:
            ranks.append(_first(keys, judged) if answered else np.inf)
    return {
        "questions": len(questions),
        **summary(ranks, kept_silent),
        "latency_ms": {f"p{p}": round(float(np.percentile(times, p)), 2) if times else None for p in (50, 99)},
    }


def summary(ranks: Sequence[float], kept_silent: Mapping[bool, Sequence[bool]]) -> dict[str, float | None]:
    """The measures from the rank of each question's first right article (infinity: none shown), and from whether we
    kept silent, by whether the question has an answer."""
    return {
        **{f"hit@{k}": _share([rank <= k for rank in ranks]) for k in (1, 3, 5, 10)},
        "recall@20": _share([rank <= 20 for rank in ranks]),
        "mrr@10": _share([1 / rank if rank <= 10 else 0.0 for rank in ranks]),
        "abstained_answerable": _share(kept_silent[True]),
        "abstained_unanswerable": _share(kept_silent[False]),
    }


def _first(keys: Sequence[str], judged: Judged) -> float:
    """The rank (from 1) of the first right article, or infinity."""
    return next((place for place, key in enumerate(keys, 1) if key in judged.gold), np.inf)


def _share(values: Sequence[float | bool]) -> float | None:
    return round(float(np.mean(values)), 4) if len(values) else None
