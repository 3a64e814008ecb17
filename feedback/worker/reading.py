"""What a worker sees of a case, and what every other verb of a worker shares."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime

from feedback.cases.case import Case
from feedback.cases.mover import REPORTER, Mover
from feedback.cases.vault import Vault
from feedback.clockwork.working_days import local
from feedback.model.case_log import CaseAct
from feedback.model.draft import Photo
from feedback.model.lifecycle import Clock
from feedback.model.terms import Term
from feedback.model.view import Author, CaseView
from feedback.sealing import keys, receipt
from feedback.worker.door import Door, Opened
from feedback.worker.emergency import find_alarm
from feedback.worker.intake import Intake
from feedback.worker.views import case_view


class WorkerVerbs:
    """Reading, and the common ground of all that a worker does."""

    def __init__(self, mover: Mover, vault: Vault, intake: Intake, door: Door, secrets: keys.Secrets) -> None:
        self._mover = mover
        self._vault = vault
        self._intake = intake
        self._door = door
        self._secrets = secrets

    def prepare(self, code: str) -> None:
        """Run the costly part of a verb with this code beforehand; the verbs of the next half hour do without."""
        if receipt.is_valid(code):
            self._door.keys_of(code)

    def look_up(self, code: str, now: datetime, sender: str = "") -> CaseView:
        """Everything the worker may see; what was unread is marked as read from here on.

        Raises CodeNotFound (a generic answer).
        """
        with self._door.opened(code, now, sender=sender) as opened:
            view = self._view(opened, now)
            for case in self._with_parts(opened.case):
                self._mark_read(case, now)
        return view

    def photo(self, code: str, attachment_id: int, now: datetime, part: str | None = None) -> Photo | None:
        """One picture of the thread."""
        with self._door.opened(code, now, part) as opened:
            return self._vault.photo(opened.case, opened.private, attachment_id)

    def _view(self, opened: Opened, now: datetime) -> CaseView:
        case = self._mover.cases.get(opened.case.id)
        parts = tuple(
            self._view(self._door.part_of(opened, self._mover.cases.get(i).public_no), now)
            for i in self._mover.links.followers(case.id, "part_of")
            if opened.private
        )
        thread = self._vault.thread(case, opened.private, internal=False) if opened.private else ()
        return case_view(self._mover, case, thread, parts, local(now))

    def _with_parts(self, case: Case) -> list[Case]:
        return [case, *(self._mover.cases.get(i) for i in self._mover.links.followers(case.id, "part_of"))]

    def _say(
        self,
        case: Case,
        text: str,
        now: datetime,
        message_id: int | None = None,
        photos: Iterable[Photo] = (),
        template: str = "",
    ) -> None:
        """Words of the worker into the thread; plain words of danger raise the lane with them."""
        day = local(now).date()
        self._vault.write(case, Author.WORKER, text, day, message_id=message_id, photos=photos, template=template)
        alarm = find_alarm(text)
        if alarm and alarm.sure:
            self._mover.raise_to_emergency(self._mover.cases.get(case.id), alarm.kind, REPORTER, now)

    def _mark_read(self, case: Case, now: datetime) -> None:
        today = local(now).date()
        if self._mover.threads.mark_read(case.id, today):
            self._mover.record(case, CaseAct.READ, REPORTER, now)
            for clock in (Clock.INFO_REPLY, Clock.CONFIRMATION):
                self._mover.deadlines.shorten(case.subject, clock, Term.AFTER_READING, now)
