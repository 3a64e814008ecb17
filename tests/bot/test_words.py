"""Every kind that the submissions half stores has words for people."""

from __future__ import annotations

from collections.abc import Mapping
from enum import StrEnum
from typing import Any

import pytest

from bot.texts import audit, console_verbs, journal, notices, submissions
from feedback.journal.audit import Trouble
from feedback.journal.events import RecordAct
from feedback.model.case_log import CaseAct
from feedback.model.lifecycle import Clock, Event
from feedback.model.notice import NoticeKind
from feedback.model.terms import Term
from feedback.organisation.acts import HouseAct

WORDED: tuple[tuple[type[StrEnum], Mapping[Any, str]], ...] = (
    (Clock, submissions.CLOCKS),
    (Term, submissions.TERMS),
    (Event, journal.MOVES),
    (CaseAct, journal.CASE_ACTS),
    (NoticeKind, notices.KINDS),
    (RecordAct, journal.RECORD_ACTS),
    (Trouble, audit.TROUBLES),
    (HouseAct, journal.HOUSE_ACTS),
)


@pytest.mark.parametrize(("kinds", "words"), WORDED)
def test_every_kind_has_words(kinds: type[StrEnum], words: Mapping[Any, str]) -> None:
    assert not [kind for kind in kinds if not words.get(kind, "").strip()]


def test_every_link_between_cases_has_words() -> None:
    assert {"duplicate", "related", "part_of", "sent_again"} <= set(console_verbs.LINKS)
