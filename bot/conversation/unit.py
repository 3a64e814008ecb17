"""The worker's unit: a code typed from a poster, for channels whose links cannot carry one (Zalo)."""

from dataclasses import replace

from bot.conversation.menu import HOME, menu
from bot.conversation.model import Dialogue, Named, Outcome, Services, Turn
from bot.messages import say
from bot.texts import talk


def answer(turn: Turn) -> Outcome:
    """Ask for the code, then check what was typed; an unknown code asks again."""
    code = turn.incoming.text.strip()
    if turn.state.dialogue != "unit" or turn.incoming.button or not code:
        return turn.state.waiting("unit"), (say(*talk.UNIT_ASK, buttons=(HOME,)),)
    found = known(turn.services, code)
    if found is None:
        return turn.state, (say(talk.UNIT_UNKNOWN.format(code=code[:40]), buttons=(HOME,)),)
    state = replace(turn.state.idle(), unit=found.code)
    return state, (menu(turn.services, talk.UNIT_SAVED.format(unit=found.name)),)


def known(services: Services, code: str) -> Named | None:
    """The place or union with that code, or None when there is none."""
    return services.unit(code) if services.unit else None


DIALOGUE = Dialogue("unit", answer, frozenset({"/donvi", "don vi", "chon noi lam viec"}))
