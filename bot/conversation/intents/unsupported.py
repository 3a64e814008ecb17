"""Stickers, voice, files and the like: say kindly what to do instead. A caption is read as a question."""

from dataclasses import replace

from bot.conversation.ask import dialogue as ask
from bot.conversation.parts.menu import menu
from bot.conversation.parts.model import Dialogue, Outcome, State, Turn
from bot.messages import Incoming, say
from bot.texts import talk


def accepts(state: State, incoming: Incoming) -> bool:
    """Anything that carries more than text."""
    return bool(incoming.attachments)


def answer(turn: Turn) -> Outcome:
    """One sentence for what was sent, and an answer to the words beside it."""
    sorry = talk.UNSUPPORTED[turn.incoming.attachments[0].kind]
    if not turn.incoming.text.strip():
        return turn.state, (menu(turn.services, sorry),)
    words = replace(turn, incoming=replace(turn.incoming, attachments=()))
    state, replies = ask.answer(words)
    return state, (say(sorry), *replies)


DIALOGUE = Dialogue("unsupported", answer, accepts=accepts)
