"""Messages to the bot itself get their dialogue, or a true, short answer. They cost no search and fill no desk."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace

from bot.conversation.ask import dialogue as ask
from bot.conversation.follow import dialogue as follow
from bot.conversation.intake import dialogue as intake
from bot.conversation.intents import cancel, guide, language, privacy, share, unit, welcome
from bot.conversation.intents.recognise import asked_beside, matters, recognise
from bot.conversation.parts.menu import FOLLOW, HOME, PETITION, forget, menu
from bot.conversation.parts.model import Dialogue, Outcome, State, Turn
from bot.messages import Button, Incoming, say
from bot.texts import answers, talk
from bot.texts import matters as words

_RIGHTS = {"complaint", "denunciation", "legal_aid", "retaliation"}
PETITION_TOO = frozenset({"anonymous_how", "who_reads", "human", "photo", "lost_code"} | _RIGHTS)
_SMALL = frozenset({"greeting", "help", "menu", "back", "english"})  # gives way to what stands beside it
_PROMISED = frozenset({"privacy", "my_data", "delete"})  # what is kept answers these beside another
CODE_TOO = frozenset({"how_long_until_answer", "withdraw", "add_to_petition", "retaliation"})


def accepts(state: State, incoming: Incoming) -> bool:
    """A message about the bot itself, and nothing beside it."""
    return bool(incoming.text) and not incoming.attachments and recognise(incoming.text) is not None


def answer(turn: Turn) -> Outcome:
    """The dialogue of the first intent that has one, and the words of the others; a question beside them too."""
    named = (turn.incoming.button.removeprefix("matter:"),) if turn.incoming.button else matters(turn.incoming.text)
    begun = _to_begin(named)
    told = [intent for intent in named if intent != begun and (intent in words.ANSWERS or intent in _PROMISED)]
    if begun or not told:
        return _begun(turn, told, DIALOGUES_OF.get(begun))
    lines = dict.fromkeys(line for intent in told for line in _words(turn, intent))
    buttons = dict.fromkeys(button for intent in told for button in _buttons(turn, intent))
    said = say(*lines, buttons=(*buttons, HOME))
    question = "" if turn.incoming.button else asked_beside(turn.incoming.text)
    if not question:
        return turn.state, (said,)
    state, replies = ask.answer(replace(turn, incoming=replace(turn.incoming, text=question)))
    return state, (say(*lines), *replies)


def _to_begin(named: tuple[str, ...]) -> str:
    """The intent whose dialogue begins; the words of the others stand in front of it."""
    begin = [intent for intent in named if intent in DIALOGUES_OF]
    if len(named) > 1:
        begin = [intent for intent in begin if intent not in _SMALL]
        begin.sort(key=lambda intent: intent in _PROMISED)
    return next(iter(begin), "")


def _begun(turn: Turn, told: list[str], begin: Callable[[Turn], Outcome] | None) -> Outcome:
    """A dialogue, with the words of the other intents in front."""
    if begin is None:
        return turn.state, (menu(turn.services, talk.OLD_BUTTON),)
    state, replies = begin(turn)
    front = dict.fromkeys(line for intent in told for line in _words(turn, intent))
    return state, (*((say(*front),) if front else ()), *replies)


def _words(turn: Turn, intent: str) -> tuple[str, ...]:
    if intent in _PROMISED:
        return privacy.promises(turn.services)
    if intent in {"telephone", "human", "where_is_the_union"} and turn.services.hotline:
        return (answers.CALL_UNION.format(hotline=turn.services.hotline),)
    if not turn.services.trial:
        return words.ANSWERS[intent]
    before = (words.TRIAL,) if intent in _RIGHTS else ()
    return words.IN_TRIAL.get(intent, (*before, *words.ANSWERS[intent]))


def _buttons(turn: Turn, intent: str) -> tuple[Button, ...]:
    if turn.services.petitions is None:
        return ()
    found = (PETITION,) if intent in PETITION_TOO else ()
    return (*found, FOLLOW) if intent in CODE_TOO else found


def _pressed(turn: Turn, button: str) -> Turn:
    return replace(turn, incoming=replace(turn.incoming, text="", button=button))


def _petition(turn: Turn) -> Outcome:
    if turn.services.petitions is None:
        return turn.state, (menu(turn.services, answers.NO_PETITIONS),)
    return intake.answer(_pressed(turn, "intake:"))


def _follow(turn: Turn) -> Outcome:
    return follow.answer(_pressed(turn, "follow:"))


def _english(turn: Turn) -> Outcome:
    return language.answer(_pressed(turn, "language:en"))


def _language(turn: Turn) -> Outcome:
    return language.answer(_pressed(turn, "language:"))


def _delete(turn: Turn) -> Outcome:
    """Asked first: a word is quickly typed."""
    return turn.state, (say(*privacy.promises(turn.services), buttons=(forget(turn.incoming.channel), HOME)),)


def _unit(turn: Turn) -> Outcome:
    return unit.answer(_pressed(turn, "unit:"))


def _welcome(turn: Turn) -> Outcome:
    return turn.state.idle(), (welcome.welcome(turn.services),)


def _menu(turn: Turn) -> Outcome:
    return welcome.answer(_pressed(turn, "welcome:menu"))


def _guide(turn: Turn) -> Outcome:
    return guide.answer(_pressed(turn, "guide:"))


DIALOGUES_OF: Mapping[str, Callable[[Turn], Outcome]] = {
    "petition": _petition,
    "follow": _follow,
    "privacy": privacy.answer,
    "my_data": _delete,
    "delete": _delete,
    "greeting": _welcome,
    "start_again": _welcome,
    "menu": _menu,
    "back": _menu,
    "help": _guide,
    "example": _welcome,
    "english": _english,
    "language": _language,
    "stop": cancel.answer,
    "share": share.answer,
    "unit_code": _unit,
}
DIALOGUE = Dialogue("matter", answer, accepts=accepts)
