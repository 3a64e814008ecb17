"""What somebody has begun to write in a case, kept over the end of the session.

A draft is sealed to the case's own key: whoever opens the case could read it, nobody else, and it goes when the content
of the case goes. It is shown to its author alone.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from datetime import datetime

from feedback.cases.draft_store import DraftStore
from feedback.clockwork.working_days import local
from feedback.errors import NoKey
from feedback.model.access import Verb
from feedback.organisation.keyring import StaffSession
from feedback.sealing import keys
from feedback.staff.desk import Desk, Room


class Drafts:
    """Keeps and opens drafts."""

    def __init__(self, desk: Desk) -> None:
        self._desk = desk
        self._store = DraftStore(desk.db)

    def keep(self, session: StaffSession, number: str, verb: Verb, fields: Mapping[str, str], now: datetime) -> None:
        """Keep what was typed into a verb's form; fields without words forget it."""
        with self._desk.db.transaction():
            room, me = self._desk.enter(session, number, Verb.READ, now), session.member.id
            if not any(fields.values()):
                self._store.drop(room.case.id, me, verb)
                return
            text = json.dumps(dict(fields), ensure_ascii=False)
            box = keys.seal_text(text, room.case.public_key, _place(room, me, verb))
            self._store.put(room.case.id, me, verb, box, local(now).date())

    def of(self, session: StaffSession, number: str, verb: Verb, now: datetime) -> dict[str, str]:
        """What this person typed before; empty when nothing was kept, or the case has another key by now."""
        with self._desk.db.transaction():
            room, me = self._desk.enter(session, number, Verb.READ, now), session.member.id
            box = self._store.of(room.case.id, me, verb)
            try:
                found: dict[str, str] = (
                    json.loads(keys.open_text(box, room.private, _place(room, me, verb))) if box else {}
                )
            except NoKey:
                return {}
            return found

    def drop(self, session: StaffSession, number: str, verb: Verb) -> None:
        """What was begun has been done; whoever handed the case on by it leaves no draft there either."""
        case = self._desk.mover.cases.by_public_no(number)
        if case:
            self._store.drop(case.id, session.member.id, verb)


def _place(room: Room, person: int, verb: Verb) -> str:
    return f"draft:{room.case.id}:{person}:{verb}"
