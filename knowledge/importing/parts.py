"""A text that a gazette prints in two issues: its parts, imported one after the other, become one document."""

from __future__ import annotations

from dataclasses import replace

from knowledge.importing.honesty import is_compared
from knowledge.model import Document, Extent, ImportReport
from knowledge.parsing.headings import split_number


def follows(first: Document, second: Document) -> bool:
    """Whether the articles of one part go on where those of the other end."""
    if first.part != "Điều" or second.part != "Điều" or not (first.articles and second.articles):
        return False
    last, _ = split_number(first.articles[-1].number)
    return second.articles[0].number == str(last + 1)


def join(first: Document, second: Document, report: ImportReport) -> tuple[Document, ImportReport]:
    """Both parts as one document, named as the first part is, and the report on it."""
    document = replace(
        first,
        articles=(*first.articles, *second.articles),
        effective_on=second.effective_on or first.effective_on,
        expires_on=second.expires_on or first.expires_on,
        replaces=(*first.replaces, *(one for one in second.replaces if one not in first.replaces)),
    )
    start, place, end = first.articles[0].number, second.articles[0].number, second.articles[-1].number
    said = f"Đã nối hai phần của văn bản, từ Điều {place}: nay có Điều {start} đến Điều {end}, hãy so với bản gốc."
    whole = is_compared(document)
    return document, replace(
        report,
        title=document.title,
        articles=tuple(a.number for a in document.articles),
        warnings=() if whole else (said,),
        extent=Extent.COMPARED if whole else Extent.UNCLEAR,
        effective_on=document.effective_on,
        expires_on=document.expires_on,
    )
