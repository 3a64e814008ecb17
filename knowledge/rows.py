"""Documents as rows of `knowledge.db`, and rows as documents."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date
from typing import Any

from knowledge.model import Amendment, Article, Clause, Document, Point, Source, Trust

Row = dict[str, Any]


def document_row(document: Document, content_hash: str) -> Row:
    return {
        "number": document.number,
        "title": document.title,
        "source": document.source.value,
        "kind": document.kind,
        "issuer": document.issuer,
        "issued_on": _text(document.issued_on),
        "effective_on": _text(document.effective_on),
        "expires_on": _text(document.expires_on),
        "consolidates": document.consolidates,
        "trust": document.trust.value,
        "note": document.note,
        "short": document.short,
        "full_text_missing": int(document.full_text_missing),
        "part": document.part,
        "attached_to": document.attached_to,
        "content_hash": content_hash,
    }


def amendment_row(number: str, position: int, amendment: Amendment) -> Row:
    return {
        "document": number,
        "ord": position,
        "by": amendment.by,
        "effective_on": _text(amendment.effective_on),
        "articles": " ".join(amendment.articles),
        "text": amendment.text,
    }


def provision_rows(articles: Iterable[Article]) -> Iterator[Row]:
    """An article's row, then its clauses' rows, each followed by its points' rows."""
    for a in articles:
        place = {"title": a.title, "chapter": a.chapter, "section": a.section}
        yield {"article": a.number, "clause": None, "point": None, "text": "", **place}
        for c in a.clauses:
            clause = c.number or ""
            yield {"article": a.number, "clause": clause, "point": None, "text": c.text}
            for p in c.points:
                yield {"article": a.number, "clause": clause, "point": p.letter, "text": p.text}


def build_document(row: Row, replaced: list[Row], amended: list[Row], articles: tuple[Article, ...]) -> Document:
    return Document(
        number=row["number"],
        title=row["title"],
        source=Source(row["source"]),
        articles=articles,
        kind=row["kind"],
        issuer=row["issuer"],
        issued_on=_date(row["issued_on"]),
        effective_on=_date(row["effective_on"]),
        expires_on=_date(row["expires_on"]),
        replaces=tuple(r["replaced"] for r in replaced),
        amended_by=tuple(
            Amendment(r["by"], _date(r["effective_on"]), tuple(r["articles"].split()), r["text"]) for r in amended
        ),
        consolidates=row["consolidates"],
        trust=Trust(row["trust"]),
        note=row["note"],
        short=row["short"],
        full_text_missing=bool(row["full_text_missing"]),
        part=row["part"],
        attached_to=row["attached_to"],
    )


def build_articles(rows: Iterable[Row]) -> tuple[Article, ...]:
    """Put the rows of one document together again, in their order."""
    articles: list[Article] = []
    clauses: list[Clause] = []
    points: list[Point] = []

    def end_clause() -> None:
        if points:
            clauses[-1] = Clause(clauses[-1].number, clauses[-1].text, tuple(points))
            points.clear()

    def end_article() -> None:
        end_clause()
        if articles:
            last = articles[-1]
            articles[-1] = Article(last.number, last.title, tuple(clauses), last.chapter, last.section)
            clauses.clear()

    for row in rows:
        if row["clause"] is None:
            end_article()
            articles.append(Article(row["article"], row["title"], (), row["chapter"], row["section"]))
        elif row["point"] is None:
            end_clause()
            clauses.append(Clause(row["clause"] or None, row["text"]))
        else:
            points.append(Point(row["point"], row["text"]))
    end_article()
    return tuple(articles)


def _text(day: date | None) -> str | None:
    return day.isoformat() if day else None


def _date(text: str | None) -> date | None:
    return date.fromisoformat(text) if text else None
