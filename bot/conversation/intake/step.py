"""What a step of the intake is: a question, and what it makes of the message that follows."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace

from bot.conversation.intake.draft import IntakeDraft
from bot.conversation.parts.model import Turn
from bot.conversation.parts.words import fold
from bot.messages import Block, BlockKind, Button, Reply
from bot.texts import intake as words

SKIP = Button("intake:skip", words.SKIP)
DONE = Button("intake:done", words.DONE)
TO_PREVIEW = Button("intake:preview", words.TO_PREVIEW)


@dataclass(frozen=True, slots=True)
class Taken:
    """The draft after a message, and what to say before the next question."""

    draft: IntakeDraft
    notes: tuple[str, ...] = ()
    blocks: tuple[Block, ...] = ()
    buttons: tuple[Button, ...] = ()
    aside: tuple[Button, ...] = ()  # below the choices of the next question: they lead away from it


@dataclass(frozen=True, slots=True)
class Step:
    """`ask` draws the question, `take` reads the answer; both see the whole draft."""

    ask: Callable[[Turn, IntakeDraft], Reply]
    take: Callable[[Turn, IntakeDraft], Taken]


def pressed(turn: Turn) -> str:
    """What the pressed button of the intake means: "intake:level:named" → "level:named"."""
    return turn.incoming.button.removeprefix("intake:") if turn.incoming.button.startswith("intake:") else ""


def typed(turn: Turn) -> str:
    """The words of the message, stripped."""
    return turn.incoming.text.strip()


def says(turn: Turn, *folded: str) -> bool:
    """Whether the whole message is one of these words, typed in any way."""
    return fold(turn.incoming.text).strip(".! ") in folded


def question(number: int, title: str, *paragraphs: str, buttons: tuple[Button, ...] = ()) -> Reply:
    """A numbered step."""
    heading = Block(words.STEP.format(number=number, title=title), BlockKind.HEADING)
    return Reply((heading, *(Block(p) for p in paragraphs)), buttons)


def onward(draft: IntakeDraft, step: str) -> IntakeDraft:
    """The next step; a draft that was seen whole before goes back to its preview."""
    return replace(draft, step="preview" if draft.seen else step)
