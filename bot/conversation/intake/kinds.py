"""The true words about the kinds that a text may be, each with its citations from the knowledge half."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from bot.conversation.ask.answering import citation_line
from bot.conversation.parts.model import Turn
from bot.messages import Block, BlockKind
from bot.texts import kinds as words
from feedback.model.case import Kind

Article = tuple[str, str, str]  # document, article, name of the document


def kind_blocks(turn: Turn, kinds: Iterable[Kind]) -> Iterator[Block]:
    """What the worker should know about these kinds before sending."""
    yield Block(words.TITLE, BlockKind.HEADING)
    for kind in kinds:
        yield Block(words.IN_TRIAL.get(kind, words.WORDS[kind]) if turn.services.trial else words.WORDS[kind])
        yield from citations(turn, words.ARTICLES[kind])


def retaliation_blocks(turn: Turn) -> Iterator[Block]:
    """What the law says to somebody who is made to suffer for a petition."""
    yield Block(words.RETALIATION)
    yield from citations(turn, words.RETALIATION_ARTICLES)


def citations(turn: Turn, articles: Iterable[Article]) -> Iterator[Block]:
    """One line an article; by its name alone where the handbook of this installation lacks it."""
    for document, article, name in articles:
        hit = turn.services.library.article(document, article, turn.today)
        line = words.CITATION.format(article=article, name=name, document=document)
        yield Block(citation_line(hit, whole=True) if hit else line, BlockKind.CITATION)
