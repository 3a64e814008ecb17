"""What a worker decides about a case: each verb is one transition of the table, with a few words if there are any."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from datetime import datetime

from feedback.cases.case import Case
from feedback.cases.handover import open_to_board
from feedback.cases.mover import REPORTER, Mover
from feedback.errors import Fault, NotAllowed
from feedback.model.access import Purpose
from feedback.model.case_log import CaseAct
from feedback.model.lifecycle import Event, State
from feedback.model.notice import NoticeKind
from feedback.model.union import Role
from feedback.model.view import Author, CaseView
from feedback.worker.door import Opened
from feedback.worker.intake import check_text
from feedback.worker.reading import WorkerVerbs


class WorkerSteps(WorkerVerbs):
    """The verbs that move a case."""

    def confirm(
        self, code: str, now: datetime, *, stars: int | None = None, text: str = "", part: str | None = None
    ) -> CaseView:
        """The matter is solved (T37); `stars` 1 to 5."""
        if stars is not None and not 1 <= stars <= 5:
            raise NotAllowed(Fault.ONE_TO_FIVE_STARS)
        data: dict[str, object] = {"stars": stars} if stars else {}
        return self._step(code, Event.CONFIRM, now, text, part, **data)

    def dispute(self, code: str, now: datetime, *, text: str = "", part: str | None = None) -> CaseView:
        """The answer did not solve it (T38); a reason is welcome, not required."""
        return self._step(code, Event.DISPUTE, now, text, part)

    def appeal(self, code: str, now: datetime, *, text: str = "", part: str | None = None) -> CaseView:
        """Ask the next tier's supervision board to review a refusal (T20): once, within 30 days."""
        return self._step(code, Event.APPEAL, now, text, part)

    def withdraw(self, code: str, now: datetime, *, coerced: bool | None = None, part: str | None = None) -> CaseView:
        """Withdraw (T42–T45, T56–T59); staff still ask whether somebody forced it. `coerced`: what the worker said."""
        with self._door.opened(code, now, part) as opened:
            case, moved = self._mover.move(opened.case.id, Event.WITHDRAW, REPORTER, now, data={"coerced": coerced})
            if coerced and (moved or not case.retaliation):
                self._mover.change_lane(case, case.lane.at_least_urgent(), now, retaliation=1)
                self._mover.count(case, "coerced_withdrawal", now)
            if moved:
                self._mover.tell.unit(case, Role.LEAD, NoticeKind.WITHDRAWAL, now, by_worker=True)
            return self._view(opened, now)

    def keep(self, code: str, now: datetime, *, part: str | None = None) -> CaseView:
        """The worker changed their mind and does not withdraw (T60)."""
        return self._step(code, Event.KEEP, now, "", part)

    def needs_help(self, code: str, now: datetime, *, text: str = "", part: str | None = None) -> CaseView:
        """ "Nơi đó không nhận": the body that the worker was sent to refused (T49)."""
        return self._step(code, Event.NEEDS_HELP, now, text, part)

    def _step(self, code: str, event: Event, now: datetime, text: str, part: str | None, **data: object) -> CaseView:
        """One transition of the worker, with a few words if there are any."""
        if text:
            check_text(text, code)
        with self._door.opened(code, now, part) as opened:
            changes = _COUNTED[event](opened.case) if event in _COUNTED else {}
            case, moved = self._mover.move(opened.case.id, event, REPORTER, now, changes=changes, data=data)
            if text and (moved or not self._said_last(opened, text)):
                self._say(case, text, now)
            if moved:
                _AFTER.get(event, _nothing)(self._mover, case, now)
            elif text or (data.get("stars") and not self._has_rated(case, data["stars"])):
                self._note_more(case, event, now, text, data)
            return self._view(opened, now)

    def _note_more(self, case: Case, event: Event, now: datetime, text: str, data: Mapping[str, object]) -> None:
        """A step that was taken before is said again in other words: nothing of them is lost."""
        act = CaseAct.RATED if event is Event.CONFIRM and data.get("stars") else CaseAct.MESSAGE_ADDED
        self._mover.record(case, act, REPORTER, now, **data)
        if text:
            self._mover.tell.unit(case, Role.HANDLER, NoticeKind.WORKER_WROTE, now, by_worker=True)

    def _has_rated(self, case: Case, stars: object) -> bool:
        """Whether the newest stars are these."""
        lines = [json.loads(line["data"]) for line in self._mover.events.of(case.subject)]
        given = [line["stars"] for line in lines if "stars" in line]
        return bool(given) and given[-1] == stars

    def _said_last(self, opened: Opened, text: str) -> bool:
        """Whether the worker's newest words are these: the same update came twice."""
        said = [m for m in self._vault.thread(opened.case, opened.private, internal=False) if m.author is Author.WORKER]
        return bool(said) and said[-1].text == text


def _nothing(mover: Mover, case: Case, now: datetime) -> None:
    """Most steps have no further effect."""


def _after_appeal(mover: Mover, case: Case, now: datetime) -> None:
    """The supervision board's key, sealed when the case came in, starts to count."""
    open_to_board(mover, case, Purpose.APPEAL, now, by_worker=True)


def _after_dispute(mover: Mover, case: Case, now: datetime) -> None:
    if case.state is State.DISPUTED:  # otherwise it went up at once: nobody else could take it
        mover.tell.unit(case, Role.LEAD, NoticeKind.DISPUTED, now, by_worker=True)


_AFTER = {Event.APPEAL: _after_appeal, Event.DISPUTE: _after_dispute}
_COUNTED: Mapping[Event, Callable[[Case], dict[str, int]]] = {
    Event.APPEAL: lambda case: {"appealed": 1},
    Event.DISPUTE: lambda case: {"disputes": case.disputes + 1},
}
