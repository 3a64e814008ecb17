"""Names of places in the law, and the buttons that lead to them."""

from __future__ import annotations

from datetime import date

from bot.messages import BUTTON_ID_BYTES, Button
from bot.texts import answers
from knowledge.model import Citation, Hit

LABEL_LENGTH = 60


def short(text: str, length: int = LABEL_LENGTH) -> str:
    """`text` on one line, cut at a word with "…" when it is longer than `length`."""
    text = " ".join(text.split())
    if len(text) <= length:
        return text
    return text[: length - 1].rsplit(" ", 1)[0].rstrip(",;: ") + "…"


def day(value: date) -> str:
    """01/02/2021."""
    return f"{value:%d/%m/%Y}"


def place(citation: Citation) -> str:
    """ "điểm a khoản 2 Điều 43"."""
    parts = []
    if citation.point:
        parts.append(f"điểm {citation.point}")
    if citation.clause:
        parts.append(citation.clause_name)
    return " ".join([*parts, citation.article_name])


def document(hit: Hit) -> str:
    """The document as people look it up: number and title."""
    title = hit.document_title
    return title if hit.citation.document.partition(" (")[0] in title else f"{title} ({hit.citation.document})"


def article_button(hit: Hit) -> Button | None:
    """The button that opens a whole article, or None where a number is too long for a button."""
    label = answers.RELATED.format(title=": ".join(filter(None, [hit.citation.article_name, hit.title])))
    return button(f"article:{hit.citation.key}", short(label))


def button(identity: str, label: str) -> Button | None:
    """A button, or None when its id would not fit the 64 bytes that channels allow."""
    return Button(identity, label) if len(identity.encode()) <= BUTTON_ID_BYTES else None
