"""Databases that were made once and are opened again from their bytes: no test pays for the set-up of another."""

from __future__ import annotations

import sqlite3
from pathlib import Path

from feedback.assembly import Feedback, any_law, assemble
from feedback.sealing.keys import Cost
from feedback.staff.office import LawCheck
from feedback.storage.database import FeedbackDatabase


class _InMemory(FeedbackDatabase):
    """Begins with these bytes instead of nothing."""

    def __init__(self, image: bytes) -> None:
        self._image = image
        super().__init__(None)

    def _connect(self) -> sqlite3.Connection:
        connection = super()._connect()
        connection.deserialize(self._image)
        return connection


def from_image(
    image: bytes, key: bytes, cost: Cost, path: Path | None = None, check_law: LawCheck = any_law
) -> Feedback:
    """The submissions half on a fresh copy of a database, in memory or at `path`."""
    if path is None:
        return assemble(_InMemory(image), key, cost, check_law)
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(image)
    return assemble(FeedbackDatabase(path), key, cost, check_law)


def image_of(feedback: Feedback) -> bytes:
    """The bytes of its database."""
    return feedback.db.db.conn.serialize()
