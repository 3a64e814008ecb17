"""Who may change people and the house: leads their unit, the tier above a unit without anybody,
administrators the rest.

Before the intake was opened there is nobody who could log in yet, so the set-up runs without a session; that it is over
stands in the manifest, so that no row brings it back.
"""

from __future__ import annotations

from datetime import datetime

from feedback.clockwork.working_days import local
from feedback.errors import Fault, NotAllowed
from feedback.model.union import CONTENT_ROLES, Role, Tier
from feedback.organisation.keyring import StaffSession
from feedback.organisation.staff_store import StaffMember, StaffStore
from feedback.organisation.store import OrgStore

LEADING = frozenset({Role.LEAD, Role.SUPERVISOR, Role.CUSTODIAN})


class Rights:
    """The permissions behind `People` and `House`. `session` None is the set-up."""

    def __init__(self, org: OrgStore, staff: StaffStore) -> None:
        self._org = org
        self._staff = staff

    def in_set_up(self, session: StaffSession | None) -> bool:
        """Whether this runs as part of the set-up."""
        return session is None and not self._org.intake_open()

    def leads(self, session: StaffSession | None, unit: str, now: datetime) -> bool:
        """Whether a person speaks for a unit: a lead, a board's or desk's member; anybody where there is none such."""
        if session is None:
            return False
        if session.has(unit, LEADING):
            return True
        return session.has(unit, CONTENT_ROLES) and not self._staff.members(unit, LEADING, local(now).date())

    def stands_above(self, session: StaffSession | None, unit: str, now: datetime) -> bool:
        """Whether a person leads a tier above a unit, or the head that a board or desk belongs to."""
        tree = self._org.tree(local(now).date())
        own = tree.organisation.unit(unit)
        if session is None or own is None:
            return False
        heads = {h.code for h in (tree.head(own), *tree.above(own))} - {unit}
        return any(session.has(head, {Role.LEAD}) for head in heads)

    def administers(self, session: StaffSession | None) -> bool:
        """Whether a person is an administrator anywhere."""
        return session is not None and any(Role.ADMIN in roles for roles in session.roles.values())

    def refuse_adding(self, session: StaffSession | None, unit: str, role: Role, now: datetime) -> None:
        """Adding somebody: the unit's lead; where nobody holds its key, the tier above or an administrator."""
        if self.in_set_up(session) or self.leads(session, unit, now):
            return
        outside = self.stands_above(session, unit, now) or self.administers(session)
        without_key = role in {Role.ADMIN, Role.ANALYST} or not self._staff.key_holders(unit)
        if not (outside and without_key):
            raise NotAllowed(Fault.LEAD_OF_UNIT_NEEDED, unit=unit)

    def refuse_changing(self, session: StaffSession | None, member: StaffMember, now: datetime) -> None:
        """Changing a person: who leads a unit of theirs or stands above it, or an administrator."""
        units = {row["unit"] for row in self._staff.role_rows(member.id, local(now).date())}
        near = any(self.leads(session, unit, now) or self.stands_above(session, unit, now) for unit in units)
        if not (near or self.in_set_up(session) or self.administers(session)):
            raise NotAllowed(Fault.LEAD_OF_UNIT_NEEDED, unit=", ".join(sorted(units)))

    def refuse_configuring(self, session: StaffSession | None) -> None:
        """Changing the house itself: an administrator, or a lead of the province or the centre."""
        if self.in_set_up(session) or self.administers(session):
            return
        high = {u.code for u in self._org.load().units if u.tier in {Tier.PROVINCE, Tier.CENTRAL}}
        if session is None or not any(session.has(unit, {Role.LEAD}) for unit in high):
            raise NotAllowed(Fault.ADMINISTRATOR_NEEDED)
