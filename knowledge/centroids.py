"""How near a question lies to what people have asked of each entry: cosines to the centre of its sample questions.

Siblings of one subject share the law's words; what tells them apart is what people ask of each. Three views of a
question: its words and pairs of them, its letters (three and four in a row, without diacritics, so that spelling does
not matter), and the company that its words keep in sample questions (vectors from co-occurrence).
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import numpy.typing as npt
from scipy import sparse
from scipy.sparse.linalg import svds

from knowledge.index import Keys, Matrix, Scores, count_terms
from knowledge.normalize import fold_word
from knowledge.vocabulary import Ids

DIMENSIONS = 100
RUNS = (3, 4)  # letters in a row
_LETTERS = {letter: number for number, letter in enumerate(" abcdefghijklmnopqrstuvwxyz0123456789", 1)}

Owners = npt.NDArray[np.int64]  # for each sample question the number of its entry


@dataclass(slots=True)
class Centroids:
    """The centre of each entry's sample questions as a row of unit length, of tf-idf weights."""

    matrix: Matrix

    @classmethod
    def build(cls, questions: Iterator[Keys], owners: Owners, entries: int) -> Centroids:
        """From the terms of each question and the entry that owns it."""
        keys, counts = count_terms(questions)
        idf = np.log1p(counts.shape[0] / np.maximum(np.bincount(counts.indices, minlength=len(keys)), 1))
        counts.data = ((1 + np.log(counts.data)) * idf[counts.indices]).astype(np.float32)
        values = _unit(_sum_by_owner(_unit(counts), owners, entries))
        return cls(Matrix(keys, idf.astype(np.float32), values))

    def cosines(self, keys: Keys, entries: Owners) -> Scores:
        """The cosine of a question to some entries, shape (len(entries),)."""
        each, counts = np.unique(keys, return_counts=True)
        places = self.matrix.places(each)
        columns = places[places >= 0]
        weights = (1 + np.log(counts[places >= 0])) * self.matrix.idf[columns]
        weights /= max(float(np.sqrt(weights @ weights)), 1e-9)
        return self.matrix.weighted_rows(columns, weights.astype(np.float32), entries)


@dataclass(slots=True)
class Company:
    """A vector for each syllable (0 where it stands in no sample question), and one of unit length for each entry."""

    syllables: Scores
    entries: Scores

    @classmethod
    def build(cls, questions: Sequence[Ids], owners: Owners, entries: int, size: int) -> Company:
        """From the syllables of each question; `size` is that of the vocabulary."""
        keys, counts = count_terms(question[question >= 0].astype(np.uint64) for question in questions)
        together = _sum_by_owner(counts.sign(), owners, entries)
        vectors = np.zeros((size, DIMENSIONS), dtype=np.float32)
        idf = np.log1p(counts.shape[0] / np.maximum(np.bincount(counts.indices, minlength=len(keys)), 1))
        vectors[keys.astype(np.int64)] = _directions(together) * idf[:, None]
        company = cls(vectors, np.zeros((entries, DIMENSIONS), dtype=np.float32))
        for question, owner in zip(questions, owners, strict=True):
            company.entries[owner] += company.vector(question)
        company.entries /= np.maximum(np.linalg.norm(company.entries, axis=1, keepdims=True), 1e-9)
        return company

    def vector(self, words: Ids) -> Scores:
        """The direction of a run of syllables, of unit length, or zero."""
        known = np.unique(words[words >= 0])
        total = self.syllables[known].sum(axis=0)
        return np.asarray(total / max(float(np.linalg.norm(total)), 1e-9), dtype=np.float32)

    def cosines(self, words: Ids, entries: Owners) -> Scores:
        """The cosine of a question to some entries, shape (len(entries),)."""
        return np.asarray(self.entries[entries] @ self.vector(words), dtype=np.float32)

    def save(self, folder: Path, name: str) -> None:
        """Write the arrays under `folder`."""
        np.save(folder / f"{name}.syllables.npy", self.syllables)
        np.save(folder / f"{name}.entries.npy", self.entries)

    @classmethod
    def load(cls, folder: Path, name: str) -> Company:
        """Open what `save` wrote, memory-mapped."""
        parts = (np.load(folder / f"{name}.{part}.npy", mmap_mode="r") for part in ("syllables", "entries"))
        return cls(*map(np.asarray, parts))


def letters(words: Sequence[str]) -> Keys:
    """The keys of all runs of three and four letters of words without diacritics; other signs count as spaces."""
    text = f" {' '.join(map(fold_word, words))} "
    codes = np.array([_LETTERS.get(letter, 1) for letter in text], dtype=np.uint64)
    found = []
    for run in RUNS:
        if len(codes) >= run:
            windows = np.lib.stride_tricks.sliding_window_view(codes, run)
            found.append(windows @ (np.uint64(40) ** np.arange(run, dtype=np.uint64)))
    return np.concatenate(found) if found else np.zeros(0, dtype=np.uint64)


def _directions(together: sparse.csr_array) -> Scores:
    """For each column of entry × syllable sightings a vector of unit length: how it keeps company, from the singular
    vectors of the positive pointwise mutual information."""
    entries, syllables = together.shape
    found = np.zeros((syllables, DIMENSIONS), dtype=np.float32)
    size = min(DIMENSIONS, entries - 1, syllables - 1)
    if size < 1:
        return found
    rows, columns = np.asarray(together.sum(axis=1)).ravel(), np.asarray(together.sum(axis=0)).ravel()
    pairs = together.tocoo()
    mutual = np.log(pairs.data * together.sum() / (rows[pairs.row] * columns[pairs.col]))
    shared = sparse.csr_array((np.maximum(mutual, 0), (pairs.row, pairs.col)), shape=together.shape)
    _, strengths, right = svds(shared, k=size, v0=np.ones(min(shared.shape)))  # a fixed start: the same every time
    vectors = right.T * np.sqrt(np.maximum(strengths, 0))
    found[:, :size] = vectors / np.maximum(np.linalg.norm(vectors, axis=1, keepdims=True), 1e-9)
    return found


def _sum_by_owner(rows: sparse.csr_array, owners: Owners, entries: int) -> sparse.csr_array:
    """Rows of questions added up for each entry."""
    shape = (entries, len(owners))
    ones = np.ones(len(owners), dtype=np.float32)
    return sparse.csr_array((ones, (owners, np.arange(len(owners)))), shape=shape) @ rows


def _unit(rows: sparse.csr_array) -> sparse.csr_array:
    """Rows of length one."""
    lengths = np.sqrt(np.asarray(rows.multiply(rows).sum(axis=1)).ravel())
    return sparse.csr_array(sparse.diags_array(1 / np.maximum(lengths, 1e-9)) @ rows)
