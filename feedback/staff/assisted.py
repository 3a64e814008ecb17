"""A petition that somebody types for a worker: at the counter, by telephone, from paper.

Whoever types is recorded and learns nothing that the worker would not read too; the code belongs to the worker and is
given back once, to be printed. Danger and words about the union are asked about as the intake itself asks.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import datetime

from feedback.cases.union_words import mentions_union
from feedback.errors import Fault, NotAllowed
from feedback.model.case import Concern, Level
from feedback.model.draft import Draft
from feedback.model.union import CONTENT_ROLES
from feedback.model.view import Slip
from feedback.organisation.keyring import StaffSession
from feedback.sealing import receipt
from feedback.staff.office import Office
from feedback.storage.database import FeedbackDatabase
from feedback.worker.emergency import find_alarm
from feedback.worker.service import Submissions

CHANNEL = "assisted"


@dataclass(frozen=True, slots=True)
class Given:
    """What the worker takes home: the signed slip, and the code as it is read aloud; "" when the form came twice."""

    slip: Slip | None
    code: str
    number: str


class Assisted:
    """Takes petitions for workers."""

    def __init__(self, db: FeedbackDatabase, submissions: Submissions, office: Office) -> None:
        self._db = db
        self._submissions = submissions
        self._office = office

    def send(
        self,
        session: StaffSession,
        draft: Draft,
        now: datetime,
        *,
        token: str = "",
        looked_at: bool = False,
        signed: bool = False,
    ) -> Given:
        """Send it. `looked_at`: the worker was asked again, and nobody is in danger; `signed`: a sheet allows the name.

        NotAllowed with what has to be asked again; the same `token` again sends nothing and gives no code.
        """
        session.require(CONTENT_ROLES)
        done = self._submissions.sent(_mark(session, token)) if token else None
        if done:
            return Given(None, "", done[0])
        _refuse(draft, looked_at=looked_at, signed=signed)
        level = Level.NAMED if draft.contact else Level.ANONYMOUS
        whole, code = replace(draft, level=level, channel=CHANNEL), self._submissions.new_code()
        self._submissions.prepare(code)
        with self._db.transaction():
            slip = self._submissions.submit(whole, code, now, mark=_mark(session, token) if token else "")
            self._office.note_assisted(session, slip.public_no, now)
        return Given(slip, receipt.format_code(code), slip.public_no)


def _refuse(draft: Draft, *, looked_at: bool, signed: bool) -> None:
    alarm = find_alarm(draft.text)
    if alarm and draft.emergency is None and not looked_at:
        raise NotAllowed(Fault.DANGER_IN_WORDS, kind=alarm.kind.value)
    if draft.concerns == {Concern.NOBODY} and mentions_union(draft.text):
        raise NotAllowed(Fault.UNION_IN_WORDS)
    if draft.contact and not signed:
        raise NotAllowed(Fault.SHEET_NEEDED)


def _mark(session: StaffSession, token: str) -> str:
    return f"assisted {session.member.id} {token}"
