"""The face of the roster and of a person's own notices: who is on duty, what one has to know, and where one is told."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime

from feedback.clockwork.working_days import local
from feedback.errors import Fault, NotAllowed
from feedback.model.notice import NoticeKind, Route
from feedback.model.union import Role
from feedback.notices.addresses import Addresses, new_token
from feedback.notices.roster import Roster, Shift
from feedback.notices.store import Notices
from feedback.organisation.acts import HouseAct, HouseLog
from feedback.organisation.keyring import StaffSession
from feedback.organisation.staff_store import StaffStore
from feedback.storage.database import Row


class Duty:
    """Shifts and notices, with permission inside."""

    def __init__(
        self, roster: Roster, notices: Notices, addresses: Addresses, staff: StaffStore, acts: HouseLog
    ) -> None:
        self._roster = roster
        self._notices = notices
        self._addresses = addresses
        self._staff = staff
        self._acts = acts

    def load(self, session: StaffSession, text: str, now: datetime) -> int:
        """Import shifts of units that this person leads; returns how many."""
        led = frozenset(unit for unit, roles in session.roles.items() if roles & {Role.LEAD, Role.SUPERVISOR})
        people = {m.login: m.id for unit in led for m in self._staff.members(unit, Role, local(now).date())}
        if not led:
            raise NotAllowed(Fault.NOT_YOUR_STEP)
        count = self._roster.load(text, people, led)
        self._acts.record(HouseAct.ROSTER_CHANGED, session.member.id, now, count=count)
        return count

    def shifts(self, now: datetime) -> list[tuple[Shift, str]]:
        """The shifts that are on or still to come, each with the login of its person."""
        logins = {member.id: member.login for member in self._staff.all()}
        return [(shift, logins.get(shift.person, "")) for shift in self._roster.shifts(now)]

    def unreachable(self, now: datetime) -> list[str]:
        """Logins of people with a shift to come who have no address: a call would not reach them."""
        linked = self._addresses.people()
        people = {shift.person for shift in self._roster.shifts(now)} - linked
        return sorted(m.login for m in self._staff.all() if m.id in people)

    # --- where one is told ---

    def addresses(self, session: StaffSession) -> Mapping[Route, date]:
        """The ways on which this person is told outside the console, each with the day on which it was linked."""
        return self._addresses.linked(session.member.id)

    def begin_address(self, session: StaffSession, route: Route, value: str, now: datetime) -> str:
        """The code that links an address: it goes to the e-mail address, or is typed from the Telegram chat."""
        return self._addresses.begin(session.member.id, route, value or new_token(), now)

    def link_address(self, session: StaffSession, code: str, now: datetime) -> None:
        """The code that came by e-mail; NotAllowed when it links nothing."""
        self._addresses.link(code, now, session.member.id)

    def unlink_address(self, session: StaffSession, route: Route) -> None:
        """Nothing is told there any more."""
        self._addresses.unlink(session.member.id, route)

    # --- what one was told ---

    def notices(self, session: StaffSession, now: datetime) -> list[Row]:
        """What this person has to know, the newest first; from here on it was seen. The page itself says the digest."""
        rows = [row for row in self._notices.of_person(session.member.id) if row["kind"] != NoticeKind.DIGEST]
        self._notices.saw(session.member.id, now)
        return rows

    def acknowledge(self, session: StaffSession, notice: int) -> None:
        """ "Đã biết"."""
        self._notices.acknowledge(session.member.id, notice)
