"""Plain lines → the documents in them: one with articles, one by its own outline, or what was issued with another."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import replace

from knowledge.model import Article, Document
from knowledge.parsing.attached import (
    APPENDIX,
    Attached,
    appendix_articles,
    begins_attached,
    own_attachment,
    split_attached,
)
from knowledge.parsing.body_end import is_end
from knowledge.parsing.identity import find_number, header_lines, names_a_kind
from knowledge.parsing.metadata import read_metadata
from knowledge.parsing.numbering import kind_letters, kind_of
from knowledge.parsing.parse import ParsedText, parse_articles
from knowledge.parsing.provisions import read_clauses, read_provisions, start_of_provisions

_WITH_ARTICLES = {"QH", "PL", "NĐ", "TT", "TTLT", "UBTVQH", "VBHN"}  # always written in articles
_LAST_WORDS = re.compile(r"\W*Trên đây là ")


def read_document(lines: Iterable[str]) -> tuple[Document, ParsedText, list[Attached]]:
    """The document of a text, how it was read, and the texts that came with it; without articles when it has none."""
    parsed = parse_articles(lines)
    alone = begins_attached(parsed.preamble)
    if alone is not None and not find_number(parsed.preamble[:alone]):
        return _issued_with_another(parsed, alone)
    document = read_metadata(parsed if parsed.articles else _outline(parsed))
    if not parsed.articles:
        parsed = _outline(parsed)
        document = replace(document, part=_part(parsed.articles))
    closing, texts = split_attached(parsed.closing)
    return document, replace(parsed, closing=tuple(closing)), texts


def _outline(parsed: ParsedText) -> ParsedText:
    """The text of a plan, a directive …: its provisions, or one without a number; nothing for a mere letter."""
    lines = parsed.preamble
    head = header_lines(lines)
    number = find_number(lines)
    if (not names_a_kind(head) and not number) or kind_letters(number) in _WITH_ARTICLES:
        return parsed
    start = start_of_provisions(lines)
    end = next((i for i in range(min(start, len(lines) - 1) + 1, len(lines)) if _ends(lines, i)), len(lines))
    provisions = read_provisions(lines[start:end])
    if not provisions and number:
        start = len(head)
        end = next((i for i in range(start, len(lines)) if _ends(lines, i)), len(lines))
        provisions = _without_numbers(lines[start:end])
    return ParsedText(provisions, preamble=tuple(lines[:start]), closing=tuple(lines[end:]))


def _ends(lines: Sequence[str], index: int) -> bool:
    return is_end(lines, index) or bool(_LAST_WORDS.match(lines[index]))


def _without_numbers(lines: Sequence[str]) -> tuple[Article, ...]:
    clauses = read_clauses(lines)
    return (Article("1", "", clauses),) if clauses else ()


def _part(articles: Sequence[Article]) -> str:
    return "" if [a.number for a in articles] == ["1"] and not articles[0].title else "Mục"


def _issued_with_another(parsed: ParsedText, start: int) -> tuple[Document, ParsedText, list[Attached]]:
    """A regulation or an appendix in a file of its own: it is known by the number of what it came with."""
    lines = parsed.preamble[start:]
    _, (text, *others) = split_attached([*lines, *([] if parsed.articles else parsed.closing)])
    base = own_attachment(parsed.preamble)
    document = read_metadata(parsed)
    kind, issuer = kind_of(base)
    document = replace(
        document,
        number=f"{base} ({text.kind})" if base else "",
        title=text.name or document.title,
        kind=kind,
        issuer=document.issuer or issuer,
        short=f"{text.kind} ban hành kèm theo {base}",
        attached_to=base,
    )
    if text.kind == APPENDIX:
        alone = not others
        articles = tuple(a for t in (text, *others) for a in appendix_articles(t, alone=alone))
        return replace(document, articles=articles, part=APPENDIX), replace(parsed, articles=articles), []
    if not parsed.articles:
        articles = read_provisions(text.lines)
        return replace(document, articles=articles, part="Mục"), replace(parsed, articles=articles), others
    closing, texts = split_attached(parsed.closing)
    return document, replace(parsed, closing=tuple(closing)), texts
