"""What the operator should look after in the stored documents: holes, ended documents, amendments without words."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from knowledge.model import Document
from knowledge.parsing.parse import find_holes


@dataclass(frozen=True, slots=True)
class Review:
    """What was found for one document; `missing_words` are the numbers of amending documents not at hand."""

    document: Document
    holes: tuple[str, ...]
    expired: bool
    missing_words: tuple[str, ...]

    @property
    def is_clean(self) -> bool:
        """Whether there is nothing to look after."""
        return not (self.holes or self.expired or self.missing_words)


def review(documents: Iterable[Document], today: date) -> list[Review]:
    """Look at every document. The changes that a stored consolidated text contains are at hand there."""
    documents = list(documents)
    contained: dict[str, set[str]] = {}
    for document in documents:
        if document.consolidates:
            contained.setdefault(document.consolidates, set()).update(a.by for a in document.amended_by)
    return [
        Review(
            document,
            find_holes([a.number for a in document.articles]) if document.part == "Điều" else (),
            bool(document.expires_on and document.expires_on <= today),
            _missing_words(document, contained.get(document.cited_as, set())),
        )
        for document in documents
    ]


def _missing_words(document: Document, contained: set[str]) -> tuple[str, ...]:
    missing = (a.by for a in document.amended_by if not a.text and a.by not in contained)
    return tuple(dict.fromkeys(missing))
