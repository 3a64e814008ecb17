"""Rows of exclusions: units, people, and the marks of grassroots unions."""

from __future__ import annotations

from collections.abc import Iterable

from feedback.storage.database import FeedbackDatabase


class ExclusionStore:
    """Reads and writes who is barred from a case."""

    def __init__(self, db: FeedbackDatabase) -> None:
        self._db = db

    def add_unit(self, case_id: int, unit: str, source: str) -> None:
        """Bar a unit; a trigger takes its key away."""
        self._db.insert("exclusion", submission_id=case_id, unit=unit, source=source)

    def add_mark(self, case_id: int, mark: bytes, source: str) -> None:
        """Bar a grassroots union under its mark."""
        self._db.insert("exclusion", submission_id=case_id, mark=mark, source=source, keyed=1)

    def add_person(self, case_id: int, staff_id: int, source: str) -> None:
        """Bar a person."""
        self._db.insert("exclusion", submission_id=case_id, staff_id=staff_id, source=source)

    def units(self, case_id: int) -> frozenset[str]:
        """Codes of the excluded units above the workplace."""
        sql = "SELECT unit FROM exclusion WHERE submission_id = ? AND unit IS NOT NULL"
        return frozenset(r["unit"] for r in self._db.rows(sql, case_id))

    def units_of(self, case_ids: Iterable[int]) -> dict[int, frozenset[str]]:
        """The excluded units of many cases at once; cases without any are left out."""
        wanted = tuple(case_ids)
        marks = ", ".join("?" * len(wanted))
        sql = f"SELECT submission_id, unit FROM exclusion WHERE unit IS NOT NULL AND submission_id IN ({marks})"  # noqa: S608
        found: dict[int, frozenset[str]] = {}
        for row in self._db.rows(sql, *wanted):
            found[row["submission_id"]] = found.get(row["submission_id"], frozenset()) | {row["unit"]}
        return found

    def any_of(self, case_ids: Iterable[int]) -> frozenset[int]:
        """Which of these cases bar anybody."""
        wanted = tuple(case_ids)
        marks = ", ".join("?" * len(wanted))
        sql = f"SELECT DISTINCT submission_id FROM exclusion WHERE submission_id IN ({marks})"  # noqa: S608
        return frozenset(row["submission_id"] for row in self._db.rows(sql, *wanted))

    def people(self, case_id: int) -> frozenset[int]:
        """Ids of the excluded people."""
        sql = "SELECT staff_id FROM exclusion WHERE submission_id = ? AND staff_id IS NOT NULL"
        return frozenset(r["staff_id"] for r in self._db.rows(sql, case_id))

    def marks(self, case_id: int) -> frozenset[bytes]:
        """The marks of the excluded grassroots unions."""
        sql = "SELECT mark FROM exclusion WHERE submission_id = ? AND mark IS NOT NULL"
        return frozenset(row["mark"] for row in self._db.rows(sql, case_id))

    def old_marks(self, case_id: int) -> frozenset[bytes]:
        """Marks of the first version, which derive from a secret of the server."""
        sql = "SELECT mark FROM exclusion WHERE submission_id = ? AND mark IS NOT NULL AND keyed = 0"
        return frozenset(row["mark"] for row in self._db.rows(sql, case_id))

    def rekey(self, case_id: int, old: bytes, mark: bytes) -> None:
        """An old mark becomes one under the case's own key."""
        sql = "UPDATE exclusion SET mark = ?, keyed = 1 WHERE submission_id = ? AND mark = ? AND keyed = 0"
        self._db.run(sql, mark, case_id, old)

    def barring(self, staff_id: int, case_ids: Iterable[int]) -> frozenset[int]:
        """Which of these cases bar this person by name."""
        wanted = list(case_ids)
        marks = ", ".join("?" * len(wanted))
        sql = f"SELECT submission_id FROM exclusion WHERE submission_id IN ({marks}) AND staff_id = ?"  # noqa: S608
        return frozenset(row["submission_id"] for row in self._db.rows(sql, *wanted, staff_id))
