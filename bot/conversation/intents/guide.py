"""How to use the bot; for a command that there is not, those that there are."""

import re

from bot.conversation.parts.languages import others
from bot.conversation.parts.menu import HOME, menu
from bot.conversation.parts.model import Dialogue, Outcome, Turn
from bot.conversation.parts.words import fold
from bot.messages import say
from bot.texts import talk

COMMANDS = frozenset({"help", "/help", "/huongdan", "/tro_giup", "huong dan", "tro giup", "giup", "cach dung"})


def is_unknown_command(text: str) -> bool:
    """Whether it has the form of a command; those that there are were tried before."""
    return bool(re.fullmatch(r"/[a-z_]\w*", text.strip().partition(" ")[0].casefold()))


def answer(turn: Turn) -> Outcome:
    """The guide, and the other languages that there are."""
    if is_unknown_command(turn.incoming.text) and fold(turn.incoming.text) not in COMMANDS:
        return turn.state, (menu(turn.services, *talk.UNKNOWN_COMMAND),)
    return turn.state, (say(*talk.GUIDE, buttons=(*others(turn.state), HOME), in_place=True),)


DIALOGUE = Dialogue("guide", answer, COMMANDS)
