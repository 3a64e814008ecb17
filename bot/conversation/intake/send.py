"""The end of the intake: the code is shown, its last group typed again, and only then the petition is stored.

Between the two messages the code lives in memory alone. A restart loses it: then nothing had been sent and a new one is
shown, or it had, which the draft's mark tells. After sending nothing of the draft, the code or the case stays in the
conversation (on the web its last page does: web/petition/reload.py).
"""

from __future__ import annotations

import secrets
from dataclasses import replace

from bot.conversation.intake.danger import receiver, watched
from bot.conversation.intake.draft import INTAKE, IntakeDraft, load
from bot.conversation.intake.step import TO_PREVIEW, Step, Taken, pressed, typed
from bot.conversation.parts.menu import FOLLOW, HOME, forget
from bot.conversation.parts.model import Outcome, Services, State, Turn
from bot.messages import Block, BlockKind, Fleeting, Reply, say
from bot.texts import intake as words
from feedback.errors import FeedbackError
from feedback.model.lifecycle import Clock
from feedback.model.lifecycle import State as CaseState
from feedback.sealing.receipt import format_code, last_group_matches


def with_code(turn: Turn, draft: IntakeDraft) -> IntakeDraft:
    """A draft at its last step has a code from then on."""
    if draft.step != "code" or draft.code:
        return draft
    assert turn.services.petitions is not None
    return replace(draft, code=turn.services.petitions.new_code(), mark=secrets.token_hex(16))


def ask_code(turn: Turn, draft: IntakeDraft) -> Reply:
    """The code, to be written down now."""
    heading = Block(words.CODE_TITLE, BlockKind.HEADING)
    code = Block(format_code(draft.code), BlockKind.OFFICIAL)
    blocks = (heading, code, *(Block(line) for line in words.CODE))
    return Reply(blocks, (TO_PREVIEW,), fleeting=Fleeting.CODE)


def take_code(turn: Turn, draft: IntakeDraft) -> Taken:
    """Anything but the last group; that one goes through `send`. The copied code stays through another look."""
    if pressed(turn) == "preview":
        return Taken(replace(draft, step="preview"))
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
        slip = petitions.submit(submission, draft.code, turn.now, mark=draft.mark)
        mail = "remind" if draft.reminder == "schedule" else ""
        if draft.reminder == "watch":
            mail = f"watch:{petitions.watch_token(draft.code, turn.now)}"
    except FeedbackError as error:
        return error
    sent = State(mail=mail, sent=draft.mark)  # not even the question that led here stays
    said = (_receipt(turn, draft, slip.public_no, slip.state), say(slip.text))
    return sent, (*(replace(reply, fleeting=Fleeting.RECEIPT) for reply in said), _after(turn))


def was_sent(turn: Turn, draft: IntakeDraft) -> Outcome | None:
    """What to say when a restart came between storing this draft and its receipt; None when it was not stored."""
    petitions = turn.services.petitions
    if draft.step != "code" or draft.code or not draft.mark or petitions is None:
        return None
    stored = petitions.sent(draft.mark)
    if stored is None:
        return None
    receipt = replace(_receipt(turn, draft, *stored), fleeting=Fleeting.RECEIPT)
    return State(sent=draft.mark), (receipt, _after(turn))


def fate(services: Services, state: State) -> tuple[bool, str]:
    """Of the petition in a chat whose message could not be answered: whether it was sent, and the sentence for it.

    No number stands in it: the sentence waits on the disk beside the chat's address.
    """
    if state.dialogue != INTAKE or services.petitions is None:
        return False, ""
    draft = load(state)
    sent = bool(draft.mark) and services.petitions.sent(draft.mark) is not None
    return sent, words.WAS_SENT if sent else words.WAS_NOT_SENT


def _receipt(turn: Turn, draft: IntakeDraft, number: str, state: CaseState) -> Reply:
    waits = state is CaseState.QUARANTINED
    line = words.RECEIVED_TO_CHECK if waits else words.RECEIVED
    times = words.AFTER_TIMES_CHECKED if waits else words.AFTER_TIMES
    times = words.AFTER_TRIAL if turn.services.trial else times.format(**_promised(turn))  # nobody is there
    slip = words.SLIP_BELOW_TRIAL if turn.services.trial else words.SLIP_BELOW
    lines = [line.format(number=number), words.AFTER, times, slip]
    if draft.emergency:
        lines.append(watched(turn, receiver(turn)))
    return say(*lines)


def _promised(turn: Turn) -> dict[str, int]:
    petitions = turn.services.petitions
    assert petitions is not None
    clocks = {"look": Clock.FIRST_LOOK, "classified": Clock.CLASSIFICATION, "checked": Clock.QUARANTINE}
    return {name: petitions.promised(clock, turn.now) for name, clock in clocks.items()}


def _after(turn: Turn) -> Reply:
    traits = turn.incoming.channel.traits
    line = words.DELETE_ERASES if traits.erases else words.DELETE_HERE if traits.deletes else words.DELETE_ON_WEB
    return say(line, buttons=(FOLLOW, forget(turn.incoming.channel), HOME))


CODE = Step(ask_code, take_code)
