"""How to use the bot, in Vietnamese, and in English for workers from abroad."""

import re

from bot.conversation.parts.english import in_english
from bot.conversation.parts.menu import HOME, menu
from bot.conversation.parts.model import Dialogue, Outcome, Turn
from bot.conversation.parts.words import fold
from bot.messages import Button, say
from bot.texts import talk

IN_ENGLISH = Button("guide:en", talk.IN_ENGLISH)
ENGLISH_WORDS = frozenset({"/english", "english", "help", "/help"})


COMMANDS = ENGLISH_WORDS | {"/huongdan", "/tro_giup", "huong dan", "tro giup", "giup", "cach dung"}


def is_unknown_command(text: str) -> bool:
    """Whether it has the form of a command; those that there are were tried before."""
    return bool(re.fullmatch(r"/[a-z_]\w*", text.strip().partition(" ")[0].casefold()))


def answer(turn: Turn) -> Outcome:
    """The guide in the language that was asked for; for a command that there is not, those that there are."""
    if is_unknown_command(turn.incoming.text) and fold(turn.incoming.text) not in COMMANDS:
        return turn.state, (menu(turn.services, *talk.UNKNOWN_COMMAND),)
    english = turn.incoming.button == "guide:en" or turn.incoming.text.strip().casefold() in ENGLISH_WORDS
    if english:
        return turn.state, (in_english(),)
    return turn.state, (say(*talk.GUIDE, buttons=(IN_ENGLISH, HOME), in_place=True),)


DIALOGUE = Dialogue("guide", answer, COMMANDS)
