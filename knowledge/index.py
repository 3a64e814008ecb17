"""BM25 over syllable unigrams and bigrams, precomputed into sparse matrices. The only file that imports rank-bm25.

rank-bm25's own `get_scores` walks every document in Python for every word of the question. Its statistics are the
same for every question, so they are computed once: a matrix holds, for a unit of text (row) and a term (column), what
the term adds to the unit's score. `BM25Plus` without its constant `delta`, which adds the same to every document and
so never changes a ranking, is Lucene's BM25; BM25Okapi's floor under idf hurts on legal texts.

A term is one 64-bit key: a syllable's id, or a pair of ids.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt
from rank_bm25 import BM25Plus
from scipy import sparse

from knowledge.vocabulary import Ids

Keys = npt.NDArray[np.uint64]
Scores = npt.NDArray[np.float32]

_PARTS = ("keys", "idf", "data", "indices", "indptr", "shape")
BATCH = 5_000  # units counted at a time: bounds the memory of a build
PAIR = np.uint64(32)  # bits by which the first syllable of a pair is shifted


@dataclass(frozen=True, slots=True)
class Query:
    """Terms of a question, each once, and how much each counts: two arrays of one length."""

    keys: Keys
    weights: Scores

    @classmethod
    def of(cls, *runs: tuple[Ids, float]) -> Query:
        """From runs of syllables, each with the weight of its terms."""
        found = [terms(ids) for ids, _ in runs]
        keys = np.concatenate(found)
        weights = np.repeat([weight for _, weight in runs], [len(part) for part in found])
        each, places = np.unique(keys, return_inverse=True)
        return cls(each, np.bincount(places, weights, minlength=len(each)).astype(np.float32))


def terms(ids: Ids) -> Keys:
    """The unigram and bigram keys of a run of syllable ids; unknown syllables (negative ids) give none."""
    known = ids >= 0
    pairs = pair_key(ids[:-1], ids[1:])
    return np.concatenate([ids[known].astype(np.uint64), pairs[known[:-1] & known[1:]]])


def pair_key(left: Ids, right: Ids) -> Keys:
    """The key of two syllables in a row."""
    return np.asarray(((left + 1).astype(np.uint64) << PAIR) | right.astype(np.uint64))


class Statistics(BM25Plus):  # type: ignore[misc]
    """rank-bm25's statistics over units that are counted already, so that no dict is kept per document."""

    def __init__(self, lengths: npt.NDArray[np.int64], document_frequency: npt.NDArray[np.int64], k1: float, b: float):
        self._lengths, self._document_frequency = lengths, document_frequency
        super().__init__([], k1=k1, b=b)

    def _initialize(self, corpus: object) -> dict[int, int]:
        self.corpus_size = len(self._lengths)
        self.doc_len = self._lengths
        self.avgdl = float(self._lengths.mean()) if len(self._lengths) else 1.0
        return dict(enumerate(self._document_frequency.tolist()))

    def weights(self) -> npt.NDArray[np.float64]:
        """The idf of each term."""
        return np.fromiter(self.idf.values(), dtype=np.float64, count=len(self.idf))


