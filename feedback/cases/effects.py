"""What entering a state does to the clocks of a case, as data, and to its outcome."""

from __future__ import annotations

from collections.abc import Mapping

from feedback.model.case import Outcome
from feedback.model.lifecycle import WORKING_STATES, Clock, Event, State

STATE_CLOCK: Mapping[State, Clock] = {
    State.QUARANTINED: Clock.QUARANTINE,
    State.REFUSAL_PROPOSED: Clock.REFUSAL_DECISION,
    State.NOT_ACCEPTED: Clock.APPEAL_WINDOW,
    State.APPEAL: Clock.APPEAL_DECISION,
    State.NEEDS_INFO: Clock.INFO_REPLY,
    State.WAITING_EXTERNAL: Clock.EXTERNAL_REPLY,
    State.IN_DIALOGUE: Clock.DIALOGUE,
    State.ANSWERED: Clock.CONFIRMATION,
    State.DISPUTED: Clock.DISPUTE_REVIEW,
    State.WITHDRAW_CHECK: Clock.WITHDRAWAL_CHECK,
    State.REDIRECTED: Clock.REDIRECT_FOLLOW_UP,
    State.IN_PROGRESS: Clock.ASSIGNEE_SILENCE,
    State.CLOSED: Clock.RETENTION,
    State.ARCHIVED: Clock.ARCHIVE,
}
"""The clock that ends each state. `received`, `screening` and `accepted` live under promises with a ladder instead."""

TIMER_EVENT: Mapping[Clock, Event] = {
    Clock.QUARANTINE: Event.OVERDUE,
    Clock.REFUSAL_DECISION: Event.OVERDUE,
    Clock.APPEAL_WINDOW: Event.TIMEOUT,
    Clock.APPEAL_DECISION: Event.OVERDUE,
    Clock.INFO_REPLY: Event.TIMEOUT,
    Clock.EXTERNAL_REPLY: Event.OVERDUE,
    Clock.DIALOGUE: Event.OVERDUE,
    Clock.CONFIRMATION: Event.TIMEOUT,
    Clock.DISPUTE_REVIEW: Event.OVERDUE,
    Clock.WITHDRAWAL_CHECK: Event.TIMEOUT,
    Clock.REDIRECT_FOLLOW_UP: Event.TIMEOUT,
    Clock.RETENTION: Event.RETENTION,
    Clock.ARCHIVE: Event.RETENTION,
}
"""What the clock job does when a state's clock runs out (`assignee_silence` is a reassignment, see escalation.py)."""

PROMISES_KEPT: Mapping[State, tuple[Clock, ...]] = {
    State.SCREENING: (Clock.FIRST_LOOK,),
    State.NEEDS_INFO: (Clock.FIRST_LOOK,),
    State.REFUSAL_PROPOSED: (Clock.FIRST_LOOK,),
    State.REDIRECTED: (Clock.FIRST_LOOK, Clock.CLASSIFICATION, Clock.HANDLING_NOTICE),
    State.NOT_ACCEPTED: (Clock.FIRST_LOOK, Clock.CLASSIFICATION, Clock.HANDLING_NOTICE),
    State.ACCEPTED: (Clock.FIRST_LOOK, Clock.CLASSIFICATION, Clock.HANDLING_NOTICE),
    State.ANSWERED: (Clock.FIRST_LOOK, Clock.CLASSIFICATION, Clock.HANDLING_NOTICE, Clock.ANSWER),
}
"""Promises that a state fulfils."""

PROMISES_NEEDED: Mapping[State, tuple[Clock, ...]] = {
    State.RECEIVED: (Clock.FIRST_LOOK, Clock.CLASSIFICATION, Clock.HANDLING_NOTICE),
    State.SCREENING: (Clock.CLASSIFICATION,),
    **dict.fromkeys(WORKING_STATES, (Clock.ANSWER,)),
}
"""Promises that must run in a state; a missing one is started."""

OUTCOMES: Mapping[tuple[State, Event], Outcome] = {
    (State.NEEDS_INFO, Event.TIMEOUT): Outcome.NOT_ENOUGH_INFORMATION,
    (State.NOT_ACCEPTED, Event.TIMEOUT): Outcome.NOT_ACCEPTED,
    (State.APPEAL, Event.UPHOLD): Outcome.NOT_ACCEPTED,
    (State.ANSWERED, Event.CONFIRM): Outcome.SOLVED_CONFIRMED,
    (State.ANSWERED, Event.TIMEOUT): Outcome.SOLVED_UNCONFIRMED,
    (State.WITHDRAW_CHECK, Event.CONFIRM_FREE): Outcome.WITHDRAWN,
    (State.WITHDRAW_CHECK, Event.TIMEOUT): Outcome.WITHDRAWN,
    (State.REDIRECTED, Event.TIMEOUT): Outcome.REDIRECTED,
}
"""How a case that closes by this step is closed, unless staff stated another outcome with the answer."""
