"""From an empty folder to a union that can receive, in one act: tree, people with invitations, custodians, canary.

All or nothing: what is refused at any step leaves the folder as it was. Nobody's password is typed here; each person
chooses one on their own device, so that no operator ends "two of three".
"""

from __future__ import annotations

import tomllib
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path

from bot.operations.union_check import lacking
from bot.texts import setup as words
from feedback.assembly import Feedback
from feedback.backup import make_kit
from feedback.model.union import Role
from feedback.organisation.keyring import StaffSession
from feedback.organisation.units import Organisation
from feedback.staff.people import NewPerson


class NotComplete(Exception):
    """What is missing, a phrase each."""

    def __init__(self, missing: Sequence[str]) -> None:
        super().__init__("; ".join(missing))
        self.missing = tuple(missing)


@dataclass(frozen=True, slots=True)
class Founded:
    """A union that receives: who gets which invitation, and how many units the canary reached."""

    invitations: tuple[tuple[NewPerson, str], ...] = field(repr=False)
    owners: int


def read_people(text: str) -> list[NewPerson]:
    """The `[[person]]` records of a file of first people; NotComplete when they cannot be read."""
    try:
        rows = tomllib.loads(text)["person"]
        return [
            NewPerson(
                row["login"],
                row["name"],
                row["unit"],
                tuple(map(Role, row["roles"])),
                posts=tuple(row.get("posts", ())),
            )
            for row in rows
        ]
    except (tomllib.TOMLDecodeError, KeyError, TypeError, ValueError) as error:
        raise NotComplete([words.PEOPLE_BROKEN.format(detail=error)]) from None


def found(half: Feedback, organisation: Organisation, people: Sequence[NewPerson], now: datetime) -> Founded:
    """Set the union up and open its intake once a canary went round.

    Raises NotComplete, BadOrganisation or another FeedbackError; then nothing was kept.
    """
    keepers = [person.login for person in people if Role.CUSTODIAN in person.roles]
    if len(keepers) != len(set(keepers)) or len(keepers) != 3:
        raise NotComplete([words.CUSTODIANS_WRONG.format(count=len(keepers))])
    with half.manifest.changing():
        half.house.replace_organisation(None, organisation, now)
        sessions, invitations = dict[str, StaffSession](), list[tuple[NewPerson, str]]()
        for person in people:
            invitation = half.people.invite(sessions.get(person.unit), person, now)
            invitations.append((person, invitation))
            if person.unit not in sessions:
                sessions[person.unit] = half.people.first_session(person.login, invitation, now)
        half.custody.set_custodians(None, keepers, now)
        opened = [half.keyring.renewed(session, now) for session in sessions.values()]
        half.people.begin_lists(opened, now)
        missing = lacking(half.house.readiness(now))
        if missing:
            raise NotComplete(missing)
        reached: list[int] = []
        half.house.open_intake(None, lambda: reached.append(half.canary.fly(opened, now)), now)
    return Founded(tuple(invitations), reached[0])


def write_kit(half: Feedback, target: Path, installation_key: bytes, now: datetime) -> None:
    """The custodians' recovery kit: sealed, for its owner alone; to be taken off this machine."""
    make_kit(half.db, target, installation_key, now)
