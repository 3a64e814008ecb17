"""Builds the submissions half once: one database, its stores, and the faces that channels, staff and the clock use."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path

from feedback.cases.link_store import LinkStore
from feedback.cases.mover import Mover
from feedback.cases.store import CaseStore
from feedback.cases.vault import Vault
from feedback.clock import ClockJob
from feedback.clockwork.deadlines import Deadlines
from feedback.errors import DatabaseAltered
from feedback.journal.audit import Audit
from feedback.journal.events import EventLog
from feedback.journal.journal import Journal
from feedback.journal.witness import NAME as WITNESS
from feedback.notices.address_store import AddressStore
from feedback.notices.addresses import Addresses
from feedback.notices.roster import Roster
from feedback.notices.store import Notices
from feedback.organisation.acts import HouseLog
from feedback.organisation.contact_store import ContactStore
from feedback.organisation.grant_store import GrantStore
from feedback.organisation.keyring import Keyring
from feedback.organisation.login_store import LoginStore
from feedback.organisation.manifest import NAME, Manifest
from feedback.organisation.recipient_store import RecipientStore
from feedback.organisation.recipients import Recipients
from feedback.organisation.recovery import Recovery
from feedback.organisation.reply_store import ReplyStore
from feedback.organisation.sessions import Sessions
from feedback.organisation.staff_store import StaffStore
from feedback.organisation.store import OrgStore
from feedback.organisation.trial import set_up_trial
from feedback.organisation.unit_keys import UnitKeys
from feedback.reports.figures import Figures
from feedback.sealing.keys import Cost, Secrets, new_salt
from feedback.staff.access import Access
from feedback.staff.asking import Asking
from feedback.staff.assisted import Assisted
from feedback.staff.canary import Canary
from feedback.staff.custody import Custody
from feedback.staff.desk import Desk
from feedback.staff.duty import Duty
from feedback.staff.handling import Handling
from feedback.staff.holding import Holding
from feedback.staff.house import House
from feedback.staff.identity import Identity
from feedback.staff.office import LawCheck, Office
from feedback.staff.oversight import Oversight
from feedback.staff.people import People
from feedback.staff.record import Record
from feedback.staff.replies import Replies
from feedback.staff.rights import Rights
from feedback.staff.survey import Survey
from feedback.staff.triage import Triage
from feedback.staff.workload import Digest, Workloads
from feedback.storage.database import FeedbackDatabase
from feedback.worker.door import Door
from feedback.worker.intake import Intake
from feedback.worker.service import Submissions

KEYS = "keys"  # the folder beside the database that is in no backup


@dataclass(frozen=True, slots=True)
class Feedback:
    """Everything that stands around one `feedback.db`."""

    db: FeedbackDatabase
    submissions: Submissions
    desk: Desk
    triage: Triage
    handling: Handling
    office: Office
    oversight: Oversight
    holding: Holding
    identity: Identity
    clock: ClockJob
    cases: CaseStore
    links: LinkStore
    grants: GrantStore
    org: OrgStore
    staff: StaffStore
    keyring: Keyring
    recovery: Recovery
    people: People
    custody: Custody
    house: House
    survey: Survey
    canary: Canary
    recipients: Recipients
    unit_keys: UnitKeys
    manifest: Manifest
    acts: HouseLog
    sessions: Sessions
    deadlines: Deadlines
    events: EventLog
    audit: Audit
    record: Record
    figures: Figures
    notices: Notices
    addresses: Addresses
    duty: Duty
    roster: Roster
    workloads: Workloads
    replies: Replies
    assisted: Assisted

    def begin_trial(self, now: datetime) -> None:
        """Give every unit above the workplace a key held by the server; nothing when there are staff already."""
        with self.manifest.changing():
            set_up_trial(self.keyring, self.recovery, self.recipients, self.org, self.staff, now)


def any_law(ref: str, day: date) -> bool:
    """The check of citations where no law was loaded: it knows nothing and stops nothing."""
    return True


def open_feedback(
    path: Path | None, installation_key: bytes, cost: Cost | None = None, check_law: LawCheck = any_law
) -> Feedback:
    """Open (and on first use create) the database. `cost` is lowered by tests only; None in `path` means in memory.

    `check_law` comes from the law half: whether a citation names an article in force on a day.
    """
    return assemble(FeedbackDatabase(path), installation_key, cost or Cost(), check_law)


def assemble(db: FeedbackDatabase, installation_key: bytes, cost: Cost, check_law: LawCheck = any_law) -> Feedback:
    """Put everything around an open database."""
    secrets = Secrets.derive(installation_key)
    journal = Journal(db, secrets.journal_key, db.path.parent / KEYS / WITNESS if db.path else None)
    journal.open()
    if db.setting("system_salt") is None:
        if not db.is_unused():  # a new one would open no code that was ever given out
            raise DatabaseAltered(subjects="system_salt")
        db.set_setting("system_salt", new_salt())
    manifest = Manifest(db, db.path.parent / KEYS / NAME if db.path else None)
    org, staff = OrgStore(db, manifest), StaffStore(db)
    mover = Mover(db, secrets, org)
    mover.grants.mark_old()
    if manifest.is_missing():
        with db.transaction():
            mover.threads.sign_old(mover.signatures.by_house)
        manifest.adopt()
    manifest.hold_salt()
    acts = HouseLog(mover.events)
    recipients = Recipients(org, staff, RecipientStore(db))
    unit_keys = UnitKeys(org, staff, mover.grants, ContactStore(db), recipients)
    keyring = Keyring(org, staff, manifest, unit_keys, acts, secrets, cost)
    recovery, logins, rights = (
        Recovery(org, staff, mover.grants, recipients, manifest, acts),
        LoginStore(db),
        Rights(org, staff),
    )
    vault = Vault(mover.cases, mover.threads, mover.grants, org, manifest, recipients, mover.signatures)
    intake = Intake(db, mover, vault, staff)
    submissions = Submissions(mover, vault, intake, Door(db, mover.cases, mover.links, secrets, cost), secrets)
    access = Access(mover, staff)
    mover.settle_by(Asking(mover, access).settle)
    desk = Desk(db, mover, vault, staff, access)
    oversight = Oversight(desk)
    triage, handling, holding, identity = Triage(desk), Handling(desk), Holding(desk), Identity(desk)
    audit = Audit(db, secrets, journal.witness)
    addresses = Addresses(AddressStore(db), secrets)
    workloads = Workloads(db, org, staff, mover.roster)
    office = Office(desk, triage, handling, oversight, holding, identity, secrets, check_law)
    return Feedback(
        db=db,
        submissions=submissions,
        desk=desk,
        triage=triage,
        handling=handling,
        office=office,
        oversight=oversight,
        holding=holding,
        identity=identity,
        clock=ClockJob(
            db,
            mover,
            staff,
            oversight,
            Digest(db, workloads, addresses, mover.notices, lambda: mover.deadlines.calendar),
        ),
        cases=mover.cases,
        links=mover.links,
        grants=mover.grants,
        org=org,
        staff=staff,
        keyring=keyring,
        recovery=recovery,
        people=People(mover, keyring, staff, logins, unit_keys, recipients, manifest, acts, rights),
        custody=Custody(mover, recovery, staff, rights),
        house=House(db, org, staff, unit_keys, mover.deadlines, manifest, acts, rights),
        survey=Survey(org, staff, mover.deadlines),
        canary=Canary(submissions, mover, vault),
        recipients=recipients,
        unit_keys=unit_keys,
        manifest=manifest,
        acts=acts,
        sessions=Sessions(keyring, logins, manifest),
        deadlines=mover.deadlines,
        events=mover.events,
        audit=audit,
        figures=Figures(desk),
        record=Record(desk, mover.events, journal, audit, staff),
        notices=mover.notices,
        addresses=addresses,
        duty=Duty(mover.roster, mover.notices, addresses, staff, acts),
        roster=mover.roster,
        workloads=workloads,
        replies=Replies(ReplyStore(db), acts, check_law),
        assisted=Assisted(db, submissions, office),
    )
