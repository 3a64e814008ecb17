"""Judged questions → how often the right article and clause are found, and how often we rightly keep silent.

Ranking measures count an abstention as a miss: a question without an answer scores its worst instead of vanishing
from the average. `before_abstaining` says what the same order would have reached without it.
"""

from __future__ import annotations

import math
import time
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from knowledge.judged import Judged
from knowledge.search import Ranked

DEPTH = 10  # places that ndcg, recall and F2 look at


@dataclass(frozen=True, slots=True)
class Outcome:
    """How one question fared."""

    judged: Judged
    ranked: Ranked
    milliseconds: float

    @property
    def rank(self) -> float:
        """The rank (from 1) of the first right article, shown or not; infinity when there is none."""
        right = (n for n, place in enumerate(self.ranked.places, 1) if place.article in self.judged.articles)
        return next(right, math.inf)

    @property
    def shown(self) -> float:
        """The same, infinity where nothing was shown."""
        return self.rank if self.ranked.answered else math.inf

    @property
    def clause_is_right(self) -> bool:
        """Whether the clause shown first is a right one."""
        return self.ranked.answered and bool(self.ranked.places) and self.judged.is_answered_by(*self.ranked.places[0])


def outcomes(rank: Callable[[str], Ranked], questions: Iterable[Judged]) -> list[Outcome]:
    """Ask every question."""
    found = []
    for judged in questions:
        begun = time.perf_counter()
        ranked = rank(judged.question)
        found.append(Outcome(judged, ranked, 1000 * (time.perf_counter() - begun)))
    return found


def measures(given: Sequence[Outcome]) -> dict[str, object]:
    """The measures of the contract over all questions; a rate over no question is None."""
    answerable = [o for o in given if o.judged.gold]
    silent = {
        wanted: [not o.ranked.answered for o in given if bool(o.judged.gold) is wanted] for wanted in (True, False)
    }
    times = [o.milliseconds for o in given]
    named = [o.clause_is_right for o in answerable if o.judged.names_clause]
    return {
        "questions": len(given),
        **summary([o.shown for o in answerable], silent),
        "clause@1": _share(named) if named else None,
        **_graded(answerable),
        "before_abstaining": {f"hit@{k}": _share([o.rank <= k for o in answerable]) for k in (1, 3)},
        "latency_ms": {f"p{p}": round(float(np.percentile(times, p)), 2) if times else None for p in (50, 99)},
    }


def by_kind(given: Sequence[Outcome], kind: Callable[[Judged], str]) -> dict[str, dict[str, float | None]]:
    """hit@1, hit@3 and clause@1 for each register or topic, and of how many questions."""
    found: dict[str, list[Outcome]] = {}
    for outcome in given:
        if outcome.judged.gold and kind(outcome.judged):
            found.setdefault(kind(outcome.judged), []).append(outcome)
    return {
        name: {
            "questions": len(part),
            **{f"hit@{k}": _share([o.shown <= k for o in part]) for k in (1, 3)},
            "clause@1": _share([o.clause_is_right for o in part if o.judged.names_clause]),
        }
        for name, part in sorted(found.items())
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


def _graded(given: Sequence[Outcome]) -> dict[str, float | None]:
    """ndcg, recall and F2 over the first `DEPTH` places, and F2 of the first alone, as public suites print them."""
    gains = [_gains(outcome) for outcome in given]
    wanted = [len(outcome.judged.articles) for outcome in given]
    pairs = list(zip(gains, wanted, strict=True))
    return {
        f"ndcg@{DEPTH}": _share([_ndcg(gain, many) for gain, many in pairs]),
        f"recall@{DEPTH}": _share([sum(gain) / many for gain, many in pairs]),
        "f2@1": _share([_f2(sum(gain[:1]), 1, many) for gain, many in pairs]),
    }


def _gains(outcome: Outcome) -> list[int]:
    """1 for each right article among the first places, 0 for the others; none where nothing was shown."""
    places = outcome.ranked.places[:DEPTH] if outcome.ranked.answered else []
    return [int(place.article in outcome.judged.articles) for place in places]


def _ndcg(gains: Sequence[int], wanted: int) -> float:
    reached = sum(gain / math.log2(place + 2) for place, gain in enumerate(gains))
    return reached / sum(1 / math.log2(place + 2) for place in range(min(wanted, DEPTH)))


def _f2(right: int, shown: int, wanted: int) -> float:
    """Recall weighs four times as much as precision."""
    return 5 * right / (4 * wanted + shown)


def _share(values: Sequence[float | bool]) -> float | None:
    return round(float(np.mean(values)), 4) if len(values) else None
