"""The next page of a long reply ("Xem tiếp")."""

from bot.conversation.menu import menu
from bot.conversation.model import Dialogue, Outcome, State, Turn
from bot.conversation.paging import next_page
from bot.texts import talk


def answer(turn: Turn) -> Outcome:
    """The page that the pressed button promises.

    After 24 hours or another answer it is gone, and that is said.
    """
    mark = turn.incoming.button.removeprefix("more:") or _last_mark(turn.state)
    return next_page(turn.state, mark) or (turn.state, (menu(turn.services, talk.MORE_IS_OLD),))


def _last_mark(state: State) -> str:
    """Typing "xem tiếp" presses the last "Xem tiếp" button."""
    return next((o.removeprefix("more:") for o in state.options if o.startswith("more:")), "")


DIALOGUE = Dialogue("more", answer, frozenset({"xem tiep", "tiep", "/tiep"}))
