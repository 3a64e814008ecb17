"""The second half of the face of people: custodians of the recovery key, and units that lost theirs."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from feedback.cases.mover import Mover
from feedback.clockwork.working_days import local
from feedback.errors import Fault, FeedbackError, NotAllowed
from feedback.journal.events import staff_actor
from feedback.model.case_log import CaseAct
from feedback.model.notice import NoticeKind
from feedback.model.subject import case_subject
from feedback.organisation.keyring import StaffSession
from feedback.organisation.recovery import Recovered, Recovery
from feedback.organisation.staff_store import StaffMember, StaffStore
from feedback.sealing import keys
from feedback.staff.rights import Rights


class Custody:
    """Custodians, the recovery drill, and bringing a unit's key back."""

    def __init__(self, mover: Mover, recovery: Recovery, staff: StaffStore, rights: Rights) -> None:
        self._mover = mover
        self._recovery = recovery
        self._staff = staff
        self._rights = rights

    def recovery_public(self) -> bytes | None:
        """The public recovery key; None before the custodians are named."""
        return self._staff.recovery_public()

    def fingerprint(self) -> str:
        """What people compare of the recovery key, as on the printed kit; "" before there is one."""
        public = self._staff.recovery_public()
        return keys.fingerprint(public) if public else ""

    def set_custodians(self, session: StaffSession | None, logins: Sequence[str], now: datetime) -> None:
        """Name the three custodians for the first time."""
        self._rights.refuse_configuring(session)
        self._recovery.set_custodians(self._members(logins), now, session.member.id if session else None)

    def replace_custodians(
        self, first: StaffSession, second: StaffSession, logins: Sequence[str], now: datetime
    ) -> None:
        """Two custodians hand the recovery key on to three people, some of whom may be the same."""
        self._recovery.replace_custodians(first, second, self._members(logins), now)

    def drill(self, first: StaffSession, second: StaffSession, now: datetime) -> str:
        """Prove that two custodians still open the recovery key; returns its fingerprint, as on the printed kit."""
        return self._recovery.drill(first, second, now)

    def renew_unit(self, above: StaffSession, officer: StaffSession, unit: str, now: datetime) -> Recovered:
        """A new key for a unit whose one officer has a new key pair, from the grants of the tier above."""
        if not self._rights.stands_above(above, unit, now):
            raise NotAllowed(Fault.TIER_ABOVE_NEEDED)
        if set(self._staff.key_holders(unit)) - {officer.member.id}:
            raise NotAllowed(Fault.COLLEAGUE_HOLDS_KEY)
        return self._noted(self._recovery.renew_unit(unit, above, officer, now), unit, above, now)

    def recover_unit(
        self, first: StaffSession, second: StaffSession, members: Sequence[StaffSession], unit: str, now: datetime
    ) -> Recovered:
        """A new key for a unit from the recovery copies, by two custodians; the unit above is told."""
        return self._noted(self._recovery.recover_unit(unit, first, second, members, now), unit, first, now)

    def _noted(self, found: Recovered, unit: str, by: StaffSession, now: datetime) -> Recovered:
        """Each case says in its own log that its key was sealed anew, and by whom; the tier above hears of it."""
        for case_id in found.cases:
            subject, who = case_subject(case_id), staff_actor(by.member.id)
            self._mover.events.append(subject, who, CaseAct.UNIT_KEY_RENEWED, now, {"unit": unit})
        tree = self._mover.org.tree(local(now).date())
        own = tree.get(unit)
        above = next((u for u in tree.above(own) if u.code in tree.keyed), None) if own else None
        if above:
            dedupe = f"{NoticeKind.UNIT_RECOVERED}:{unit}:{now:%Y-%m-%dT%H:%M}"
            self._mover.tell.leads(above.code, NoticeKind.UNIT_RECOVERED, dedupe, now)
        return found

    def _members(self, logins: Sequence[str]) -> list[StaffMember]:
        found = []
        for login in logins:
            member = self._staff.by_login(login)
            if not member:
                raise FeedbackError(Fault.NO_SUCH_LOGIN, login=login)
            found.append(member)
        return found
