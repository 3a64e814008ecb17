"""Every kind that the submissions half stores has words for people."""

from __future__ import annotations

import re
from collections.abc import Mapping
from enum import StrEnum
from pathlib import Path
from typing import Any

import pytest

from bot.texts import audit, console_verbs, follow, journal, notices, submissions
from feedback.cases.states import TRANSITIONS
from feedback.clockwork.rule_file import read_rules
from feedback.journal.audit import Trouble
from feedback.journal.events import RecordAct
from feedback.model.case_log import CaseAct
from feedback.model.lifecycle import Clock, Event, State
from feedback.model.notice import NoticeKind
from feedback.model.terms import Term
from feedback.organisation.acts import HouseAct

ROOT = Path(__file__).parents[2]
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


def test_every_sentence_of_a_thread_has_words() -> None:
    written = "".join(path.read_text("utf-8") for path in (ROOT / "feedback").rglob("*.py"))
    kept = {row.text for row in TRANSITIONS if row.text and row.target is not State.PURGED}  # of a purged one no thread
    used = set(re.findall(r'template="(\w+)"', written)) | kept
    assert "answer_corrected" in used
    assert used - set(follow.TEMPLATES) == set()


@pytest.mark.parametrize(
    ("said", "clock", "days"),
    [
        (r"[Gg]iữ (\d+) tháng", Clock.RETENTION, 365 / 12),
        (r"xem trong (\d+) ngày", Clock.FIRST_LOOK, 1),
        (r"trả lời trong (\d+) ngày", Clock.ANSWER, 1),
        (r"ảnh (\d+) ngày", Clock.ATTACHMENTS, 1),
    ],
)
def test_a_count_that_is_said_is_that_of_the_shipped_rules(said: str, clock: Clock, days: float) -> None:
    """Where a sentence cannot ask the rules, it says what they say in a new house."""
    shipped = read_rules((ROOT / "feedback" / "data" / "rules.toml").read_text("utf-8"))
    counted = {rule["days"] for rule in shipped if rule["clock"] == clock}
    texts = (path.read_text("utf-8") for path in sorted((ROOT / "bot" / "texts").glob("*.py")))
    found = [int(number) * days for text in texts for number in re.findall(said, text)]
    assert found
    assert {round(number) for number in found} <= counted
