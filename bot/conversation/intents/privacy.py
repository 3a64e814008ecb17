"""What is kept about a worker and for how long, and the button that forgets it now."""

from dataclasses import replace

from bot.conversation.parts.menu import FORGET, HOME, forget
from bot.conversation.parts.model import Dialogue, Outcome, Services, State, Turn
from bot.messages import Channel, say
from bot.texts import intake, talk


def answer(turn: Turn) -> Outcome:
    """The promise, or its fulfilment: reminders and links end, and an empty state is not stored at all.

    So there are no buttons below it either: their numbers would have to be remembered.
    """
    if turn.incoming.button == FORGET:
        return State(mail="unwatch"), (replace(say(*forgotten(turn.incoming.channel)), clears=True),)
    return turn.state, (say(*promises(turn.services), buttons=(forget(turn.incoming.channel), HOME), in_place=True),)


def forgotten(channel: Channel) -> tuple[str, ...]:
    """What was deleted, and what the person deletes themselves: each channel can do something else."""
    there = talk.ERASED_THERE if channel.traits.erases else talk.ERASE_THERE if channel.traits.app else ""
    return tuple(line for line in (talk.FORGOTTEN, there, talk.GO_ON) if line)


def promises(services: Services) -> tuple[str, ...]:
    """What is kept about a worker in this installation; trial mode says first that the server can read all."""
    trial = (intake.TRIAL,) if services.trial else ()
    keys = intake.PRIVACY_KEYS_TRIAL if services.trial else intake.PRIVACY_KEYS
    return (*trial, *talk.PRIVACY, *((keys, *intake.PRIVACY) if services.petitions else ()))


DIALOGUE = Dialogue("privacy", answer, frozenset({"/riengtu", "rieng tu", "quyen rieng tu", "/privacy"}))
