"""Rows of cases and their keys. No decision is taken here; threads and links have their own stores."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import Any

from feedback.cases.case import COLUMNS, Case, read_case
from feedback.cases.exclusion_store import ExclusionStore
from feedback.model.case import SILENT_OUTCOMES
from feedback.model.lifecycle import ENDED_STATES, State
from feedback.model.subject import SubjectKind
from feedback.storage.database import FeedbackDatabase, Row, listed


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
        sql = f"""SELECT {COLUMNS} FROM submission
                  WHERE assignee = ? AND state NOT IN ('closed', 'archived', 'purged') ORDER BY id"""  # noqa: S608
        return [read_case(row) for row in self._db.rows(sql, staff_id)]

    def created_since(self, unit: str, day: date) -> list[Case]:
        """The cases of a unit from a day on, those being erased left out."""
        sql = f"SELECT {COLUMNS} FROM submission WHERE owner = ? AND created_on >= ? AND sealed_on IS NULL"  # noqa: S608
        return [read_case(row) for row in self._db.rows(sql, unit, day.isoformat())]

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
        row = self._db.row(f"SELECT {COLUMNS} FROM submission WHERE {where}", value)  # noqa: S608
        return read_case(row) if row else None

    # --- exclusions ---

    def excluded_units(self, case_id: int) -> frozenset[str]:
        """Codes of the excluded units above the workplace."""
        return self._exclusions.units(case_id)

    def excluded_staff(self, case_id: int) -> frozenset[int]:
        """Ids of the excluded people."""
        return self._exclusions.people(case_id)

    # --- destroying (secure_delete overwrites the pages) ---

    def destroy_keys(self, case_id: int) -> None:
        """Remove the copies of the case key that are not sealed to a unit."""
        self.update(case_id, sealed_for_worker=None, sealed_for_parent=None, sealed_for_recovery=None)

    def forget(self, case_ids: Iterable[int]) -> None:
        """Remove every row of purged cases; their logs go beside them."""
        for case_id in case_ids:
            for table in ("screening", "message", "exclusion", "identity_request", "answer_draft"):
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
