"""Words of danger in whatever is written, in both halves of the product, and what is said at once.

The first words stand before the answer that the message gets anyway; nothing is swallowed. Unclear words are asked
about. In an unfinished petition a sure word of danger, or a "yes", puts it into the emergency lane; so it does with an
open case, whose verb reads what is written into it.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from bot.conversation.intake import draft as intake_draft
from bot.conversation.intake.draft import INTAKE
from bot.conversation.parts import follow_session
from bot.conversation.parts.menu import urgent_petition
from bot.conversation.parts.model import Outcome, State, Turn
from bot.conversation.parts.numbers import bundled, fill
from bot.conversation.parts.words import fold
from bot.messages import Block, BlockKind, Button, Reply
from bot.texts import emergency as words
from feedback.model.case import EmergencyKind
from feedback.worker.emergency import Alarm, find_alarm

COMMANDS = frozenset({"/khancap", "khan cap", "/sos", "sos", "cap cuu", "cuu", "cuu voi", "cuu toi"})


def watch(turn: Turn, outcome: Outcome) -> Outcome:
    """The outcome of a turn, with first words or a question in front when the message speaks of danger."""
    if turn.incoming.button or not turn.incoming.text or fold(turn.incoming.text) in COMMANDS:
        return outcome
    alarm = find_alarm(turn.incoming.text)
    state, replies = outcome
    if alarm is None or _known(state, alarm):
        return outcome
    if alarm.sure:
        steps = () if state.dialogue == INTAKE else urgent_petition(turn.services, alarm.kind)
        return in_lane(state, alarm.kind), _in_front(first_words(turn, alarm.kind), steps, replies)
    question = fill(words.ASK[alarm.kind], turn.services.number or bundled(), turn.today)
    in_case = follow_session.load(state, turn.now) is not None
    yes = Button(f"follow:danger:{alarm.kind}" if in_case else f"emergency:{alarm.kind}", words.YES)
    return state, _in_front((Block(question, BlockKind.NOTE),), (yes,), replies)


def first_words(turn: Turn, kind: EmergencyKind) -> tuple[Block, ...]:
    """What is said at once, then who reads this and who does not."""
    speak = turn.services.number or bundled()
    lines = [fill(line, speak, turn.today) for line in words.AT_ONCE[kind]]
    watched = words.WATCHED_TRIAL if turn.services.trial else words.WATCHED
    if turn.state.dialogue == INTAKE:
        lines += [words.IN_DRAFT, watched, words.WHERE]
    elif follow_session.load(turn.state, turn.now):
        lines += [words.IN_CASE, watched, words.WHERE]
    else:
        lines += [words.NOT_A_HOTLINE, words.TELL_UNION if turn.services.petitions else ""]
    return (Block(words.HEADING, BlockKind.HEADING), *(Block(line) for line in lines if line))


def kind_buttons(prefix: str) -> tuple[Button, ...]:
    """A button for each kind of danger."""
    return tuple(Button(f"{prefix}:{kind}", label) for kind, label in words.KINDS.items())


def in_lane(state: State, kind: EmergencyKind) -> State:
    """An unfinished petition enters the emergency lane; any other state stays what it is."""
    if state.dialogue != INTAKE:
        return state
    return intake_draft.keep(state, replace(intake_draft.load(state), emergency=kind.value))


def _known(state: State, alarm: Alarm) -> bool:
    """Whether this danger of an unfinished petition was spoken of before."""
    if state.dialogue != INTAKE:
        return False
    draft = intake_draft.load(state)
    return bool(draft.emergency) or (not alarm.sure and alarm.kind in draft.asked)


def _in_front(blocks: Iterable[Block], buttons: tuple[Button, ...], replies: tuple[Reply, ...]) -> tuple[Reply, ...]:
    """Blocks before the first reply, buttons before those of the last: numbers count the buttons of one reply."""
    shown = list(replies)
    shown[0] = replace(shown[0], blocks=(*blocks, *shown[0].blocks))
    shown[-1] = replace(shown[-1], buttons=(*buttons, *shown[-1].buttons))
    return tuple(shown)
