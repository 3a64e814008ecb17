"""What people are told, without content: a kind with its words in the channels' texts, and whether it cannot wait."""

from __future__ import annotations

from enum import StrEnum


class NoticeKind(StrEnum):
    """Why somebody is told."""

    NEWS = "news"
    """To a worker who asked to be told."""
    NEW_CASE = "new_case"
    WORKER_WROTE = "worker_wrote"
    ASSIGNED = "assigned"
    ASSIGNEE_SILENT = "assignee_silent"
    REFUSAL_PROPOSED = "refusal_proposed"
    RECUSED = "recused"
    WITHDRAWAL = "withdrawal"
    DISPUTED = "disputed"
    RETALIATION = "retaliation"
    APPEAL = "appeal"
    DECISION_WANTED = "decision_wanted"
    """A unit above is asked for a second person."""
    SAMPLED = "sampled"
    SAMPLE_WRONG = "sample_wrong"
    HOLD_PROPOSED = "hold_proposed"
    HOLD_ENDED = "hold_ended"
    IDENTITY_ASKED = "identity_asked"
    DUE_SOON = "due_soon"
    LATE = "late"
    LATE_BELOW = "late_below"
    ON_YOUR_LIST = "on_your_list"
    MUST_ACKNOWLEDGE = "must_acknowledge"
    OVERDUE_AT_TOP = "overdue_at_top"
    MOVED_UP = "moved_up"
    MOVED_AWAY = "moved_away"
    EMERGENCY = "emergency"
    EMERGENCY_BELOW = "emergency_below"
    UNIT_RECOVERED = "unit_recovered"
    UNIT_RENEWED = "unit_renewed"
    PERSON_RENEWED = "person_renewed"
    WEEKLY_ROOT = "weekly_root"
    """To the boards: the root of the day, to keep."""
    DIGEST = "digest"
    """In the morning of a working day: how much waits for a person (`detail` is a packed Workload)."""


DUE_AT_ONCE = frozenset({NoticeKind.EMERGENCY, NoticeKind.EMERGENCY_BELOW, NoticeKind.NEWS, NoticeKind.DIGEST})
"""Everything else is collected and told at eight and at one, on working days."""
AT_ONCE = DUE_AT_ONCE - {NoticeKind.DIGEST}
"""What cannot wait: it goes by every way that a person has."""
TO_ACKNOWLEDGE = frozenset({NoticeKind.EMERGENCY, NoticeKind.EMERGENCY_BELOW, NoticeKind.MUST_ACKNOWLEDGE})


class Route(StrEnum):
    """How a notice reaches a person outside the console."""

    EMAIL = "email"
    TELEGRAM = "telegram"
