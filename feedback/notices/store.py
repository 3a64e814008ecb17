"""Notices that wait to be delivered: written in the same transaction as the step that causes them, never with content.

A target is `unit:<code>:<role>`, `staff:<id>` or `watch:<token>` (a worker who asked for notices; the channel keeps
the token beside the chat in its own database). The public number is given to staff only. What a worker caused carries
its day and no hour, and a row is gone once delivered: otherwise this table would tell when the worker wrote.
"""

from __future__ import annotations

from datetime import datetime, timedelta

from feedback.clockwork.span import write_instant
from feedback.clockwork.working_days import local
from feedback.storage.database import FeedbackDatabase, Row, random_id

STUCK_AFTER = timedelta(hours=1)


class Notices:
    """The outgoing notices of the submissions half."""

    def __init__(self, db: FeedbackDatabase) -> None:
        self._db = db

    def add(
        self, target: str, template: str, dedupe: str, now: datetime, public_no: str = "", day_only: bool = False
    ) -> None:
        """Queue a notice; the same `dedupe` waits once. `day_only` for what a worker did."""
        at = local(now)
        self._db.run(
            """INSERT INTO notice(id, target, template, public_no, made_at, dedupe)
               VALUES (?, ?, ?, ?, ?, ?) ON CONFLICT(dedupe) DO NOTHING""",
            random_id(),
            target,
            template,
            public_no,
            at.date().isoformat() if day_only else write_instant(at),
            dedupe,
        )

    def pending(self, limit: int = 100, prefix: str = "") -> list[Row]:
        """Notices that wait, the oldest first: id, target, template, public_no.

        With `prefix` ("watch:") only those whose target begins so: what waits for others must not stand in the way.
        """
        return self._db.rows(
            "SELECT * FROM notice WHERE substr(target, 1, length(?)) = ? ORDER BY made_at LIMIT ?",
            prefix,
            prefix,
            limit,
        )

    def delivered(self, notice_id: int) -> None:
        """A notice reached its target, or its target is gone."""
        self._db.run("DELETE FROM notice WHERE id = ?", notice_id)

    def failed(self, notice_id: int) -> None:
        """A delivery failed; it stays pending."""
        self._db.run("UPDATE notice SET tries = tries + 1 WHERE id = ?", notice_id)

    def stuck(self, now: datetime) -> list[Row]:
        """Notices that wait for more than an hour, to be shown to the operator (I9).

        One without an hour is listed as soon as it waits: better listed early than late.
        """
        return self._db.rows("SELECT * FROM notice WHERE made_at < ?", write_instant(local(now) - STUCK_AFTER))
