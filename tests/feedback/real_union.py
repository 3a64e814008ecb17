"""A union in earnest: every person has a password, and the server holds no key that opens anything."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from functools import cache
from pathlib import Path

from feedback.assembly import Feedback, open_feedback
from feedback.model.union import Role
from feedback.organisation.keyring import StaffSession
from feedback.organisation.trial import sample_province
from feedback.organisation.units import read_toml
from tests.feedback.union import CHEAP, KEY, MONDAY
from tests.images import from_image, image_of

PASSWORD = "bốn từ dễ nhớ"
PEOPLE: dict[str, tuple[str, Role]] = {
    "kcn-tiep": ("cd-kcn", Role.INTAKE),
    "kcn-xu-ly": ("cd-kcn", Role.HANDLER),
    "kcn-lanh-dao": ("cd-kcn", Role.LEAD),
    "kcn-truc": ("cd-kcn", Role.DUTY),
    "kcn-so-lieu": ("cd-kcn", Role.ANALYST),
    "tinh-lanh-dao": ("ldld-tinh", Role.LEAD),
    "tinh-tiep": ("ldld-tinh", Role.INTAKE),
    "tinh-quan-tri": ("ldld-tinh", Role.ADMIN),
    "ubkt-tinh": ("ldld-tinh-ubkt", Role.SUPERVISOR),
    "tld-lanh-dao": ("tld", Role.LEAD),
    "tld-ubkt": ("tld-ubkt", Role.SUPERVISOR),
    "xa-lanh-dao": ("cd-an-thuong", Role.LEAD),
    "giu-1": ("ldld-tinh-giu-danh-tinh", Role.CUSTODIAN),
    "giu-2": ("ldld-tinh-giu-danh-tinh", Role.CUSTODIAN),
    "giu-3": ("ldld-tinh-giu-danh-tinh", Role.CUSTODIAN),
}
CUSTODIANS = ("giu-1", "giu-2", "giu-3")


def real_union(path: Path | None = None) -> Feedback:
    """The shipped province with people of its own, in memory or at `path`."""
    return from_image(_prepared(), KEY, CHEAP, path)


@cache
def _prepared() -> bytes:
    """Made once and copied: it locks a key for everybody."""
    feedback = open_feedback(None, KEY, CHEAP)
    found(feedback, PEOPLE, MONDAY)
    return image_of(feedback)


def found(feedback: Feedback, people: Mapping[str, tuple[str, Role]], now: datetime) -> None:
    """Bring these people into an empty half, with their keys, and open the intake."""
    feedback.org.replace(read_toml(sample_province()))
    openers: dict[str, StaffSession] = {}
    for login, (unit, role) in people.items():
        member = feedback.keyring.add_person(login, login, PASSWORD)
        feedback.keyring.give_role(member, role, unit, now, openers.get(unit))
        openers.setdefault(unit, session(feedback, login, now))
    feedback.recovery.set_custodians([m for m in feedback.staff.all() if m.login in CUSTODIANS], now)
    feedback.people.begin_lists([feedback.keyring.renewed(who, now) for who in openers.values()], now)
    with feedback.manifest.changing():
        feedback.org.open_intake()


def give_heads(feedback: Feedback) -> None:
    """Each board gets a lead: without one nobody could close a case about the union (R10)."""
    for login, board in (("ubkt-tinh", "ldld-tinh-ubkt"), ("tld-ubkt", "tld-ubkt")):
        member = feedback.staff.by_login(login)
        assert member is not None
        feedback.keyring.give_role(member, Role.LEAD, board, MONDAY, session(feedback, login))
        feedback.people.begin_lists([session(feedback, login)], MONDAY)


def session(feedback: Feedback, login: str, now: datetime = MONDAY) -> StaffSession:
    """Log somebody in."""
    return feedback.keyring.open_session(login, PASSWORD, now)
