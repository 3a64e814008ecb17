"""The language of a chat: chosen by the worker, remembered with the chat alone, spoken where a reply leaves."""

from __future__ import annotations

from dataclasses import replace

from bot.conversation.parts.menu import HOME
from bot.conversation.parts.model import Outcome, State
from bot.messages import Block, BlockKind, Button, Reply, say
from bot.texts import talk
from bot.texts.catalogue import VIETNAMESE, offered, said, speaker

AS_WRITTEN = frozenset({BlockKind.OWN, BlockKind.OFFICIAL, BlockKind.ANSWER, BlockKind.CITATION, BlockKind.STAGES})


def begin(state: State, language: str) -> Outcome:
    """From here on in this language; first what can be done in it, and the way back."""
    state = replace(state, language=language)
    if language == VIETNAMESE:
        return state, (say(talk.IN_VIETNAMESE, *talk.GUIDE, buttons=(*others(state), HOME)),)
    return state, (say(talk.LAW_IN_VIETNAMESE, *talk.GUIDE, buttons=(*others(state), HOME)),)


def others(state: State) -> tuple[Button, ...]:
    """A button for each language but the present one."""
    present = state.language or VIETNAMESE
    return tuple(Button(f"language:{code}", name) for code, name in offered().items() if code != present)


def in_language(outcome: Outcome, before: State) -> Outcome:
    """The outcome in the chat's language, which stays chosen whatever the dialogue remembers, until it is forgotten."""
    state, replies = outcome
    if not any(reply.clears for reply in replies):
        state = replace(state, language=state.language or before.language)
    if not speaker(state.language):
        return state, replies
    return state, tuple(_spoken(reply, state.language) for reply in replies)


def _spoken(reply: Reply, language: str) -> Reply:
    blocks = tuple(b if b.kind in AS_WRITTEN else Block(said(b.text, language), b.kind) for b in reply.blocks)
    buttons = tuple(Button(b.id, said(b.label, language)) for b in reply.buttons)
    return replace(reply, blocks=blocks, buttons=buttons, language=language)
