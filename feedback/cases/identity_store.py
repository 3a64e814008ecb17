"""Rows of requests to open a contact that was given in confidence."""

from __future__ import annotations

from datetime import date

from feedback.storage.database import FeedbackDatabase, Row


class IdentityStore:
    """Reads and writes requests to the custodians."""

    def __init__(self, db: FeedbackDatabase) -> None:
        self._db = db

    def add(self, request_id: int, case_id: int, asked_by: int, day: date, reason_ct: bytes) -> None:
        """Add a request; its reason is sealed to the custodians' desk."""
        self._db.insert(
            "identity_request",
            id=request_id,
            submission_id=case_id,
            asked_by=asked_by,
            asked_on=day.isoformat(),
            reason_ct=reason_ct,
        )

    def waiting(self, not_asked_by: int) -> list[Row]:
        """Undecided requests of others, each with the public number of its case."""
        return self._db.rows(
            """SELECT r.*, s.public_no FROM identity_request r JOIN submission s ON s.id = r.submission_id
               WHERE r.decided_by IS NULL AND r.asked_by <> ? ORDER BY r.asked_on, r.id""",
            not_asked_by,
        )

    def undecided(self, case_id: int) -> Row | None:
        """The oldest undecided request of a case."""
        sql = "SELECT * FROM identity_request WHERE submission_id = ? AND decided_by IS NULL ORDER BY asked_on, id"
        return self._db.row(sql, case_id)

    def decide(self, request_id: int, decided_by: int, decision: str) -> None:
        """`approved` or `refused`."""
        self._db.update("identity_request", request_id, decided_by=decided_by, decision=decision)

    def forget(self, case_id: int) -> None:
        """Every request of a case goes."""
        self._db.run("DELETE FROM identity_request WHERE submission_id = ?", case_id)
