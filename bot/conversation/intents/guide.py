"""How to use the bot, in Vietnamese, and in English for workers from abroad."""

from bot.conversation.parts.english import in_english
from bot.conversation.parts.menu import HOME
from bot.conversation.parts.model import Dialogue, Outcome, Turn
from bot.messages import Button, say
from bot.texts import talk

IN_ENGLISH = Button("guide:en", talk.IN_ENGLISH)
ENGLISH_WORDS = frozenset({"/english", "english", "help", "/help"})


def answer(turn: Turn) -> Outcome:
    """The guide in the language that was asked for."""
    english = turn.incoming.button == "guide:en" or turn.incoming.text.strip().casefold() in ENGLISH_WORDS
    if english:
        return turn.state, (in_english(),)
    return turn.state, (say(*talk.GUIDE, buttons=(IN_ENGLISH, HOME), in_place=True),)


DIALOGUE = Dialogue(
    "guide", answer, ENGLISH_WORDS | {"/huongdan", "/tro_giup", "huong dan", "tro giup", "giup", "cach dung"}
)
