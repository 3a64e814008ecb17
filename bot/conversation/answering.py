"""From hits to what the worker reads: plain words, official words, citation, warnings, buttons.

No legal statement leaves here without its citation; one that does not apply on the day says so first.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import date

from bot.conversation.labels import article_button, button, day, document, place
from bot.conversation.menu import HOME
from bot.messages import Block, BlockKind, Button, Reply
from bot.texts import answers
from knowledge.model import Answer, Hit, Passage, Source

SHORT_ARTICLE = 900  # characters that are read at a glance
RELATED = 2  # further articles offered below an answer
HITS = 1 + RELATED  # what one answer needs
OPINIONS = (Button("helpful:yes", answers.HELPED), Button("helpful:no", answers.NOT_HELPED))
HEADINGS = {Source.HANDBOOK: answers.PLAIN_WORDS, Source.OFFICIAL: answers.OFFICIAL_WORDS}


def answer_reply(answer: Answer) -> Reply:
    """The best hit's answering clause, and buttons to the rest. Needs at least one hit."""
    best = answer.hits[0]
    related = [article_button(hit) for hit in answer.hits[1 : 1 + RELATED]]
    whole = button(
        f"article:{best.citation.key}",
        answers.WHOLE_ARTICLE.format(article=best.citation.article_name or answers.THIS_PART),
    )
    buttons = [b for b in (whole, *related) if b]
    return Reply(tuple(_blocks(best, answer.as_of, whole=False)), (*buttons, *OPINIONS))


def whole_article(hit: Hit, as_of: date) -> Reply:
    """Every clause of an article in each source that holds it."""
    related = [button(f"article:{key}", _related_label(key)) for key in _see(hit)]
    buttons = [b for b in related if b]
    return Reply(tuple(_blocks(hit, as_of, whole=True)), (*buttons, *OPINIONS, HOME))


def citation_line(hit: Hit, whole: bool = False) -> str:
    """ "Căn cứ: khoản 2 Điều 43, … (145/2020/NĐ-CP); có hiệu lực từ 01/02/2021"."""
    where = replace(hit.citation, clause=None, point=None) if whole else hit.citation
    parts = [answers.CITATION.format(place=", ".join(filter(None, [place(where), document(hit)])))]
    if hit.effective_on:
        parts.append(answers.IN_FORCE_FROM.format(day=day(hit.effective_on)))
    if hit.expires_on:
        parts.append(answers.IN_FORCE_UNTIL.format(day=day(hit.expires_on)))
    return "; ".join(parts) + "."


def _blocks(hit: Hit, as_of: date, *, whole: bool) -> Iterator[Block]:
    yield Block(". ".join(filter(None, [hit.citation.article_name, hit.title])), BlockKind.HEADING)
    if not hit.in_force:
        yield Block(answers.NOT_IN_FORCE.format(day=day(as_of)), BlockKind.NOTE)
    for passage in hit.passages:
        yield Block(HEADINGS[passage.source], BlockKind.HEADING)
        official = passage.source is Source.OFFICIAL
        kind = BlockKind.OFFICIAL if official else BlockKind.TEXT
        yield from (Block(text, kind) for text in _clauses(passage, whole))
    yield Block(citation_line(hit, whole), BlockKind.CITATION)
    if all(p.source is Source.HANDBOOK for p in hit.passages):
        yield Block(answers.EXPLANATION_ONLY, BlockKind.NOTE)
    yield from (Block(answers.NOTE.format(note=note), BlockKind.NOTE) for note in hit.notes)


def _clauses(passage: Passage, whole: bool) -> list[str]:
    """All clauses; of a long article only the answering one, below the words that lead into it.

    "Phạt tiền thay cho kỷ luật" means the opposite without its "Cấm:". In a short article the other clauses follow
    the answering one: they often hold the exception.
    """
    clauses, best = passage.article.clauses, passage.clause
    if whole or best is None:
        return [clause.full_text() for clause in clauses]
    lead = [c for c in clauses[:1] if c.number is None and c != best]
    rest = [c for c in clauses if c != best and c not in lead]
    chosen = [*lead, best, *rest] if len(passage.article.full_text()) <= SHORT_ARTICLE else [*lead, best]
    return [clause.full_text() for clause in chosen]


def _see(hit: Hit) -> list[str]:
    """Keys of related provisions that the handbook names."""
    return [key for p in hit.passages for key in p.article.see][:RELATED]


def _related_label(key: str) -> str:
    number, _, article = key.rpartition(":")
    return answers.RELATED.format(title=f"Điều {article}: {number}")
