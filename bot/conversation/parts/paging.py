"""Long replies become pages: whole blocks first, and a block that is too long is parted between its lines.

The pages that are not shown yet wait in the sealed state; "Xem tiếp" brings the next one.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterator
from dataclasses import replace

from bot.conversation.parts.model import Outcome, State
from bot.conversation.parts.plain import as_plain
from bot.messages import Block, BlockKind, Button, Reply, join
from bot.texts import answers, talk

MORE_ROOM = 60  # characters that the "Xem tiếp" line takes on a page
SOURCES = (answers.PLAIN_WORDS, answers.OFFICIAL_WORDS)  # headings of an article's words
SEAMS = ("\n", r"(?<=[.;!?])\s+", r"\s+", "")  # where a block may be parted, best first


def fit(outcome: Outcome, limit: int) -> Outcome:
    """The same outcome with no reply longer than `limit` characters, its numbered buttons included."""
    state, replies = outcome
    first = next((n for n, reply in enumerate(replies) if len(as_plain(reply)) > limit), None)
    if first is None:
        return outcome
    page, *rest = (page for reply in replies[first:] for page in _pages(reply, limit - MORE_ROOM))
    return keep(state, tuple(rest)), (*replies[:first], _with_more(page, tuple(rest)))


def keep(state: State, rest: tuple[Reply, ...]) -> State:
    """The state that remembers the pages not shown yet; those of a case in memory alone."""
    packed = tuple(r.pack() for r in rest)
    if any(r.fleeting for r in rest):
        return replace(state, rest=(), secret={**state.secret, "rest": packed})
    secret = {name: value for name, value in state.secret.items() if name != "rest"}
    return replace(state, rest=packed, secret=secret)


def next_page(state: State, mark: str) -> Outcome | None:
    """The next page, or None when `mark` belongs to a reply that is no longer the last one."""
    rest = tuple(Reply.unpack(packed) for packed in state.secret.get("rest", state.rest))
    if not rest or mark != _mark(rest):
        return None
    page, left = rest[0], rest[1:]
    return keep(state, left), (_with_more(page, left),)


def _with_more(page: Reply, rest: tuple[Reply, ...]) -> Reply:
    if not rest:
        return page
    more = Button(f"more:{_mark(rest)}", talk.MORE.format(left=f"còn {len(rest)} phần"))
    return replace(page, buttons=(*page.buttons, more))


def _mark(rest: tuple[Reply, ...]) -> str:
    return hashlib.blake2b("".join(r.pack() for r in rest).encode(), digest_size=6).hexdigest()


def _pages(reply: Reply, room: int) -> Iterator[Reply]:
    """The reply in pages of at most `room` characters; its buttons and its picture stand on the last one."""
    if len(as_plain(reply)) <= room:
        yield reply
        return
    pages = _laid_out(_citation_first(reply.blocks), room)
    if len(as_plain(replace(reply, blocks=tuple(pages[-1])))) > room:
        pages.append(_beside_buttons(pages[-1], room - len(as_plain(replace(reply, blocks=()))) - 2))
    for page in pages[:-1]:
        yield replace(reply, blocks=tuple(page), buttons=(), picture="")
    yield replace(reply, blocks=tuple(pages[-1]))


def _citation_first(blocks: tuple[Block, ...]) -> tuple[Block, ...]:
    """An article that is parted says on its first page where it stands: its citation moves up above its words."""
    words = next((n for n, b in enumerate(blocks) if b.text in SOURCES and b.kind is BlockKind.HEADING), len(blocks))
    below = sorted(blocks[words:], key=lambda block: block.kind is not BlockKind.CITATION)
    return (*blocks[:words], *below)


def _laid_out(blocks: tuple[Block, ...], room: int) -> list[list[Block]]:
    pages: list[list[Block]] = [[]]
    for block in _small_blocks(blocks, room):
        if pages[-1] and len(join([*pages[-1], block])) > room:
            headings = _headings_at_the_foot(pages[-1])
            moved = headings if len(join([*headings, block])) <= room else []
            pages[-1] = pages[-1][: len(pages[-1]) - len(moved)]
            pages.append(moved)
        pages[-1].append(block)
    return pages


def _headings_at_the_foot(page: list[Block]) -> list[Block]:
    """The headings that would part from what they head; a page keeps at least one block."""
    start = len(page)
    while start > 1 and page[start - 1].kind is BlockKind.HEADING:
        start -= 1
    return page[start:]


def _beside_buttons(page: list[Block], room: int) -> list[Block]:
    """What moves from the last page to stand above the buttons: the last words with their notes, or the last note.

    When neither fits there, a short question stands there instead.
    """
    words = max((n for n, block in enumerate(page) if block.kind is not BlockKind.NOTE), default=0)
    for start in (words, len(page) - 1):
        moved = [*_headings_at_the_foot(page[:start]), *page[start:]]
        if len(moved) < len(page) and len(join(moved)) <= room:
            del page[-len(moved) :]
            return moved
    return [Block(talk.WHAT_NEXT)]


def _small_blocks(blocks: tuple[Block, ...], room: int) -> Iterator[Block]:
    for block in blocks:
        yield from (replace(block, text=text) for text in _part(block.text, room, SEAMS))


def _part(text: str, room: int, seams: tuple[str, ...]) -> Iterator[str]:
    """`text` in pieces of at most `room` characters, parted at the best seams that do."""
    if len(text) <= room:
        yield text
        return
    if not seams[0]:
        yield from (text[i : i + room] for i in range(0, len(text), room))
        return
    glue = "\n" if seams[0] == "\n" else " "
    piece = ""
    for part in re.split(seams[0], text):
        if piece and len(piece) + len(glue) + len(part) > room:
            yield from _part(piece, room, seams[1:])
            piece = part
        else:
            piece = f"{piece}{glue}{part}" if piece else part
    yield from _part(piece, room, seams[1:])
