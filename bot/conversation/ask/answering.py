"""From hits to what the worker reads: plain words, official words, citation, warnings, buttons.

No legal statement leaves here without its citation; one that does not apply on the day says so first.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from datetime import date

from bot.conversation.ask.card import Find, audience_line, card_blocks, card_button, card_buttons
from bot.conversation.parts.labels import article_button, button, day, document, place, short
from bot.conversation.parts.menu import HOME
from bot.conversation.parts.model import Turn
from bot.messages import Block, BlockKind, Button, Reply
from bot.texts import answers
from knowledge.model import Answer, Audience, Clause, Hit, Passage, Source

SHORT_ARTICLE = 900  # characters that are read at a glance
RELATED = 2  # further articles offered below an answer
DOUBTFUL = 0.7  # below this chance two questions of five have another answer among the first three
MOST_WORDS = 110  # of an answer before a tap
HITS = 1 + RELATED  # what one answer needs
OPINIONS = (Button("helpful:yes", answers.HELPED), Button("helpful:no", answers.NOT_HELPED))
HEADINGS = {Source.HANDBOOK: answers.PLAIN_WORDS, Source.OFFICIAL: answers.OFFICIAL_WORDS}


def answer_reply(answer: Answer, find: Find, more: Sequence[Button] = ()) -> Reply:
    """The best card, or the clause that answers, and buttons to the rest and to `more`. Needs at least one hit.

    Where the first is not sure to be the one that was meant, the next are offered with a word.
    """
    best = answer.hits[0]
    further = [b for hit in answer.hits[1 : 1 + RELATED] if (b := _hit_button(hit))]
    doubt = (Block(answers.PERHAPS_ANOTHER, BlockKind.NOTE),) if further and answer.chance < DOUBTFUL else ()
    if best.card:
        reply = card_reply(best, find, more, further)
        return replace(reply, blocks=(*reply.blocks, *doubt))
    law = short(document(best).partition(" (")[0], 30)
    title = " ".join(filter(None, [best.citation.article_name or answers.THIS_PART, law]))
    whole = button(f"article:{best.citation.key}", answers.WHOLE_ARTICLE.format(article=title))
    buttons = (*filter(None, [whole]), *further, *more, *OPINIONS)
    return Reply((*_clause_first(best, answer.as_of), *doubt), buttons)


def card_reply(hit: Hit, find: Find, more: Sequence[Button] = (), further: Sequence[Button] = ()) -> Reply:
    """A card with its buttons."""
    assert hit.card
    blocks = tuple(card_blocks(hit, hit.card, find))
    return Reply(blocks, (*card_buttons(hit.card), *more, *further, *OPINIONS))


def finder(turn: Turn) -> Find:
    """Looks provisions up in the library of a turn."""
    return lambda citation: turn.services.library.article(citation.document, citation.article, turn.today, citation)


def _hit_button(hit: Hit) -> Button | None:
    return card_button(hit.card) if hit.card else article_button(hit)


def _clause_first(hit: Hit, as_of: date) -> Iterator[Block]:
    """What answers, in plain words where there are any; then where it stands. The rest is a tap away."""
    if not hit.in_force:
        yield Block(answers.NOT_IN_FORCE.format(day=day(as_of)), BlockKind.NOTE)
    if hit.audience and Audience.PUBLIC not in hit.audience:
        yield Block(audience_line(hit.audience), BlockKind.NOTE)
    passage = hit.passages[0]
    official = passage.source is Source.OFFICIAL
    for text in _within(_clauses(passage, whole=not hit.pointed and _is_short(passage)), MOST_WORDS):
        yield Block(text, BlockKind.OFFICIAL if official else BlockKind.TEXT)
    if hit.title:
        yield Block(answers.ABOUT.format(title=hit.title), BlockKind.NOTE)
    yield Block(citation_line(hit, whole=not hit.pointed), BlockKind.CITATION)
    if not official and len(hit.passages) == 1:
        yield Block(answers.EXPLANATION_ONLY, BlockKind.NOTE)
    yield from (Block(answers.NOTE.format(note=answers.note_text(note)), BlockKind.NOTE) for note in hit.notes)


def _is_short(passage: Passage) -> bool:
    return len(passage.article.full_text()) <= SHORT_ARTICLE


def _within(texts: Sequence[str], most: int) -> Iterator[str]:
    """The texts up to `most` words, the last one cut at a line or a sentence; the whole stands behind a button."""
    left = most
    for text in texts:
        words = len(text.split())
        if words <= left:
            yield text
            left -= words
            continue
        if left == most or left > most // 3:
            yield _cut(text, left)
        return


def _cut(text: str, most: int) -> str:
    kept, words = "", 0
    for part in re.split(r"(?<=[.;:!?\n])(?=\s)|(?<=\n)", text):
        words += len(part.split())
        if kept and words > most:
            break
        kept += part
    return f"{kept.rstrip()} …"


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
    yield from (Block(answers.NOTE.format(note=answers.note_text(note)), BlockKind.NOTE) for note in hit.notes)


def _clauses(passage: Passage, whole: bool) -> list[str]:
    """All clauses in the law's order; of a long article only the answering one, below the words that lead into it.

    "Phạt tiền thay cho kỷ luật" means the opposite without its "Cấm:", a row of a table nothing without its heads. In a
    short article the other clauses stay: they often hold the exception; the one that answers is marked unless it comes
    first. Words that only lead in ("Nhà nước phải:") answer with all that follows them.
    """
    clauses, best = passage.article.clauses, passage.clause
    if whole or best is None or _only_leads_in(best):
        return [clause.full_text() for clause in clauses]
    if len(passage.article.full_text()) > SHORT_ARTICLE:
        lead = [c for c in clauses[:1] if c.number is None and c != best]
        head = passage.article.head_of(best)
        return [clause.full_text() for clause in (*lead, *([head] if head else []), best)]
    marked = answers.ANSWERS.format(clause=best.full_text())
    return [marked if c is best and c is not clauses[0] else c.full_text() for c in clauses]


def _only_leads_in(clause: Clause) -> bool:
    return not clause.points and clause.text.rstrip().endswith(":")


def _article_buttons(hits: Iterable[Hit]) -> list[Button]:
    return [b for hit in hits if (b := article_button(hit))]