class Matrix:
    """Scores of units for terms, kept in one order: by column (all units of a term, to score every unit) or by row
    (all terms of a unit, to score a few units)."""

    def __init__(self, keys: Keys, idf: Scores, values: sparse.csc_array | sparse.csr_array) -> None:
        self.keys, self.idf, self.values = keys, idf, values
        self.by_row = values.format == "csr"
        self._is_asked = np.zeros(len(keys) if self.by_row else 0, dtype=bool)  # a question's terms while it is matched

    @property
    def units(self) -> int:
        """How many units it scores."""
        return int(self.values.shape[0])

    def places(self, keys: Keys) -> npt.NDArray[np.int64]:
        """The column of each key, or -1."""
        if not len(self.keys):
            return np.full(keys.shape, -1, dtype=np.int64)
        found = np.minimum(np.searchsorted(self.keys, keys), len(self.keys) - 1)
        return np.where(self.keys[found] == keys, found, -1).astype(np.int64)

    def frequency(self, keys: Keys) -> npt.NDArray[np.int64]:
        """In how many units each key stands; by column only."""
        places, indptr = self.places(keys), self.values.indptr
        return np.where(places >= 0, indptr[places + 1] - indptr[places], 0).astype(np.int64)

    def known(self, query: Query) -> tuple[npt.NDArray[np.int64], Scores]:
        """The columns of the question's terms that the matrix has, and how much each counts."""
        places = self.places(query.keys)
        return places[places >= 0], query.weights[places >= 0]

    def scores(self, query: Query) -> Scores:
        """The BM25 score of every unit, shape (units,); by column only."""
        columns, weights = self.known(query)
        return self.weighted(columns, weights)

    def weighted(self, columns: npt.NDArray[np.int64], weights: Scores) -> Scores:
        """The weighted sum of some columns, shape (units,); by column only. scipy would copy them first."""
        starts, ends = self.values.indptr[columns], self.values.indptr[columns + 1]
        places = _ranges(starts, ends)
        added = self.values.data[places] * np.repeat(weights, ends - starts)
        return np.bincount(self.values.indices[places], added, minlength=self.units).astype(np.float32)

    def match(self, query: Query, rows: npt.NDArray[np.int64]) -> tuple[Scores, Scores]:
        """Of some units the BM25 scores, and the share by idf of the question's terms that each holds, both of shape
        (len(rows),); by row only."""
        columns, weights = self.known(query)
        places, term, unit = self._shared(columns, rows)
        worth = self.idf[columns] * weights
        scores = np.bincount(unit, self.values.data[places] * weights[term], minlength=len(rows))
        shared = np.bincount(unit, worth[term], minlength=len(rows)) / max(float(worth.sum()), 1e-9)
        return scores.astype(np.float32), shared.astype(np.float32)

    def weighted_rows(self, columns: npt.NDArray[np.int64], weights: Scores, rows: npt.NDArray[np.int64]) -> Scores:
        """The weighted sum of some columns for some units, shape (len(rows),); by row only."""
        places, term, unit = self._shared(columns, rows)
        return np.bincount(unit, self.values.data[places] * weights[term], minlength=len(rows)).astype(np.float32)

    def _shared(self, columns: npt.NDArray[np.int64], rows: npt.NDArray[np.int64]) -> tuple[npt.NDArray[Any], ...]:
        """Where the units hold one of the columns: the place in the matrix's data, the number of the column among
        `columns`, and that of the unit among `rows`. Only these few are multiplied."""
        indptr, indices = self.values.indptr, self.values.indices
        starts, ends = indptr[rows], indptr[rows + 1]
        firsts, lasts = _runs(starts, ends)
        spans = [indices[first:last] for first, last in zip(firsts.tolist(), lasts.tolist(), strict=True)]
        if not spans:
            nothing = np.zeros(0, dtype=np.int64)
            return nothing, nothing, nothing
        self._is_asked[columns] = True
        hits = np.flatnonzero(self._is_asked[np.concatenate(spans)])
        self._is_asked[columns] = False
        lengths = lasts - firsts
        read_before = np.cumsum(lengths) - lengths
        places = hits + (firsts - read_before)[np.searchsorted(read_before, hits, side="right") - 1]
        order = np.argsort(columns)
        term = order[np.searchsorted(columns, indices[places], sorter=order)]
        return places, term, np.searchsorted(np.cumsum(ends - starts), hits, side="right")

    def save(self, folder: Path, name: str) -> None:
        """Write the arrays under `folder` as plain .npy files (nothing is pickled)."""
        values = self.values
        arrays = (self.keys, self.idf, values.data, values.indices, values.indptr, np.array(values.shape))
        for label, array in zip(_PARTS, arrays, strict=True):
            np.save(folder / f"{name}.{values.format}.{label}.npy", array)

    @classmethod
    def load(cls, folder: Path, name: str, by_row: bool = False) -> Matrix:
        """Open what `save` wrote, memory-mapped: only what a question touches is read."""
        order = "csr" if by_row else "csc"
        files = [folder / f"{name}.{order}.{label}.npy" for label in _PARTS]
        parts = [np.asarray(np.load(file, mmap_mode="r")) for file in files]  # plain views: a memmap's own are slow
        keys, idf, data, indices, indptr, shape = parts
        make = sparse.csr_array if by_row else sparse.csc_array
        return cls(keys, idf, make((data, indices, indptr), shape=tuple(shape), copy=False))


