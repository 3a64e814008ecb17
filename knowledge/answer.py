"""An entry that was found → a hit that can be shown: its texts in every source, and what must be said beside them.

Nothing is generated: passages are the handbook's or the official words, and the notes are facts about the document.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import date

from knowledge.figures import shipped
from knowledge.model import (
    Amendment,
    Article,
    Audience,
    Card,
    Citation,
    Clause,
    Document,
    Hit,
    Note,
    NoteKind,
    Passage,
    Source,
    Statement,
    Trust,
)

MOST_SUMS = 3  # of one answer; a table of twenty would hide the rest


def make_hit(
    versions: Sequence[Document],
    citation: Citation,
    as_of: date,
    score: float = 0.0,
    pointed: bool = True,
) -> Hit | None:
    """The hit for a citation out of the documents that hold it, or None when none does.

    `versions` are documents cited under one number: the handbook's, the official text, its consolidated text. The
    clause of the citation is the one that answers; `pointed` whether that is sure enough to point at it.
    """
    shown = [version for version in _shown(versions, as_of) if _article(version, citation.article)]
    if not shown:
        return None
    passages = tuple(_passage(version, citation) for version in shown)
    base = next((v for v in versions if v.source is Source.OFFICIAL and not v.consolidates), shown[0])
    clause = next((p.clause.number for p in passages if p.clause and p.clause.number), citation.clause)
    return Hit(
        citation=Citation(citation.document, citation.article, clause, citation.point, shown[0].part),
        title=passages[0].article.title or passages[-1].article.title,
        document_title=base.title,
        passages=passages,
        in_force=base.in_force(as_of),
        effective_on=base.effective_on,
        expires_on=base.expires_on,
        trust=min((v.trust for v in shown), key=list(reversed(Trust)).index),
        notes=(*_notes(base, shown, citation.article, as_of), *_told(_sums(passages, as_of))),
        score=score,
        audience=next((bound for v in shown if (bound := _audience(v, citation.article))), ()),
        amendments=tuple(_amendments([base, *shown], citation.article, as_of)),
        pointed=pointed,
    )


def _shown(versions: Sequence[Document], as_of: date) -> list[Document]:
    """The handbook's text, and of the official ones the consolidated text unless it is younger than the day asked."""
    handbook = [v for v in versions if v.source is Source.HANDBOOK]
    plain = [v for v in versions if v.source is Source.OFFICIAL and not v.consolidates]
    merged = [v for v in versions if v.consolidates and (not plain or _merged_on(v) <= as_of)]
    return handbook + (merged or plain)[:1]


def _merged_on(consolidated: Document) -> date:
    """The day from which a consolidated text reads as it does: that of the last change that it contains."""
    days = [a.effective_on for a in consolidated.amended_by if a.effective_on]
    return max([*days, consolidated.effective_on or date.min])


def _article(document: Document, number: str) -> Article | None:
    return next((article for article in document.articles if article.number == number), None)


def _passage(document: Document, citation: Citation) -> Passage:
    article = _article(document, citation.article)
    assert article is not None
    return Passage(document.source, article, _clause(article, citation.clause), citation.point)


def _clause(article: Article, number: str | None) -> Clause | None:
    """The clause of that number; None for an article of one clause, which is shown whole."""
    if len(article.clauses) < 2:
        return None
    return next((clause for clause in article.clauses if clause.number == number), None)


def _sums(passages: Sequence[Passage], as_of: date) -> list[str]:
    """What sums in the clause that answers come to on that day."""
    texts = (p.clause.full_text() if p.clause else p.article.full_text() for p in passages)
    return shipped().sums_in("\n".join(texts), as_of)[:MOST_SUMS]


def _audience(document: Document, number: str) -> tuple[Audience, ...]:
    """Whom an article binds: its own mark goes before that of its document."""
    article = _article(document, number)
    return (article.audience if article else ()) or document.audience


def _amendments(documents: Sequence[Document], article: str, as_of: date) -> list[Amendment]:
    """What has begun to amend the article and is not yet in the text shown, each once."""
    contained = {a.by for d in documents if d.consolidates for a in d.amended_by}
    begun = (a for d in documents for a in d.amended_by if a.effective_on is None or a.effective_on <= as_of)
    return list({a.by: a for a in begun if article in a.articles and a.by not in contained}.values())


def with_card(hit: Hit, card: Card, as_of: date) -> Hit:
    """The hit as a card, with the sums of the day in its words."""

    def filled(statement: Statement) -> Statement:
        return replace(statement, text=shipped().fill(statement.text, as_of))

    told = replace(
        card,
        answer=filled(card.answer),
        steps=tuple(map(filled, card.steps)),
        exceptions=tuple(map(filled, card.exceptions)),
    )
    return replace(hit, card=told, title=card.name, audience=card.audience or hit.audience)


def _notes(base: Document, shown: Sequence[Document], article: str, as_of: date) -> list[Note]:
    """Expiry first, then amendments, then the entry's own notes, then how far the copy can be trusted."""
    own = [note for v in shown for a in v.articles if a.number == article for note in a.notes]
    notes = [*_validity(base, as_of), *_amendment_notes([base, *shown], article, as_of, " ".join(own)), *_told(own)]
    if any(v.full_text_missing for v in shown):
        notes.append(Note(NoteKind.TEXT_MISSING))
    if any(v.trust is not Trust.HIGH for v in shown):
        notes.append(Note(NoteKind.UNCHECKED))
    return list(dict.fromkeys(notes))


def _told(words: Iterable[str]) -> list[Note]:
    return [Note(NoteKind.BOOK, text=text) for text in words]


def _amendment_notes(documents: Sequence[Document], article: str, as_of: date, told: str) -> list[Note]:
    """What amends the article by that day; what only may; and what the retelling knows of that came later."""
    contained = {a.by for d in documents if d.consolidates for a in d.amended_by}
    all_of_them = [a for d in documents for a in d.amended_by if a.by not in contained]
    begun = [a for a in all_of_them if a.effective_on is None or a.effective_on <= as_of]
    here = {a.by: a for a in sorted(begun, key=lambda a: bool(a.text)) if article in a.articles}
    placed = {a.by for a in all_of_them if a.articles}
    somewhere = {a.by: a for a in begun if not (a.articles or a.text) and a.by not in placed and a.by not in told}
    notes = [Note(NoteKind.AMENDED, amendments=(a,)) for a in here.values() if a.text or a.by not in told]
    if somewhere:
        notes.append(Note(NoteKind.AMENDED_SOMEWHERE, amendments=tuple(somewhere.values())))
    retold = [a for d in documents if d.source is Source.HANDBOOK for a in d.amended_by if article in a.articles]
    if any(a.effective_on and a.effective_on > as_of for a in retold):
        notes.append(Note(NoteKind.RETOLD_AS_AMENDED))
    return notes


def _validity(document: Document, as_of: date) -> list[Note]:
    if document.expires_on and as_of >= document.expires_on:
        return [Note(NoteKind.EXPIRED, document.expires_on)]
    if document.effective_on and as_of < document.effective_on:
        return [Note(NoteKind.NOT_YET_IN_FORCE, document.effective_on)]
    return []
