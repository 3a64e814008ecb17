"""Builds the submissions half once: one database, its stores, and the faces that channels, staff and the clock use."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from feedback.cases.mover import Mover
from feedback.cases.store import CaseStore
from feedback.cases.vault import Vault
from feedback.clock import ClockJob
from feedback.clockwork.deadlines import Deadlines
from feedback.journal.events import EventLog
from feedback.notices.store import Notices
from feedback.organisation.keyring import Keyring
from feedback.organisation.login_store import LoginStore
from feedback.organisation.sessions import Sessions
from feedback.organisation.staff_store import StaffStore
from feedback.organisation.store import OrgStore
from feedback.sealing.keys import Cost, Secrets, new_salt
from feedback.staff.desk import Desk
from feedback.staff.handling import Handling
from feedback.staff.identity import Identity
from feedback.staff.oversight import Oversight
from feedback.staff.reorganisation import Reorganisation
from feedback.staff.triage import Triage
from feedback.storage.database import FeedbackDatabase
from feedback.worker.door import Door
from feedback.worker.intake import Intake
from feedback.worker.service import Submissions


@dataclass(frozen=True, slots=True)
class Feedback:
    """Everything that stands around one `feedback.db`."""

    db: FeedbackDatabase
    submissions: Submissions
    desk: Desk
    triage: Triage
    handling: Handling
    oversight: Oversight
    identity: Identity
    reorganisation: Reorganisation
    clock: ClockJob
    cases: CaseStore
    org: OrgStore
    staff: StaffStore
    keyring: Keyring
    sessions: Sessions
    deadlines: Deadlines
    events: EventLog
    notices: Notices


def open_feedback(path: Path | None, installation_key: bytes, cost: Cost | None = None) -> Feedback:
    """Open (and on first use create) the database. `cost` is lowered by tests only; None in `path` means in memory."""
    return assemble(FeedbackDatabase(path), installation_key, cost or Cost())


def assemble(db: FeedbackDatabase, installation_key: bytes, cost: Cost) -> Feedback:
    """Put everything around an open database."""
    secrets = Secrets.derive(installation_key)
    if db.setting("system_salt") is None:
        db.set_setting("system_salt", new_salt())
    mover, staff = Mover(db, secrets), StaffStore(db)
    vault = Vault(mover.cases, mover.grants, mover.org)
    keyring = Keyring(db, mover.org, staff, secrets, cost)
    intake = Intake(db, mover, vault, staff)
    submissions = Submissions(mover, vault, intake, Door(db, mover.cases, secrets, cost), secrets)
    desk = Desk(db, mover, vault, staff)
    oversight = Oversight(desk)
    return Feedback(
        db=db,
        submissions=submissions,
        desk=desk,
        triage=Triage(desk),
        handling=Handling(desk),
        oversight=oversight,
        identity=Identity(desk),
        reorganisation=Reorganisation(desk),
        clock=ClockJob(db, mover, staff, oversight),
        cases=mover.cases,
        org=mover.org,
        staff=staff,
        keyring=keyring,
        sessions=Sessions(keyring, LoginStore(db)),
        deadlines=mover.deadlines,
        events=mover.events,
        notices=mover.notices,
    )
