"""Rows of staff addresses and of the codes that link them."""

from __future__ import annotations

from datetime import date

from feedback.model.notice import Route
from feedback.storage.database import FeedbackDatabase, Row


class AddressStore:
    """Reads and writes sealed addresses."""

    def __init__(self, db: FeedbackDatabase) -> None:
        self._db = db

    def put(self, person: int, route: Route, box: bytes, day: date) -> None:
        """Link an address in place of an earlier one of the same route."""
        with self._db.transaction():
            self.drop(person, route)
            self._db.insert("staff_address", staff_id=person, route=route, box=box, linked_on=day.isoformat())

    def of(self, person: int) -> list[Row]:
        """The addresses of an active person."""
        return self._db.rows(
            """SELECT a.* FROM staff_address a JOIN staff s ON s.id = a.staff_id
               WHERE a.staff_id = ? AND s.active = 1""",
            person,
        )

    def drop(self, person: int, route: Route) -> None:
        """Forget an address."""
        self._db.run("DELETE FROM staff_address WHERE staff_id = ? AND route = ?", person, route)

    def people(self) -> frozenset[int]:
        """Everybody who has one."""
        return frozenset(row["staff_id"] for row in self._db.rows("SELECT DISTINCT staff_id FROM staff_address"))

    def put_code(self, mark: str, person: int, route: Route, box: bytes, until: str) -> None:
        """Keep a code's mark; an earlier one of the same person and route ends."""
        with self._db.transaction():
            self._db.run("DELETE FROM link_code WHERE staff_id = ? AND route = ?", person, route)
            self._db.insert("link_code", mark=mark, staff_id=person, route=route, box=box, until=until)

    def take_code(self, mark: str, now: str) -> Row | None:
        """What a code links, once; None when it is unknown or over."""
        with self._db.transaction():
            row = self._db.row("SELECT * FROM link_code WHERE mark = ? AND until >= ?", mark, now)
            self._db.run("DELETE FROM link_code WHERE mark = ? OR until < ?", mark, now)
            return row
