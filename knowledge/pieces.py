"""The candidates' clauses or sample questions, each scored: what of an entry answers best, and how much else does."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from knowledge.index import Matrix, Query, Scores


@dataclass(frozen=True, slots=True)
class Pieces:
    """The candidates' clauses or sample questions: rows of the matrix, the candidate that owns each, and for each its
    score and the share of the question that it holds."""

    rows: npt.NDArray[np.int64]
    owners: npt.NDArray[np.int64]
    scores: Scores
    shares: Scores
    count: int

    @classmethod
    def of(cls, matrix: Matrix, query: Query, starts: npt.NDArray[np.int64], entries: npt.NDArray[np.int64]) -> Pieces:
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

    def cover(self) -> Scores:
        """Per candidate the highest share of the question that one piece holds."""
        out = np.zeros(self.count, dtype=np.float32)
        np.maximum.at(out, self.owners, self.shares)
        return out

    def of_owner(self, owner: int) -> slice:
        """Where the pieces of one candidate stand."""
        return slice(*np.searchsorted(self.owners, [owner, owner + 1]).tolist())
