"""From hits to what the worker reads: plain words, official words, citation, warnings, buttons.

No legal statement leaves here without its citation; one that does not apply on the day says so first.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from datetime import date

from bot.conversation.parts.labels import article_button, button, day, document, place
from bot.conversation.parts.menu import HOME
from bot.messages import Block, BlockKind, Button, Reply
from bot.texts import answers
from knowledge.model import Answer, Clause, Hit, Passage, Source

SHORT_ARTICLE = 900  # characters that are read at a glance
RELATED = 2  # further articles offered below an answer
HITS = 1 + RELATED  # what one answer needs
OPINIONS = (Button("helpful:yes", answers.HELPED), Button("helpful:no", answers.NOT_HELPED))
HEADINGS = {Source.HANDBOOK: answers.PLAIN_WORDS, Source.OFFICIAL: answers.OFFICIAL_WORDS}


def answer_reply(answer: Answer, more: Sequence[Button] = ()) -> Reply:
    """The best hit's answering clause, and buttons to the rest and to `more`. Needs at least one hit."""
    best = answer.hits[0]
    whole = button(
        f"article:{best.citation.key}",
        answers.WHOLE_ARTICLE.format(article=best.citation.article_name or answers.THIS_PART),
    )
    further = _article_buttons(answer.hits[1 : 1 + RELATED])
    buttons = (*filter(None, [whole]), *further, *more, *OPINIONS)
    return Reply(tuple(_blocks(best, answer.as_of, whole=False)), buttons)


def whole_article(hit: Hit, as_of: date, see: Iterable[Hit] = (), more: Sequence[Button] = ()) -> Reply:
    """Every clause of an article in each source that holds it; `see` are articles that it points to."""
    buttons = (*_article_buttons(see), *more, *OPINIONS, HOME)
    return Reply(tuple(_blocks(hit, as_of, whole=True)), buttons)


def see_also(hit: Hit) -> list[str]:
    """Keys of related articles that the handbook names."""
    return [key for p in hit.passages for key in p.article.see][:RELATED]


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
    """All clauses in the law's order; of a long article only the answering one, below the words that lead into it.

    "Phạt tiền thay cho kỷ luật" means the opposite without its "Cấm:". In a short article the other clauses stay: they
    often hold the exception; the one that answers is marked unless it comes first. Words that only lead in ("Nhà nước
    phải:") answer with all that follows them.
    """
    clauses, best = passage.article.clauses, passage.clause
    if whole or best is None or _only_leads_in(best):
        return [clause.full_text() for clause in clauses]
    if len(passage.article.full_text()) > SHORT_ARTICLE:
        lead = [c for c in clauses[:1] if c.number is None and c != best]
        return [clause.full_text() for clause in (*lead, best)]
    marked = answers.ANSWERS.format(clause=best.full_text())
    return [marked if c is best and c is not clauses[0] else c.full_text() for c in clauses]


def _only_leads_in(clause: Clause) -> bool:
    return not clause.points and clause.text.rstrip().endswith(":")


def _article_buttons(hits: Iterable[Hit]) -> list[Button]:
    return [b for hit in hits if (b := article_button(hit))]
