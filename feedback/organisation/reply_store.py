"""Rows of canned replies."""

from __future__ import annotations

from collections.abc import Iterable

from feedback.storage.database import FeedbackDatabase, Row, random_id


class ReplyStore:
    """Reads and writes them. They stand in clear: they are the union's own words, of no case."""

    def __init__(self, db: FeedbackDatabase) -> None:
        self._db = db

    def of(self, units: Iterable[str]) -> list[Row]:
        """Those of some units, by name."""
        codes = tuple(units)
        marks = ", ".join("?" * len(codes))
        return self._db.rows(f"SELECT * FROM canned_reply WHERE unit IN ({marks}) ORDER BY name, id", *codes)  # noqa: S608

    def put(self, reply_id: int | None, **values: object) -> None:
        """Write one, in the place of an earlier one where it has an id."""
        if reply_id is None:
            self._db.insert("canned_reply", id=random_id(), **values)
        else:
            self._db.update("canned_reply", reply_id, **values)

    def drop(self, reply_id: int) -> None:
        """Remove one."""
        self._db.run("DELETE FROM canned_reply WHERE id = ?", reply_id)
