"""Opening a contact that was given in confidence (level B): a handler asks with a reason, a custodian decides.

The contact is sealed to the case and once more to the custodians' desk. A custodian takes off the outer seal only; the
worker reads in the thread that it happened.
"""

from __future__ import annotations

from datetime import datetime

from feedback.cases.mover import Act
from feedback.clockwork.working_days import local
from feedback.errors import Fault, NoKey, NotAllowed
from feedback.journal.events import staff_actor
from feedback.model.access import Verb
from feedback.model.case_log import CaseAct
from feedback.model.lifecycle import Actor
from feedback.model.notice import NoticeKind
from feedback.model.union import Role, UnitKind
from feedback.organisation.keyring import StaffSession
from feedback.organisation.unit_keys import open_by_any
from feedback.sealing import keys
from feedback.staff.desk import Desk, Room
from feedback.storage.database import random_id


class Identity:
    """Requests and decisions."""

    def __init__(self, desk: Desk) -> None:
        self._desk = desk
        self._mover = desk.mover
        self._db = desk.db

    def ask(self, session: StaffSession, number: str, reason: str, now: datetime) -> None:
        """Ask the custodians to open a contact; they read the reason, and the worker reads it when they agree."""
        with self._db.transaction():
            room = self._desk.enter(session, number, Verb.ASK_IDENTITY, now)
            if not reason.strip():
                raise NotAllowed(Fault.REASON_NEEDED)
            desk = self._mover.org.first_keyed_unit(UnitKind.CUSTODIAN_DESK)
            if not desk:
                raise NotAllowed(Fault.NO_IDENTITY_DESK)
            self._bar_custodians(room, desk[0], now)
            new_id = random_id()
            sealed = keys.seal_text(reason, desk[1], f"identity_request:{new_id}")
            self._mover.identity_requests.add(new_id, room.case.id, session.member.id, local(now).date(), sealed)
            self._mover.record(room.case, CaseAct.IDENTITY_ASKED, room.act, now)
            self._mover.tell.unit(room.case, Role.CUSTODIAN, NoticeKind.IDENTITY_ASKED, now, desk[0])

    def waiting(self, session: StaffSession, now: datetime) -> list[tuple[str, str]]:
        """Open requests for a custodian: public number and the reason. No content of the case.

        A case that bars this person, by name or by a post, is left out: exclusions hold for custodians too.
        """
        privates = self._desk_keys(session)
        return [
            (r["public_no"], keys.unpad_text(open_by_any(r["reason_ct"], privates, f"identity_request:{r['id']}")))
            for r in self._mover.identity_requests.waiting(session.member.id)
            if not self._is_barred(session, r["submission_id"], now)
        ]

    def decide(self, session: StaffSession, number: str, approve: bool, now: datetime) -> None:
        """Approve or refuse; on approval the handling unit can read the contact, and the worker is told."""
        privates = self._desk_keys(session)
        with self._db.transaction():
            case = self._mover.cases.by_public_no(number)
            request = self._mover.identity_requests.undecided(case.id if case else 0)
            if not case or not request or request["asked_by"] == session.member.id:
                raise NotAllowed(Fault.NO_REQUEST_TO_DECIDE)
            if self._is_barred(session, case.id, now):
                raise NotAllowed(Fault.NO_REQUEST_TO_DECIDE)
            act = Act(staff_actor(session.member.id), frozenset({Actor.STAFF}), session.member.id, session.sign)
            decision = "approved" if approve else "refused"
            self._mover.identity_requests.decide(request["id"], session.member.id, decision)
            if approve:
                sealed = self._mover.cases.secret(case.id, "contact_ct")
                assert sealed is not None
                inner = open_by_any(sealed, privates, f"contact:{case.id}")
                self._mover.cases.update(case.id, contact_ct=inner, contact_opened=1)
                reason = keys.unpad_text(
                    open_by_any(request["reason_ct"], privates, f"identity_request:{request['id']}")
                )
                self._desk.say(Room(case, act, b""), reason, now, template="identity_opened")
            self._mover.record(case, CaseAct.IDENTITY_APPROVED if approve else CaseAct.IDENTITY_REFUSED, act, now)

    def _bar_custodians(self, room: Room, desk: str, now: datetime) -> None:
        """A custodian with a post in a barred grassroots union: only who opens the case can tell, so it is said now."""
        day = local(now).date()
        for member in self._desk.staff.holders(desk, day):
            posts = self._desk.staff.posts(member.id, day)
            already = self._mover.exclusions.bars(room.case.id, member.id, posts)
            if not already and self._mover.exclusions.bars(room.case.id, member.id, posts, room.private):
                self._mover.exclusions.bar_person(room.case.id, member.id, "post")

    def _is_barred(self, session: StaffSession, case_id: int, now: datetime) -> bool:
        posts = self._desk.staff.posts(session.member.id, local(now).date())
        return self._mover.exclusions.bars(case_id, session.member.id, posts)

    def _desk_keys(self, session: StaffSession) -> list[bytes]:
        """Every epoch of the desk's key that this custodian holds, the newest first."""
        desk = self._mover.org.first_keyed_unit(UnitKind.CUSTODIAN_DESK)
        held = sorted(((e, p) for (unit, e), p in session.unit_keys.items() if desk and unit == desk[0]), reverse=True)
        if not desk or not held or not session.has(desk[0], {Role.CUSTODIAN}):
            raise NoKey
        return [private for _, private in held]
