"""Canned replies of a unit: parts of an answer with the law behind them, written once and put into many answers.

A reply whose law is no longer in force is shown with what ended, and cannot be put into an answer until somebody has
read it again and named the law that holds now.
"""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import astuple, dataclass
from datetime import date, datetime

from feedback.clockwork.working_days import local
from feedback.errors import Fault, NoKey, NotAllowed
from feedback.model.answer import Answer
from feedback.model.union import CONTENT_ROLES
from feedback.organisation.acts import HouseAct, HouseLog
from feedback.organisation.keyring import StaffSession
from feedback.organisation.reply_store import ReplyStore
from feedback.storage.database import Row

LawCheck = Callable[[str, date], bool]


@dataclass(frozen=True, slots=True)
class CannedReply:
    """A reply of a unit; a part of `answer` that is "" leaves that part to whoever answers. `id` 0 is a new one."""

    id: int
    unit: str
    name: str
    answer: Answer
    law_refs: tuple[str, ...]
    expired: tuple[str, ...] = ()
    """Which of its places in the law do not hold today."""


class Replies:
    """Reads and writes canned replies, for people who work on cases of the unit."""

    def __init__(self, store: ReplyStore, acts: HouseLog, check_law: LawCheck) -> None:
        self._store = store
        self._acts = acts
        self._check_law = check_law

    def all(self, session: StaffSession, now: datetime) -> list[CannedReply]:
        """Those of this person's units: first what has to be read again, then by name."""
        day = local(now).date()
        found = [self._reply(row, day) for row in self._store.of(_units(session))]
        return sorted(found, key=lambda reply: not reply.expired)

    def take(self, session: StaffSession, reply_id: int, now: datetime) -> CannedReply:
        """One, to be put into an answer; NotAllowed when its law has ended."""
        found = self._one(session, reply_id, now)
        if found.expired:
            raise NotAllowed(Fault.REPLY_OUT_OF_DATE, name=found.name)
        return found

    def keep(self, session: StaffSession, reply: CannedReply, now: datetime) -> None:
        """Write one, or write it anew; every place in the law must hold today."""
        self._refuse_others(session, reply)
        if not reply.name.strip() or not any(part.strip() for part in astuple(reply.answer)):
            raise NotAllowed(Fault.NOTHING_WRITTEN)
        for ref in reply.law_refs:
            if not self._check_law(ref, local(now).date()):
                raise NotAllowed(Fault.LAW_REF_UNKNOWN, ref=ref)
        self._store.put(
            reply.id or None,
            unit=reply.unit,
            name=reply.name.strip(),
            parts=reply.answer.pack(),
            law_refs=json.dumps(reply.law_refs),
            changed_by=session.member.id,
            changed_on=local(now).date().isoformat(),
        )
        self._acts.record(HouseAct.REPLY_KEPT, session.member.id, now, unit=reply.unit)

    def remove(self, session: StaffSession, reply_id: int, now: datetime) -> None:
        """Remove one."""
        found = self._one(session, reply_id, now)
        self._store.drop(found.id)
        self._acts.record(HouseAct.REPLY_REMOVED, session.member.id, now, unit=found.unit)

    def _one(self, session: StaffSession, reply_id: int, now: datetime) -> CannedReply:
        found = next((reply for reply in self.all(session, now) if reply.id == reply_id), None)
        if found is None:
            raise NoKey
        return found

    def _refuse_others(self, session: StaffSession, reply: CannedReply) -> None:
        own = {row["id"]: row["unit"] for row in self._store.of(_units(session))}
        if reply.unit not in _units(session) or (reply.id and reply.id not in own):
            raise NotAllowed(Fault.NOT_OF_THIS_UNIT)

    def _reply(self, row: Row, day: date) -> CannedReply:
        refs = tuple(json.loads(row["law_refs"]))
        expired = tuple(ref for ref in refs if not self._check_law(ref, day))
        return CannedReply(row["id"], row["unit"], row["name"], Answer(*json.loads(row["parts"])), refs, expired)


def _units(session: StaffSession) -> tuple[str, ...]:
    return tuple(sorted(unit for unit, roles in session.roles.items() if roles & CONTENT_ROLES))
