"""A draft becomes a case: checked, routed, sealed and stored in one transaction, before anybody is told "đã nhận"."""

from __future__ import annotations

import json
import shutil
from collections.abc import Iterable
from contextlib import AbstractContextManager
from dataclasses import replace
from datetime import datetime
from pathlib import Path

from feedback.cases.case import Case
from feedback.cases.mover import REPORTER, SYSTEM, Mover
from feedback.cases.new_case import first_columns
from feedback.cases.routing import Route, find_route, receivers
from feedback.cases.vault import Vault
from feedback.clockwork.working_days import local
from feedback.errors import CodeInText, EmptyText, Fault, NoSpace, NotAllowed, NotOpen, TooLarge
from feedback.model.access import Mode
from feedback.model.case import Lane, Level
from feedback.model.case_log import CaseAct
from feedback.model.draft import Draft, Person, Photo
from feedback.model.lifecycle import Event, State
from feedback.model.limits import LEAST_DISK, LEAST_DISK_FOR_PHOTOS, MOST_CHARACTERS, MOST_PHOTOS
from feedback.model.notice import NoticeKind
from feedback.model.union import Role, UnitKind
from feedback.model.view import Author
from feedback.organisation.staff_store import StaffStore
from feedback.sealing import keys, receipt
from feedback.storage.database import FeedbackDatabase
from feedback.worker.mark_store import DraftMarks

MAX_PHOTO_BYTES = 10 * 1024 * 1024
MOST_QUOTED = 3  # earlier numbers that one petition is linked with


def check_text(text: str, code: str = "") -> None:
    """Refuse an empty or endless text, and one that holds a secret code, before anything is stored."""
    if not text.strip():
        raise EmptyText
    if len(text) > MOST_CHARACTERS:
        raise TooLarge(Fault.TEXT_TOO_LONG, most=MOST_CHARACTERS)
    if receipt.contains_any_code(text) or (code and receipt.contains_code(text, code)):
        raise CodeInText


def check_photos(photos: tuple[Photo, ...], already: int = 0) -> None:
    """Refuse more pictures than a case takes."""
    if len(photos) + already > MOST_PHOTOS:
        raise TooLarge(Fault.TOO_MANY_PHOTOS, most=MOST_PHOTOS)
    if any(len(p.jpeg) > MAX_PHOTO_BYTES for p in photos):
        raise TooLarge(Fault.PHOTO_TOO_LARGE)


def check_disk(folder: Path, has_photos: bool) -> None:
    """A full disk is said, never found out by a lost submission (§8.4): first pictures are refused, then everything."""
    usage = shutil.disk_usage(folder)
    free = usage.free / usage.total
    if free < LEAST_DISK:
        raise NoSpace(Fault.DISK_FULL)
    if has_photos and free < LEAST_DISK_FOR_PHOTOS:
        raise NoSpace(Fault.DISK_FULL_FOR_PHOTOS)


