"""What is kept about a worker and for how long, and the button that forgets it now."""

from bot.conversation.menu import HOME, menu
from bot.conversation.model import Dialogue, Outcome, State, Turn
from bot.messages import Button, say
from bot.texts import talk

FORGET = Button("privacy:forget", talk.FORGET)


def answer(turn: Turn) -> Outcome:
    """The promise, or its fulfilment: an empty state is not stored at all."""
    if turn.incoming.button == FORGET.id:
        return State(), (menu(turn.services, talk.FORGOTTEN),)
    return turn.state, (say(*talk.PRIVACY, buttons=(FORGET, HOME), in_place=True),)


DIALOGUE = Dialogue("privacy", answer, frozenset({"/riengtu", "rieng tu", "quyen rieng tu", "/privacy"}))
