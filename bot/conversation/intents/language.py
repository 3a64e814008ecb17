"""Choosing the language of a chat: by a button, by its name, or by saying so."""

from __future__ import annotations

from bot.conversation.parts.languages import begin, others
from bot.conversation.parts.menu import HOME
from bot.conversation.parts.model import Dialogue, Outcome, Turn
from bot.conversation.parts.words import fold
from bot.messages import say
from bot.texts import talk
from bot.texts.catalogue import offered

BY_NAME = {word: code for code, name in offered().items() for word in (fold(name), "/" + fold(name).replace(" ", ""))}
ASKS = frozenset({"/ngonngu", "ngon ngu", "/language", "language"})


def answer(turn: Turn) -> Outcome:
    """The chosen language at once; else which there are."""
    chosen = turn.incoming.button.removeprefix("language:") or BY_NAME.get(fold(turn.incoming.text), "")
    if chosen in offered():
        return begin(turn.state, chosen)
    return turn.state, (say(talk.LAW_IN_VIETNAMESE, talk.LANGUAGES, buttons=(*others(turn.state), HOME)),)


DIALOGUE = Dialogue("language", answer, ASKS | frozenset(BY_NAME))
