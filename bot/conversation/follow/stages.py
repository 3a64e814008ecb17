"""Where a case stands on its way, as one line: sent, read, taken up, answered, closed."""

from __future__ import annotations

from bot.messages import Block, BlockKind
from bot.texts.follow import STAGE_MARKS, STAGES
from feedback.model.lifecycle import State

_REACHED = {
    State.RECEIVED: 1,
    State.QUARANTINED: 1,
    State.SCREENING: 1,
    State.NEEDS_INFO: 1,
    State.REFUSAL_PROPOSED: 1,
    State.ACCEPTED: 2,
    State.IN_PROGRESS: 2,
    State.WAITING_EXTERNAL: 2,
    State.IN_DIALOGUE: 2,
    State.ANSWERED: 3,
    State.DISPUTED: 3,
    State.CLOSED: 4,
}


def stage_block(state: State) -> tuple[Block, ...]:
    """The stages with the present one; none for a case that left this way (refused, sent elsewhere, withdrawn)."""
    reached = _REACHED.get(state)
    if reached is None:
        return ()
    marks = ("done" if n < reached else "now" if n == reached else "ahead" for n in range(len(STAGES)))
    return (
        Block("  ".join(f"{STAGE_MARKS[m]} {name}" for m, name in zip(marks, STAGES, strict=True)), BlockKind.STAGES),
    )
