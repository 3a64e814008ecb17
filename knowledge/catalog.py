"""The searchable form of a collection: matrices over its articles, titles, clauses and sample questions.

Built once, saved as plain arrays, opened memory-mapped. `fingerprint` says what it was built from, so a saved one is
used only while nothing has changed.
"""

from __future__ import annotations

import fcntl
import json
import shutil
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt

from knowledge.centroids import Centroids, Company, letters
from knowledge.collection import Entry, UnitKind
from knowledge.definitions import Definitions
from knowledge.encode import encode
from knowledge.index import Keys, Matrix, build_matrix, terms
from knowledge.quantities import marks_of
from knowledge.vocabulary import Ids, Vocabulary
from knowledge.weights import IndexSettings

FORMAT = 5  # raise when the saved form changes
BY_COLUMN = ("article", "article_folded")  # every article is scored
BY_ROW = ("title", "clause", "question")  # only candidates are scored
CENTROIDS = ("words", "letters")
# the lists of Entries
NAMES = (
    "documents", "articles", "titles", "cards", "card_clauses", "audiences", "clause_numbers", "clause_kinds",
    "answered_by",
)  # fmt: skip


@dataclass(slots=True)
class Entries:
    """The names of entries and where their units stand: clauses and questions of entry i are rows
    clause_starts[i]:clause_starts[i + 1] and question_starts[i]:question_starts[i + 1] of their matrices."""

    documents: list[str]
    articles: list[str]
    titles: list[str]
    cards: list[str]  # "" for an article
    card_clauses: list[str | None]  # the clause that a card cites first
    audiences: list[list[str]]
    clause_numbers: list[str | None]
    clause_kinds: list[str]
    answered_by: list[list[str]]  # of each sample question the clauses that answer it
    clause_starts: npt.NDArray[np.int64]
    question_starts: npt.NDArray[np.int64]
    groups: npt.NDArray[np.int64]  # the same number for entries under one article
    clause_marks: npt.NDArray[np.int64]  # what each clause holds (quantities.py)
    spread: npt.NDArray[np.float32] = field(init=False)  # logarithm of the number of sample questions, or the usual one

    def __post_init__(self) -> None:
        counts = np.diff(self.question_starts)
        usual = np.median(counts[counts > 0]) if (counts > 0).any() else 0
        self.spread = np.log1p(np.where(counts > 0, counts, usual)).astype(np.float32)

    def __len__(self) -> int:
        return len(self.documents)

    def key(self, entry: int) -> str:
        """ "145/2020/NĐ-CP:43"."""
        return f"{self.documents[entry]}:{self.articles[entry]}"

    def name(self, entry: int) -> str:
        """What tells entries apart: the name of a card, the key of an article."""
        return self.cards[entry] or self.key(entry)


