"""Ask what a calculator needs, one question at a time; what was typed lies in memory alone and goes with the result."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from bot.conversation.ask.answering import finder
from bot.conversation.calculate.view import result_blocks
from bot.conversation.parts.menu import CALCULATE, HOME, menu, petition_about
from bot.conversation.parts.model import Dialogue, Outcome, State, Turn
from bot.conversation.parts.words import fold
from bot.messages import Button, Incoming, Reply, say
from bot.texts import calculate as words
from knowledge.calculators.asking import Progress, progress
from knowledge.calculators.calculator import Calculator, Kind, Question
from knowledge.calculators.every import CALCULATORS, named

NAME = "calculate"
SKIP = Button(f"{NAME}:skip", words.SKIP)
STOP = Button(f"{NAME}:stop", words.STOP)
CHOSEN = f"{NAME}:="
FEW_WORDS = 5  # a longer message without a number is no answer, but a message of its own
WORDS_OF_A_PLACE = 12
COMMANDS = frozenset({"/tinh", "tinh thu", "tinh tien", "tinh toan", "may tinh", "tinh giup", "tinh giup toi"})


def answer(turn: Turn) -> Outcome:
    """The menu, a first question, the next one, or the result."""
    pressed = turn.incoming.button.partition(":")[2]
    begun = named(pressed)
    if begun:
        return _go_on(turn, begun, {})
    if pressed == "stop" or (not pressed and fold(turn.incoming.text) in words.STOP_WORDS):
        return turn.state.idle(), (menu(turn.services, words.STOPPED),)
    waiting = _waiting(turn.state)
    if waiting and (pressed or fold(turn.incoming.text) not in COMMANDS) and turn.incoming.button != CALCULATE.id:
        return _take(turn, *waiting)
    lost = (words.BEGUN_ANEW,) if not waiting and (pressed or turn.state.dialogue == NAME) else ()
    buttons = [Button(f"{NAME}:{c.id}", c.title) for c in CALCULATORS]
    return turn.state.idle(), (say(*lost, words.MENU, buttons=(*buttons, HOME)),)


def takes(state: State, incoming: Incoming) -> bool:
    """Whether a text is an answer to the question that waits; a whole sentence that is none goes to others."""
    if incoming.attachments:
        return False
    if _waiting(state) is None or any(c.isdigit() for c in incoming.text):
        return True
    most = WORDS_OF_A_PLACE if state.secret.get("kind") == Kind.PLACE else FEW_WORDS
    return len(incoming.text.split()) <= most


def reads_numbers(state: State) -> bool:
    """Whether a typed number is a value now, and presses no button."""
    waiting = _waiting(state)
    return bool(waiting) and _kind(state.secret.get("kind", "")) not in (None, Kind.CHOICE)


def _kind(name: str) -> Kind | None:
    return Kind(name) if name in set(Kind) else None


def _waiting(state: State) -> tuple[Calculator, dict[str, str]] | None:
    """The calculator that waits for an answer, and what was said so far."""
    if state.dialogue != NAME:
        return None
    calculator = named(str(state.secret.get("calculator", "")))
    return (calculator, dict(state.secret.get("said", {}))) if calculator else None


def _take(turn: Turn, calculator: Calculator, said: dict[str, str]) -> Outcome:
    """One answer: it is read, skipped, or asked for again."""
    question = _progress(turn, calculator, said).following
    if question is None:
        return _go_on(turn, calculator, said)
    text = _said(turn)
    tried = {**said, question.name: text}
    after = _progress(turn, calculator, tried)
    if question in after.unread:
        return _ask(turn, calculator, said, question, len(said) + 1, words.NOT_READ[question.kind])
    return _go_on(turn, calculator, tried)


def _said(turn: Turn) -> str:
    """The answer as text; "" is a skip."""
    if turn.incoming.button == SKIP.id or fold(turn.incoming.text) in words.SKIP_WORDS:
        return ""
    if turn.incoming.button.startswith(CHOSEN):
        return turn.incoming.button.removeprefix(CHOSEN)
    return turn.incoming.text.strip()


def _go_on(turn: Turn, calculator: Calculator, said: Mapping[str, str]) -> Outcome:
    """The next question, or the result."""
    done = _progress(turn, calculator, said)
    if done.following:
        intro = () if said else (calculator.intro,)
        return _ask(turn, calculator, said, done.following, done.asked + 1, *intro)
    result = calculator.work_out(done.values)
    again = Button(f"{NAME}:{calculator.id}", words.AGAIN)
    others = Button(CALCULATE.id, words.OTHERS)
    first = result.basis[0].key
    buttons = (again, others, *petition_about(turn.services, first), HOME)
    state = replace(turn.state.idle(), cited=(first,))
    return state, (Reply(tuple(result_blocks(result, finder(turn))), buttons),)


def _ask(
    turn: Turn, calculator: Calculator, said: Mapping[str, str], question: Question, number: int, *before: str
) -> Outcome:
    secret = {"calculator": calculator.id, "said": dict(said), "kind": question.kind.value}
    state = replace(turn.state.waiting(NAME), secret=secret)
    lines = [words.ASK.format(number=number, question=question.ask)]
    lines += [words.EXAMPLE.format(example=question.example)] if question.example else []
    is_choice = question.kind is Kind.CHOICE
    choices = [Button(f"{CHOSEN}{choice.id}", choice.label) for choice in question.choices]
    # where choices are typed numbers, a number that is asked for would press them
    shows_buttons = is_choice or turn.incoming.channel.traits.shows_buttons
    how = () if is_choice else (words.HOW_TO_SKIP,)
    buttons = (*choices, SKIP, STOP) if shows_buttons else ()
    return state, (say(*before, "\n".join(lines), *how, buttons=buttons),)


def _progress(turn: Turn, calculator: Calculator, said: Mapping[str, str]) -> Progress:
    return progress(calculator, said, turn.today, turn.services.library.wage_places)


DIALOGUE = Dialogue(NAME, answer, COMMANDS, takes=takes, reads_numbers=reads_numbers)
