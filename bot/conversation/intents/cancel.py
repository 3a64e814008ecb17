"""Cancel: "/huy", "hủy" or "0" stops whatever waits, at each step of each dialogue."""

from bot.conversation.parts.menu import menu
from bot.conversation.parts.model import Dialogue, Outcome, Turn
from bot.texts import talk


def answer(turn: Turn) -> Outcome:
    """Nothing waits any more; the menu follows."""
    text = talk.CANCELLED if turn.state.dialogue else talk.NOTHING_TO_CANCEL
    return turn.state.idle(), (menu(turn.services, text),)


DIALOGUE = Dialogue("cancel", answer, frozenset({"/huy", "huy", "/cancel", "thoat", "dung lai"}))
