"""The chat in a terminal, for operators and tests: the whole conversation, which ends with it.

Nothing of it is stored but what is sent: petitions, and questions for the unanswered desk.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from datetime import datetime
from itertools import chain

from bot.conversation import Services, State, respond
from bot.conversation.parts.plain import as_plain
from bot.messages import Channel, Incoming

LIMIT = 3000  # characters of one reply


def talk(
    messages: Iterable[str],
    say: Callable[[str], None],
    *,
    services: Services,
    now: Callable[[], datetime],
) -> State:
    """Greet, answer each message in turn, and return the state in which the chat was left."""
    state = State()
    for text in chain(["/start"], messages):
        incoming = Incoming(Channel.TERMINAL, text, limit=LIMIT)
        state, replies = respond(state, incoming, services=services, now=now())
        for reply in replies:
            say(as_plain(reply))
    return state
