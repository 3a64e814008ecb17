"""What an amending law does to other documents, read from its articles, so that those can show its words."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import replace
from datetime import date

from knowledge.model import Amendment, Article, Document
from knowledge.normalize import fold
from knowledge.parsing.numbering import numbers_in

_QUOTED = re.compile(r"“[^”]*”|\"[^\"]*\"", re.DOTALL)
_ARTICLE = re.compile(r"[Đđ]iều (\d+[a-zđ]?)")
_NAMED = re.compile(r"(?:một số điều|Điều \d+[a-zđ]?) của ((?:Bộ luật|Luật|Nghị định|Thông tư).+)", re.DOTALL)


def is_amending(document: Document) -> bool:
    """Whether the document exists to amend others."""
    return "sua doi, bo sung" in fold(document.title)


def amendments_made(document: Document, known: Iterable[Document]) -> dict[str, list[Amendment]]:
    """Number of an amended document → what this one does to it. `known` resolve laws that are named only."""
    if not is_amending(document):
        return {}
    known = list(known)
    named = numbers_in(document.title)
    only = named[0] if len(named) == 1 else None
    made: dict[str, list[Amendment]] = {}
    for article in document.articles:
        target = _target(article, document, known) or (only if _amends(article) else None)
        if target and target != document.number:
            made.setdefault(target, []).extend(_amendments(article, document))
    return made


def link(document: Document, amending: Iterable[Document], known: Iterable[Document]) -> Document:
    """The document with the words of those amending laws that are at hand, and with its end if one replaces it."""
    known = list(known)
    own = document.attached_to or document.number
    ends = [d.effective_on for d in known if own in d.replaces and d.effective_on]
    if ends and not document.expires_on:
        document = replace(document, expires_on=min(ends))
    for other in amending:
        made = amendments_made(other, known).get(document.cited_as)
        if made:
            document = _merged(document, other.number, made)
    return document


def _merged(document: Document, by: str, made: list[Amendment]) -> Document:
    """Take the wording unless it is there already, or the text contains the change (a consolidated one)."""
    present = [a for a in document.amended_by if a.by == by]
    if any(a.text for a in present) or (present and document.consolidates):
        return document
    others = tuple(a for a in document.amended_by if a.by != by)
    return replace(document, amended_by=(*others, *made))


def _amends(article: Article) -> bool:
    return bool(re.match(r"Sửa đổi|Bổ sung|Thay thế|Bãi bỏ|Bỏ ", article.title or article.full_text()))


def _target(article: Article, document: Document, known: list[Document]) -> str | None:
    """The document that an article amends: by its number, or by the name of a law in force at that time."""
    match = _NAMED.search(f"{article.title}\n{article.clauses[0].text}" if article.clauses else article.title)
    if not match or not _amends(article):
        return None
    if numbers := numbers_in(match[1]):
        return numbers[0]
    name = fold(match[1].splitlines()[0].strip(" .:"))
    until = document.issued_on or date.max
    issued = {
        d.issued_on: d.cited_as
        for d in known
        if d.issued_on and d.issued_on < until and fold(d.title.partition(" (")[0]) == name
    }
    return issued[max(issued)] if issued else None


def _amendments(article: Article, document: Document) -> list[Amendment]:
    """One amendment for each numbered clause, or one for an article whose title names what it amends.

    Quoted words name no target: they are what the other law says from now on.
    """
    whole = f"{article.title}\n{article.full_text()}"
    if named := tuple(dict.fromkeys(_ARTICLE.findall(article.title))):
        return [Amendment(document.number, document.effective_on, named, whole)]
    parts = [c.full_text() for c in article.clauses if c.number] or [whole]
    found = [(tuple(dict.fromkeys(_ARTICLE.findall(_QUOTED.sub(" ", part)))), part) for part in parts]
    return [Amendment(document.number, document.effective_on, a, part.strip()) for a, part in found if a]
