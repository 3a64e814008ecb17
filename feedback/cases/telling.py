"""Notices about a case: whom each is for is found when it is made, and is never one whom the case bars."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, datetime

from feedback.cases.case import Case
from feedback.cases.exclusion_store import ExclusionStore
from feedback.cases.watching import watch_token
from feedback.clockwork.working_days import local
from feedback.model.notice import NoticeKind
from feedback.model.union import CONTENT_ROLES, Role
from feedback.notices.store import Notices
from feedback.organisation.staff_store import StaffStore
from feedback.organisation.store import OrgStore
from feedback.sealing.keys import Secrets

LEADING = frozenset({Role.LEAD, Role.SUPERVISOR})


class Telling:
    """Queues notices about cases."""

    def __init__(
        self, org: OrgStore, staff: StaffStore, notices: Notices, exclusions: ExclusionStore, secrets: Secrets
    ) -> None:
        self._org = org
        self._staff = staff
        self._notices = notices
        self._exclusions = exclusions
        self._secrets = secrets

    def unit(
        self, case: Case, role: Role, kind: NoticeKind, now: datetime, unit: str = "", *, by_worker: bool = False
    ) -> None:
        """Queue a notice for the people with a role at a unit (the owner unless another is named)."""
        where = unit or case.owner
        if role is Role.HANDLER and case.assignee:
            people = [case.assignee]
        else:
            people = people_of(self._org, self._staff, where, role, local(now).date(), self._barred(case, now))
        for person in _or_nobody(people):
            dedupe = f"{case.id}:{case.version}:{kind}:{where}"
            subject, number = case.subject, case.public_no
            self._notices.tell(person, kind, dedupe, now, subject=subject, public_no=number, by_worker=by_worker)

    def person(self, case: Case, person: int, kind: NoticeKind, now: datetime, round_: str = "") -> None:
        """Queue a notice for one person; `round_` tells apart calls that repeat."""
        dedupe = f"{case.id}:{case.version}:{kind}:{round_}"
        self._notices.tell(person, kind, dedupe, now, subject=case.subject, public_no=case.public_no)

    def leads(self, unit: str, kind: NoticeKind, dedupe: str, now: datetime, detail: str = "") -> None:
        """Queue a notice about no case for those who lead a unit."""
        people = people_of(self._org, self._staff, unit, Role.LEAD, local(now).date(), frozenset())
        for person in _or_nobody(people):
            self._notices.tell(person, kind, dedupe, now, detail=detail)

    def worker(self, case: Case, now: datetime) -> None:
        """Queue a notice for a worker who asked for them; nothing in it leads to the case."""
        token = self.watch_token(case.id)
        self._notices.tell_watchers(token, f"{token}:{case.version}", now)

    def _barred(self, case: Case, now: datetime) -> frozenset[int]:
        """Whom the case bars by name, or by a post above the workplace."""
        units, people = self._exclusions.units(case.id), self._exclusions.people(case.id)
        by_post = {m.id for unit in units for m in self._staff.members(unit, Role, local(now).date())}
        return people | by_post

    def watch_token(self, case_id: int) -> str:
        """What the channel keeps beside a chat that asked for notices: useless without the server's secret."""
        return watch_token(self._secrets, case_id)


def people_of(org: OrgStore, staff: StaffStore, unit: str, role: Role, day: date, barred: frozenset[int]) -> list[int]:
    """The people with a role at a unit on a day; where nobody has it who leads there, then who works there, then who
    leads the tiers above. Empty only when there is nobody at all."""
    for where, roles in _steps(org, unit, role, day):
        found = [m.id for m in staff.members(where, roles, day) if m.id not in barred]
        if found:
            return found
    return []


def _steps(org: OrgStore, unit: str, role: Role, day: date) -> Iterator[tuple[str, frozenset[Role]]]:
    yield unit, LEADING if role in LEADING else frozenset({role})
    yield unit, LEADING
    yield unit, CONTENT_ROLES
    tree = org.tree(day)
    own = tree.get(unit)
    if own:
        heads = [tree.head(own), *tree.above(own)]
        yield from ((head.code, LEADING) for head in heads if head.code != unit)


def _or_nobody(people: list[int]) -> list[int | None]:
    """The people, or None alone: a notice that nobody can get is listed, not lost."""
    return [*people] or [None]
