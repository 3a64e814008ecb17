"""Before and while a worker sends: the code, where it would go, the flood limit, and the signed slip."""

from __future__ import annotations

import json
import secrets as random_source
from datetime import datetime

from feedback.cases.routing import Route
from feedback.clockwork.working_days import local
from feedback.errors import DatabaseAltered
from feedback.model.draft import Draft, Person
from feedback.model.lifecycle import Clock, Event, State
from feedback.model.subject import case_subject
from feedback.model.union import Scope
from feedback.model.view import Slip
from feedback.organisation.units import Area
from feedback.sealing import keys, receipt
from feedback.sealing.slips import make_slip, verify_slip
from feedback.worker.door import Opened
from feedback.worker.reading import WorkerVerbs


class WorkerSending(WorkerVerbs):
    """The verbs around one sending."""

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

    def promised(self, clock: Clock, now: datetime) -> int:
        """How many days a promise counts today: they are rules, not words."""
        return self._mover.deadlines.rules.count(clock, local(now).date())

    def check(self, draft: Draft) -> None:
        """Raise what would make `submit` refuse this draft (empty, too long, too many pictures, a code in the text)."""
        self._intake.check(draft, "")

    def submit(self, draft: Draft, code: str, now: datetime, *, mark: str = "") -> Slip:
        """Store the draft under the code and return the signed slip; the same code again returns the same slip.

        `mark` is random and tells the draft after a crash (see `sent`) until `forget_mark`.

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
                if mark:
                    self._intake.marks.add(mark, case.id, local(now).date())
            return self._slip(self._door.open_with(case, worker))

    def sent(self, mark: str) -> tuple[str, State] | None:
        """The public number of a draft that was stored, and whether it waits to be checked; None when it was not."""
        case_id = self._intake.marks.case_of(mark)
        if case_id is None:
            return None
        case = self._mover.cases.get(case_id)
        return case.public_no, _first_state(self._mover.events.of(case_subject(case_id))[0]["kind"])

    def forget_mark(self, mark: str) -> None:
        """The receipt is out: nothing ties the draft to its case any more."""
        self._intake.marks.drop(mark)

    def verify_slip(self, text: str) -> bool:
        """Whether a slip was issued here."""
        return verify_slip(text, self.verify_key)

    @property
    def verify_key(self) -> bytes:
        """The public Ed25519 key of our slips."""
        return keys.verify_key(self._secrets)

    def _slip(self, opened: Opened) -> Slip:
        """The slip of what was stored, not of what is sent again now."""
        opened.refuse_if_gone()
        case = opened.case
        thread = self._vault.thread(case, opened.private, internal=False)
        if not thread:
            raise DatabaseAltered(subjects=case.public_no)
        first = self._mover.events.of(case.subject)[0]
        unit = self._mover.org.unit(json.loads(first["data"])["unit"])
        state = _first_state(first["kind"])
        name = unit.name if unit else ""
        return make_slip(case.public_no, case.created_on, name, thread[0].text, state, self._secrets)


def _first_state(sent: str) -> State:
    return State.QUARANTINED if sent == Event.SEND_FLOOD else State.RECEIVED
