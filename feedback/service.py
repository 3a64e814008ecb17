"""What a worker can do, one method per verb: the public face of the submissions half for every channel.

    code = submissions.new_code()                       # show it, ask the worker to retype the last group
    slip = submissions.submit(draft, code, now)         # "Đã nhận" only after this returned
    view = submissions.look_up(code, now)               # state, deadlines, thread; marks everything as read

Every verb takes the twenty digits of the code (`receipt.read_code` understands what people type) and `now` (with a time
zone), raises a FeedbackError whose text can be shown, and returns the new `CaseView`. The code is never stored: one
Argon2id run (about 0.3 s and 128 MiB, two at a time) finds the case and opens it. Verbs are safe to repeat: the
same step a second time changes nothing, and a message with the same `token` is stored once. `part` names the public
number of a part when a submission was split (`CaseView.parts`). `sender` is any opaque value of the channel, for
limits in memory.
"""

from __future__ import annotations

import json
import secrets as random_source
from collections.abc import Iterable
from datetime import datetime, timedelta

from feedback import keys, receipt
from feedback.case_store import Case
from feedback.door import Door, Opened
from feedback.emergency import find_alarm
from feedback.errors import NotAllowed
from feedback.intake import Intake, check_photos, check_text
from feedback.keeping import ERASURE_DAYS
from feedback.model.case import EmergencyKind, Lane, Level
from feedback.model.draft import Draft, Person, Photo
from feedback.model.lifecycle import Actor, Clock, Event, State
from feedback.model.union import Role, Scope
from feedback.model.view import Author, CaseView, Slip
from feedback.mover import REPORTER, Mover
from feedback.organisation import Area
from feedback.routing import Route
from feedback.slips import make_slip, verify_slip
from feedback.states import allowed
from feedback.vault import Vault
from feedback.views import case_view
from feedback.working_days import local

READ_DAYS = 30
_LEVELS = (Level.ANONYMOUS, Level.CONFIDENTIAL, Level.NAMED)
_ENDED = frozenset({State.ARCHIVED, State.PURGED})


