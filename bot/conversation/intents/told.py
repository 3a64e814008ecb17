"""The people of the union in a chat: "noi <code>" links it, the button of a notice says "đã biết", and a linked chat
asks how much waits ("/viec", "/qua_han", "/truc"). To everybody else these are words like any other.

Whoever presses holds the message that was sent to them: its one-time token is the permission, and no login is known.
"""

from __future__ import annotations

import re
from dataclasses import replace

from bot.conversation.parts.model import Dialogue, Outcome, State, Turn
from bot.conversation.parts.words import fold
from bot.messages import Incoming, say
from bot.texts import notices as words
from bot.texts.faults import sentence
from feedback.errors import FeedbackError

COUNTS = frozenset({"/viec", "/qua_han", "/truc"})
LEAVE = "thoi bao"
LINK = re.compile(r"/?noi((?: ?\d){10})")


def accepts(state: State, incoming: Incoming) -> bool:
    """Whether a message is the code of a link."""
    return LINK.fullmatch(fold(incoming.text)) is not None


def is_of_staff(incoming: Incoming) -> bool:
    """Whether a message is one that only a linked chat is answered: a command for counts, or "thôi báo"."""
    return not incoming.button and (incoming.text.strip().casefold() in COUNTS or fold(incoming.text) == LEAVE)


def of_staff(turn: Turn) -> Outcome | None:
    """The answer to such a message; None in a chat that is nobody's, where it is a worker's."""
    staff, sender = turn.services.staff, turn.incoming.sender
    if staff is None or not is_of_staff(turn.incoming):
        return None
    if fold(turn.incoming.text) == LEAVE:
        return (turn.state, (say(words.UNLINKED_CHAT),)) if staff.unlink(sender) else None
    said = staff.answer(sender, turn.incoming.text.strip().casefold(), turn.now)
    return (turn.state, (say(said),)) if said else None


def answer(turn: Turn) -> Outcome:
    """Acknowledge by the button, or link this chat by its code."""
    staff = turn.services.staff
    if staff is None:
        return turn.state, (say(words.NOTHING_TO_ACKNOWLEDGE),)
    if turn.incoming.button:
        done = staff.acknowledge(turn.incoming.button.partition(":")[2])
        return turn.state, (say(words.ACKNOWLEDGED if done else words.NOTHING_TO_ACKNOWLEDGE),)
    if not turn.incoming.channel.traits.writes_first:
        return turn.state, (say(words.ONLY_WHERE_WE_WRITE_FIRST),)
    found = LINK.fullmatch(fold(turn.incoming.text))
    assert found is not None
    try:
        token = staff.link(found.group(1).replace(" ", ""), turn.now)
    except FeedbackError as error:
        return turn.state, (say(sentence(error)),)
    return replace(turn.state, mail=f"staff:{token}"), (say(words.LINKED_CHAT),)


DIALOGUE = Dialogue("told", answer, accepts=accepts)
