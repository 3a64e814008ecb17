"""Who is barred from a case (R2, R3, R6): units, people, and grassroots unions under a mark.

The company's union would name the company, which is sealed everywhere else. So a barred grassroots union is stored as a
keyed mark per case: who works there can be checked at the door, but the database alone does not tell which one it is.
"""

from __future__ import annotations

import json
from collections.abc import Iterable

from feedback.cases.store import CaseStore
from feedback.model.union import Tier
from feedback.organisation.store import OrgStore
from feedback.sealing.keys import Secrets, derive
from feedback.storage.database import FeedbackDatabase


class Exclusions:
    """Bars, and the question at the door."""

    def __init__(self, db: FeedbackDatabase, cases: CaseStore, org: OrgStore, secrets: Secrets) -> None:
        self._db = db
        self._cases = cases
        self._org = org
        self._secrets = secrets

    def bar_unit(self, case_id: int, unit: str, source: str) -> None:
        """Nobody of this unit may ever read the case; a key that it holds goes at once."""
        found = self._org.unit(unit)
        if found and found.tier is Tier.GRASSROOTS:
            self._db.insert("exclusion", submission_id=case_id, mark=self._mark(case_id, unit), source=source)
        else:
            self._db.insert("exclusion", submission_id=case_id, unit=unit, source=source)

    def bar_person(self, case_id: int, staff_id: int, source: str) -> None:
        """This person may never read the case."""
        self._db.insert("exclusion", submission_id=case_id, staff_id=staff_id, source=source)

    def bars(self, case_id: int, staff_id: int, posts: Iterable[str]) -> bool:
        """Whether a person is barred, in person or by any unit where they work or hold a post."""
        held = set(posts)
        if staff_id in self._cases.excluded_staff(case_id) or held & self._cases.excluded_units(case_id):
            return True
        marks = self._marks(case_id)
        return bool(marks) and any(self._mark(case_id, unit) in marks for unit in held)

    def barring(self, staff_id: int, case_ids: Iterable[int]) -> frozenset[int]:
        """Which of these cases bar this person by name."""
        sql = """SELECT submission_id FROM exclusion
                 WHERE submission_id IN (SELECT value FROM json_each(?)) AND staff_id = ?"""
        rows = self._db.rows(sql, json.dumps(list(case_ids)), staff_id)
        return frozenset(row["submission_id"] for row in rows)

    def has_marks(self, case_id: int) -> bool:
        """Whether a grassroots union is barred."""
        return bool(self._marks(case_id))

    def copy(self, source_id: int, target_id: int) -> None:
        """A part of a case bars whom the whole case bars."""
        for unit in self._cases.excluded_units(source_id):
            self.bar_unit(target_id, unit, "part")
        for person in self._cases.excluded_staff(source_id):
            self.bar_person(target_id, person, "part")
        marks = self._marks(source_id)
        for known in self._org.load().units if marks else ():
            if self._mark(source_id, known.code) in marks:
                self.bar_unit(target_id, known.code, "part")

    def _marks(self, case_id: int) -> frozenset[bytes]:
        sql = "SELECT mark FROM exclusion WHERE submission_id = ? AND mark IS NOT NULL"
        return frozenset(row["mark"] for row in self._db.rows(sql, case_id))

    def _mark(self, case_id: int, unit: str) -> bytes:
        return derive(self._secrets.watch_key, f"exclusion {case_id} {unit}")[:16]
