"""A small union with a fixed clock and cheap Argon2 costs; keys, rows and transactions are real."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from datetime import datetime, timedelta
from functools import cache
from pathlib import Path
from typing import Any

from feedback.assembly import Feedback, any_law, open_feedback
from feedback.cases.case import Case
from feedback.clockwork.working_days import ZONE
from feedback.model.case import Category, Kind
from feedback.model.draft import Draft, Place
from feedback.organisation.keyring import StaffSession
from feedback.sealing.keys import Cost
from feedback.staff.desk import Dossier
from feedback.staff.office import LawCheck
from tests.images import from_image, image_of

CHEAP = Cost(passes=1, memory=8192)
KEY = b"k" * 32
MONDAY = datetime(2026, 11, 23, 9, 0, tzinfo=ZONE)
COMPANY = Place(company="may-anh-duong")


def trial_union(path: Path | None = None, check_law: LawCheck = any_law) -> Feedback:
    """The shipped province with its trial people, in memory or at `path`."""
    return from_image(_prepared(), KEY, CHEAP, path, check_law)


@cache
def _prepared() -> bytes:
    """Made once and copied: it seals some hundred keys."""
    feedback = open_feedback(None, KEY, CHEAP)
    feedback.begin_trial(MONDAY)
    return image_of(feedback)


def copy_of(template: Feedback) -> Feedback:
    """A fresh database in memory with the same content."""
    return from_image(image_of(template), KEY, CHEAP)


def shown(feedback: Feedback, session: StaffSession, number: str, now: datetime) -> Dossier:
    """Somebody who is not involved reads a case."""
    feedback.desk.declare_uninvolved(session, number, now)
    return feedback.desk.show(session, number, now)


def opened(feedback: Feedback, session: StaffSession, number: str, now: datetime) -> Case:
    """Somebody who is not involved begins with a case."""
    feedback.desk.declare_uninvolved(session, number, now)
    return feedback.triage.open(session, number, now)


class Union:
    """Short words for what happens in most stories; time moves only when told to."""

    def __init__(self, feedback: Feedback) -> None:
        self.feedback = feedback
        self.now = MONDAY
        self.leading = ""
        self.first = feedback.keyring.open_trial_session("thu-1", MONDAY)
        self.second = feedback.keyring.open_trial_session("thu-2", MONDAY)
        self.third = feedback.keyring.open_trial_session("thu-3", MONDAY)

    def send(self, text: str = "Công ty trả lương chậm hai tháng nay.", **values: Any) -> tuple[str, str]:
        """A worker sends; returns the code and the public number."""
        code = self.feedback.submissions.new_code()
        draft = Draft(text, **{"place": COMPANY, "category": Category.WAGE, **values})
        return code, self.feedback.submissions.submit(draft, code, self.now).public_no

    def meet(self, number: str) -> None:
        """Everybody says that they are not involved."""
        for person in (self.first, self.second, self.third):
            self.feedback.desk.declare_uninvolved(person, number, self.now)

    def accepted(self, **values: Any) -> tuple[str, str]:
        """A case that triage accepted."""
        code, number = self.send(**values)
        opened(self.feedback, self.first, number, self.now)
        self.feedback.triage.accept(self.first, number, Kind.PETITION, Category.WAGE, self.now)
        return code, number

    def working(self, **values: Any) -> tuple[str, str]:
        """A case that somebody works on."""
        code, number = self.accepted(**values)
        self.feedback.handling.assign(self.first, number, "thu-1", self.now)
        return code, number

    def wait(self, days: int) -> None:
        """Let time pass with the clock job running: every day, in long waits every fourth day."""
        end = self.now + timedelta(days=days)
        while self.now < end:
            self.now = min(end, self.now + timedelta(days=1 if days <= 130 else 4))
            self.feedback.clock.step(self.now)

    def case(self, number: str) -> Case:
        """The case's row."""
        found = self.feedback.desk.mover.cases.by_public_no(number)
        assert found
        return found


def tamper(half: Feedback, sql: str, *values: object) -> None:
    """Write into a database file past the product, as somebody with access to the file does."""
    assert half.db.path
    with closing(sqlite3.connect(half.db.path, isolation_level=None)) as other:
        other.execute(sql, values)