class Intake:
    """Stores new cases."""

    def __init__(self, db: FeedbackDatabase, mover: Mover, vault: Vault, staff: StaffStore) -> None:
        self._db = db
        self._mover = mover
        self._vault = vault
        self._staff = staff
        self.marks = DraftMarks(db)

    def transaction(self) -> AbstractContextManager[None]:
        """The transaction in which a look for the code and the storing belong together."""
        return self._db.transaction()

    def route(self, draft: Draft, now: datetime) -> Route:
        """Where the draft would go; NoNeutralUnit or NotOpen when nowhere."""
        if not self._mover.org.intake_open():
            raise NotOpen
        day = local(now).date()
        posts = [p for person in draft.people_concerned for p in self._staff.posts(person, day)]
        return find_route(self._mover.org.tree(day), draft, posts)

    def people(self, draft: Draft, now: datetime) -> list[Person]:
        """Active staff of the units that could receive the draft, those of the nearest unit first."""
        tree = self._mover.org.tree(local(now).date())
        plain = replace(draft, concerns=frozenset(), units_concerned=(), people_concerned=())
        found: dict[int, Person] = {}
        for unit in receivers(tree, find_route(tree, plain).owner):
            for member in self._staff.members(unit.code, day=local(now).date()):
                found.setdefault(member.id, Person(member.id, member.name, unit.name))
        return list(found.values())

    def check(self, draft: Draft, code: str) -> None:
        """Everything that can be wrong with a draft."""
        check_text(draft.text, code)
        for text in (draft.company_name, draft.contact):
            if text:
                check_text(text, code)
        check_photos(draft.photos)
        self.check_space(bool(draft.photos))
        if draft.level is not Level.ANONYMOUS and not draft.contact.strip():
            raise NotAllowed(Fault.CONTACT_NEEDED)

    def check_space(self, has_photos: bool) -> None:
        """Whether the disk has room for what comes in."""
        if self._db.path:
            check_disk(self._db.path.parent, has_photos)

    def store(self, draft: Draft, worker: keys.WorkerKeys, flood: bool, now: datetime) -> Case:
        """Store a draft as a new case under these worker keys; runs inside the caller's transaction."""
        self._vault.hold()
        route = self.route(draft, now)
        public, private = keys.new_key_pair()
        case = self._insert(draft, route, public, private, worker, now)
        for unit in sorted(route.excluded):
            self._mover.exclusions.bar_unit(case.id, unit, "declared", private)
        for person in draft.people_concerned:
            self._mover.exclusions.bar_person(case.id, person, "declared")
        self.seal_to_route(case, private, route, now)
        self._vault.write(case, Author.WORKER, draft.text, case.created_on, photos=draft.photos)
        event, act = (Event.SEND_FLOOD, SYSTEM) if flood else (Event.SEND, REPORTER)
        case, _ = self._mover.move(case.id, event, act, now, given={"code_retyped": True}, data={"unit": case.owner})
        self._link_quoted(case, draft.text, now)
        self._tell_staff(case, now)
        return case

    def _link_quoted(self, case: Case, text: str, now: datetime) -> None:
        """Who lost a code quotes the old number: staff see the two side by side, the old thread stays closed.

        A case about the union is never linked by itself: the unit that it names would learn of it (R5).
        """
        for number in receipt.find_public_numbers(text)[:MOST_QUOTED] if not case.conflict else ():
            earlier = self._mover.cases.by_public_no(number)
            if earlier and earlier.id != case.id:
                self._mover.links.add(case.id, earlier.id, "sent_again")
                self._mover.record(case, CaseAct.LINKED, SYSTEM, now, link="sent_again", to=number)

    def seal_to_route(self, case: Case, private: bytes, route: Route, now: datetime) -> None:
        """Owner now; every tier above and their boards waiting, until an escalation, an appeal or a sample."""
        units = {route.owner.code: (Mode.WORK, "owner")}
        units |= {code: (Mode.WAITING, reason) for code, reason in route.sealed_to.items()}
        self._vault.seal_to_units(case, private, units, local(now).date())

    def contact_box(self, case_public: bytes, level: Level, contact: str, place: str) -> bytes | None:
        """The contact sealed to the case, and for "giữ bí mật" once more to the custodians' desk."""
        if level is Level.ANONYMOUS:
            return None
        inner = keys.seal_text(contact, case_public, place)
        if level is Level.NAMED:
            return inner
        desk = self._mover.org.first_keyed_unit(UnitKind.CUSTODIAN_DESK)
        if not desk:
            raise NotAllowed(Fault.NO_IDENTITY_DESK_CHOOSE)
        return keys.seal_bytes(inner, desk[1], place)

    def _insert(
        self, draft: Draft, route: Route, public: bytes, private: bytes, worker: keys.WorkerKeys, now: datetime
    ) -> Case:
        day = local(now).date()
        first = first_columns(self._db, self._mover.cases, public, private, draft.place, day.year)
        case_id = first["id"]
        company = keys.seal_text(draft.company_name, public, f"company:{case_id}") if draft.company_name else None
        self._mover.cases.insert(
            **first,
            lookup_id=worker.lookup_id,
            sealed_for_worker=keys.wrap(private, worker.wrapping_key),
            level=draft.level,
            category=draft.category,
            lane=_lane(draft),
            emergency=draft.emergency or "",
            state=State.DRAFT,
            owner=route.owner.code,
            channel=draft.channel,
            created_on=day.isoformat(),
            company_ct=company,
            contact_ct=self.contact_box(public, draft.level, draft.contact, f"contact:{case_id}"),
            consent_forwarding=int(draft.consent_forwarding),
            consent_grassroots=int(draft.consent_grassroots),
            conflict=int(route.conflict),
            legal_basis=json.dumps(draft.legal_basis, ensure_ascii=False),
        )
        return self._mover.cases.get(case_id)

    def _tell_staff(self, case: Case, now: datetime) -> None:
        emergency = case.lane is Lane.EMERGENCY
        roles: Iterable[Role] = (Role.DUTY, Role.LEAD) if emergency else (Role.INTAKE, Role.LEAD)
        for role in roles:
            self._mover.tell.unit(
                case, role, NoticeKind.EMERGENCY if emergency else NoticeKind.NEW_CASE, now, by_worker=True
            )


def _lane(draft: Draft) -> Lane:
    if draft.emergency:
        return Lane.EMERGENCY
    return Lane.URGENT if draft.urgent else Lane.NORMAL
