"""What is searched: an entry per cited article, with all of its texts from whichever sources hold it, and one per card.

An entry's units are the pieces that can answer: clauses of the official text, clauses of the handbook's retelling, and
sample questions. Handbook and official text of one article are one entry, so they are one hit. A situation card is an
entry of its own, under the first provision that it cites: its words, the provisions that it rests on, its questions.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from enum import StrEnum

from knowledge.model import Article, Audience, Card, Citation, Document, Source


class UnitKind(StrEnum):
    """Which words a unit holds."""

    LAW = "law"
    PLAIN = "plain"
    QUESTION = "question"


@dataclass(frozen=True, slots=True)
class Unit:
    """A piece of an entry: a clause (its number, or None), or a sample question with the clauses that answer it."""

    kind: UnitKind
    text: str
    clause: str | None = None
    answered_by: tuple[str, ...] = ()


@dataclass(slots=True)
class Entry:
    """An article as it is cited, or a card (its name in `card`, the clause that it cites first in `clause`)."""

    document: str
    article: str
    title: str
    document_title: str
    units: list[Unit] = field(default_factory=list)
    audience: tuple[Audience, ...] = ()
    card: str = ""
    clause: str | None = None

    @property
    def key(self) -> str:
        """ "145/2020/NĐ-CP:43", as judged questions have it."""
        return f"{self.document}:{self.article}"


def collect(
    documents: Iterable[Document], questions: Mapping[str, list[str]] | None = None, cards: Iterable[Card] = ()
) -> list[Entry]:
    """Entries of all documents, then of the cards; `questions` are the operator's own, by article key.

    Where both a document and its consolidated text are present, the consolidated one is searched.
    """
    documents = list(documents)
    entries: dict[str, Entry] = {}
    for document in _current(without_superseded(documents)):
        for article in document.articles:
            key = f"{document.cited_as}:{article.number}"
            if key not in entries:
                name = f"{document.title} {document.short}".strip()
                audience = article.audience or document.audience
                entries[key] = Entry(document.cited_as, article.number, article.title, name, audience=audience)
            entries[key].units.extend(_units(article, document.source))
    for key, asked in [*_lent_questions(documents), *(questions or {}).items()]:
        if key in entries:
            entries[key].units.extend(Unit(UnitKind.QUESTION, question) for question in asked)
    return [*entries.values(), *(_card(card, entries) for card in cards if card.answer.citations)]


def _card(card: Card, entries: Mapping[str, Entry]) -> Entry:
    """A card's own words as one unit, each provision that its answer rests on as another."""
    first = card.answer.citations[0]
    said = "\n".join(statement.text for statement in card.statements)
    cited = (unit for citation in card.answer.citations for unit in _cited(citation, entries))
    asked = (Unit(UnitKind.QUESTION, question) for question in card.questions)
    units = [Unit(UnitKind.PLAIN, said), *cited, *asked]
    return Entry(first.document, first.article, card.name, "", units, card.audience, card.name, first.clause)


def _cited(citation: Citation, entries: Mapping[str, Entry]) -> Iterator[Unit]:
    """The clauses that a citation means, in every source."""
    held = entries.get(citation.key)
    for unit in held.units if held else ():
        if unit.kind is not UnitKind.QUESTION and citation.clause in {None, unit.clause}:
            yield unit


def without_superseded(documents: list[Document]) -> list[Document]:
    """The documents without what imported texts take the place of.

    These are catalogue entries ("chưa có toàn văn"), and our own parts of a plan whose text has its own numbering.
    """
    imported = {d.cited_as for d in documents if d.source is Source.OFFICIAL}
    kept = [d for d in documents if not (d.full_text_missing and d.number in imported)]
    outlines = _outlines(documents)
    return [replace(d, articles=tuple(a for a in d.articles if not a.own)) if _lends(d, outlines) else d for d in kept]


def _outlines(documents: Iterable[Document]) -> set[str]:
    """The imported documents that are cited by their own outline and not by articles."""
    return {d.number for d in documents if d.source is Source.OFFICIAL and d.part != "Điều"}


def _lends(document: Document, outlines: set[str]) -> bool:
    return document.source is Source.HANDBOOK and document.number in outlines


def _lent_questions(documents: list[Document]) -> list[tuple[str, list[str]]]:
    """The sample questions of our parts of a plan, for the places of its own numbering that they retell."""
    outlines = _outlines(documents)
    return [
        (f"{d.number}:{a.own}", [question.text for question in a.questions])
        for d in documents
        if _lends(d, outlines)
        for a in d.articles
        if a.own
    ]


def _current(documents: list[Document]) -> list[Document]:
    """Handbook first, and no document whose consolidated text is there too."""
    consolidated = {d.consolidates for d in documents if d.consolidates}
    kept = [d for d in documents if d.source is Source.HANDBOOK or d.consolidates or d.number not in consolidated]
    return sorted(kept, key=lambda d: d.source is not Source.HANDBOOK)


def _units(article: Article, source: Source) -> list[Unit]:
    kind = UnitKind.PLAIN if source is Source.HANDBOOK else UnitKind.LAW
    clauses = [Unit(kind, clause.full_text(), clause.number) for clause in article.clauses]
    return clauses + [Unit(UnitKind.QUESTION, asked.text, answered_by=asked.clauses) for asked in article.questions]
