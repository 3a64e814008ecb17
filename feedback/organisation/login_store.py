"""Rows of log-ins: the second factor of a person, its last used step, and the epoch that ends open sessions."""

from __future__ import annotations

from feedback.storage.database import FeedbackDatabase


class LoginStore:
    """Reads and writes what a log-in needs beside the locked key."""

    def __init__(self, db: FeedbackDatabase) -> None:
        self._db = db

    def factor(self, staff_id: int) -> bytes | None:
        """The box of a person's second factor, or None before there is one."""
        value = self._db.value("SELECT box FROM second_factor WHERE staff_id = ?", staff_id)
        assert value is None or isinstance(value, bytes)
        return value

    def set_factor(self, staff_id: int, box: bytes) -> None:
        """Store a new second factor, or the old one with fewer recovery codes; the last used step stays."""
        self._db.run(
            "INSERT INTO second_factor(staff_id, box) VALUES (?, ?) ON CONFLICT(staff_id) DO UPDATE SET box = ?",
            staff_id,
            box,
            box,
        )

    def take_step(self, staff_id: int, step: int) -> bool:
        """Mark a time step as used; False when it, or a later one, was used before (a replay)."""
        sql = "UPDATE second_factor SET last_step = ? WHERE staff_id = ? AND last_step < ?"
        return self._db.run(sql, step, staff_id, step) == 1

    def epoch(self, staff_id: int) -> int | None:
        """The epoch of an active person's sessions; None for somebody who left."""
        value = self._db.value("SELECT epoch FROM staff WHERE id = ? AND active = 1", staff_id)
        assert value is None or isinstance(value, int)
        return value

    def end_sessions(self, staff_id: int) -> None:
        """Every open session of this person ends at its next request."""
        self._db.run("UPDATE staff SET epoch = epoch + 1 WHERE id = ?", staff_id)

    def invite(self, staff_id: int, until: str) -> None:
        """Somebody may choose a password until this instant; an earlier invitation ends."""
        self._db.run(
            """INSERT INTO invitation(staff_id, until) VALUES (?, ?)
               ON CONFLICT(staff_id) DO UPDATE SET until = excluded.until""",
            staff_id,
            until,
        )

    def invited_until(self, staff_id: int) -> str | None:
        """Until when somebody who has no password of their own yet may choose one; None for everybody else."""
        value = self._db.value("SELECT until FROM invitation WHERE staff_id = ?", staff_id)
        assert value is None or isinstance(value, str)
        return value

    def take_invitation(self, staff_id: int) -> None:
        """The password was chosen."""
        self._db.run("DELETE FROM invitation WHERE staff_id = ?", staff_id)
