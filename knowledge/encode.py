"""Entries → syllable ids, sample questions rewritten just as a worker's question will be.

Sample questions are typed like real ones, some without diacritics. Those are restored before they are indexed, with
what the marked texts know of the language; otherwise their bare syllables would pass for words of their own.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np

from knowledge.collection import Entry, UnitKind
from knowledge.index import Keys, build_matrix, terms
from knowledge.rewrite import Rewriter
from knowledge.shorthand import written_out
from knowledge.vocabulary import Ids, Vocabulary
from knowledge.weights import IndexSettings

_BARE = np.zeros(0, dtype=np.int64)  # stands for a question that is still to be restored


@dataclass(slots=True)
class Encoded:
    """One entry as syllable ids."""

    title: Ids
    document: Ids
    clauses: list[Ids]
    questions: list[Ids]

    def article(self, settings: IndexSettings, fold: Ids | None) -> Keys:
        """All terms of the article, title and document name counted several times."""
        parts = [self.title] * settings.title + [self.document] * settings.document + self.clauses + self.questions
        return np.concatenate([terms(part if fold is None else fold[part]) for part in parts])

    def clause_units(self, settings: IndexSettings) -> Iterator[Keys]:
        """Each clause with its article's title and document name, as if it stood alone."""
        head = [terms(self.title)] * settings.clause_title + [terms(self.document)]
        return (np.concatenate([*head, terms(clause)]) for clause in self.clauses)


def encode(entries: list[Entry], vocabulary: Vocabulary, settings: IndexSettings) -> list[Encoded]:
    """All entries in order; their syllables are added to the vocabulary."""
    encoded = [_encode(entry, vocabulary) for entry in entries]
    asked = [[written_out(u.text) for u in entry.units if u.kind is UnitKind.QUESTION] for entry in entries]
    for e, questions in zip(encoded, asked, strict=True):
        e.questions = [vocabulary.encode(" ".join(w.words)) if w.marked else _BARE for w in questions]
    if any(question is _BARE for e in encoded for question in e.questions):
        counted = build_matrix((e.article(settings, None) for e in encoded), settings.k1, settings.b)
        rewriter = Rewriter(vocabulary, counted)
        restored = [[w.words if w.marked else rewriter.restore(w) for w in part] for part in asked]
        for e, repaired in zip(encoded, restored, strict=True):
            e.questions = [vocabulary.encode(" ".join(words)) for words in repaired]
    return encoded


def _encode(entry: Entry, vocabulary: Vocabulary) -> Encoded:
    """All but the questions."""
    texts = [u.text for u in entry.units if u.kind is not UnitKind.QUESTION]
    return Encoded(
        vocabulary.encode(entry.title),
        vocabulary.encode(entry.document_title),
        [vocabulary.encode(text) for text in texts],
        [],
    )
