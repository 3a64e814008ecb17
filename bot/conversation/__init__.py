"""The conversation: `respond(state, incoming, …) → (state, replies)`, pure, the same in every channel.

Order of decision: "0" and "/huy" cancel; a number stands for the button shown under it; a button belongs to
the dialogue in its prefix; a command begins its dialogue; a waiting dialogue gets the message; else the first
that accepts it.
"""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime

from bot.conversation import aside, open_case
from bot.conversation.intake import danger
from bot.conversation.intake.draft import GO_ON, INTAKE, keep_unfinished
from bot.conversation.intake.send import fate
from bot.conversation.intents import guide, told
from bot.conversation.intents.recognise import recognise
from bot.conversation.parts import follow_session
from bot.conversation.parts.languages import in_language
from bot.conversation.parts.model import Dialogue, Outcome, Services, State, Turn
from bot.conversation.parts.paging import fit
from bot.conversation.parts.words import choice, fold
from bot.conversation.registry import DIALOGUES, FALLBACK, START
from bot.messages import Channel, Incoming, say
from bot.texts import talk

__all__ = ["Services", "State", "codes_of", "fate", "respond", "takes_files", "takes_long"]


def respond(state: State, incoming: Incoming, *, services: Services, now: datetime) -> Outcome:
    """One turn: the new state, and at least one reply, each short enough for the channel."""
    if incoming.group:
        return state, (say(talk.GROUP, *_private_chat(incoming.channel, services)),)
    if services.petitions:
        services.petitions.note_message(incoming.sender, now)
    if to_staff := told.of_staff(Turn(state, incoming, services, now)):
        return to_staff
    incoming = _press_by_number(state, incoming)
    state = state if incoming.button.startswith("intake:") else replace(state, told="")
    session = follow_session.load(state, now)
    alarms = _alarms(state, incoming)
    turn = danger.guarded(Turn(state, incoming, services, now), alarms)
    turn, dialogue = open_case.redirected(turn, session, _choose(state, incoming))
    dialogue = aside.answered_by(turn, dialogue)
    outcome = danger.alone(turn, alarms, dialogue.name)
    if outcome is None:
        outcome = keep_unfinished(state, dialogue.name, aside.and_on(turn, dialogue, dialogue.answer(turn)))
        outcome = danger.watch(turn, alarms, open_case.still_open(turn, session, dialogue, outcome))
    after, replies = in_language(fit(in_language(outcome, state), incoming.limit), state)
    offered = tuple(b.id for r in replies for b in r.buttons)
    return replace(after, options=offered), replies


def _alarms(state: State, incoming: Incoming) -> danger.Alarms:
    """The dangers of a message; unclear words in one to the bot itself ("mất mã rồi") are none."""
    alarms = danger.alarms_in(incoming, state)
    unclear = bool(alarms) and not alarms[0].sure and state.dialogue != INTAKE
    return () if unclear and recognise(incoming.text) else alarms


def _private_chat(channel: Channel, services: Services) -> tuple[str, ...]:
    """The address of the private chat in this channel, where it is known."""
    address = services.telegram_link if channel is Channel.TELEGRAM else services.zalo_link
    return (talk.GROUP_LINK.format(address=address),) if address else ()


def takes_files(state: State) -> bool:
    """Whether what waits wants the content of attachments."""
    return any(d.takes_files for d in DIALOGUES if d.name == state.dialogue)


def takes_long(state: State, incoming: Incoming) -> bool:
    """Whether the turn may take a tenth of a second or more: those that go to the submissions half do."""
    if incoming.group:
        return False
    return told.is_of_staff(incoming) or _choose(state, _press_by_number(state, incoming)).takes_long


def codes_of(state: State, incoming: Incoming) -> tuple[str, ...]:
    """The codes whose keys this turn will need: they can be derived before it."""
    if incoming.group:
        return ()
    incoming = _press_by_number(state, incoming)
    dialogue = _choose(state, incoming)
    return dialogue.codes(state, incoming) if dialogue.takes_long else ()


def _press_by_number(state: State, incoming: Incoming) -> Incoming:
    """ "2" is the second button that was offered; "0" is always the way back."""
    number = choice(incoming.text)
    if incoming.button or incoming.attachments or number is None or _reads_numbers(state):
        return incoming
    if number == 0:
        return replace(incoming, text="/huy")
    if number <= len(state.options):
        return replace(incoming, text="", button=state.options[number - 1])
    return incoming


def _reads_numbers(state: State) -> bool:
    return any(d.reads_numbers(state) for d in DIALOGUES if d.name == state.dialogue)


def _choose(state: State, incoming: Incoming) -> Dialogue:
    if incoming.start:
        return START
    if incoming.button:
        prefix = incoming.button.partition(":")[0]
        return next((d for d in DIALOGUES if d.name == prefix), FALLBACK)
    command = fold(incoming.text)
    if state.dialogue == INTAKE and command in GO_ON and not any(o.startswith("more:") for o in state.options):
        return next(d for d in DIALOGUES if d.name == INTAKE)
    for dialogue in DIALOGUES:
        if command in dialogue.commands:
            return dialogue
    if guide.is_unknown_command(incoming.text) and not told.accepts(state, incoming) and state.dialogue != INTAKE:
        return guide.DIALOGUE
    for dialogue in DIALOGUES:
        if dialogue.name == state.dialogue and dialogue.takes(state, incoming):
            return dialogue
    return next((d for d in DIALOGUES if d.accepts(state, incoming)), FALLBACK)
