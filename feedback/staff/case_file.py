"""Builds the file of a case for one person: everything that this person may see, and nothing that it may not."""

from __future__ import annotations

from datetime import date, datetime

from feedback.clockwork.span import read_instant
from feedback.clockwork.working_days import local
from feedback.errors import Fault
from feedback.model.access import Verb
from feedback.model.case import RefusalCode
from feedback.model.case_log import CaseAct
from feedback.model.lifecycle import Clock, State
from feedback.organisation.keyring import StaffSession
from feedback.sealing import keys
from feedback.staff.desk import Desk, Room
from feedback.staff.values import CaseFile, Deadline, Proposal, Reading
from feedback.storage.database import Row


def read_file(desk: Desk, session: StaffSession, number: str, now: datetime) -> CaseFile:
    """Open a case, note that it was read, and put its file together."""
    with desk.db.transaction():
        dossier = desk.show(session, number, now)
        room = desk.enter(session, number, Verb.READ, now)
        case, mover = room.case, desk.mover
        unit = mover.org.unit(case.owner)
        names = _names(desk, room)
        return CaseFile(
            number=case.public_no,
            register_no=case.register_no or "",
            version=case.version,
            owner=case.owner,
            owner_name=unit.name if unit else case.owner,
            assignee=names.get(case.assignee or 0, ""),
            state=case.state,
            lane=case.lane,
            level=case.level,
            kind=case.kind,
            category=case.category,
            channel=case.channel,
            created_on=case.created_on,
            outcome=case.outcome,
            place=case.place,
            company=dossier.company,
            contact=dossier.contact,
            legal_basis=case.legal_basis,
            flags=_flags(room),
            moved_why=case.moved_why,
            held_until=case.held_until,
            messages=dossier.messages,
            as_worker=tuple(m for m in dossier.messages if not m.internal),
            deadlines=tuple(_deadline(row) for row in mover.deadlines.history(case.subject)),
            proposal=_proposal(desk, room, names),
            readings=_readings(desk, room, names),
            links=_links(desk, session, dossier.links, now),
            excluded_units=dossier.excluded_units,
            grassroots_excluded=dossier.grassroots_excluded,
            people=names,
            can=desk.access.may(session, case, now),
        )


def _flags(room: Room) -> frozenset[str]:
    case = room.case
    flags = {
        "conflict": case.conflict,
        "consent_forwarding": case.consent_forwarding,
        "consent_grassroots": case.consent_grassroots,
        "retaliation": case.retaliation,
        "held": case.legal_hold,
        "appealed": case.appealed,
        "contact_opened": case.contact_opened,
    }
    return frozenset(name for name, raised in flags.items() if raised)


def _names(desk: Desk, room: Room) -> dict[int, str]:
    """Everybody of the union who wrote or acted in the case."""
    actors = {row["actor"] for row in desk.mover.events.of(room.case.subject)}
    people = {int(actor.partition(":")[2]) for actor in actors if actor.startswith("staff:")}
    if room.case.assignee:
        people.add(room.case.assignee)
    members = [desk.staff.get(person) for person in sorted(people)]
    return {member.id: member.name for member in members if member}


def _deadline(row: Row) -> Deadline:
    return Deadline(
        Clock(row["clock"]),
        row["unit"],
        date.fromisoformat(row["started_on"]),
        read_instant(row["due_at"]).date(),
        row["paused_on"] is not None,
        bool(row["extended"]),
        date.fromisoformat(row["ended_on"]) if row["ended_on"] else None,
        row["result"] or "",
    )


def _proposal(desk: Desk, room: Room, names: dict[int, str]) -> Proposal | None:
    found = desk.mover.proposals.current(room.case.id)
    if not found or room.case.state is not State.REFUSAL_PROPOSED:
        return None
    reason = keys.open_text(found["reason_ct"], room.private, f"screening:{found['id']}")
    by = names.get(found["proposed_by"], "")
    return Proposal(by, date.fromisoformat(found["proposed_on"]), RefusalCode(found["code"]), reason)


def _readings(desk: Desk, room: Room, names: dict[int, str]) -> tuple[Reading, ...]:
    lines = [row for row in desk.mover.events.of(room.case.subject) if row["kind"] == CaseAct.VIEWED]
    return tuple(Reading(names.get(int(row["actor"].partition(":")[2]), ""), row["at"]) for row in lines)


def _links(
    desk: Desk, session: StaffSession, links: tuple[tuple[str, str], ...], now: datetime
) -> tuple[tuple[str, str], ...]:
    """R5 holds for links too: a case that this person may not know of is not named."""
    seen = []
    for kind, number in links:
        case = desk.mover.cases.by_public_no(number)
        hidden = {Fault.NO_KEY, Fault.NOT_YOUR_CASE}
        if case and desk.access.refusal(session, case, Verb.READ, local(now)) not in hidden:
            seen.append((kind, number))
    return tuple(seen)
