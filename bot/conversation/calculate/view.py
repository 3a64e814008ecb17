"""A result as people read it: the answer first, then the working line by line, then where it stands."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from bot.conversation.ask.card import Find
from bot.conversation.parts.labels import document, place
from bot.messages import Block, BlockKind
from bot.texts import answers
from bot.texts import calculate as words
from knowledge.calculators.calculator import Result
from knowledge.model import Citation


def result_blocks(result: Result, find: Find) -> Iterator[Block]:
    """The blocks of a result; every one of its sums has its place in the law below."""
    yield Block(result.answer, BlockKind.ANSWER)
    if result.working:
        yield Block(words.WORKING, BlockKind.HEADING)
        yield Block("\n".join(result.working))
    yield Block(basis_line(result.basis, find), BlockKind.CITATION)
    yield from (Block(answers.NOTE.format(note=note), BlockKind.NOTE) for note in result.notes)


def basis_line(basis: Sequence[Citation], find: Find) -> str:
    """ "Căn cứ: điểm a khoản 1 Điều 98, khoản 3 Điều 98 Bộ luật Lao động (45/2019/QH14); …": each document once."""
    by_document: dict[str, list[Citation]] = {}
    for citation in dict.fromkeys(basis):
        by_document.setdefault(citation.document, []).append(citation)
    named = []
    for number, citations in by_document.items():
        hit = find(citations[0])
        named.append(f"{', '.join(place(c) for c in citations)} {document(hit) if hit else number}")
    return answers.CITATION.format(place="; ".join(named)) + "."
