"""How long a case is kept after it ended; the days themselves are rules in data."""

from __future__ import annotations

from datetime import date

from feedback.cases.case import Case
from feedback.clockwork.rules import Rules
from feedback.model.case import RefusalCode
from feedback.model.lifecycle import Clock, State
from feedback.model.terms import Term

_SHORT = frozenset({RefusalCode.ADVERTISING, RefusalCode.UNLAWFUL_CONTENT, RefusalCode.MACHINE_FLOOD})


def keep_days(case: Case, rules: Rules, today: date) -> int:
    """Days after closing until a case is archived, or after archiving until it is purged."""
    if case.state is State.ARCHIVED:
        # what was refused, and what the worker had erased, is purged as soon as it is archived
        return 0 if case.refusal or case.erased_on else rules.count(Clock.ARCHIVE, today)
    if case.erased_on:
        return 0
    if case.refusal in _SHORT:
        return rules.count(Term.KEEP_SPAM, today)
    return rules.count(Term.KEEP_REFUSED if case.refusal else Clock.RETENTION, today)
