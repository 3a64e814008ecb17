"""How a case lives: its states, what moves it, who may, and its deadlines (docs/rules.md §4.3 and §5).

The transitions stand in `states.py`, day counts in data.
"""

from __future__ import annotations

from enum import StrEnum


class State(StrEnum):
    """Where a case stands. A draft lives in the channel's sealed conversation, never in this database."""

    DRAFT = "draft"
    RECEIVED = "received"
    QUARANTINED = "quarantined"
    SCREENING = "screening"
    NEEDS_INFO = "needs_info"
    REFUSAL_PROPOSED = "refusal_proposed"
    NOT_ACCEPTED = "not_accepted"
    APPEAL = "appeal"
    REDIRECTED = "redirected"
    ACCEPTED = "accepted"
    IN_PROGRESS = "in_progress"
    WAITING_EXTERNAL = "waiting_external"
    IN_DIALOGUE = "in_dialogue"
    ANSWERED = "answered"
    DISPUTED = "disputed"
    WITHDRAW_CHECK = "withdraw_check"
    CLOSED = "closed"
    ARCHIVED = "archived"
    PURGED = "purged"


FINAL_STATES = frozenset({State.PURGED})
ENDED_STATES = frozenset({State.CLOSED, State.ARCHIVED, State.PURGED})
EMPTIED_STATES = frozenset({State.ARCHIVED, State.PURGED})
"""The thread is destroyed."""
TRIAGE_STATES = frozenset(
    {State.RECEIVED, State.QUARANTINED, State.SCREENING, State.NEEDS_INFO, State.REFUSAL_PROPOSED}
)
WORKING_STATES = frozenset({State.ACCEPTED, State.IN_PROGRESS, State.WAITING_EXTERNAL, State.IN_DIALOGUE})


class Event(StrEnum):
    """What moves a case (the "Event" column of docs/rules.md §5)."""

    SEND = "send"
    SEND_FLOOD = "send_flood"
    EXPIRE = "expire"
    RELEASE = "release"
    PROPOSE_SPAM = "propose_spam"
    OVERDUE = "overdue"
    OPEN = "open"
    ASK = "ask"
    ACCEPT = "accept"
    SPLIT = "split"
    REDIRECT = "redirect"
    PROPOSE_REFUSAL = "propose_refusal"
    REPLY = "reply"
    TIMEOUT = "timeout"
    CONFIRM = "confirm"
    REJECT = "reject"
    APPEAL = "appeal"
    UPHOLD = "uphold"
    OVERTURN = "overturn"
    ASSIGN = "assign"
    REASSIGN = "reassign"
    FORWARD = "forward"
    TO_DIALOGUE = "to_dialogue"
    ANSWER = "answer"
    RESULT = "result"
    DISPUTE = "dispute"
    REOPEN = "reopen"
    WITHDRAW = "withdraw"
    CONFIRM_FREE = "confirm_free"
    COERCED = "coerced"
    NEEDS_HELP = "needs_help"
    RETENTION = "retention"
    REPORTER_REPLY = "reporter_reply"
    FORWARDED_BY_UNION = "forwarded_by_union"
    KEEP = "keep"
    LEADING_ANSWER = "leading_answer"
    """The same matter was answered in the case that this one follows."""


class Actor(StrEnum):
    """Who may cause an event (the "Who" column)."""

    REPORTER = "reporter"
    STAFF = "staff"
    OTHER_STAFF = "other_staff"
    """A second person: never the one who proposed."""
    LEAD = "lead"
    NEXT_TIER = "next_tier"
    """The supervision board (UBKT) of the next tier."""
    TIMER = "timer"
    SYSTEM = "system"


class Clock(StrEnum):
    """Every deadline a case can have. The first four are promises with a ladder, the others end one state."""

    FIRST_LOOK = "first_look"
    CLASSIFICATION = "classification"
    HANDLING_NOTICE = "handling_notice"
    ANSWER = "answer"
    QUARANTINE = "quarantine"
    REFUSAL_DECISION = "refusal_decision"
    APPEAL_WINDOW = "appeal_window"
    APPEAL_DECISION = "appeal_decision"
    INFO_REPLY = "info_reply"
    EXTERNAL_REPLY = "external_reply"
    DIALOGUE = "dialogue"
    CONFIRMATION = "confirmation"
    DISPUTE_REVIEW = "dispute_review"
    WITHDRAWAL_CHECK = "withdrawal_check"
    REDIRECT_FOLLOW_UP = "redirect_follow_up"
    ASSIGNEE_SILENCE = "assignee_silence"
    REOPENING = "reopening"
    """How long the worker may reopen a closed case."""
    RETENTION = "retention"
    ARCHIVE = "archive"
    ATTACHMENTS = "attachments"
    ERASURE = "erasure"
    HOLD = "hold"
    """A legal hold ends on its day, by the clock alone."""


PROMISES = (Clock.FIRST_LOOK, Clock.CLASSIFICATION, Clock.HANDLING_NOTICE, Clock.ANSWER)
