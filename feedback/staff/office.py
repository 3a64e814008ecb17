"""The one face for cases: what pages and commands call. Requests go in, values come out, permissions are inside.

    office.page(session, ListName.MINE, Filters(), now)        # lines without content
    office.read(session, "KN26-7F3KQ", now)                    # the file of a case
    office.act(session, Ask(number=…, version=…, token=…, text=…), now)

An act carries the version that its person saw and the form's one-time token. The same token again is the same act and
gives the same result; other words under it, or a case that changed meanwhile, are a Conflict that keeps the request, so
that the page can show the words again.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from datetime import date, datetime
from typing import Any

from feedback.cases.act_store import ActStore
from feedback.cases.case import Case
from feedback.cases.change_store import ChangeStore
from feedback.cases.unsealed import Unsealed, unsealed
from feedback.clockwork.working_days import local
from feedback.errors import Conflict, Fault, NoKey, NotAllowed
from feedback.model.access import Verb
from feedback.model.case_log import CaseAct
from feedback.model.draft import Photo
from feedback.model.lifecycle import State
from feedback.organisation.keyring import StaffSession
from feedback.sealing.keys import Secrets, derive
from feedback.staff import requests as ask
from feedback.staff.case_file import read_file
from feedback.staff.desk import Desk, staff_act
from feedback.staff.drafts import Drafts
from feedback.staff.handling import Handling
from feedback.staff.holding import Holding
from feedback.staff.identity import Identity
from feedback.staff.lists import Lists
from feedback.staff.oversight import Oversight
from feedback.staff.reorganisation import Reorganisation
from feedback.staff.requests import Request
from feedback.staff.similar import Likeness, find_similar
from feedback.staff.triage import Triage
from feedback.staff.values import CaseFile, Change, Filters, Glance, ListName, Page, Work
from feedback.storage.database import Row

PAGE = 50
LawCheck = Callable[[str, date], bool]
Do = Callable[["Office", StaffSession, Any, datetime], object]


class Office:
    """Everything that staff do with cases."""

    def __init__(
        self,
        desk: Desk,
        triage: Triage,
        handling: Handling,
        oversight: Oversight,
        holding: Holding,
        identity: Identity,
        secrets: Secrets,
        check_law: LawCheck,
    ) -> None:
        """`check_law` says whether a citation names an article in force that day; the law half gives it."""
        self._desk = desk
        self.triage = triage
        self.handling = handling
        self.oversight = oversight
        self.holding = holding
        self.identity = identity
        self._secrets = secrets
        self._check_law = check_law
        self._lists = Lists(desk)
        self._acts = ActStore(desk.db)
        self._changes = ChangeStore(desk.db)
        self._reorganisation = Reorganisation(desk)
        self._drafts = Drafts(desk)

    # --- reading ---

    def page(
        self,
        session: StaffSession,
        name: ListName,
        filters: Filters,
        now: datetime,
        *,
        after: str = "",
        size: int = PAGE,
    ) -> Page:
        """A page of one of the person's lists; the next one begins after `Page.after`."""
        return self._lists.page(session, name, filters, now, after, size)

    def counts(self, session: StaffSession, now: datetime) -> Mapping[ListName, int]:
        """How many cases stand in each list; what bars this person is not counted."""
        return self.work(session, now).counts

    def work(self, session: StaffSession, now: datetime) -> Work:
        """What waits for this person; what bars them is not counted, and does not move the stamp."""
        return self._lists.work(session, now)

    def count(self, session: StaffSession, name: ListName, filters: Filters, now: datetime) -> int:
        """How many cases of one list pass the filters."""
        return self._lists.count(session, name, filters, now)

    def unit_changes(self) -> Mapping[str, int]:
        """A number for each unit that grows with what happens to the cases that it sees, and tells nothing else."""
        return self._changes.numbers()

    def late_below(self, session: StaffSession, now: datetime, after: tuple[str, int] = ("", 0)) -> list[Row]:
        """Late cases of units below, without content."""
        return self.oversight.late_below(session, now, after, PAGE)

    def identity_requests(self, session: StaffSession, now: datetime) -> list[tuple[str, str]]:
        """For a custodian: numbers and reasons of contacts that wait to be opened."""
        return self.identity.waiting(session, now)

    def find(self, session: StaffSession, number: str, now: datetime) -> bool:
        """Whether this person may know of a case with this number."""
        case = self._desk.mover.cases.by_public_no(number)
        fault = self._desk.access.refusal(session, case, Verb.READ, now) if case else Fault.NO_KEY
        return fault in {None, Fault.ARE_YOU_INVOLVED}

    def may(self, session: StaffSession, number: str, now: datetime) -> Mapping[Verb, Fault | None]:
        """Every verb: None, or why not. NoKey when this person may not know of the case."""
        case = self._case(number)
        found = self._desk.access.may(session, case, now)
        if found[Verb.DECLARE_UNINVOLVED] is Fault.NO_KEY:
            raise NoKey
        return found

    def glance(self, session: StaffSession, number: str, now: datetime) -> Glance:
        """What stands outside on a case, before it is opened; NoKey when this person may not know of it."""
        if not self.find(session, number, now):
            raise NoKey
        case = self._case(number)
        can = self.may(session, number, now)
        acts = self._desk.mover.events.acts(case.subject)
        return Glance(case.public_no, case.version, case.state, case.lane, case.category, case.created_on, can, acts)

    def read(self, session: StaffSession, number: str, now: datetime) -> CaseFile:
        """The file of a case; the reading is logged."""
        return read_file(self._desk, session, number, now)

    def photo(self, session: StaffSession, number: str, photo_id: int, now: datetime) -> Photo | None:
        """A picture of the case, as it was re-encoded when it came in."""
        return self._desk.photo(session, number, photo_id, now)

    def similar(self, session: StaffSession, number: str, now: datetime) -> list[Likeness]:
        """Cases of the person's own work whose words are like this one's."""
        return find_similar(self._desk, session, number, now)

    def draft(self, session: StaffSession, number: str, verb: Verb, now: datetime) -> dict[str, str]:
        """What this person has begun to write into a verb's form, in this session or in an earlier one."""
        return self._drafts.of(session, number, verb, now)

    # --- acting ---

    def keep_draft(
        self, session: StaffSession, number: str, verb: Verb, fields: Mapping[str, str], now: datetime
    ) -> None:
        """Keep what was typed, sealed to the case; fields without words forget it."""
        self._drafts.keep(session, number, verb, fields, now)

    def drop_draft(self, session: StaffSession, number: str, verb: Verb) -> None:
        """What was begun has been done."""
        self._drafts.drop(session, number, verb)

    def act(self, session: StaffSession, request: Request, now: datetime) -> Change:
        """Do what a request asks for, once."""
        mark, digest = self._marks(session, request)
        with self._desk.db.transaction():
            done = self._acts.find(mark)
            if done:
                if done["request"] != digest:
                    raise Conflict(kept=request)
                return Change(**{**json.loads(done["result"]), "repeated": True})
            if self._case(request.number).version != request.version:
                self.may(session, request.number, now)  # who may not know of the case learns no version of it
                raise Conflict(kept=request)
            _DO[type(request)](self, session, request, now)
            change = _change(self._case(request.number))
            result = {"number": change.number, "version": change.version, "state": change.state, "owner": change.owner}
            self._acts.add(mark, digest, json.dumps(result), local(now).date())
            return change

    def note_assisted(self, session: StaffSession, number: str, now: datetime) -> None:
        """Keep who typed a case that a worker told; whoever typed it need not be of the unit that gets it."""
        case = self._case(number)
        with self._desk.db.transaction():
            self._desk.mover.record(case, CaseAct.ASSISTED, staff_act(session), now)

    def unsealed(self, now: datetime) -> list[Unsealed]:
        """Tiers above to which open cases are not sealed yet; opening a case seals it."""
        return unsealed(self._desk.mover, now)

    def acknowledge_late(self, session: StaffSession, number: str, now: datetime) -> None:
        """ "Đã biết": the tier above has seen that a case below is late."""
        self.oversight.acknowledge(session, number, now)

    def decide_identity(self, session: StaffSession, number: str, approve: bool, now: datetime) -> None:
        """A custodian opens a contact, or not."""
        self.identity.decide(session, number, approve, now)

    def declare_flood(self, lead: StaffSession, supervisor: StaffSession, unit: str, days: int, now: datetime) -> date:
        """ "Chế độ ngập" of a unit, by its lead and the board together."""
        return self.oversight.declare_flood(lead, supervisor, unit, days, now)

    def move_cases(self, session: StaffSession, unit: str, now: datetime) -> int:
        """Hand the cases of a unit that ended to its successor; returns how many keys were sealed anew."""
        return self._reorganisation.move_cases(session, unit, now)

    def check_law(self, refs: tuple[str, ...], now: datetime) -> None:
        """Refuse a citation of nothing, before a worker reads it."""
        for ref in refs:
            if not self._check_law(ref, local(now).date()):
                raise NotAllowed(Fault.LAW_REF_UNKNOWN, ref=ref)

    # --- inside ---

    def _case(self, number: str) -> Case:
        case = self._desk.mover.cases.by_public_no(number)
        if not case:
            raise NoKey
        return case

    def _marks(self, session: StaffSession, request: Request) -> tuple[bytes, bytes]:
        key = self._secrets.watch_key
        mark = derive(key, f"act {session.member.id} {request.token}")
        return mark[:16], derive(key, f"request {request!r}")[:16]

    def forward(self, session: StaffSession, r: ask.Forward, now: datetime) -> object:
        """T29 or T55, by the state that the person saw."""
        verb = self.handling.forward
        if self._case(r.number).state is State.REDIRECTED:
            verb = self.triage.forward_redirected
        return verb(session, r.number, r.to, r.copy, now)

    def ask_worker(self, session: StaffSession, r: ask.Ask, now: datetime) -> object:
        """T09 or T28, by the state that the person saw."""
        working = self._case(r.number).state is State.IN_PROGRESS
        return (self.handling if working else self.triage).ask(session, r.number, r.text, now)

    def answer(self, session: StaffSession, r: ask.GiveAnswer, now: datetime) -> object:
        """T31, with citations that exist."""
        self.check_law(r.law_refs, now)
        return self.handling.answer(session, r.number, r.answer, now, outcome=r.outcome, law_refs=r.law_refs)

    def correct(self, session: StaffSession, r: ask.Correct, now: datetime) -> object:
        """A better answer, with citations that exist."""
        self.check_law(r.law_refs, now)
        return self.handling.correct(session, r.number, r.answer, now, law_refs=r.law_refs)


