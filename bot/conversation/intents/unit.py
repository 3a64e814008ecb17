"""The worker's unit: a code typed from a poster, for channels whose links cannot carry one (Zalo)."""

from dataclasses import replace

from bot.conversation.parts.menu import HOME, menu
from bot.conversation.parts.model import Dialogue, Named, Outcome, Services, State, Turn
from bot.messages import say
from bot.texts import talk
from feedback.organisation.units import Unit


def answer(turn: Turn) -> Outcome:
    """Ask for the code, then check what was typed; an unknown code asks again."""
    code = turn.incoming.text.strip()
    if turn.state.dialogue != "unit" or turn.incoming.button or not code:
        return turn.state.waiting("unit"), (say(*talk.UNIT_ASK, buttons=(HOME,)),)
    found = known(turn.services, code)
    if found is None:
        return turn.state, (say(talk.UNIT_UNKNOWN.format(code=code[:40]), buttons=(HOME,)),)
    state, sentence = remember(turn.state.idle(), found)
    return state, (menu(turn.services, sentence),)


def known(services: Services, code: str) -> Named | None:
    """The place or union with that code, or None when there is none."""
    return services.unit(code) if services.unit else None


def remember(state: State, found: Named) -> tuple[State, str]:
    """The state with the place, and what is said of it. A union is no place: the intake asks for the place later."""
    if isinstance(found, Unit):
        return replace(state, unit=""), talk.UNION_NAMED.format(unit=found.name)
    return replace(state, unit=found.code), talk.UNIT_SAVED.format(unit=found.name)


DIALOGUE = Dialogue("unit", answer, frozenset({"/donvi", "don vi", "chon noi lam viec"}))
