"""Rows of drafts: what staff have begun to write in a case, sealed to the case's own key."""

from __future__ import annotations

from datetime import date

from feedback.storage.database import FeedbackDatabase

KEPT_DAYS = 90  # an answer begun that long ago is begun anew


class DraftStore:
    """Reads and writes one draft a person, case and verb."""

    def __init__(self, db: FeedbackDatabase) -> None:
        self._db = db

    def put(self, case_id: int, staff_id: int, verb: str, box: bytes, day: date) -> None:
        """Keep a draft in the place of an earlier one."""
        self.drop(case_id, staff_id, verb)
        self._db.insert(
            "answer_draft", submission_id=case_id, staff_id=staff_id, verb=verb, box=box, kept_on=day.isoformat()
        )

    def of(self, case_id: int, staff_id: int, verb: str) -> bytes | None:
        """The sealed draft."""
        sql = "SELECT box FROM answer_draft WHERE submission_id = ? AND staff_id = ? AND verb = ?"
        value = self._db.value(sql, case_id, staff_id, verb)
        assert value is None or isinstance(value, bytes)
        return value

    def drop(self, case_id: int, staff_id: int, verb: str) -> None:
        """It was sent, or is not wanted any more."""
        sql = "DELETE FROM answer_draft WHERE submission_id = ? AND staff_id = ? AND verb = ?"
        self._db.run(sql, case_id, staff_id, verb)

    def forget(self, before: date) -> None:
        """Drafts that old are not taken up again."""
        self._db.run("DELETE FROM answer_draft WHERE kept_on < ?", before.isoformat())
