"""A union whose lowest unit has one, two or five people, with other people at every tier above."""

from __future__ import annotations

from functools import cache

from feedback.assembly import Feedback, open_feedback
from feedback.model.union import Role
from feedback.organisation.keyring import StaffSession
from feedback.organisation.trial import sample_province
from feedback.organisation.units import read_toml
from tests.feedback.union import CHEAP, KEY, MONDAY
from tests.images import from_image, image_of

UNIT, ABOVE, BOARD, TOP, TOP_BOARD = "cd-kcn", "ldld-tinh", "ldld-tinh-ubkt", "tld", "tld-ubkt"
_ALL = (Role.INTAKE, Role.HANDLER, Role.LEAD)
LOWEST: dict[int, dict[str, tuple[Role, ...]]] = {
    1: {"mot": _ALL},
    2: {"mot": _ALL, "hai": (Role.INTAKE, Role.HANDLER)},
    5: {
        "mot": (Role.LEAD,),
        "hai": (Role.INTAKE,),
        "ba": (Role.HANDLER,),
        "bon": (Role.HANDLER,),
        "nam": (Role.DUTY, Role.INTAKE),
    },
}
HIGHER: dict[str, dict[str, tuple[Role, ...]]] = {
    ABOVE: {"tinh-1": (Role.LEAD,), "tinh-2": (Role.INTAKE, Role.HANDLER), "tinh-3": (Role.HANDLER,)},
    BOARD: {"ban-1": (Role.LEAD, Role.SUPERVISOR), "ban-2": (Role.SUPERVISOR,)},
    TOP: {"tld-1": (Role.LEAD,), "tld-2": (Role.HANDLER, Role.LEAD)},
    TOP_BOARD: {"tban-1": (Role.LEAD, Role.SUPERVISOR)},
}
KEEPERS = ("giu-1", "giu-2", "giu-3")


class Sized:
    """The union and a session for everybody in it."""

    def __init__(self, feedback: Feedback, size: int) -> None:
        self.feedback = feedback
        self.logins = {UNIT: LOWEST[size], **HIGHER}
        names = [login for people in self.logins.values() for login in people]
        self.people: dict[str, StaffSession] = {
            login: feedback.keyring.open_trial_session(login, MONDAY) for login in [*names, *KEEPERS]
        }


def sized(size: int) -> Sized:
    """A fresh copy of the union with that many people in its lowest unit."""
    return Sized(from_image(_prepared(size), KEY, CHEAP), size)


@cache
def _prepared(size: int) -> bytes:
    feedback = open_feedback(None, KEY, CHEAP)
    feedback.org.replace(read_toml(sample_province()))
    for unit, people in {UNIT: LOWEST[size], **HIGHER}.items():
        opener = None
        for login, roles in people.items():
            member = feedback.keyring.add_trial_person(login, login)
            for role in roles:
                feedback.keyring.give_role(member, role, unit, MONDAY, opener)
            opener = opener or feedback.keyring.open_trial_session(login, MONDAY)
    keepers = [feedback.keyring.add_trial_person(login, login) for login in KEEPERS]
    feedback.recovery.set_custodians(keepers, MONDAY)
    firsts = [next(iter(people)) for people in (LOWEST[size], *HIGHER.values())]
    feedback.people.begin_lists([feedback.keyring.open_trial_session(who, MONDAY) for who in firsts], MONDAY)
    with feedback.manifest.changing():
        feedback.org.open_intake()
    return image_of(feedback)