def _ranges(starts: npt.NDArray[Any], ends: npt.NDArray[Any]) -> npt.NDArray[np.int64]:
    """All numbers from each start up to before its end, one range after the other."""
    lengths = (ends - starts).astype(np.int64)
    return np.repeat(starts - np.cumsum(lengths) + lengths, lengths) + np.arange(lengths.sum())


def _runs(starts: npt.NDArray[Any], ends: npt.NDArray[Any]) -> tuple[npt.NDArray[Any], npt.NDArray[Any]]:
    """First and last of each run of ranges that touch, in their order: a few slices are read with far less memory
    than a list of all places."""
    filled = ends > starts
    starts, ends = starts[filled], ends[filled]
    if not len(starts):
        return starts, ends
    parted = starts[1:] != ends[:-1]
    return starts[np.concatenate(([True], parted))], ends[np.concatenate((parted, [True]))]


def build_matrix(units: Iterable[Keys], k1: float, b: float, by_row: bool = False) -> Matrix:
    """Count the terms of each unit and score them."""
    keys, counted = count_terms(units)
    lengths = np.asarray(counted.sum(axis=1), dtype=np.int64).ravel()
    frequency = np.bincount(counted.indices, minlength=len(keys))
    statistics = Statistics(lengths, frequency, k1, b)
    idf = statistics.weights()
    norm = k1 * (1 - b + b * lengths / max(statistics.avgdl, 1e-9))
    for first in range(0, len(lengths), BATCH):  # a whole collection's temporary arrays would fill the memory
        bounds = counted.indptr[first : first + BATCH + 1]
        part = slice(bounds[0], bounds[-1])
        frequencies, per_entry = counted.data[part], np.repeat(norm[first : first + BATCH], np.diff(bounds))
        counted.data[part] = idf[counted.indices[part]] * frequencies * (k1 + 1) / (frequencies + per_entry)
    return Matrix(keys, idf.astype(np.float32), counted if by_row else counted.tocsc())


def count_terms(units: Iterable[Keys]) -> tuple[Keys, sparse.csr_array]:
    """The terms of all units, and how often each stands in each unit."""
    return _merge(list(_count(units)))


def _count(units: Iterable[Keys]) -> Iterator[tuple[Keys, sparse.csr_array]]:
    """(terms, unit × term counts) of each batch of units."""
    batch: list[Keys] = []
    for unit in units:
        batch.append(unit)
        if len(batch) == BATCH:
            yield _count_batch(batch)
            batch = []
    if batch:
        yield _count_batch(batch)


def _count_batch(batch: list[Keys]) -> tuple[Keys, sparse.csr_array]:
    keys, places = np.unique(np.concatenate(batch), return_inverse=True)
    owners = np.repeat(np.arange(len(batch), dtype=np.int32), [len(unit) for unit in batch])
    shape = (len(batch), len(keys))
    counts = sparse.coo_array((np.ones(len(places), dtype=np.float32), (owners, places.astype(np.int32))), shape=shape)
    return keys, counts.tocsr()


def _merge(batches: list[tuple[Keys, sparse.csr_array]]) -> tuple[Keys, sparse.csr_array]:
    """One term table for all batches, and one matrix."""
    if not batches:
        return np.zeros(0, dtype=np.uint64), sparse.csr_array((0, 0), dtype=np.float32)
    keys = np.unique(np.concatenate([batch_keys for batch_keys, _ in batches]))
    for batch_keys, counts in batches:
        counts.indices = np.searchsorted(keys, batch_keys)[counts.indices].astype(np.int32)
        counts._shape = (counts.shape[0], len(keys))
    merged = sparse.vstack([counts for _, counts in batches], format="csr")
    return keys, merged
