"""What a worker writes into the thread of a case, in almost any state."""

from __future__ import annotations

from datetime import datetime

from feedback.cases.case import Case
from feedback.cases.mover import REPORTER
from feedback.model.case import EmergencyKind
from feedback.model.case_log import CaseAct
from feedback.model.draft import Photo
from feedback.model.lifecycle import Event, State
from feedback.model.notice import NoticeKind
from feedback.model.union import Role
from feedback.model.view import CaseView
from feedback.sealing import keys
from feedback.worker.intake import check_photos, check_text
from feedback.worker.reading import WorkerVerbs


class WorkerMessages(WorkerVerbs):
    """The verbs of writing."""

    def add_message(
        self,
        code: str,
        text: str,
        now: datetime,
        *,
        token: str,
        photos: tuple[Photo, ...] = (),
        part: str | None = None,
        danger: EmergencyKind | None = None,
    ) -> CaseView:
        """Add to the thread in any state up to `closed`; an answer to a question, new facts, or the reopening of a
        case.

        `token` is a random value that the dialogue keeps until it got an answer, so that a replay is stored once.
        Plain words of danger, here and in every other verb that takes words, put the case into the emergency lane
        (§11); `danger` is what the worker confirmed where the words alone were unclear.
        """
        check_text(text, code)
        with self._door.opened(code, now, part) as opened:
            check_photos(photos, len(self._mover.threads.attachments(opened.case.id)))
            self._intake.check_space(bool(photos))
            case = opened.case
            message_id = self._message_id(case, token)
            if not self._mover.threads.has(message_id):
                opened.refuse_if_gone()
                event = _MESSAGE_EVENTS.get(case.state)
                if event:
                    case, _ = self._mover.move(case.id, event, REPORTER, now)
                else:  # a new version: whoever answers now has not read this
                    case = self._mover.cases.update(case.id, version=case.version + 1)
                    self._mover.record(case, CaseAct.MESSAGE_ADDED, REPORTER, now)
                self._say(case, text, now, message_id=message_id, photos=photos)
                if danger:
                    self._mover.raise_to_emergency(self._mover.cases.get(case.id), danger, REPORTER, now)
                self._mover.tell.unit(case, Role.HANDLER, NoticeKind.WORKER_WROTE, now, by_worker=True)
            return self._view(opened, now)

    def report_retaliation(
        self, code: str, text: str, now: datetime, *, token: str, part: str | None = None
    ) -> CaseView:
        """ "Tôi bị trù dập": the case becomes urgent and is counted (Luật 10/2022/QH15, Điều 9 khoản 2)."""
        check_text(text, code)
        with self._door.opened(code, now, part) as opened:
            opened.refuse_if_gone()
            message_id = self._message_id(opened.case, token)
            if not self._mover.threads.has(message_id):
                case = self._mover.change_lane(opened.case, opened.case.lane.at_least_urgent(), now, retaliation=1)
                self._say(case, text, now, message_id=message_id, template="retaliation")
                self._mover.record(case, CaseAct.RETALIATION, REPORTER, now)
                self._mover.count(case, "retaliation", now)
                self._mover.tell.unit(case, Role.LEAD, NoticeKind.RETALIATION, now, by_worker=True)
            return self._view(opened, now)

    def _message_id(self, case: Case, token: str) -> int:
        digest = keys.derive(self._secrets.watch_key, f"message {case.id} {token}")
        return (int.from_bytes(digest[:8], "big") >> 2) + 1  # as random as any other id


_MESSAGE_EVENTS = {
    State.NEEDS_INFO: Event.REPLY,
    State.REFUSAL_PROPOSED: Event.REPORTER_REPLY,
    State.CLOSED: Event.REOPEN,
}