def _change(case: Case) -> Change:
    return Change(case.public_no, case.version, case.state, case.owner)


_DO: Mapping[type[Request], Do] = {
    ask.DeclareUninvolved: lambda o, s, r, now: o._desk.declare_uninvolved(s, r.number, now),
    ask.DeclareInvolved: lambda o, s, r, now: o._desk.declare_involved(s, r.number, r.how, now),
    ask.Note: lambda o, s, r, now: o._desk.note(s, r.number, r.text, now),
    ask.Release: lambda o, s, r, now: o.triage.release(s, r.number, now),
    ask.Open: lambda o, s, r, now: o.triage.open(s, r.number, now),
    ask.Ask: lambda o, s, r, now: o.ask_worker(s, r, now),
    ask.Accept: lambda o, s, r, now: o.triage.accept(s, r.number, r.kind, r.category, now, no_conflict=r.no_conflict),
    ask.Classify: lambda o, s, r, now: o.triage.classify(
        s, r.number, now, kind=r.kind, category=r.category, lane=r.lane
    ),
    ask.Split: lambda o, s, r, now: o.triage.split(s, r.number, r.parts, now, r.version),
    ask.Redirect: lambda o, s, r, now: o.triage.redirect(s, r.number, r.to, r.how, now),
    ask.Forward: lambda o, s, r, now: o.forward(s, r, now),
    ask.ProposeRefusal: lambda o, s, r, now: o.triage.propose_refusal(s, r.number, r.code, r.reason, now),
    ask.ConfirmRefusal: lambda o, s, r, now: o.triage.confirm_refusal(s, r.number, now),
    ask.RejectRefusal: lambda o, s, r, now: o.triage.reject_refusal(s, r.number, now),
    ask.Assign: lambda o, s, r, now: o.handling.assign(s, r.number, r.login, now),
    ask.ToDialogue: lambda o, s, r, now: o.handling.to_dialogue(s, r.number, r.on, now),
    ask.Result: lambda o, s, r, now: o.handling.result(s, r.number, r.text, now),
    ask.GiveAnswer: lambda o, s, r, now: o.answer(s, r, now),
    ask.Correct: lambda o, s, r, now: o.correct(s, r, now),
    ask.Message: lambda o, s, r, now: o.handling.message(s, r.number, r.text, now),
    ask.ReturnConsent: lambda o, s, r, now: o.handling.return_consent(s, r.number, r.text, now),
    ask.Extend: lambda o, s, r, now: o.handling.extend(s, r.number, r.reason, now),
    ask.Escalate: lambda o, s, r, now: o.handling.escalate(s, r.number, r.reason, now),
    ask.Summarise: lambda o, s, r, now: o.handling.summarise(s, r.number, r.text, now),
    ask.DecideWithdrawal: lambda o, s, r, now: o.handling.decide_withdrawal(s, r.number, r.coerced, now),
    ask.Link: lambda o, s, r, now: o.handling.link(s, r.number, r.leading, r.kind, now),
    ask.ProposeHold: lambda o, s, r, now: o.holding.propose(s, r.number, r.reason, r.until, now),
    ask.ConfirmHold: lambda o, s, r, now: o.holding.confirm(s, r.number, now),
    ask.LiftHold: lambda o, s, r, now: o.holding.lift(s, r.number, r.reason, now),
    ask.AskIdentity: lambda o, s, r, now: o.identity.ask(s, r.number, r.reason, now),
    ask.Uphold: lambda o, s, r, now: o.oversight.uphold(s, r.number, r.reason, now),
    ask.Overturn: lambda o, s, r, now: o.oversight.overturn(s, r.number, now, move_up=r.move_up),
    ask.MarkSample: lambda o, s, r, now: o.oversight.mark_sample(s, r.number, r.right, r.text, now),
}
"""What each kind of request does."""
