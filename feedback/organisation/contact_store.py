"""Rows of contacts given in confidence, and of requests for them: sealed once more to the custodians' desk."""

from __future__ import annotations

from feedback.storage.database import FeedbackDatabase, Row


class ContactStore:
    """What has to be sealed anew when the custodians' desk gets another key."""

    def __init__(self, db: FeedbackDatabase) -> None:
        self._db = db

    def unopened(self) -> list[Row]:
        """Cases (id, contact_ct) whose contact still lies under the desk's seal."""
        return self._db.rows(
            """SELECT id, contact_ct FROM submission
               WHERE level = 'confidential' AND contact_opened = 0 AND contact_ct IS NOT NULL"""
        )

    def put_contact(self, case_id: int, sealed: bytes) -> None:
        """A contact under another key of the desk."""
        self._db.update("submission", case_id, contact_ct=sealed)

    def requests(self) -> list[Row]:
        """Undecided requests (id, reason_ct)."""
        return self._db.rows("SELECT id, reason_ct FROM identity_request WHERE decided_by IS NULL")

    def put_reason(self, request_id: int, sealed: bytes) -> None:
        """A reason under another key of the desk."""
        self._db.update("identity_request", request_id, reason_ct=sealed)
