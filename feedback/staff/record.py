"""The face of the record: the log of a case or of the house, the published roots, the audit, and a signed restore."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from feedback.errors import Fault, NotAllowed
from feedback.journal.audit import Audit, Finding
from feedback.journal.events import EventLog, RecordAct, Root, staff_actor
from feedback.journal.journal import Journal
from feedback.model.access import Verb
from feedback.model.subject import HOUSE
from feedback.model.union import Role
from feedback.organisation.keyring import StaffSession
from feedback.organisation.staff_store import StaffStore
from feedback.staff.desk import Desk
from feedback.storage.database import Row

READERS = frozenset({Role.LEAD, Role.SUPERVISOR, Role.CUSTODIAN, Role.ADMIN})


@dataclass(frozen=True, slots=True)
class Line:
    """A line of a log: when (a day, or a minute for staff), who ("staff:<id>", "worker" …), what, and the facts."""

    at: str
    actor: str
    kind: str
    facts: Mapping[str, Any]


class Record:
    """What happened, and whether it is still what happened."""

    def __init__(self, desk: Desk, log: EventLog, journal: Journal, audit: Audit, staff: StaffStore) -> None:
        self._desk = desk
        self._log = log
        self._journal = journal
        self._audit = audit
        self._staff = staff

    def of_case(self, session: StaffSession, number: str, now: datetime) -> tuple[Line, ...]:
        """The log of a case that this person can open, oldest first."""
        room = self._desk.enter(session, number, Verb.READ, now)
        return tuple(_line(row) for row in self._log.of(room.case.subject))

    def of_house(self, session: StaffSession) -> tuple[Line, ...]:
        """Chain 0, oldest first: for leads, boards, custodians and administrators."""
        session.require(READERS)
        return tuple(_line(row) for row in self._log.of(HOUSE))

    def roots(self, limit: int = 60) -> list[Root]:
        """The published roots of the last days; for everybody."""
        return self._log.roots(limit)

    def verify(self, session: StaffSession | None = None) -> list[Finding]:
        """Everything that does not fit; `session` None is the operator at the machine."""
        if session:
            session.require(READERS)
        return self._audit.verify()

    def number_of(self, finding: Finding) -> str:
        """The public number of the case that a finding speaks of; "" when the case itself is gone."""
        assert finding.subject
        case = self._desk.mover.cases.find(finding.subject.id)
        return case.public_no if case else ""

    def names(self) -> dict[int, str]:
        """Everybody who ever had a login, by id: a log names them for good."""
        return self._staff.names()

    def alarms(self) -> tuple[str, ...]:
        """What the witness noted and nobody signed yet; the whole comparison is `verify`."""
        known = self._journal.witness.known()
        return known.alarms if known else ()

    def sign_restore(self, first: StaffSession, second: StaffSession, now: datetime) -> None:
        """Two custodians say that the older database was put back on purpose; the witness goes on from here."""
        pairs = {frozenset((s["first"], s["second"])) for s in self._staff.recovery_shares()}
        people = (first.member.id, second.member.id)
        if frozenset(people) not in pairs:
            raise NotAllowed(Fault.TWO_CUSTODIANS_NEEDED)
        totals = self._journal.totals()
        message = f"danbiet restore {totals.events} {totals.digest.hex()} {now:%Y-%m-%d}".encode()
        signatures = [who.sign(message).hex() for who in (first, second)]
        facts = {"events": totals.events, "digest": totals.digest.hex(), "people": people, "signatures": signatures}
        self._log.append(HOUSE, staff_actor(people[0]), RecordAct.RESTORED, now, facts)
        self._journal.settle()


def _line(row: Row) -> Line:
    return Line(row["at"], row["actor"], row["kind"], json.loads(row["data"]))
