"""A case in a list, in words: how long it still has, and how pressing that is."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from bot.texts import console_lists as words
from feedback.model.case import Lane
from feedback.staff.values import QueueLine


@dataclass(frozen=True, slots=True)
class Due:
    """The next deadline in words; `tone` is "late", "soon" or ""."""

    text: str
    tone: str


def due(line: QueueLine, today: date) -> Due:
    """How long a case still has."""
    return due_in_words(line.due_on, line.overdue, today, emergency=line.lane is Lane.EMERGENCY)


def due_in_words(due_on: date | None, overdue: bool, today: date, *, emergency: bool = False) -> Due:
    """The last day as people speak of it."""
    if due_on is None:
        return Due(words.NO_DUE, "")
    days = (due_on - today).days
    if overdue or days < 0:
        return Due(words.LATE.format(days=-days) if days < 0 else words.LATE_TODAY, "late")
    if days == 0:
        return Due(words.TODAY, "late" if emergency else "soon")
    return Due(words.LEFT.format(days=days), "soon" if days <= 3 else "")
