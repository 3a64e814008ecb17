"""What stays the worker's own: contact, consent, code, wish for notices, and deletion."""

from __future__ import annotations

from datetime import datetime, timedelta

from feedback.cases.case import Case
from feedback.cases.mover import REPORTER
from feedback.cases.states import allowed
from feedback.clockwork.working_days import local
from feedback.errors import Fault, NotAllowed
from feedback.model.case import Level
from feedback.model.case_log import CaseAct
from feedback.model.lifecycle import EMPTIED_STATES, Actor, Clock, Event
from feedback.model.view import CaseView
from feedback.sealing import keys
from feedback.worker.door import Opened
from feedback.worker.intake import check_text
from feedback.worker.reading import WorkerVerbs

_LEVELS = (Level.ANONYMOUS, Level.CONFIDENTIAL, Level.NAMED)


class WorkerData(WorkerVerbs):
    """The verbs about who sees what of the worker, and for how long."""

    def raise_level(self, code: str, level: Level, contact: str, now: datetime) -> CaseView:
        """Give a contact: A → B → C, never back (what was seen was seen)."""
        check_text(contact, code)
        with self._door.opened(code, now) as opened:
            case = opened.case
            opened.refuse_if_gone()
            if _LEVELS.index(level) <= _LEVELS.index(case.level):
                raise NotAllowed(Fault.LEVEL_ONLY_RISES)
            box = self._intake.contact_box(case.public_key, level, contact, f"contact:{case.id}")
            self._mover.cases.update(case.id, level=level, contact_ct=box)
            self._mover.record(case, CaseAct.LEVEL_RAISED, REPORTER, now, level=level)
            return self._view(opened, now)

    def agree_to_forwarding(self, code: str, now: datetime, *, grassroots: bool = False) -> CaseView:
        """The worker lets the union send a redacted copy to the responsible body, or show it to the company's union."""
        with self._door.opened(code, now) as opened:
            column = "consent_grassroots" if grassroots else "consent_forwarding"
            self._mover.cases.update(opened.case.id, **{column: 1})
            self._mover.record(opened.case, CaseAct(column), REPORTER, now)
            return self._view(opened, now)

    def take_back_consent(self, code: str, now: datetime) -> CaseView:
        """Nothing more leaves the union; what was already sent out cannot be recalled."""
        with self._door.opened(code, now) as opened:
            version = opened.case.version + 1
            self._mover.cases.update(opened.case.id, consent_forwarding=0, consent_grassroots=0, version=version)
            self._mover.record(opened.case, CaseAct.CONSENT_RETURNED, REPORTER, now)
            return self._view(opened, now)

    def change_code(self, code: str, new_code: str, now: datetime) -> CaseView:
        """The case opens with `new_code` from now on, and never again with the old one."""
        new = self._door.keys_of(new_code)
        if self._mover.cases.by_lookup(new.lookup_id):  # a replay: the change was made before
            return self.look_up(new_code, now)
        with self._door.opened(code, now) as opened:
            opened.refuse_if_gone()
            self._mover.cases.update(
                opened.case.id,
                lookup_id=new.lookup_id,
                sealed_for_worker=keys.wrap(opened.private, new.wrapping_key),
            )
            self._mover.record(opened.case, CaseAct.CODE_CHANGED, REPORTER, now)
            return self._view(Opened(opened.case, new, opened.private), now)

    def delete(self, code: str, now: datetime) -> CaseView:
        """Close the content to everybody at once; it is destroyed after 20 days (`CaseView.erase_on`)."""
        with self._door.opened(code, now) as opened:
            if not opened.case.sealed_on:  # a second click finds it done
                opened.refuse_if_gone()
            for case in self._with_parts(opened.case):
                if not case.sealed_on and case.state not in EMPTIED_STATES:
                    self._seal_off(case, now)
            return self._view(opened, now)

    def watch_token(self, code: str, now: datetime) -> str:
        """What a channel keeps beside a chat that wants notices; notices to `watch:<token>` belong to it."""
        with self._door.opened(code, now) as opened:
            return self._mover.tell.watch_token(opened.case.id)

    def _seal_off(self, case: Case, now: datetime) -> None:
        """No key of the union opens the case any more; a withdrawal starts where the state has one."""
        today = local(now).date()
        if Event.WITHDRAW in allowed(case.state, Actor.REPORTER):
            self._mover.move(case.id, Event.WITHDRAW, REPORTER, now, data={"erasure": True})
        self._mover.seal_off(case, now)
        due = today + timedelta(days=self._mover.deadlines.rules.count(Clock.ERASURE, today))
        self._mover.deadlines.start(case.subject, Clock.ERASURE, case.owner, now, due)
        self._mover.record(case, CaseAct.ERASURE_REQUESTED, REPORTER, now)
