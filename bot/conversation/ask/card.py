"""A situation card as the worker reads it: answer, exception, basis, what to do; the law behind it on a tap."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from datetime import date

from bot.conversation.parts.labels import day, document, place, short
from bot.messages import Block, BlockKind, Button, Reply
from bot.texts import answers
from knowledge.model import Audience, Card, Citation, Hit

MOST_PLACES = 2  # named below the answer; the rest stands behind "Vì sao"
Find = Callable[[Citation], Hit | None]


def card_blocks(hit: Hit, card: Card, find: Find) -> Iterator[Block]:
    """The answer first; every legal statement has its place below."""
    if card.audience and Audience.PUBLIC not in card.audience:
        yield Block(audience_line(card.audience), BlockKind.NOTE)
    yield Block(card.answer.text, BlockKind.ANSWER)
    yield from (Block(answers.EXCEPT.format(text=e.text), BlockKind.EXCEPTION) for e in card.exceptions)
    # who asked about something near it sees so at once
    yield Block(answers.CARD_ABOUT.format(name=card.name), BlockKind.CITATION)
    yield Block(basis_line(card.answer.citations[:MOST_PLACES], find), BlockKind.CITATION)
    if card.steps:
        steps = "\n".join(f"{n}. {step.text}" for n, step in enumerate(card.steps, 1))
        yield Block(answers.DO_NOW, BlockKind.HEADING)
        yield Block(steps)


def card_buttons(card: Card) -> tuple[Button, ...]:
    """The way to the law behind the card."""
    return (Button(f"why:{card.mark}", answers.WHY),)


def card_button(card: Card) -> Button:
    """The button that shows another card."""
    return Button(f"card:{card.mark}", short(answers.RELATED.format(title=card.name)))


def why(hit: Hit, find: Find, as_of: date) -> Reply:
    """Each provision that the card rests on, in plain words and in the law's own, with what must be said beside it."""
    assert hit.card
    blocks: list[Block] = [Block(answers.WHY_TITLE.format(name=hit.card.name), BlockKind.HEADING)]
    for citation in hit.card.citations:
        found = find(citation)
        if found:
            blocks += _provision(found, citation, as_of)
    return Reply(tuple(blocks))


def basis_line(citations: Sequence[Citation], find: Find) -> str:
    """ "Căn cứ: khoản 3 Điều 137 Bộ luật Lao động (45/2019/QH14)"."""
    named = []
    for citation in citations:
        hit = find(citation)
        named.append(f"{place(citation)} {document(hit) if hit else citation.document}")
    return answers.CITATION.format(place="; ".join(named)) + "."


def audience_line(audience: Sequence[Audience]) -> str:
    """For whom it is, where that is narrow."""
    return answers.FOR.format(readers=", ".join(answers.AUDIENCES[a] for a in audience))


def _provision(hit: Hit, citation: Citation, as_of: date) -> Iterator[Block]:
    title = f"{place(citation)} {document(hit)}"
    yield Block(title[0].upper() + title[1:], BlockKind.HEADING)
    if not hit.in_force:
        yield Block(answers.NOT_IN_FORCE.format(day=day(as_of)), BlockKind.NOTE)
    for passage in hit.passages:
        official = passage.source.value == "official"
        clause = passage.clause.full_text() if passage.clause else passage.article.full_text()
        yield Block(f"{answers.OFFICIAL_WORDS if official else answers.PLAIN_WORDS}:", BlockKind.NOTE)
        yield Block(clause, BlockKind.OFFICIAL if official else BlockKind.TEXT)
    yield from (Block(answers.NOTE.format(note=answers.note_text(note)), BlockKind.NOTE) for note in hit.notes)
