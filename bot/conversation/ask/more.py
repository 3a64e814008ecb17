"""What follows: the next page of a long reply ("Xem tiếp"), or of a list of topics ("Thêm…")."""

from dataclasses import replace

from bot.conversation.ask import browse
from bot.conversation.parts.menu import menu
from bot.conversation.parts.model import Dialogue, Outcome, State, Turn
from bot.conversation.parts.paging import next_page
from bot.texts import talk


def answer(turn: Turn) -> Outcome:
    """The page that the pressed button promises.

    After 24 hours or another answer it is gone, and that is said. "Xem tiếp" typed below a last page finds nothing
    left, which is said too.
    """
    pressed = turn.incoming.button or _last_offered(turn.state)
    if not pressed and turn.state.options:
        return turn.state, (menu(turn.services, talk.MORE_IS_ALL),)
    if browse.goes_on(pressed):
        return browse.answer(replace(turn, incoming=replace(turn.incoming, button=pressed)))
    mark = pressed.removeprefix("more:")
    return next_page(turn.state, mark) or (turn.state, (menu(turn.services, talk.MORE_IS_OLD),))


def _last_offered(state: State) -> str:
    """Typing "xem tiếp" presses the last "Xem tiếp" or "Thêm…" button."""
    return next((o for o in reversed(state.options) if o.startswith("more:") or browse.goes_on(o)), "")


DIALOGUE = Dialogue("more", answer, frozenset({"xem tiep", "xem them", "tiep", "/tiep"}))
