"""Rows of case keys sealed to units, each with its mode, under a mark of the server.

The mark covers case, unit, epoch and mode with a secret that is not in the database: whoever writes the database
cannot turn a waiting grant into one that works. A grant whose mark does not fit counts as none.
"""

from __future__ import annotations

import hmac
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date

from feedback.model.access import Mode, Purpose
from feedback.sealing.keys import derive
from feedback.storage.database import FeedbackDatabase, Row

_MARKED = "grants_marked"


@dataclass(frozen=True, slots=True)
class Grant:
    """The key of a case sealed to a unit."""

    case_id: int
    unit: str
    epoch: int
    mode: Mode
    purpose: str
    reason: str
    sealed: bytes = field(repr=False)


class GrantStore:
    """Reads and writes which unit holds the key of which case, and how."""

    def __init__(self, db: FeedbackDatabase, mark_key: bytes) -> None:
        self._db = db
        self._mark_key = mark_key

    def add(self, case_id: int, unit: str, epoch: int, sealed: bytes, mode: Mode, reason: str, day: date) -> None:
        """Store the case key sealed to a unit; a unit that has it already gets the new copy and keeps its mode."""
        found = self.get(case_id, unit)
        if found:
            self.seal_again(case_id, unit, epoch, sealed)
            return
        self.drop(case_id, unit)  # a forged one
        self._db.insert(
            "case_key_grant",
            submission_id=case_id,
            unit=unit,
            epoch=epoch,
            sealed=sealed,
            mode=mode,
            purpose="",
            reason=reason,
            day=day.isoformat(),
            mark=self._mark(case_id, unit, epoch, mode),
        )

    def of(self, case_id: int) -> list[Grant]:
        """The genuine grants of a case."""
        return self._genuine(self._db.rows("SELECT * FROM case_key_grant WHERE submission_id = ?", case_id))

    def get(self, case_id: int, unit: str) -> Grant | None:
        """The genuine grant of one unit."""
        sql = "SELECT * FROM case_key_grant WHERE submission_id = ? AND unit = ?"
        return next(iter(self._genuine(self._db.rows(sql, case_id, unit))), None)

    def of_unit(self, unit: str) -> list[Grant]:
        """Every genuine grant that a unit holds."""
        return self._genuine(self._db.rows("SELECT * FROM case_key_grant WHERE unit = ?", unit))

    def forged(self) -> list[Row]:
        """Grants (submission_id, unit) whose mark does not fit: somebody wrote the database."""
        rows = self._db.rows("SELECT * FROM case_key_grant ORDER BY submission_id, unit")
        return [{"submission_id": r["submission_id"], "unit": r["unit"]} for r in rows if not self._fits(r)]

    def hand_work(self, case_id: int, source: str, target: str) -> None:
        """The work goes from one unit to another that holds a grant; the first may still read."""
        self.set_mode(case_id, source, Mode.READ)
        self.set_mode(case_id, target, Mode.WORK)

    def set_mode(self, case_id: int, unit: str, mode: Mode, purpose: Purpose | None = None) -> bool:
        """Change what a genuine grant is for; False when there is none."""
        grant = self.get(case_id, unit)
        if not grant:
            return False
        sql = "UPDATE case_key_grant SET mode = ?, purpose = ?, mark = ? WHERE submission_id = ? AND unit = ?"
        self._db.run(sql, mode, purpose or "", self._mark(case_id, unit, grant.epoch, mode), case_id, unit)
        return True

    def seal_again(self, case_id: int, unit: str, epoch: int, sealed: bytes) -> None:
        """The same grant under a new key of the unit."""
        grant = self.get(case_id, unit)
        if grant:
            sql = "UPDATE case_key_grant SET sealed = ?, epoch = ?, mark = ? WHERE submission_id = ? AND unit = ?"
            self._db.run(sql, sealed, epoch, self._mark(case_id, unit, epoch, grant.mode), case_id, unit)

    def drop(self, case_id: int, unit: str) -> None:
        """A unit's key to a case goes."""
        self._db.run("DELETE FROM case_key_grant WHERE submission_id = ? AND unit = ?", case_id, unit)

    def drop_all(self, case_id: int) -> None:
        """No unit holds a key to the case any more."""
        self._db.run("DELETE FROM case_key_grant WHERE submission_id = ?", case_id)

    def lacking(self, owner: str, unit: str) -> int:
        """How many open cases of an owner are not sealed to a unit that none of them excludes."""
        value = self._db.value(
            """SELECT COUNT(*) FROM submission s WHERE s.owner = ? AND s.sealed_on IS NULL AND s.closed_on IS NULL
               AND NOT EXISTS(SELECT 1 FROM case_key_grant g WHERE g.submission_id = s.id AND g.unit = ?)
               AND NOT EXISTS(SELECT 1 FROM exclusion x WHERE x.submission_id = s.id AND x.unit = ?)""",
            owner,
            unit,
            unit,
        )
        assert isinstance(value, int)
        return value

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

    def mark_old(self) -> None:
        """Mark the grants of a database from before there were marks: once, and only if none was marked yet."""
        if self._db.setting(_MARKED):
            return
        with self._db.transaction():
            if not self._db.value("SELECT 1 FROM case_key_grant WHERE mark IS NOT NULL"):
                sql = "UPDATE case_key_grant SET mark = ? WHERE submission_id = ? AND unit = ?"
                for r in self._db.rows("SELECT * FROM case_key_grant"):
                    mark = self._mark(r["submission_id"], r["unit"], r["epoch"], r["mode"])
                    self._db.run(sql, mark, r["submission_id"], r["unit"])
            self._db.set_setting(_MARKED, 1)

    def _genuine(self, rows: Iterable[Row]) -> list[Grant]:
        return [
            Grant(r["submission_id"], r["unit"], r["epoch"], Mode(r["mode"]), r["purpose"], r["reason"], r["sealed"])
            for r in rows
            if self._fits(r)
        ]

    def _fits(self, row: Row) -> bool:
        mark = self._mark(row["submission_id"], row["unit"], row["epoch"], row["mode"])
        return hmac.compare_digest(mark, row["mark"] or b"")

    def _mark(self, case_id: int, unit: str, epoch: int, mode: str) -> bytes:
        return derive(self._mark_key, f"grant {case_id} {unit} {epoch} {mode}")[:16]


def usable(grants: Sequence[Grant]) -> list[Grant]:
    """The grants that open something now, the strongest first."""
    order = (Mode.WORK, Mode.REVIEW, Mode.READ)
    return sorted((g for g in grants if g.mode in order), key=lambda g: order.index(g.mode))
