"""What is searched: one entry per cited article, with all of its texts, from whichever sources hold it.

An entry's units are the pieces that can answer: clauses of the official text, clauses of the handbook's retelling, and
sample questions. Handbook and official text of one article are one entry, so they are one hit.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from enum import StrEnum

from knowledge.model import Article, Document, Source


class UnitKind(StrEnum):
    """Which words a unit holds."""

    LAW = "law"
    PLAIN = "plain"
    QUESTION = "question"


@dataclass(frozen=True, slots=True)
class Unit:
    """A piece of an article: a clause (its number, or None) or a sample question."""

    kind: UnitKind
    text: str
    clause: str | None = None


@dataclass(slots=True)
class Entry:
    """An article as it is cited, and its units."""

    document: str
    article: str
    title: str
    document_title: str
    units: list[Unit] = field(default_factory=list)

    @property
    def key(self) -> str:
        """ "145/2020/NĐ-CP:43", as judged questions have it."""
        return f"{self.document}:{self.article}"


def collect(documents: Iterable[Document], questions: Mapping[str, list[str]] | None = None) -> list[Entry]:
    """Entries of all documents; `questions` are the operator's own, by article key.

    Where both a document and its consolidated text are present, the consolidated one is searched.
    """
    entries: dict[str, Entry] = {}
    for document in _current(without_superseded(list(documents))):
        for article in document.articles:
            key = f"{document.cited_as}:{article.number}"
            if key not in entries:
                name = f"{document.title} {document.short}".strip()
                entries[key] = Entry(document.cited_as, article.number, article.title, name)
            entries[key].units.extend(_units(article, document.source))
    for key, asked in (questions or {}).items():
        if key in entries:
            entries[key].units.extend(Unit(UnitKind.QUESTION, question) for question in asked)
    return list(entries.values())


def without_superseded(documents: list[Document]) -> list[Document]:
    """The documents without catalogue entries ("chưa có toàn văn") of those whose text has been imported."""
    imported = {d.cited_as for d in documents if d.source is Source.OFFICIAL}
    return [d for d in documents if not (d.full_text_missing and d.number in imported)]


def _current(documents: list[Document]) -> list[Document]:
    """Handbook first, and no document whose consolidated text is there too."""
    consolidated = {d.consolidates for d in documents if d.consolidates}
    kept = [d for d in documents if d.source is Source.HANDBOOK or d.consolidates or d.number not in consolidated]
    return sorted(kept, key=lambda d: d.source is not Source.HANDBOOK)


def _units(article: Article, source: Source) -> list[Unit]:
    kind = UnitKind.PLAIN if source is Source.HANDBOOK else UnitKind.LAW
    clauses = [Unit(kind, clause.full_text(), clause.number) for clause in article.clauses]
    return clauses + [Unit(UnitKind.QUESTION, question.text) for question in article.questions]
