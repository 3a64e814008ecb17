"""The acts of administration, as they stand in chain 0 of the log: who changed the house, its people or its keys."""

from __future__ import annotations

import json
from datetime import datetime
from enum import StrEnum

from feedback.journal.events import SYSTEM, EventLog, staff_actor
from feedback.model.subject import HOUSE
from feedback.storage.database import Row


class HouseAct(StrEnum):
    """What was done. `data` beside it names units, staff ids, roles and fingerprints, never a case."""

    MANIFEST_ADOPTED = "manifest_adopted"
    ORGANISATION_CHANGED = "organisation_changed"
    PERSON_ADDED = "person_added"
    PERSON_LEFT = "person_left"
    PERSON_RENEWED = "person_renewed"
    """A forgotten password: a new key pair for the same person."""
    POSTS_CHANGED = "posts_changed"
    ROLE_GIVEN = "role_given"
    ROLE_ENDED = "role_ended"
    KEY_GIVEN = "key_given"
    UNIT_ROTATED = "unit_rotated"
    UNIT_RENEWED = "unit_renewed"
    """A lone officer's unit got a new key, its cases sealed by the tier above."""
    UNIT_RECOVERED = "unit_recovered"
    RECIPIENTS_LISTED = "recipients_listed"
    RECIPIENT_CONFIRMED = "recipient_confirmed"
    RECIPIENT_REFUSED = "recipient_refused"
    CUSTODIANS_SET = "custodians_set"
    CUSTODIANS_REPLACED = "custodians_replaced"
    RECOVERY_DRILLED = "recovery_drilled"
    INTAKE_OPENED = "intake_opened"
    ROSTER_CHANGED = "roster_changed"
    RULES_CHANGED = "rules_changed"
    HOLIDAYS_CHANGED = "holidays_changed"
    HOTLINES_CHANGED = "hotlines_changed"
    LAWS_CHANGED = "laws_changed"
    """Official documents were brought in from the console."""
    REPLY_KEPT = "reply_kept"
    """A canned reply was written, or written anew."""
    REPLY_REMOVED = "reply_removed"


class HouseLog:
    """Writes and reads chain 0."""

    def __init__(self, log: EventLog) -> None:
        self._log = log

    def record(self, act: HouseAct, by: int | None, now: datetime, **data: object) -> None:
        """Write an act; `by` is a staff id, None for the set-up before anybody could log in."""
        self._log.append(HOUSE, staff_actor(by) if by else SYSTEM, act, now, data)

    def all(self) -> list[Row]:
        """Every act, oldest first."""
        return self._log.of(HOUSE)

    def confirmed_entries(self) -> dict[tuple[str, str], str]:
        """(unit, subject) → the entry that its leads confirmed last; (unit, "begun") once a unit has its first list."""
        found: dict[tuple[str, str], str] = {}
        for row in self.all():
            data = json.loads(row["data"])
            if row["kind"] == HouseAct.RECIPIENTS_LISTED:
                found = {key: entry for key, entry in found.items() if key[0] != data["unit"]}
                found |= {(data["unit"], subject): entry for subject, entry in data["entries"].items()}
                found[(data["unit"], "begun")] = ""
            elif row["kind"] == HouseAct.RECIPIENT_CONFIRMED:
                found[(data["unit"], data["subject"])] = data["entry"]
            elif row["kind"] == HouseAct.RECIPIENT_REFUSED:
                found.pop((data["unit"], data["subject"]), None)
        return found
