"""The law finder inside an answer: our own search; one click puts a clause and its place into the answer."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date

from bot.conversation.follow.view import law_place
from bot.conversation.parts.labels import document, place
from bot.conversation.parts.model import Library
from knowledge.citations import read_citation
from knowledge.model import Hit

MOST = 5
_ARTICLE = re.compile(r"(?:khoản \w+ )?điều (\d+[a-zđ]?)")
LONGEST = 420  # characters of a clause that are shown


@dataclass(frozen=True, slots=True)
class Found:
    """A clause that may be cited; `key` is its place as requests write it."""

    key: str
    name: str
    text: str
    in_force: bool


def find_law(library: Library, question: str, day: date) -> list[Found]:
    """The best clauses for some words, or the very place that they name."""
    named = read_citation(question)
    if named:
        hit = library.article(named.document, named.article, day, named)
        return [_found(hit)] if hit else []
    return [_found(hit) for hit in library.answer(question, day, most=MOST).hits[:MOST]]


def named_law(library: Library, keys: Sequence[str], day: date) -> list[Found]:
    """Citations that were chosen, or that the worker carried along, with their names."""
    return [_named(library, key, day) for key in keys]


def cited_place(library: Library, text: str, day: date) -> str:
    """The place in the law that people name in words, as requests write it; "" when there is none."""
    cited, named = read_citation(text), _ARTICLE.search(text.casefold())
    if cited:
        return cited.place if library.article(cited.document, cited.article, day, cited) else ""
    hits = library.answer(text, day, most=1).hits if named else ()
    found = hits[0].citation if hits else None
    if not named or not found or found.article != named[1]:
        return ""
    return (found if named[0].startswith("khoản") else replace(found, clause=None, point=None)).place


def insertion(found: Found) -> str:
    """What goes into the part "Căn cứ"."""
    return f"{found.name[0].upper()}{found.name[1:]}: {found.text}"


def _named(library: Library, key: str, day: date) -> Found:
    cited = read_citation(key)
    hit = library.article(cited.document, cited.article, day, cited) if cited else None
    return _found(hit) if hit else Found(key, law_place(key), "", False)


def _found(hit: Hit) -> Found:
    passage = hit.passages[0] if hit.passages else None
    clause = passage.clause if passage else None
    cited = hit.citation
    if clause and clause.number and clause.number[0].isdigit() and not cited.clause:
        cited = replace(cited, clause=clause.number)
    text = hit.card.answer.text if hit.card else clause.full_text() if clause else hit.title
    text = text.removeprefix(f"{cited.clause}. ")
    short = text if len(text) <= LONGEST else text[:LONGEST].rpartition(" ")[0] + "…"
    return Found(cited.place, f"{place(cited)} {document(hit)}", short, hit.in_force)
