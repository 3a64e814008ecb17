"""Rows of case keys sealed to units."""

from __future__ import annotations

from datetime import date

from feedback.storage.database import FeedbackDatabase, Row


class GrantStore:
    """Reads and writes which unit holds the key of which case."""

    def __init__(self, db: FeedbackDatabase) -> None:
        self._db = db

    def add(self, case_id: int, unit: str, epoch: int, sealed: bytes, active: bool, reason: str, day: date) -> None:
        """Store the case key sealed to a unit; an inactive grant waits for an escalation, an appeal or a sample."""
        self._db.run(
            """INSERT INTO case_key_grant(submission_id, unit, epoch, sealed, active, reason, day)
               VALUES (?, ?, ?, ?, ?, ?, ?) ON CONFLICT(submission_id, unit) DO UPDATE SET
               epoch = excluded.epoch, sealed = excluded.sealed,
               active = CASE WHEN excluded.active > case_key_grant.active THEN 1 ELSE case_key_grant.active END""",
            case_id,
            unit,
            epoch,
            sealed,
            int(active),
            reason,
            day.isoformat(),
        )

    def of(self, case_id: int) -> list[Row]:
        """The grants of a case."""
        return self._db.rows("SELECT * FROM case_key_grant WHERE submission_id = ?", case_id)

    def of_unit(self, unit: str) -> list[Row]:
        """Every grant that a unit holds."""
        return self._db.rows("SELECT * FROM case_key_grant WHERE unit = ?", unit)

    def activate(self, case_id: int, unit: str) -> bool:
        """Switch a waiting grant on; False when there is none."""
        sql = "UPDATE case_key_grant SET active = 1 WHERE submission_id = ? AND unit = ?"
        return self._db.run(sql, case_id, unit) > 0

    def seal_again(self, case_id: int, unit: str, epoch: int, sealed: bytes) -> None:
        """The same grant under a new key of the unit."""
        sql = "UPDATE case_key_grant SET sealed = ?, epoch = ? WHERE submission_id = ? AND unit = ?"
        self._db.run(sql, sealed, epoch, case_id, unit)

    def drop(self, case_id: int, unit: str) -> None:
        """A unit's key to a case goes."""
        self._db.run("DELETE FROM case_key_grant WHERE submission_id = ? AND unit = ?", case_id, unit)

    def drop_all(self, case_id: int) -> None:
        """No unit holds a key to the case any more."""
        self._db.run("DELETE FROM case_key_grant WHERE submission_id = ?", case_id)

    def recovery_copies(self, unit: str) -> list[Row]:
        """The recovery copies (id, sealed_for_recovery) of all cases to which a unit holds a grant."""
        return self._db.rows(
            """SELECT s.id, s.sealed_for_recovery FROM submission s JOIN case_key_grant g ON g.submission_id = s.id
               WHERE g.unit = ? AND s.sealed_for_recovery IS NOT NULL""",
            unit,
        )

    def case_public(self, case_id: int) -> bytes:
        """The public key of a case: what its private key must belong to."""
        value = self._db.value("SELECT public_key FROM submission WHERE id = ?", case_id)
        assert isinstance(value, bytes)
        return value
