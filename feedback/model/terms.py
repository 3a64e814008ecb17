"""Counts of time that are rules of the union but no clock of their own. Their numbers stand in data, with a source."""

from __future__ import annotations

from enum import StrEnum


class Term(StrEnum):
    """What a count is for; `data/rules.toml` says how many, in which unit, and since when."""

    PAUSE = "pause"
    """How long waiting for the worker may stop the promises, all pauses of a case together."""
    EXTENSION = "extension"
    """What one extension adds to the answer."""
    URGENT_LOOK = "urgent_look"
    EMERGENCY_LOOK = "emergency_look"
    EMERGENCY_LOOK_OUT_OF_HOURS = "emergency_look_out_of_hours"
    """With somebody on duty."""
    AFTER_READING = "after_reading"
    """For a reply or a confirmation, from the day on which the worker read."""
    UNREAD_KEPT = "unread_kept"
    """An answer that nobody read is not archived before."""
    UNION_CONTACT = "union_contact"
    """Before a unit of the union is asked about a case that names it."""
    FLOOD = "flood"
    """The longest "chế độ ngập"."""
    KEEP_REFUSED = "keep_refused"
    KEEP_SPAM = "keep_spam"
    KEEP_EVENTS = "keep_events"
    """The log of a purged case."""
    RETENTION_WARNING = "retention_warning"
    """Before its archiving a worker is warned."""
