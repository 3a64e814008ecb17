"""What nobody else takes: an empty message, a button of another time, a number that was not offered."""

from bot.conversation.parts.menu import menu
from bot.conversation.parts.model import Dialogue, Outcome, Turn
from bot.conversation.parts.words import choice
from bot.texts import talk


def answer(turn: Turn) -> Outcome:
    """Say what was not understood and show the menu; nothing that waits is lost."""
    number = choice(turn.incoming.text)
    if turn.incoming.button:
        text = talk.OLD_BUTTON
    elif number is not None:
        text = talk.NO_SUCH_NUMBER.format(number=number)
    else:
        text = talk.EMPTY
    return turn.state, (menu(turn.services, text),)


DIALOGUE = Dialogue("unknown", answer, accepts=lambda state, incoming: True)
