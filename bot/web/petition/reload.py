"""The last page of a petition, kept for a browser that loads it again or never got it.

It holds the receipt and the slip, which name neither the worker nor what was written, and lies sealed under the page's
own random token for 24 hours at most; “Xóa cuộc trò chuyện này” removes it at once.
"""

from __future__ import annotations

from bot.conversation import State
from bot.conversation.intake.draft import INTAKE
from bot.conversation.parts.model import Outcome
from bot.messages import Reply

ENDED = "ended"  # no dialogue has this name: only the page looks at it


def keep_last_page(before: State, outcome: Outcome) -> Outcome:
    """An intake that ended with this message leaves what was said last."""
    state, replies = outcome
    if before.dialogue != INTAKE or state.dialogue:
        return outcome
    return state.waiting(ENDED, replies=[reply.pack() for reply in replies]), replies


def last_page(state: State) -> tuple[Reply, ...]:
    """What was said last, or nothing when the intake goes on or never was."""
    return tuple(Reply.unpack(packed) for packed in state.draft["replies"]) if state.dialogue == ENDED else ()
