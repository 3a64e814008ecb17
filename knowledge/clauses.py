"""Which clause of an article answers: the one whose question or card lies nearest, else the one whose words match best.

Each clause of an entry gets a few signs; a weighted sum of them orders the clauses. Where the best is hardly more
probable than the next, none should be pointed at. A clause that only says that the Government decides never answers.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from knowledge.catalog import Entries
from knowledge.features import Candidates
from knowledge.index import Scores
from knowledge.quantities import ANY, DEFERS

SIGNS = ("text", "cover", "tied", "nearest", "carded", "unit", "number", "first", "lead")


@dataclass(frozen=True, slots=True)
class Clauses:
    """The clauses of one entry by number (None: words outside numbered clauses), and the signs of each, shape
    (n, len(SIGNS)). Clauses that only defer are left out."""

    numbers: list[str | None]
    signs: Scores

    def scores(self, weights: dict[str, float]) -> Scores:
        """The weighted sum of each clause's signs."""
        return np.asarray(self.signs @ np.array([weights[name] for name in SIGNS], dtype=np.float32))

    def best(self, weights: dict[str, float]) -> tuple[str | None, float]:
        """The number of the clause that answers, and how probable it is among the others."""
        if not self.numbers:
            return None, 0.0
        scores = self.scores(weights)
        chances = np.exp(scores - scores.max())
        best = int(np.argmax(scores))
        return self.numbers[best], float(chances[best] / chances.sum())


def clauses_of(entries: Entries, given: Candidates, place: int, wanted: int) -> Clauses:
    """The clauses of the candidate at `place`; `wanted` are the units that the question seeks."""
    part = given.clauses.of_owner(place)
    rows = given.clauses.rows[part].tolist()
    marks = entries.clause_marks[rows]
    text = given.clauses.scores[part] / max(float(given.clauses.scores[part].max(initial=0)), 1e-9)
    tied, carded = _tied(entries, given, place), _carded(entries, given, place)
    found: dict[str | None, list[float]] = {}
    for at, row in enumerate(rows):
        number = entries.clause_numbers[row]
        if marks[at] & DEFERS:
            continue
        signs = [
            float(text[at]),
            float(given.clauses.shares[part][at]),
            *tied.get(number, (0.0, 0.0)),
            carded.get(number, 0.0),
            float(bool(marks[at] & wanted & ~ANY)),
            float(bool(marks[at] & wanted & ANY)),
            float(at == 0),
            float(number is None),
        ]
        known = found.get(number)
        found[number] = signs if known is None else [max(pair) for pair in zip(known, signs, strict=True)]
    return Clauses(list(found), np.array(list(found.values()), dtype=np.float32).reshape(-1, len(SIGNS)))


def _tied(entries: Entries, given: Candidates, place: int) -> dict[str | None, tuple[float, float]]:
    """Clause → how near its nearest sample question lies (share of the question), and whether it is the nearest."""
    part = given.questions.of_owner(place)
    shares, scores = given.questions.shares[part], given.questions.scores[part]
    most = float(scores.max(initial=0))
    found: dict[str | None, tuple[float, float]] = {}
    for at, row in enumerate(given.questions.rows[part].tolist()):
        for number in entries.answered_by[row]:
            near = (float(shares[at]), float(scores[at] / max(most, 1e-9)))
            found[number] = max(found.get(number, (0.0, 0.0)), near)
    return found


def _carded(entries: Entries, given: Candidates, place: int) -> dict[str | None, float]:
    """Clause → how near the nearest question of a card lies that cites it first."""
    group = entries.groups[given.entries[place]]
    found: dict[str | None, float] = {}
    for other in np.flatnonzero(entries.groups[given.entries] == group).tolist():
        entry = int(given.entries[other])
        if entries.cards[entry]:
            near = float(given.questions.shares[given.questions.of_owner(other)].max(initial=0))
            number = entries.card_clauses[entry]
            found[number] = max(found.get(number, 0.0), near)
    return found
