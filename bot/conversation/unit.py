"""The worker's unit: a code typed from a poster, for channels whose links cannot carry one (Zalo)."""

from dataclasses import replace

from bot.conversation.menu import HOME, menu
from bot.conversation.model import Dialogue, Outcome, Services, Turn
from bot.messages import say
from bot.texts import talk


def answer(turn: Turn) -> Outcome:
    """Ask for the code, then check what was typed; an unknown code asks again."""
    code = turn.incoming.text.strip()
    if turn.state.dialogue != "unit" or turn.incoming.button or not code:
        return turn.state.waiting("unit"), (say(*talk.UNIT_ASK, buttons=(HOME,)),)
    name = known_name(turn.services, code)
    if name is None:
        return turn.state, (say(talk.UNIT_UNKNOWN.format(code=code[:40]), buttons=(HOME,)),)
    state = replace(turn.state.idle(), unit=code.upper())
    return state, (menu(turn.services, talk.UNIT_SAVED.format(unit=name)),)


def known_name(services: Services, code: str) -> str | None:
    """The unit's name, or None when there is no such unit."""
    return services.unit_name(code.strip().upper()) if services.unit_name else None


DIALOGUE = Dialogue("unit", answer, frozenset({"/donvi", "don vi", "chon noi lam viec"}))
