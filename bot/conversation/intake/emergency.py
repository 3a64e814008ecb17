"""The emergency button and command: what happens, the first words, and on with what was being done."""

from __future__ import annotations

from dataclasses import replace

from bot.conversation.intake import dialogue as intake
from bot.conversation.intake import draft as intake_draft
from bot.conversation.intake.danger import COMMANDS, first_words, in_lane, kind_buttons
from bot.conversation.intake.draft import INTAKE
from bot.conversation.parts.menu import HOME, menu, urgent_petition
from bot.conversation.parts.model import Dialogue, Outcome, State, Turn
from bot.conversation.parts.numbers import bundled, fill
from bot.messages import Reply, say
from bot.texts import emergency as words
from feedback.model.case import EmergencyKind


def answer(turn: Turn) -> Outcome:
    """Ask which danger, say its first words, or take a "no"; an unfinished petition goes on behind it."""
    chosen = turn.incoming.button.removeprefix("emergency:")
    kind = next((k for k in EmergencyKind if k.value == chosen.removeprefix("no:")), None)
    if kind and chosen.startswith("no:"):
        return _go_on(turn, _denied(turn.state, kind), menu(turn.services, words.GLAD))
    if kind is None:
        which = fill(words.WHICH, turn.services.number or bundled(), turn.today)
        return turn.state, (say(which, buttons=(*kind_buttons("emergency"), HOME)),)
    steps = (*urgent_petition(turn.services, kind), HOME)
    return _go_on(turn, in_lane(turn.state, kind), Reply(first_words(turn, kind), steps))


def _go_on(turn: Turn, state: State, reply: Reply) -> Outcome:
    """The reply alone; inside an unfinished petition its present step follows."""
    if state.dialogue != INTAKE:
        return state, (reply,)
    return state, (replace(reply, buttons=()), intake.prompt(replace(turn, state=state)))


def _denied(state: State, kind: EmergencyKind) -> State:
    if state.dialogue != INTAKE:
        return state
    draft = intake_draft.load(state)
    return intake_draft.keep(state, replace(draft, asked=(*draft.asked, kind.value)))


DIALOGUE = Dialogue("emergency", answer, COMMANDS)
