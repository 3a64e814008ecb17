"""Rows of the lists of confirmed keys: one closed box per unit and epoch of its key."""

from __future__ import annotations

from feedback.storage.database import FeedbackDatabase


class RecipientStore:
    """Reads and writes the boxes."""

    def __init__(self, db: FeedbackDatabase) -> None:
        self._db = db

    def box(self, unit: str, epoch: int) -> bytes | None:
        """The list under one key of a unit, closed."""
        value = self._db.value("SELECT box FROM confirmed_recipients WHERE unit = ? AND epoch = ?", unit, epoch)
        assert value is None or isinstance(value, bytes)
        return value

    def put(self, unit: str, epoch: int, box: bytes) -> None:
        """Store a list."""
        self._db.run(
            """INSERT INTO confirmed_recipients(unit, epoch, box) VALUES (?, ?, ?)
               ON CONFLICT(unit, epoch) DO UPDATE SET box = excluded.box""",
            unit,
            epoch,
            box,
        )
