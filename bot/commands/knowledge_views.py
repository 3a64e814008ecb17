"""`danbiet knowledge list`, `show`, `check` and `figures`: what is known, a place in it, and what needs care."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import replace
from datetime import datetime
from pathlib import Path

import click

from bot.clock import vietnam_now
from bot.commands.knowledge import open_store
from bot.operations.law_desk import validity
from bot.texts import knowledge as words
from knowledge.citations import find_citation
from knowledge.figures import Figure, amount, shipped
from knowledge.handbook.bundled import read_bundled
from knowledge.model import Amendment, Article, Citation, Clause, Document
from knowledge.review import Review, review


@click.command("list")
@click.option("--json", "as_json", is_flag=True, help="In một mảng JSON cho máy đọc.")
def list_documents(as_json: bool) -> None:
    """Liệt kê sổ tay và văn bản đã nhập.

    Ví dụ: danbiet knowledge list --json
    """
    store = open_store()
    official = store.article_counts()
    held = [(d, len(d.articles)) for d in read_bundled()] + [(d, official.get(d.number, 0)) for d in store.documents()]
    store.close()
    grouped: dict[str, list[tuple[Document, int]]] = {}
    for document, count in held:
        grouped.setdefault(document.number, []).append((document, count))
    if as_json:
        click.echo(json.dumps([_as_object(versions) for versions in grouped.values()], ensure_ascii=False))
        return
    for versions in grouped.values():
        best = versions[-1][0]
        click.echo(
            words.LIST_LINE.format(
                document=best.number,
                title=best.title,
                counts=", ".join(
                    words.LIST_COUNT.format(source=words.SOURCE[d.source], count=count, part=words.part_name(d.part))
                    for d, count in versions
                ),
                validity=validity(best.effective_on, best.expires_on),
            )
        )


def _as_object(versions: list[tuple[Document, int]]) -> dict[str, object]:
    """One document: the official text speaks for its dates; `articles` is what its fullest source holds."""
    best = versions[-1][0]
    counts = {d.source.value: count for d, count in versions}
    return {
        "document": best.number,
        "title": best.title,
        "articles": counts.get("official", max(counts.values())),
        "sources": counts,
        "source": best.source.value,
        "part": best.part,
        "in_force": best.in_force(vietnam_now().date()),
        "effective_on": best.effective_on.isoformat() if best.effective_on else None,
        "expires_on": best.expires_on.isoformat() if best.expires_on else None,
    }


@click.command()
@click.argument("place")
def show(place: str) -> None:
    """Xem một điều, khoản hoặc điểm: sổ tay trước, nguyên văn sau.

    Ví dụ: danbiet knowledge show "khoản 2 Điều 63 Bộ luật Lao động"
    """
    store = open_store()
    documents = [*read_bundled(), *store.documents()]
    citation = find_citation(place, documents)
    if citation is None:
        raise click.ClickException(words.UNREADABLE_CITATION)
    held = [d if d.articles else store.document(d.number) for d in documents if d.cited_as == citation.document]
    store.close()
    texts = [text for document in held if document for text in _texts(document, citation)]
    if not texts:
        raise click.ClickException(words.NOT_FOUND.format(place=_place(citation), document=citation.document))
    click.echo("\n\n".join(texts))


def _texts(document: Document, citation: Citation) -> Iterator[str]:
    """The place in this document as people read it; nothing when it is not there."""
    for article in document.articles:
        named = Citation(document.number, article.number, part=document.part).article_name
        text = _text(article, citation) if article.number == citation.article else None
        if text is None:
            continue
        shown = words.SHOWN.format(
            source=words.SOURCE[document.source],
            place=_cited(citation, document),
            document_title=document.title,
            validity=validity(document.effective_on, document.expires_on),
            title=". ".join(filter(None, [named, article.title])),
            text=text,
        )
        notes = [words.SHOWN_NOTE.format(note=note) for note in article.notes]
        yield "\n".join([shown, *notes, *_amendments(document, article)])


def _cited(citation: Citation, document: Document) -> str:
    """ "Điều 63 45/2019/QH14"; papers without articles and what came with another are called by their names."""
    place = _place(replace(citation, part=document.part))
    if document.short and (document.attached_to or document.part != "Điều"):
        return ", ".join(filter(None, [place, document.short]))
    return f"{place} {citation.document}"


def _text(article: Article, citation: Citation) -> str | None:
    """The words of the article, clause or point that is meant, or None when it has none such."""
    if citation.clause is None and citation.point is None:
        return article.full_text()
    for clause in article.clauses:
        if clause.number == citation.clause:
            head = article.head_of(clause)
            shown = "\n".join(c.full_text() for c in (head, clause) if c)
            return _point(clause, citation.point) if citation.point else shown
    return None


def _point(clause: Clause, letter: str) -> str | None:
    return next((f"{p.letter}) {p.text}" for p in clause.points if p.letter == letter), None)


def _amendments(document: Document, article: Article) -> Iterator[str]:
    """What changed the article; a consolidated text already reads as changed."""
    if document.consolidates:
        return
    for amendment in document.amended_by:
        if article.number in amendment.articles:
            yield _amendment(amendment)
    if somewhere := [a.by for a in document.amended_by if not a.articles]:
        yield words.AMENDED_SOMEWHERE.format(numbers=", ".join(somewhere))


def _amendment(amendment: Amendment) -> str:
    since = words.AMENDED_SINCE.format(day=f"{amendment.effective_on:%d/%m/%Y}") if amendment.effective_on else ""
    text = words.AMENDED_WORDS.format(text=amendment.text) if amendment.text else words.AMENDED_NO_WORDS
    return words.AMENDED.format(by=amendment.by, since=since, where=text)


def _place(citation: Citation) -> str:
    """ "điểm a khoản 2 Điều 63"."""
    point = f"điểm {citation.point} " if citation.point else ""
    clause = f"{citation.clause_name} " if citation.clause else ""
    return f"{point}{clause}{citation.article_name}"


@click.command()
@click.option("--handbook", is_flag=True, help="Kiểm tra sổ tay kèm sẵn, đối chiếu với văn bản chính thức.")
@click.option("--official", type=click.Path(exists=True, path_type=Path), help="Thư mục văn bản để đối chiếu sổ tay.")
@click.option("--stamp", is_flag=True, help="Ghi dấu văn bản gốc vào sổ tay, sau khi đã đối chiếu lại.")
@click.pass_context
def check(ctx: click.Context, handbook: bool, official: Path | None, stamp: bool) -> None:
    """Kiểm tra văn bản đã nhập: điều bị thiếu, văn bản hết hiệu lực, phần sửa đổi chưa có nguyên văn.

    Ví dụ: danbiet knowledge check --handbook --official van-ban/
    """
    if handbook:
        from bot.commands.handbook import check_handbook

        ctx.exit(0 if check_handbook(official, stamp) else 1)
    store = open_store()
    reviews = review(store.load(), vietnam_now().date())
    store.close()
    if not reviews:
        click.echo(words.CHECK_EMPTY)
    elif all(r.is_clean for r in reviews):
        click.echo(words.CHECK_CLEAN.format(count=len(reviews)))
    for line in (line for r in reviews for line in _findings(r)):
        click.echo(line)


def _findings(found: Review) -> Iterator[str]:
    number = found.document.number
    if found.holes:
        yield words.CHECK_HOLES.format(document=number, holes=", ".join(found.holes))
    if found.expired:
        yield words.CHECK_EXPIRED.format(document=number, day=f"{found.document.expires_on:%d/%m/%Y}")
    for by in found.missing_words:
        yield words.CHECK_NO_WORDS.format(document=number, by=by)


@click.command()
@click.option("--as-of", type=click.DateTime(["%Y-%m-%d"]), help="Theo mức của ngày này.")
def figures(as_of: datetime | None) -> None:
    """Liệt kê các mức tiền và tỷ lệ đổi theo ngày, báo mức nào đã tới hạn xem lại.

    Ví dụ: danbiet knowledge figures
    """
    day = (as_of or vietnam_now()).date()
    for figure in shipped().all_on(day):
        click.echo(_figure(figure))
    for figure in shipped().past(day):
        due = min(filter(None, [figure.ends_on, figure.check_by]))
        click.echo(words.FIGURE_PAST.format(title=figure.title, source=figure.source, day=f"{due:%d/%m/%Y}"))


def _figure(figure: Figure) -> str:
    until = words.FIGURE_UNTIL.format(day=f"{figure.ends_on:%d/%m/%Y}") if figure.ends_on else ""
    told = words.FIGURE.format(
        title=figure.title,
        value=amount(figure.value),
        unit=figure.unit,
        day=f"{figure.begins_on:%d/%m/%Y}",
        source=figure.source,
    )
    return told + until
