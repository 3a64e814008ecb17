"""Long replies become pages: whole blocks first, and a block that is too long is parted between its lines.

The pages that are not shown yet wait in the sealed state; "Xem tiếp" brings the next one.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterator
from dataclasses import replace

from bot.conversation.model import Outcome, State
from bot.messages import Block, BlockKind, Button, Reply, join
from bot.plain import as_plain
from bot.texts import talk

MORE_ROOM = 60  # characters that the "Xem tiếp" line takes on a page
SEAMS = ("\n", r"(?<=[.;!?])\s+", r"\s+", "")  # where a block may be parted, best first


def fit(outcome: Outcome, limit: int) -> Outcome:
    """The same outcome with no reply longer than `limit` characters, its numbered buttons included."""
    state, replies = outcome
    shown: list[Reply] = []
    for position, reply in enumerate(replies):
        if len(as_plain(reply)) <= limit:
            shown.append(reply)
            continue
        pages = _pages(reply, limit)
        rest = (*pages[1:], *replies[position + 1 :])
        return keep(state, rest), (*shown, _with_more(pages[0], rest))
    return state, tuple(shown)


def keep(state: State, rest: tuple[Reply, ...]) -> State:
    """The state that remembers the pages not shown yet."""
    return replace(state, rest=tuple(r.pack() for r in rest))


def next_page(state: State, mark: str) -> Outcome | None:
    """The next page, or None when `mark` belongs to a reply that is no longer the last one."""
    rest = tuple(Reply.unpack(packed) for packed in state.rest)
    if not rest or mark != _mark(rest):
        return None
    page, left = rest[0], rest[1:]
    return keep(state, left), (_with_more(page, left) if left else page,)


def _with_more(page: Reply, rest: tuple[Reply, ...]) -> Reply:
    more = Button(f"more:{_mark(rest)}", talk.MORE.format(left=f"còn {len(rest)} phần"))
    return replace(page, buttons=(*page.buttons, more))


def _mark(rest: tuple[Reply, ...]) -> str:
    return hashlib.blake2b("".join(r.pack() for r in rest).encode(), digest_size=6).hexdigest()


def _pages(reply: Reply, limit: int) -> tuple[Reply, ...]:
    """The reply as pages; its buttons and its picture stand on the last one."""
    buttons = len(as_plain(replace(reply, blocks=()))) if reply.buttons else 0
    room = max(limit - MORE_ROOM, 80)
    pages: list[list[Block]] = [[]]
    for block in _small_blocks(reply.blocks, room):
        if pages[-1] and len(join([*pages[-1], block])) > room:
            pages.append(_carry_heading(pages[-1]))
        pages[-1].append(block)
    if len(join(pages[-1])) + 2 + buttons > limit:
        pages.append([])
    texts = [replace(reply, blocks=tuple(page), buttons=(), picture="") for page in pages[:-1]]
    return (*texts, replace(reply, blocks=tuple(pages[-1])))


def _carry_heading(page: list[Block]) -> list[Block]:
    """A heading at the foot of a page moves to the next page, unless it stands alone."""
    if len(page) > 1 and page[-1].kind is BlockKind.HEADING:
        return [page.pop()]
    return []


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
