"""People's ways to name a place in the law → a Citation.

"Điều 43 145/2020/NĐ-CP", "khoản 2 Điều 63 Bộ luật Lao động", "dieu 43 nghi dinh 145 noi gi", "đ.43 nđ 145/2020".
Matching works on folded text, so diacritics do not matter; a point's letter is read from the text as typed, because
folding would make "đ" a "d".
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from datetime import date
from functools import cache

from knowledge.model import Citation, Document
from knowledge.normalize import clean, fold, fold_word
from knowledge.parsing.numbering import NUMBER, tidy_number

_ARTICLE = re.compile(r"\b(?:dieu|d\.)\s*(\d{1,3}[a-z]?)\b")
# "mục II.2", "phần III": places in a document without articles
_PROVISION = re.compile(r"\b(?:muc|phan)\s*((?:[ivx]+|[a-h]|\d{1,2})(?:\.(?:[ivx]+|[a-h]|\d{1,2}))*)\b(?!\w)")
_CLAUSE = re.compile(r"\b(?:khoan|k\.)\s*(\d{1,2}[a-z]?)\b")
_POINT = re.compile(r"\bdiem\s+([a-z]\d?)\b")
_FULL_NUMBER = re.compile(NUMBER, re.IGNORECASE)
_FOLDED_NUMBER = re.compile(r"(?<![\w/.-])\d{1,5}[a-z]?(?:\.\d)?(?:/\d{4}/[a-z]|/[a-z]{2,5}-|-[a-z]{1,3}/)[\w-]+")
_SHORT_NUMBER = re.compile(
    r"\b(?P<kind>bo luat|luat|nghi dinh|nd|thong tu|tt|phap lenh|nghi quyet|nq|quyet dinh|qd)"
    r"(?: so)?\s*(?P<number>\d{1,4})(?:/(?P<year>\d{4}))?\b"
)
# how a kind begins the last part of a folded number
_LETTERS = {
    "bo luat": "qh", "luat": "qh", "nghi dinh": "nd", "nd": "nd", "thong tu": "tt", "tt": "tt",
    "phap lenh": "pl", "nghi quyet": "nq", "nq": "nq", "quyet dinh": "qd", "qd": "qd",
}  # fmt: skip
_ABBREVIATIONS = {"blld": "bo luat lao dong"}


_KEY = re.compile(r"(?P<document>[^\s:,]+):(?P<article>\d+[a-zđ]?)(:(?P<clause>\d+[a-zđ]?))?(:(?P<point>[a-zđ]\d?))?")


def read_citation(key: str) -> Citation | None:
    """The place that a key names, "45/2019/QH14:137:3:a" (clause and point may be left out), or None."""
    named = _KEY.fullmatch(clean(key).strip())
    return Citation(**named.groupdict()) if named else None


def find_citation(text: str, documents: Iterable[Document]) -> Citation | None:
    """The place that a text names, or None when it names no article or no document.

    Of several documents with one name, one that has not ended is meant, then the newest.
    """
    typed = clean(text).lower()
    folded = fold(typed)
    article = _ARTICLE.search(folded) or _PROVISION.search(folded)
    if not article:
        return None
    documents = list(documents)
    document = find_document(text, documents)
    if not document:
        return None
    clause, point = _CLAUSE.search(folded), _POINT.search(folded)
    named = typed[slice(*article.span(1))]
    return Citation(
        document,
        named.upper() if article.re is _PROVISION else named,
        typed[slice(*clause.span(1))] if clause else None,
        typed[slice(*point.span(1))] if point else None,
    )


def find_document(text: str, documents: Iterable[Document]) -> str | None:
    """The number, as it is cited, of the document that a text names; None when it names none that we know."""
    documents = sorted(documents, key=_recency, reverse=True)
    folded = fold(clean(text))
    found = _named_document(text, folded, [d for d in documents if not d.attached_to])
    return _beside(folded, found, documents) or found or _by_name(folded, documents)


def _beside(folded: str, found: str | None, documents: list[Document]) -> str | None:
    """The regulation or appendix meant by "Quy chế ban hành kèm theo …", "Phụ lục …" of the document found."""
    if not found:
        return None
    for document in documents:
        if document.attached_to and document.attached_to.partition(" (")[0] == found.partition(" (")[0]:
            kind = fold(document.number.partition(" (")[2].rstrip(")"))
            if re.search(rf"\b{re.escape(kind)}\b", folded) and (kind == "phu luc" or "kem theo" in folded):
                return document.cited_as
    return None


def _named_document(text: str, folded: str, documents: list[Document]) -> str | None:
    for short, name in _ABBREVIATIONS.items():
        if short in folded:
            folded = re.sub(rf"\b{short}\b", name, folded)
    return _by_full_number(text, documents) or _by_short_number(folded, documents) or _by_name(folded, documents)


def _by_full_number(text: str, documents: list[Document]) -> str | None:
    match = _FOLDED_NUMBER.search(_folded_number(text)) or _FULL_NUMBER.search(clean(text))
    if not match:
        return None
    for document in documents:
        if _own_number(document.number) == _folded_number(match[0]):
            return document.cited_as
    typed = _FULL_NUMBER.search(clean(text))
    return tidy_number(typed[0] if typed else match[0])


@cache
def _own_number(number: str) -> str:
    return _folded_number(number.partition(" (")[0])


def _folded_number(text: str) -> str:
    """For comparing numbers: without marks, and without blanks around the strokes."""
    return re.sub(r"(?<=[\w])\s?([/–-])\s?(?=[\w])", lambda m: m[1].replace("–", "-"), fold(clean(text)))


def _by_short_number(folded: str, documents: list[Document]) -> str | None:
    match = _SHORT_NUMBER.search(folded)
    if not match:
        return None
    for document in documents:
        number, _, rest = fold_word(document.cited_as).partition("/")
        year, _, letters = rest.partition("/")
        same_number = number.lstrip("0") == match["number"].lstrip("0") and match["year"] in {None, year}
        if same_number and letters.startswith(_LETTERS[match["kind"]]):
            return document.cited_as
    return None


def _by_name(folded: str, documents: list[Document]) -> str | None:
    """The longest title that stands in the text; "luật lao động" also means the code of that name."""
    named = [
        (len(name), -place, document.cited_as)
        for place, document in enumerate(documents)
        for name in _names(document.title, document.short)
        if name in folded and re.search(rf"\b{re.escape(name)}\b", folded)
    ]
    return max(named)[2] if named else None


@cache
def _names(title: str, short: str) -> set[str]:
    """What a document is called, without diacritics."""
    names = {title.partition(" (")[0], short} - {""}
    return {fold(name).removeprefix("bo ") for name in names}


def _recency(document: Document) -> tuple[bool, date]:
    return document.expires_on is None, document.issued_on or date.min
