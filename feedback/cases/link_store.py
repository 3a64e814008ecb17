"""Rows that say which case follows, repeats or belongs to which."""

from __future__ import annotations

from feedback.model.lifecycle import ENDED_STATES
from feedback.storage.database import FeedbackDatabase, Row, listed


class LinkStore:
    """Reads and writes links between cases."""

    def __init__(self, db: FeedbackDatabase) -> None:
        self._db = db

    def add(self, a: int, b: int, kind: str) -> None:
        """Link two cases: `part_of`, `duplicate` (a follows b), `related`, `sent_again`."""
        self._db.run("INSERT INTO link(a, b, kind) VALUES (?, ?, ?) ON CONFLICT(a, b, kind) DO NOTHING", a, b, kind)

    def followers(self, case_id: int, kind: str) -> list[int]:
        """The cases that follow this one by such a link."""
        return [r["a"] for r in self._db.rows("SELECT a FROM link WHERE b = ? AND kind = ? ORDER BY a", case_id, kind)]

    def of(self, case_id: int) -> list[Row]:
        """Everything linked with a case, either way: kind and public_no of the other."""
        return self._db.rows(
            """SELECT l.kind, s.public_no FROM (SELECT kind, b AS other FROM link WHERE a = ?
               UNION SELECT kind, a FROM link WHERE b = ?) l CROSS JOIN submission s
               WHERE s.id = l.other ORDER BY s.public_no""",
            case_id,
            case_id,
        )

    def has_open(self, case_id: int) -> bool:
        """Whether a linked case is still going on."""
        # a join would walk through every case; this looks up the few linked ones
        sql = f"""SELECT 1 FROM submission WHERE state NOT IN {listed(ENDED_STATES)} AND id IN
                  (SELECT b FROM link WHERE a = ? UNION SELECT a FROM link WHERE b = ?)"""  # noqa: S608 - our own states
        return self._db.value(sql, case_id, case_id) is not None

    def leads_to(self, case_id: int, kind: str) -> int | None:
        """The case that this one follows by such a link."""
        value = self._db.value("SELECT b FROM link WHERE a = ? AND kind = ?", case_id, kind)
        assert value is None or isinstance(value, int)
        return value
