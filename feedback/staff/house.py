"""The face of the house: the organisation and who covers what, hours, days off, rules, and whether the intake is open.

Values in, values out; permission inside; each act stands in chain 0 of the log. `session` None is the set-up.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from contextlib import suppress
from dataclasses import dataclass, replace
from datetime import date, datetime

from feedback.cases.routing import find_route
from feedback.clockwork.deadlines import Deadlines
from feedback.clockwork.working_days import local, read_hours
from feedback.errors import Fault, Flaw, NoNeutralUnit, NotAllowed, NotOpen
from feedback.model.draft import Draft, Place
from feedback.model.union import Role, Tier, UnitKind
from feedback.organisation.acts import HouseAct, HouseLog
from feedback.organisation.check import problems, warnings
from feedback.organisation.hotlines import NAME as HOTLINES
from feedback.organisation.hotlines import Hotline, parse_hotlines, read_hotlines
from feedback.organisation.keyring import StaffSession
from feedback.organisation.manifest import Manifest
from feedback.organisation.staff_store import StaffStore
from feedback.organisation.store import OrgStore
from feedback.organisation.tree import ATTACHED, Tree
from feedback.organisation.unit_keys import UnitKeys
from feedback.organisation.units import Coverage, Organisation, Unit
from feedback.staff.rights import Rights
from feedback.storage.database import FeedbackDatabase


@dataclass(frozen=True, slots=True)
class Readiness:
    """What a union still lacks before it can receive, by the codes of its units; each empty when all is well."""

    no_tier: bool
    """No unit above the workplace can receive."""
    no_tier_above: tuple[str, ...]
    """Receiving units above which nobody could take over."""
    no_board: bool
    """No supervision board can receive: conflicts and appeals lead nowhere."""
    headless_boards: tuple[str, ...]
    """Boards without a head who holds the key: nobody may close a case about the union (R10)."""
    no_custodians: bool
    uncovered: tuple[str, ...]
    """Places (names) without a unit that can receive."""
    without_holder: tuple[str, ...]
    """Units whose key nobody can open."""
    overdue_rotations: tuple[str, ...]
    """Units where somebody without a role still holds the key."""

    def is_ready(self) -> bool:
        """Whether the intake may be opened."""
        return not (
            self.no_tier
            or self.no_tier_above
            or self.no_board
            or self.headless_boards
            or self.no_custodians
            or self.uncovered
        )


class House:
    """The organisation, its calendar, and its readiness."""

    def __init__(
        self,
        db: FeedbackDatabase,
        org: OrgStore,
        staff: StaffStore,
        unit_keys: UnitKeys,
        deadlines: Deadlines,
        manifest: Manifest,
        acts: HouseLog,
        rights: Rights,
    ) -> None:
        self._db = db
        self._hotlines = db.path.parent / HOTLINES if db.path else None
        self._org = org
        self._staff = staff
        self._units = unit_keys
        self._deadlines = deadlines
        self._manifest = manifest
        self._acts = acts
        self._rights = rights

    def organisation(self) -> Organisation:
        """The organisation as it was imported."""
        return self._org.load()

    def replace_organisation(self, session: StaffSession | None, organisation: Organisation, now: datetime) -> None:
        """Import an organisation; BadOrganisation when it is faulty. New units above receive nothing old by it."""
        self._rights.refuse_configuring(session)
        with self._manifest.changing():
            self._org.replace(organisation)
            self._record(HouseAct.ORGANISATION_CHANGED, session, now, units=len(organisation.units))

    def set_hours(self, session: StaffSession | None, unit: str, hours: str, now: datetime) -> None:
        """The working hours of one unit ("07:30-11:30 13:00-17:00"; "" for the usual ones)."""
        read_hours(hours)
        before = self._org.load()
        units = tuple(replace(u, hours=hours) if u.code == unit else u for u in before.units)
        self.replace_organisation(session, replace(before, units=units), now)

    def cover(self, session: StaffSession | None, row: Coverage, now: datetime) -> None:
        """A unit answers for an area from a day on; BadOrganisation when another does already."""
        before = self._org.load()
        self.replace_organisation(session, replace(before, coverage=(*before.coverage, row)), now)

    def end_coverage(self, session: StaffSession | None, row: Coverage, on: date, now: datetime) -> None:
        """A unit answers for an area no longer; `on` is its first day without it."""
        before = self._org.load()
        kept = tuple(replace(c, valid_to=on) if c == row else c for c in before.coverage)
        self.replace_organisation(session, replace(before, coverage=kept), now)

    def hotlines(self) -> tuple[Hotline, ...]:
        """The numbers for emergencies: this union's own list, or the bundled one."""
        return read_hotlines(self._hotlines)

    def load_hotlines(self, session: StaffSession | None, text: str, now: datetime) -> int:
        """Import the numbers for emergencies from TOML; a running server shows them after a restart."""
        self._rights.refuse_configuring(session)
        count = len(parse_hotlines(text))
        assert self._hotlines is not None, "only an installation with a folder has a list of its own"
        self._hotlines.write_text(text, encoding="utf-8")
        self._record(HouseAct.HOTLINES_CHANGED, session, now, count=count)
        return count

    def flaws(self, now: datetime) -> tuple[list[Flaw], list[Flaw]]:
        """What is wrong with the organisation in use, and what needs a look."""
        organisation = self._org.load()
        return problems(organisation), warnings(organisation, local(now).date())

    def load_rules(self, session: StaffSession | None, text: str, now: datetime) -> int:
        """Import time limits from TOML; returns how many."""
        self._rights.refuse_configuring(session)
        count = self._deadlines.rules.load(text)
        self._record(HouseAct.RULES_CHANGED, session, now, count=count)
        return count

    def load_holidays(self, session: StaffSession | None, text: str, now: datetime) -> int:
        """Import days off and make-up days from TOML; returns how many."""
        self._rights.refuse_configuring(session)
        count = self._deadlines.load_holidays(text)
        self._record(HouseAct.HOLIDAYS_CHANGED, session, now, count=count)
        return count

    def note_laws(self, session: StaffSession, now: datetime) -> None:
        """Somebody who may change the house brings official documents in."""
        self._rights.refuse_configuring(session)
        self._record(HouseAct.LAWS_CHANGED, session, now)

    def readiness(self, now: datetime) -> Readiness:
        """What is still missing before, and also after, the intake is open."""
        day = local(now).date()
        whole = self._org.tree(day)
        held = frozenset(code for code in whole.keyed if self._staff.key_holders(code))
        tree = Tree(whole.organisation, day, held, whole.on_duty)
        living = [u for u in tree.organisation.units if u.exists(day) and u.code in held]
        heads = [u for u in living if u.kind not in ATTACHED and u.tier is not Tier.GRASSROOTS]
        boards = [u for u in living if u.kind is UnitKind.SUPERVISION_BOARD]
        return Readiness(
            no_tier=not heads,
            no_tier_above=tuple(u.code for u in heads if not _may_escalate(tree, u, heads)),
            no_board=not boards,
            headless_boards=tuple(u.code for u in boards if not self._has_head(u.code, day)),
            no_custodians=self._staff.recovery_public() is None,
            uncovered=tuple(_uncovered(tree)),
            without_holder=tuple(self._units.without_holder()),
            overdue_rotations=tuple(self._units.overdue(day)),
        )

    def _has_head(self, board: str, day: date) -> bool:
        holders = set(self._staff.key_holders(board))
        return any(member.id in holders for member in self._staff.members(board, {Role.LEAD}, day))

    def is_open(self) -> bool:
        """Whether workers can send."""
        return self._org.intake_open()

    def open_intake(self, session: StaffSession | None, canary: Callable[[], None], now: datetime) -> None:
        """Open the intake of a union that is ready, once a canary went round; whatever it raises leaves it shut.

        The canary runs inside the transaction and is undone in any case: it leaves no case behind.
        """
        self._rights.refuse_configuring(session)
        if not self.readiness(now).is_ready():
            raise NotAllowed(Fault.NOT_READY)
        with self._manifest.changing():
            self._org.open_intake()
            with suppress(_Undone), self._db.savepoint():
                canary()
                raise _Undone
            self._record(HouseAct.INTAKE_OPENED, session, now)

    def _record(self, act: HouseAct, session: StaffSession | None, now: datetime, **data: object) -> None:
        self._acts.record(act, session.member.id if session else None, now, **data)


class _Undone(Exception):
    """Takes the canary's rows back."""


def _may_escalate(tree: Tree, unit: Unit, heads: Sequence[Unit]) -> bool:
    """Whether somebody could take over from a unit; the root of the tree is itself who takes over from others."""
    if any(above in heads for above in tree.above(unit)):
        return True
    return not unit.parent and any(unit in tree.above(other) for other in heads)


def _uncovered(tree: Tree) -> list[str]:
    """Places that a worker can choose and from which a petition would find nobody."""
    found = []
    for area in tree.organisation.areas:
        try:
            find_route(tree, Draft("-", place=Place(**{area.scope.value: area.code})))
        except (NotOpen, NoNeutralUnit):
            found.append(area.name)
    return found