@dataclass(slots=True)
class Catalog:
    """Everything that a question is held against; `words`, `letters` and `company` know how sample questions lie."""

    entries: Entries
    vocabulary: Vocabulary
    article: Matrix
    article_folded: Matrix
    title: Matrix
    clause: Matrix
    question: Matrix
    words: Centroids
    letters: Centroids
    company: Company
    definitions: Definitions

    @classmethod
    def build(cls, collected: list[Entry], settings: IndexSettings) -> Catalog:
        """Count and score all texts; about a second for 1,000 articles."""
        vocabulary = Vocabulary()
        encoded = encode(collected, vocabulary, settings)
        fold = vocabulary.fold_table()
        k1, b = settings.k1, settings.b

        def articles(table: Ids | None) -> Iterator[Keys]:
            return (e.article(settings, table) for e in encoded)

        asked = [question for e in encoded for question in e.questions]
        # an entry without sample questions is asked for by its title
        centres = [e.questions or [e.title] for e in encoded] if asked else []
        around = [question for questions in centres for question in questions]
        owners = np.repeat(np.arange(len(centres)), list(map(len, centres)))
        spelled, entries = vocabulary.spelled(), _entries(collected)
        return cls(
            entries,
            vocabulary,
            build_matrix(articles(None), k1, b),
            build_matrix(articles(fold), k1, b),
            build_matrix((terms(e.title) for e in encoded), k1, b, by_row=True),
            build_matrix((unit for e in encoded for unit in e.clause_units(settings)), k1, b, by_row=True),
            build_matrix(map(terms, asked), k1, b, by_row=True),
            Centroids.build(map(terms, around), owners, len(encoded)),
            Centroids.build((letters([spelled[i] for i in q]) for q in around), owners, len(encoded)),
            Company.build(around, owners, len(encoded), len(vocabulary)),
            Definitions.build(collected, entries.clause_starts.tolist()),
        )

    def save(self, folder: Path, fingerprint: str) -> None:
        """Write to `folder`, whole or not at all; of several commands that built the same the first one writes."""
        folder.parent.mkdir(parents=True, exist_ok=True)
        with folder.with_name(folder.name + ".lock").open("w") as lock:
            fcntl.flock(lock, fcntl.LOCK_EX)  # until it is closed
            if not _is_saved(folder, fingerprint):
                self._write(folder, fingerprint)

    def _write(self, folder: Path, fingerprint: str) -> None:
        scratch = folder.with_name(folder.name + ".new")
        shutil.rmtree(scratch, ignore_errors=True)
        scratch.mkdir()
        for name in (*BY_COLUMN, *BY_ROW):
            getattr(self, name).save(scratch, name)
        for name in CENTROIDS:
            getattr(self, name).matrix.save(scratch, name)
        self.company.save(scratch, "company")
        e = self.entries
        np.save(scratch / "starts.npy", np.stack([e.clause_starts, e.question_starts]))
        np.save(scratch / "groups.npy", e.groups)
        np.save(scratch / "marks.npy", e.clause_marks)
        names = [getattr(e, name) for name in NAMES] + [self.definitions.rows, *self.vocabulary.rows()]
        (scratch / "names.json").write_text(json.dumps(names, ensure_ascii=False), "utf-8")
        (scratch / "fingerprint").write_text(f"{FORMAT} {fingerprint}", "utf-8")
        shutil.rmtree(folder, ignore_errors=True)
        scratch.rename(folder)

    @classmethod
    def load(cls, folder: Path, fingerprint: str) -> Catalog | None:
        """Open a saved catalog, or None when there is none or it was built from something else."""
        if not _is_saved(folder, fingerprint):
            return None
        names: list[Any] = json.loads((folder / "names.json").read_text("utf-8"))
        *lists, defined, spellings, numbers = names
        arrays = (*np.load(folder / "starts.npy"), np.load(folder / "groups.npy"), np.load(folder / "marks.npy"))
        entries = Entries(*lists, *arrays)
        matrices = [Matrix.load(folder, name, by_row=name in BY_ROW) for name in (*BY_COLUMN, *BY_ROW)]
        centroids = [Centroids(Matrix.load(folder, name, by_row=True)) for name in CENTROIDS]
        parts: tuple[Any, ...] = (*matrices, *centroids, Company.load(folder, "company"), Definitions(defined))
        return cls(entries, Vocabulary(spellings, numbers), *parts)


def _is_saved(folder: Path, fingerprint: str) -> bool:
    mark = folder / "fingerprint"
    return mark.exists() and mark.read_text("utf-8") == f"{FORMAT} {fingerprint}"


def _entries(collected: list[Entry]) -> Entries:
    clauses = [[u for u in entry.units if u.kind is not UnitKind.QUESTION] for entry in collected]
    questions = [[u for u in entry.units if u.kind is UnitKind.QUESTION] for entry in collected]
    return Entries(
        [entry.document for entry in collected],
        [entry.article for entry in collected],
        [entry.title for entry in collected],
        [entry.card for entry in collected],
        [entry.clause for entry in collected],
        [[str(audience) for audience in entry.audience] for entry in collected],
        [unit.clause for units in clauses for unit in units],
        [unit.kind.value for units in clauses for unit in units],
        [list(unit.answered_by) for units in questions for unit in units],
        np.concatenate([[0], np.cumsum([len(units) for units in clauses])]).astype(np.int64),
        np.concatenate([[0], np.cumsum([len(units) for units in questions])]).astype(np.int64),
        np.unique([entry.key for entry in collected], return_inverse=True)[1].astype(np.int64),
        np.array([marks_of(unit.text) for units in clauses for unit in units], dtype=np.int64),
    )
