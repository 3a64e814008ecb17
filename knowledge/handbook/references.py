"""What entries point at: related provisions are held, laws named in notes are known, amendments say what they touch."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from knowledge.handbook.problem import Problem
from knowledge.model import Document
from knowledge.parsing.numbering import numbers_in


def check_references(documents: Sequence[Document]) -> Iterator[Problem]:
    """Dead `@see`, laws that a note names and no register row knows, amendments of nothing."""
    held = {(d.number, a.number) for d in documents for a in d.articles}
    register = {d.number for d in documents} | {number for d in documents for number in _registered(d)}
    for document in documents:
        for amendment in document.amended_by:
            if not (amendment.articles or amendment.text):
                yield Problem(document.number, f"{amendment.by} sửa điều nào, hay biết được gì (articles hoặc text)?")
        for article in document.articles:
            place = f"{document.number}:{article.number}"
            for see in article.see:
                if tuple(see.split(":")[:2]) not in held:
                    yield Problem(place, f"@see dẫn tới chỗ không có: {see}")
            for number in sorted({n for note in article.notes for n in numbers_in(note)} - register):
                yield Problem(place, f"ghi chú nêu {number} mà không văn bản nào ghi trong amended_by hay replaces")


def _registered(document: Document) -> list[str]:
    """The numbers that the head of a document names."""
    named = [*document.replaces, *(a.by for a in document.amended_by), document.consolidates or ""]
    return [*named, *numbers_in(f"{document.note} {' '.join(a.text for a in document.amended_by)}")]
