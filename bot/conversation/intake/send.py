"""The end of the intake: the code is shown, its last group typed again, and only then the petition is stored.

The code waits in the sealed conversation between the two messages, so that a repeated message sends nothing twice;
after sending nothing of the draft, the code or the case stays in the conversation (on the web its last page does:
web_reload.py).
"""

from __future__ import annotations

from dataclasses import replace

from bot.conversation.intake.draft import IntakeDraft
from bot.conversation.intake.step import TO_PREVIEW, Step, Taken, pressed, question, typed
from bot.conversation.intents.privacy import FORGET
from bot.conversation.parts.menu import FOLLOW, HOME
from bot.conversation.parts.model import Outcome, Turn
from bot.messages import Block, BlockKind, Channel, Reply, say
from bot.texts import emergency as emergency_words
from bot.texts import intake as words
from feedback.errors import FeedbackError
from feedback.model.lifecycle import State
from feedback.model.view import Slip
from feedback.sealing.receipt import format_code, last_group_matches

DELETABLE = frozenset({Channel.TELEGRAM, Channel.ZALO_BOT, Channel.ZALO_OA})


def with_code(turn: Turn, draft: IntakeDraft) -> IntakeDraft:
    """A draft at its last step has a code from then on."""
    if draft.step != "code" or draft.code:
        return draft
    assert turn.services.petitions is not None
    return replace(draft, code=turn.services.petitions.new_code())


def ask_code(turn: Turn, draft: IntakeDraft) -> Reply:
    """The code, to be written down now."""
    reply = question(6, words.CODE_TITLE, *words.CODE, buttons=(TO_PREVIEW,))
    heading, *rest = reply.blocks
    return replace(reply, blocks=(heading, Block(format_code(draft.code), BlockKind.OFFICIAL), *rest))


def take_code(turn: Turn, draft: IntakeDraft) -> Taken:
    """Anything but the last group; that one goes through `send`. A new code is made after another look."""
    if pressed(turn) == "preview":
        return Taken(replace(draft, step="preview", code=""))
    return Taken(draft, (words.CODE_WRONG,) if typed(turn) else ())


def sends(turn: Turn, draft: IntakeDraft) -> bool:
    """Whether this message is the last group that sends."""
    return draft.step == "code" and bool(draft.code) and last_group_matches(draft.code, typed(turn) or "-")


def send(turn: Turn, draft: IntakeDraft) -> Outcome | FeedbackError:
    """Store the petition; the slip and what to do now, or why it was not taken (then the draft stays)."""
    petitions = turn.services.petitions
    assert petitions is not None
    submission = draft.submission(turn.incoming.channel, turn.incoming.sender)
    try:
        slip = petitions.submit(submission, draft.code, turn.now)
        mail = "remind" if draft.reminder == "schedule" else ""
        if draft.reminder == "watch":
            mail = f"watch:{petitions.watch_token(draft.code, turn.now)}"
    except FeedbackError as error:
        return error
    return replace(turn.state.idle(), mail=mail), (_receipt(turn, draft, slip), say(slip.text), _after(turn))


def _receipt(turn: Turn, draft: IntakeDraft, slip: Slip) -> Reply:
    line = words.RECEIVED_TO_CHECK if slip.state is State.QUARANTINED else words.RECEIVED
    lines = [line.format(number=slip.public_no), *words.AFTER]
    if draft.emergency:
        lines.append(emergency_words.WATCHED_TRIAL if turn.services.trial else emergency_words.WATCHED)
    return say(*lines)


def _after(turn: Turn) -> Reply:
    lines = [words.DELETE_HERE] if turn.incoming.channel in DELETABLE else [words.DELETE_ON_WEB]
    return say(*lines, buttons=(FOLLOW, FORGET, HOME))


CODE = Step(ask_code, take_code)
