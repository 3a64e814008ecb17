"""Rows of cases, their threads, keys, exclusions and links. No decision is taken here."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable
from dataclasses import dataclass, fields
from datetime import date
from typing import Any

from feedback.cases.exclusion_store import ExclusionStore
from feedback.model.case import SILENT_OUTCOMES, Category, Kind, Lane, Level, Outcome, RefusalCode
from feedback.model.draft import Place
from feedback.model.lifecycle import ENDED_STATES, State
from feedback.model.subject import Subject, SubjectKind, case_subject
from feedback.model.view import Author
from feedback.storage.database import FeedbackDatabase, Row, listed, random_id


@dataclass(frozen=True, slots=True)
class Case:
    """The clear part of a case. Ciphertext columns are read where they are opened."""

    id: int
    public_no: str
    register_no: str | None
    public_key: bytes
    level: Level
    kind: Kind
    category: Category
    lane: Lane
    state: State
    owner: str
    assignee: int | None
    channel: str
    created_on: date
    closed_on: date | None
    outcome: Outcome | None
    refusal: RefusalCode | None
    place: Place
    conflict: bool
    consent_forwarding: bool
    consent_grassroots: bool
    legal_hold: bool
    held_until: date | None
    asked_in: State | None
    withdrawn_in: State | None
    sealed_on: date | None
    erased_on: date | None
    rounds: int
    disputes: int
    appealed: bool
    moved_up: bool
    moved_why: str
    opened: bool
    contact_opened: bool
    retaliation: bool
    text_id: str
    emergency: str
    legal_basis: tuple[str, ...]
    version: int

    @property
    def subject(self) -> Subject:
        """The case as its log and its clocks know it."""
        return case_subject(self.id)


_COLUMNS = ", ".join(f.name for f in fields(Case))


class CaseStore:
    """Reads and writes cases."""

    def __init__(self, db: FeedbackDatabase) -> None:
        self._db = db
        self._exclusions = ExclusionStore(db)

    # --- cases ---

    def insert(self, **values: Any) -> None:
        """Add a case."""
        self._db.insert("submission", **values)

    def get(self, case_id: int) -> Case:
        """The case with this id."""
        found = self._one("id = ?", case_id)
        assert found is not None, "a case id always comes from the database"
        return found

    def owners(self) -> list[str]:
        """The units that have open cases."""
        sql = f"SELECT DISTINCT owner FROM submission WHERE state NOT IN {listed(ENDED_STATES)} ORDER BY owner"  # noqa: S608
        return [row["owner"] for row in self._db.rows(sql)]

    def find(self, case_id: int) -> Case | None:
        """The case with this id, if there is one."""
        return self._one("id = ?", case_id)

    def by_lookup(self, lookup_id: bytes) -> Case | None:
        """The case that a code leads to."""
        return self._one("lookup_id = ?", lookup_id)

    def by_public_no(self, public_no: str) -> Case | None:
        """The case with this public number."""
        return self._one("public_no = ?", public_no.strip().upper())

    def update(self, case_id: int, **values: Any) -> Case:
        """Change columns; returns the case as it is now."""
        self._db.update("submission", case_id, **values)
        return self.get(case_id)

    def secret(self, case_id: int, column: str) -> bytes | None:
        """One ciphertext column."""
        assert column.startswith("sealed_for") or column.endswith("_ct")
        value = self._db.value(f"SELECT {column} FROM submission WHERE id = ?", case_id)  # noqa: S608
        assert value is None or isinstance(value, bytes)
        return value

    def queue(self, unit: str, states: Iterable[State], limit: int, offset: int) -> list[Row]:
        """A page of a unit's open cases: emergencies first, then the oldest. Excluded units own nothing (R5)."""
        # the order and the second condition are those of the index `submission_queue`, word for word
        return self._page(
            f"""state IN {listed(states)} AND state NOT IN {listed(ENDED_STATES)}
                ORDER BY CASE lane WHEN 'emergency' THEN 0 WHEN 'urgent' THEN 1 ELSE 2 END, created_on, id""",
            unit,
            limit,
            offset,
        )

    def closed(self, unit: str, limit: int, offset: int) -> list[Row]:
        """A page of a unit's closed cases, the latest first."""
        return self._page("state = ? ORDER BY closed_on DESC, id", unit, State.CLOSED, limit, offset)

    def assigned_to(self, staff_id: int) -> list[Case]:
        """The open cases that somebody works on."""
        sql = f"""SELECT {_COLUMNS} FROM submission
                  WHERE assignee = ? AND state NOT IN ('closed', 'archived', 'purged') ORDER BY id"""  # noqa: S608
        return [_case(row) for row in self._db.rows(sql, staff_id)]

    def created_since(self, unit: str, day: date) -> list[Case]:
        """The cases of a unit from a day on, those being erased left out."""
        sql = f"SELECT {_COLUMNS} FROM submission WHERE owner = ? AND created_on >= ? AND sealed_on IS NULL"  # noqa: S608
        return [_case(row) for row in self._db.rows(sql, unit, day.isoformat())]

    def ended_since(self, day: date) -> list[int]:
        """Ids of the cases that were closed on a day or later, and still are."""
        rows = self._db.rows("SELECT id, state FROM submission WHERE closed_on >= ?", day.isoformat())
        return [row["id"] for row in rows if row["state"] in ENDED_STATES]

    def silently_closed(self, first: date, after: date) -> list[Row]:
        """Cases (id, public_no) that the clock closed in these days because the worker said nothing."""
        return self._db.rows(
            f"""SELECT id, public_no FROM submission WHERE state = ? AND closed_on >= ? AND closed_on < ?
                AND outcome IN {listed(SILENT_OUTCOMES)} ORDER BY id""",  # noqa: S608 - our own words
            State.CLOSED,
            first.isoformat(),
            after.isoformat(),
        )

    def forgettable(self, before: date) -> list[int]:
        """Purged cases whose log ended before a day, and which no other case follows."""
        rows = self._db.rows(
            """SELECT s.id FROM submission s WHERE s.state = ? AND s.id NOT IN (SELECT b FROM link)
               AND (SELECT MAX(e.at) FROM event e WHERE e.subject_kind = ? AND e.subject_id = s.id) < ?""",
            State.PURGED,
            SubjectKind.CASE,
            before.isoformat(),
        )
        return [row["id"] for row in rows]

    def _page(self, condition: str, *values: object) -> list[Row]:
        return self._db.rows(
            f"""SELECT s.id, s.public_no, s.state, s.lane, s.category, s.kind, s.created_on, s.assignee, s.version,
                  (SELECT MIN(d.due_at) FROM deadline d WHERE d.subject_kind = ? AND d.subject_id = s.id
                   AND d.ended_on IS NULL) AS due_at
                FROM (SELECT * FROM submission WHERE owner = ? AND sealed_on IS NULL AND {condition} LIMIT ? OFFSET ?) s
            """,  # noqa: S608 - our own words
            SubjectKind.CASE,
            *values,
        )

    def _one(self, where: str, value: object) -> Case | None:
        row = self._db.row(f"SELECT {_COLUMNS} FROM submission WHERE {where}", value)  # noqa: S608
        return _case(row) if row else None

    # --- exclusions ---

    def excluded_units(self, case_id: int) -> frozenset[str]:
        """Codes of the excluded units above the workplace."""
        return self._exclusions.units(case_id)

    def excluded_staff(self, case_id: int) -> frozenset[int]:
        """Ids of the excluded people."""
        return self._exclusions.people(case_id)

    # --- threads ---

    def add_message(
        self,
        case_id: int,
        author: Author,
        day: date,
        body: Callable[[Row], bytes] | None,
        sign: Callable[[Row], bytes],
        *,
        message_id: int | None = None,
        staff_id: int | None = None,
        template: str = "",
        internal: bool = False,
        law_refs: Iterable[str] = (),
    ) -> int:
        """Append to the thread; `body` makes the ciphertext of the row, `sign` the signature. Returns the id."""
        n = self._db.value("SELECT COALESCE(MAX(n), 0) + 1 FROM message WHERE submission_id = ?", case_id)
        row: Row = {
            "id": message_id or random_id(),
            "submission_id": case_id,
            "n": n,
            "author": str(author),
            "staff_id": staff_id,
            "template": template,
            "internal": int(internal),
            "day": day.isoformat(),
            "law_refs": json.dumps(list(law_refs), ensure_ascii=False),
            "bound": 1,
        }
        row["body_ct"] = body(row) if body else None
        self._db.insert("message", **row, signature=sign(row))
        new_id = row["id"]
        assert isinstance(new_id, int)
        return new_id

    def sign_old_messages(self, sign: Callable[[Row], bytes]) -> None:
        """Sign what was written before there were signatures: once, when the manifest is begun."""
        for row in self._db.rows("SELECT * FROM message WHERE signature IS NULL AND bound = 0"):
            self._db.update("message", row["id"], signature=sign(row))

    def all_messages(self) -> list[Row]:
        """Every message of every case, for the check of signatures."""
        return self._db.rows("SELECT * FROM message ORDER BY submission_id, n")

    def has_message(self, message_id: int) -> bool:
        """Whether this message was stored before: a replayed update finds it."""
        return self._db.value("SELECT 1 FROM message WHERE id = ?", message_id) is not None

    def last_message(self, case_id: int, author: Author) -> int:
        """The number of the newest message by this author, 0 when there is none."""
        sql = "SELECT COALESCE(MAX(n), 0) FROM message WHERE submission_id = ? AND author = ?"
        value = self._db.value(sql, case_id, author)
        assert isinstance(value, int)
        return value

    def messages(self, case_id: int, internal: bool) -> list[Row]:
        """The thread in order, with or without internal notes."""
        sql = "SELECT * FROM message WHERE submission_id = ? AND internal <= ? ORDER BY n"
        return self._db.rows(sql, case_id, int(internal))

    def mark_read(self, case_id: int, day: date) -> bool:
        """The worker has seen everything said so far; True when something was new."""
        sql = """UPDATE message SET read_on = ? WHERE submission_id = ? AND read_on IS NULL AND internal = 0
                 AND author <> ?"""
        return self._db.run(sql, day.isoformat(), case_id, Author.WORKER) > 0

    def unread_answer_since(self, case_id: int) -> date | None:
        """The day of the oldest staff message that the worker has not seen."""
        sql = """SELECT MIN(day) FROM message WHERE submission_id = ? AND author = ? AND internal = 0
                 AND read_on IS NULL"""
        day = self._db.value(sql, case_id, Author.STAFF)
        return date.fromisoformat(day) if day else None

    def add_attachment(self, case_id: int, message_id: int, attachment_id: int, content: bytes) -> None:
        """Store an encrypted picture."""
        n = self._db.value("SELECT COALESCE(MAX(n), 0) + 1 FROM attachment WHERE submission_id = ?", case_id)
        self._db.insert(
            "attachment", id=attachment_id, submission_id=case_id, message_id=message_id, content_ct=content, n=n
        )

    def attachment(self, case_id: int, attachment_id: int) -> bytes | None:
        """An encrypted picture of a case."""
        sql = "SELECT content_ct FROM attachment WHERE submission_id = ? AND id = ?"
        value = self._db.value(sql, case_id, attachment_id)
        assert value is None or isinstance(value, bytes)
        return value

    def attachments(self, case_id: int) -> list[Row]:
        """Ids of the pictures of a case and of their messages."""
        return self._db.rows("SELECT id, message_id FROM attachment WHERE submission_id = ? ORDER BY n, id", case_id)

    # --- destroying (secure_delete overwrites the pages) ---

    def destroy_attachments(self, case_id: int) -> int:
        """Remove every picture; returns how many."""
        return self._db.run("DELETE FROM attachment WHERE submission_id = ?", case_id)

    def destroy_content(self, case_id: int, keep_summary: bool) -> None:
        """Remove thread, pictures, company and contact; a summary written by staff may stay."""
        self.destroy_attachments(case_id)
        kept = "summary" if keep_summary else ""
        self._db.run("DELETE FROM message WHERE submission_id = ? AND (template <> ? OR ? = '')", case_id, kept, kept)
        self.update(case_id, company_ct=None, contact_ct=None)

    def destroy_keys(self, case_id: int) -> None:
        """Remove the copies of the case key that are not sealed to a unit."""
        self.update(case_id, sealed_for_worker=None, sealed_for_parent=None, sealed_for_recovery=None)

    def forget(self, case_ids: Iterable[int]) -> None:
        """Remove every row of purged cases; their logs go beside them."""
        for case_id in case_ids:
            for table in ("screening", "message", "exclusion", "identity_request"):
                self._db.run(f"DELETE FROM {table} WHERE submission_id = ?", case_id)  # noqa: S608 - our own names
            sql = "DELETE FROM deadline WHERE subject_kind = ? AND subject_id = ?"
            self._db.run(sql, SubjectKind.CASE, case_id)
            self._db.run("DELETE FROM link WHERE a = ?", case_id)
            self._db.run("DELETE FROM submission WHERE id = ?", case_id)

    def next_register_no(self, unit: str, year: int) -> str:
        """The office's registry number (số thụ lý): sequential per unit and year."""
        self._db.run(
            """INSERT INTO register(unit, year, last) VALUES (?, ?, 1)
               ON CONFLICT(unit, year) DO UPDATE SET last = register.last + 1""",
            unit,
            year,
        )
        last = self._db.value("SELECT last FROM register WHERE unit = ? AND year = ?", unit, year)
        return f"{last:03d}/{year}"

    # --- links ---

    def link(self, a: int, b: int, kind: str) -> None:
        """Link two cases: `part_of`, `duplicate` (a follows b), `related`, `sent_again`."""
        self._db.run("INSERT INTO link(a, b, kind) VALUES (?, ?, ?) ON CONFLICT(a, b, kind) DO NOTHING", a, b, kind)

    def linked(self, case_id: int, kind: str) -> list[int]:
        """The cases that follow this one by such a link."""
        return [r["a"] for r in self._db.rows("SELECT a FROM link WHERE b = ? AND kind = ? ORDER BY a", case_id, kind)]

    def links(self, case_id: int) -> list[Row]:
        """Everything linked with a case, either way: kind and public_no of the other."""
        return self._db.rows(
            """SELECT l.kind, s.public_no FROM (SELECT kind, b AS other FROM link WHERE a = ?
               UNION SELECT kind, a FROM link WHERE b = ?) l CROSS JOIN submission s
               WHERE s.id = l.other ORDER BY s.public_no""",
            case_id,
            case_id,
        )

    def has_open_links(self, case_id: int) -> bool:
        """Whether a linked case is still going on."""
        # a join would walk through every case; this looks up the few linked ones
        sql = f"""SELECT 1 FROM submission WHERE state NOT IN {listed(ENDED_STATES)} AND id IN
                  (SELECT b FROM link WHERE a = ? UNION SELECT a FROM link WHERE b = ?)"""  # noqa: S608 - our own states
        return self._db.value(sql, case_id, case_id) is not None

    def leads_to(self, case_id: int, kind: str) -> int | None:
        """The case that this one follows by such a link."""
        value = self._db.value("SELECT b FROM link WHERE a = ? AND kind = ?", case_id, kind)
        assert value is None or isinstance(value, int)
        return value


def _day(value: Any) -> date | None:
    return date.fromisoformat(value) if value else None


def _case(row: Row) -> Case:
    values = dict(row)
    values.update(
        level=Level(row["level"]),
        kind=Kind(row["kind"]),
        category=Category(row["category"]),
        lane=Lane(row["lane"]),
        state=State(row["state"]),
        outcome=Outcome(row["outcome"]) if row["outcome"] else None,
        refusal=RefusalCode(row["refusal"]) if row["refusal"] else None,
        place=Place(**json.loads(row["place"])),
        created_on=date.fromisoformat(row["created_on"]),
        legal_basis=tuple(json.loads(row["legal_basis"])),
    )
    for name in ("asked_in", "withdrawn_in"):
        values[name] = State(row[name]) if row[name] else None
    for name in ("closed_on", "sealed_on", "erased_on", "held_until"):
        values[name] = _day(row[name])
    for name in (
        "conflict",
        "consent_forwarding",
        "consent_grassroots",
        "legal_hold",
        "appealed",
        "moved_up",
        "opened",
        "contact_opened",
        "retaliation",
    ):
        values[name] = bool(row[name])
    return Case(**values)
