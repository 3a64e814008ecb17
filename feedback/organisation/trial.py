"""Trial mode (chế độ thử nghiệm): the whole half works at once, with keys that the server itself holds.

The data format is the same as in earnest; only the private keys of the trial people lie under the installation key
instead of a password. So the server can read every case: the console, the bot and the commands say so in red.
"""

from __future__ import annotations

from datetime import datetime
from importlib.resources import files

from feedback.clockwork.working_days import local
from feedback.model.union import CONTENT_ROLES, Role, Tier, UnitKind
from feedback.organisation.keyring import Keyring
from feedback.organisation.recipients import RECOVERY, Recipients
from feedback.organisation.recovery import Recovery
from feedback.organisation.staff_store import StaffMember, StaffStore
from feedback.organisation.store import OrgStore
from feedback.organisation.units import read_toml

READERS = ("thu-1", "thu-2", "thu-3")
CUSTODIANS = ("thu-giu-1", "thu-giu-2", "thu-giu-3")

_READING = CONTENT_ROLES - {Role.SUPERVISOR}


def sample_province() -> str:
    """The organisation file that ships: one province, two industrial parks, a few grassroots unions."""
    return (files("feedback") / "data" / "sample_province.toml").read_text(encoding="utf-8")


def set_up_trial(
    keyring: Keyring, recovery: Recovery, recipients: Recipients, org: OrgStore, staff: StaffStore, now: datetime
) -> None:
    """Give every unit above the workplace a key held by the server, unless there are staff already.

    The lists of confirmed keys are the server's affair here, too: a folder of the first version gets them now.
    """
    if not staff.all():
        _begin(keyring, recovery, org, now)
    for login in (READERS[0], CUSTODIANS[0]):
        member = staff.by_login(login)
        if member and member.trial:
            _list_recipients(keyring, recipients, org, login, now)


def _begin(keyring: Keyring, recovery: Recovery, org: OrgStore, now: datetime) -> None:
    if not org.load().units:
        org.replace(read_toml(sample_province()))
    readers = [keyring.add_trial_person(login, f"Người thử {n}") for n, login in enumerate(READERS, 1)]
    custodians = [keyring.add_trial_person(login, f"Người giữ khóa thử {n}") for n, login in enumerate(CUSTODIANS, 1)]
    for unit in org.load().units:
        if unit.tier is not Tier.GRASSROOTS:
            _staff_unit(keyring, unit.code, unit.kind, readers, custodians, now)
    recovery.set_custodians(custodians, now)
    org.open_intake()


def _list_recipients(keyring: Keyring, recipients: Recipients, org: OrgStore, login: str, now: datetime) -> None:
    session = keyring.open_trial_session(login, now)
    for code in sorted({code for code, _ in session.unit_keys}):
        _, epoch = org.public_key(code) or (b"", 0)
        private = session.unit_keys.get((code, epoch))
        known = recipients.confirmed(code, epoch, private) if private else {}
        if RECOVERY not in known:  # a unit's first person began it, with itself alone
            recipients.begin(code, session.unit_keys, local(now).date())


def _staff_unit(
    keyring: Keyring,
    unit: str,
    kind: UnitKind,
    readers: list[StaffMember],
    custodians: list[StaffMember],
    now: datetime,
) -> None:
    people, roles = (custodians, {Role.CUSTODIAN}) if kind is UnitKind.CUSTODIAN_DESK else (readers, _READING)
    roles = roles | {Role.SUPERVISOR} if kind is UnitKind.SUPERVISION_BOARD else roles
    opener = None
    for person in people:
        for role in sorted(roles):
            keyring.give_role(person, role, unit, now, opener)
        opener = opener or keyring.open_trial_session(person.login, now)