class Submissions:
    """The verbs of a worker."""

    def __init__(self, mover: Mover, vault: Vault, intake: Intake, door: Door, secrets: keys.Secrets) -> None:
        self._mover = mover
        self._vault = vault
        self._intake = intake
        self._door = door
        self._secrets = secrets

    # --- before sending ---

    def new_code(self) -> str:
        """Twenty fresh digits; `receipt.format_code` shows them. Nothing is stored before `submit`."""
        return receipt.new_code(random_source.randbelow)

    def route(self, draft: Draft, now: datetime) -> Route:
        """Where this draft would go and who is left out; raises NoNeutralUnit (R9) or NotOpen."""
        return self._intake.route(draft, now)

    def people(self, draft: Draft, now: datetime) -> list[Person]:
        """Whom a worker may name at step 5 (R3): staff of the units that could receive this draft, the nearest first.

        Whoever is named never reads the case: their units get no key, and a unit that they join later refuses them.
        """
        return self._intake.people(draft, now)

    def areas(self, scope: Scope, parent: str = "") -> list[Area]:
        """Provinces, communes, industrial parks, branches or companies to choose from, by name."""
        return self._mover.org.areas(scope, parent)

    def note_message(self, sender: str, now: datetime) -> None:
        """Count any message of a chat towards the flood limit (§8.4): in memory, hashed, for ten minutes of a day."""
        self._door.note_message(sender, now)

    def check(self, draft: Draft) -> None:
        """Raise what would make `submit` refuse this draft (empty, too long, too many pictures, a code in the text)."""
        self._intake.check(draft, "")

    def submit(self, draft: Draft, code: str, now: datetime) -> Slip:
        """Store the draft under the code and return the signed slip; the same code again returns the same slip.

        The state of the slip is `received` or, when a flood is on, `quarantined`.
        Raises CodeInText, EmptyText, TooLarge, NoNeutralUnit, NotOpen: then nothing was stored.
        """
        self._intake.check(draft, code)
        worker = self._door.keys_of(code)
        with self._intake.transaction():
            case = self._mover.cases.by_lookup(worker.lookup_id)
            if not case:
                flood = self._door.is_flood(draft.sender, now) and not draft.emergency
                case = self._intake.store(draft, worker, flood, now)
            return self._slip(self._door.open_with(case, worker))

    # --- following ---

    def look_up(self, code: str, now: datetime, sender: str = "") -> CaseView:
        """Everything the worker may see; what was unread is marked as read from here on.

        Raises CodeNotFound (a generic answer) or TooManyTries.
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
            check_photos(photos, len(self._mover.cases.attachments(opened.case.id)))
            self._intake.check_space(bool(photos))
            case = opened.case
            message_id = self._message_id(case, token)
            if not self._mover.cases.has_message(message_id):
                opened.refuse_if_gone()
                event = _MESSAGE_EVENTS.get(case.state)
                if event:
                    case, _ = self._mover.move(case.id, event, REPORTER, now)
                else:
                    self._mover.record(case, "message_added", REPORTER, now)
                self._say(case, text, now, message_id=message_id, photos=photos)
                if danger:
                    self._mover.raise_to_emergency(self._mover.cases.get(case.id), danger, REPORTER, now)
                self._mover.tell_unit(case, Role.HANDLER, "worker_wrote", now, by_worker=True)
            return self._view(opened, now)

    def confirm(
        self, code: str, now: datetime, *, stars: int | None = None, text: str = "", part: str | None = None
    ) -> CaseView:
        """The matter is solved (T37); `stars` 1 to 5."""
        if stars is not None and not 1 <= stars <= 5:
            raise NotAllowed("Hãy chọn từ 1 đến 5 sao.")
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
            if moved and coerced:
                lane = Lane.URGENT if case.lane is Lane.NORMAL else case.lane
                self._mover.cases.update(case.id, lane=lane, retaliation=1)
                self._mover.count(case, "coerced_withdrawal", now)
            if moved:
                self._mover.tell_unit(case, Role.LEAD, "withdrawal", now, by_worker=True)
            return self._view(opened, now)

    def keep(self, code: str, now: datetime, *, part: str | None = None) -> CaseView:
        """The worker changed their mind and does not withdraw (T60)."""
        return self._step(code, Event.KEEP, now, "", part)

    def needs_help(self, code: str, now: datetime, *, text: str = "", part: str | None = None) -> CaseView:
        """ "Nơi đó không nhận": the body that the worker was sent to refused (T49)."""
        return self._step(code, Event.NEEDS_HELP, now, text, part)

    def report_retaliation(
        self, code: str, text: str, now: datetime, *, token: str, part: str | None = None
    ) -> CaseView:
        """ "Tôi bị trù dập": the case becomes urgent and is counted (Luật 10/2022/QH15, Điều 9 khoản 2)."""
        check_text(text, code)
        with self._door.opened(code, now, part) as opened:
            opened.refuse_if_gone()
            message_id = self._message_id(opened.case, token)
            if not self._mover.cases.has_message(message_id):
                lane = Lane.URGENT if opened.case.lane is Lane.NORMAL else opened.case.lane
                case = self._mover.cases.update(opened.case.id, lane=lane, retaliation=1)
                self._say(case, text, now, message_id=message_id, template="retaliation")
                self._mover.record(case, "retaliation", REPORTER, now)
                self._mover.count(case, "retaliation", now)
                self._mover.tell_unit(case, Role.LEAD, "retaliation", now, by_worker=True)
            return self._view(opened, now)

    def raise_level(self, code: str, level: Level, contact: str, now: datetime) -> CaseView:
        """Give a contact: A → B → C, never back (what was seen was seen)."""
        check_text(contact, code)
        with self._door.opened(code, now) as opened:
            case = opened.case
            opened.refuse_if_gone()
            if _LEVELS.index(level) <= _LEVELS.index(case.level):
                raise NotAllowed("Chỉ đổi được sang mức nêu rõ hơn.")
            box = self._intake.contact_box(case.public_key, level, contact, f"contact:{case.id}")
            self._mover.cases.update(case.id, level=level, contact_ct=box)
            self._mover.record(case, "level_raised", REPORTER, now, level=level)
            return self._view(opened, now)

    def agree_to_forwarding(self, code: str, now: datetime, *, grassroots: bool = False) -> CaseView:
        """The worker lets the union send a redacted copy to the responsible body, or show it to the company's union."""
        with self._door.opened(code, now) as opened:
            column = "consent_grassroots" if grassroots else "consent_forwarding"
            self._mover.cases.update(opened.case.id, **{column: 1})
            self._mover.record(opened.case, column, REPORTER, now)
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
            self._mover.record(opened.case, "code_changed", REPORTER, now)
            return self._view(Opened(opened.case, new, opened.private), now)

    def delete(self, code: str, now: datetime) -> CaseView:
        """Close the content to everybody at once; it is destroyed after 20 days (`CaseView.erase_on`)."""
        with self._door.opened(code, now) as opened:
            if not opened.case.sealed_on:  # a second click finds it done
                opened.refuse_if_gone()
            for case in self._with_parts(opened.case):
                if not case.sealed_on and case.state not in _ENDED:
                    self._seal_off(case, now)
            return self._view(opened, now)

    def watch_token(self, code: str, now: datetime) -> str:
        """What a channel keeps beside a chat that wants notices; notices to `watch:<token>` belong to it."""
        with self._door.opened(code, now) as opened:
            return self._mover.watch_token(opened.case.id)

    # --- slips ---

    def verify_slip(self, text: str) -> bool:
        """Whether a slip was issued here."""
        return verify_slip(text, self.verify_key)

    @property
    def verify_key(self) -> bytes:
        """The public Ed25519 key of our slips."""
        return keys.verify_key(self._secrets)

    # --- inside ---

    def _view(self, opened: Opened, now: datetime) -> CaseView:
        case = self._mover.cases.get(opened.case.id)
        parts = tuple(
            self._view(self._door.part_of(opened, self._mover.cases.get(i).public_no), now)
            for i in self._mover.cases.linked(case.id, "part_of")
            if opened.private
        )
        thread = self._vault.thread(case, opened.private, internal=False) if opened.private else ()
        return case_view(self._mover, case, thread, parts, local(now))

    def _with_parts(self, case: Case) -> list[Case]:
        return [case, *(self._mover.cases.get(i) for i in self._mover.cases.linked(case.id, "part_of"))]

    def _step(self, code: str, event: Event, now: datetime, text: str, part: str | None, **data: object) -> CaseView:
        """One transition of the worker, with a few words if there are any."""
        if text:
            check_text(text, code)
        with self._door.opened(code, now, part) as opened:
            case, moved = self._mover.move(opened.case.id, event, REPORTER, now, data=data)
            if moved:
                if text:
                    self._say(case, text, now)
                _AFTER.get(event, _nothing)(self._mover, case, now)
            return self._view(opened, now)

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

    def _message_id(self, case: Case, token: str) -> int:
        digest = keys.derive(self._secrets.watch_key, f"message {case.id} {token}")
        return (int.from_bytes(digest[:8], "big") >> 2) + 1  # as random as any other id

    def _mark_read(self, case: Case, now: datetime) -> None:
        today = local(now).date()
        if self._mover.cases.mark_read(case.id, today):
            self._mover.record(case, "read", REPORTER, now)
            for clock in (Clock.INFO_REPLY, Clock.CONFIRMATION):
                self._mover.deadlines.shorten(case.id, clock, today + timedelta(days=READ_DAYS))

    def _seal_off(self, case: Case, now: datetime) -> None:
        """No key of the union opens the case any more; a withdrawal starts where the state has one."""
        today = local(now).date()
        if Event.WITHDRAW in allowed(case.state, Actor.REPORTER):
            self._mover.move(case.id, Event.WITHDRAW, REPORTER, now, data={"erasure": True})
        self._mover.cases.seal_off(case.id, today)
        due = today + timedelta(days=ERASURE_DAYS)
        self._mover.deadlines.start(case.id, Clock.ERASURE, case.owner, now, due)
        self._mover.record(case, "erasure_requested", REPORTER, now)

    def _slip(self, opened: Opened) -> Slip:
        """The slip of what was stored, not of what is sent again now."""
        opened.refuse_if_gone()
        case = opened.case
        thread = self._vault.thread(case, opened.private, internal=False)
        first = self._mover.events.of(case.id)[0]
        unit = self._mover.org.unit(json.loads(first["data"])["unit"])
        state = State.QUARANTINED if first["kind"] == Event.SEND_FLOOD else State.RECEIVED
        name = unit.name if unit else ""
        return make_slip(case.public_no, case.created_on, name, thread[0].text, state, self._secrets)


def _nothing(mover: Mover, case: Case, now: datetime) -> None:
    """Most steps have no further effect."""


def _after_appeal(mover: Mover, case: Case, now: datetime) -> None:
    """The supervision board's key, sealed when the case came in, starts to count."""
    mover.cases.update(case.id, appealed=1)
    for grant in mover.cases.grants(case.id):
        if grant["reason"] == "supervision":
            mover.cases.activate(case.id, grant["unit"])
            mover.tell_unit(case, Role.SUPERVISOR, "appeal", now, grant["unit"], by_worker=True)


def _after_dispute(mover: Mover, case: Case, now: datetime) -> None:
    mover.cases.update(case.id, disputes=case.disputes + 1)
    mover.tell_unit(case, Role.LEAD, "disputed", now, by_worker=True)


_AFTER = {Event.APPEAL: _after_appeal, Event.DISPUTE: _after_dispute}
_MESSAGE_EVENTS = {
    State.NEEDS_INFO: Event.REPLY,
    State.REFUSAL_PROPOSED: Event.REPORTER_REPLY,
    State.CLOSED: Event.REOPEN,
}
