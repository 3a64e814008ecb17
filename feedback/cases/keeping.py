"""How long each thing is kept, in days (PETITIONS.md §10)."""

from __future__ import annotations

from feedback.cases.store import Case
from feedback.model.case import RefusalCode
from feedback.model.lifecycle import State

CASE_DAYS = 365
REFUSED_DAYS = 365
SPAM_DAYS = 90
ARCHIVE_DAYS = 5 * 365
ATTACHMENT_DAYS = 90
ERASURE_DAYS = 20
EVENT_DAYS = 5 * 365
_SHORT = frozenset({RefusalCode.ADVERTISING, RefusalCode.UNLAWFUL_CONTENT, RefusalCode.MACHINE_FLOOD})


def keep_days(case: Case) -> int:
    """Days after closing until a case is archived, or after archiving until it is purged."""
    if case.state is State.ARCHIVED:
        # what was refused, and what the worker had erased, is purged as soon as it is archived
        return 0 if case.refusal or case.erased_on else ARCHIVE_DAYS
    if case.erased_on:
        return 0
    if case.refusal in _SHORT:
        return SPAM_DAYS
    return REFUSED_DAYS if case.refusal else CASE_DAYS
