"""Rows of heads, of their sum, and of what a commit touched."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from typing import Any

from feedback.journal.chain import Head, subject_of
from feedback.model.subject import Subject
from feedback.storage.database import FeedbackDatabase, Row

_STATE = {  # table → its column with the case's id, and the order of its rows
    "submission": ("id", "id"),
    "case_key_grant": ("submission_id", "unit"),
    "exclusion": ("submission_id", "unit, mark, staff_id, source"),
}
Columns = Mapping[str, list[str]]


class HeadStore:
    """Reads and writes heads and totals."""

    def __init__(self, db: FeedbackDatabase) -> None:
        self._db = db

    def head(self, subject: Subject) -> Head | None:
        """The stored head of a chain."""
        sql = "SELECT * FROM chain_head WHERE subject_kind = ? AND subject_id = ?"
        row = self._db.row(sql, subject.kind, subject.id)
        return _head(row) if row else None

    def heads(self) -> list[tuple[Head, bytes]]:
        """Every stored head with its mark."""
        rows = self._db.rows("SELECT * FROM chain_head ORDER BY subject_kind, subject_id")
        return [(_head(row), row["mark"]) for row in rows]

    def put(self, head: Head, mark: bytes) -> None:
        """Store a head in place of the one before."""
        self._db.run(
            """INSERT INTO chain_head(subject_kind, subject_id, n, hash, state, last_on, cut_on, mark)
               VALUES (?, ?, ?, ?, ?, ?, ?, ?) ON CONFLICT(subject_kind, subject_id) DO UPDATE SET
               n = excluded.n, hash = excluded.hash, state = excluded.state, last_on = excluded.last_on,
               cut_on = excluded.cut_on, mark = excluded.mark""",
            head.subject.kind,
            head.subject.id,
            head.n,
            head.hash,
            head.state,
            head.last_on,
            head.cut_on,
            mark,
        )

    def totals(self) -> tuple[int, bytes] | None:
        """How many lines were ever written, and the sum of the heads' marks; None before the log was begun."""
        row = self._db.row("SELECT events, digest FROM journal")
        return (row["events"], row["digest"]) if row else None

    def set_totals(self, events: int, digest: bytes) -> None:
        """Store both."""
        self._db.run("UPDATE journal SET events = ?, digest = ?", events, digest)

    def begin(self, columns: Columns) -> None:
        """The one row of totals."""
        self._db.run("DELETE FROM journal")
        self._db.insert("journal", id=1, events=0, digest=bytes(32), columns=json.dumps(columns), witnessed=0)

    def columns(self) -> Columns:
        """The columns that the digests of cases cover."""
        found: dict[str, list[str]] = json.loads(self._db.value("SELECT columns FROM journal"))
        return found

    def set_columns(self, columns: Columns) -> None:
        """The digests cover other columns from now on."""
        self._db.run("UPDATE journal SET columns = ?", json.dumps(columns))

    def present_columns(self) -> Columns:
        """The columns that the tables have today."""
        return {table: sorted(self._db.columns(table)) for table in _STATE}

    def is_witnessed(self) -> bool:
        """Whether a file outside the database follows the totals."""
        return bool(self._db.value("SELECT witnessed FROM journal"))

    def set_witnessed(self) -> None:
        """A file follows from now on."""
        self._db.run("UPDATE journal SET witnessed = 1")

    def state_rows(self, case_id: int, columns: Columns, committed: bool = False) -> list[Row]:
        """What the digest of a case covers, as it is or as it was committed last; empty when the case is gone."""
        found = []
        for table, (key, order) in _STATE.items():
            names = ", ".join(columns[table])
            sql = f"SELECT {names} FROM {table} WHERE {key} = ? ORDER BY {order}"  # noqa: S608 - our own names
            rows = self._db.committed(sql, case_id) if committed else self._db.rows(sql, case_id)
            if table == "submission" and not rows:
                return []
            found += rows
        return found

    @property
    def is_file(self) -> bool:
        """Whether what was committed can be told from what is being written."""
        return self._db.path is not None

    def case_ids(self) -> list[int]:
        """Every case."""
        return [row["id"] for row in self._db.rows("SELECT id FROM submission ORDER BY id")]

    def states(self) -> dict[int, str]:
        """The state of every case."""
        return {row["id"]: row["state"] for row in self._db.rows("SELECT id, state FROM submission")}

    def touched(self) -> list[Subject]:
        """The subjects whose rows this transaction changed."""
        return [subject_of(row) for row in self._db.touched()]

    def forget_touched(self) -> None:
        """They are sealed."""
        self._db.forget_touched()

    def cut(self, subjects: Iterable[Subject], day: str) -> None:
        """Mark chains whose lines are forgotten at the end of their keeping."""
        for subject in subjects:
            sql = "UPDATE chain_head SET cut_on = ? WHERE subject_kind = ? AND subject_id = ?"
            self._db.run(sql, day, subject.kind, subject.id)


def _head(row: Row) -> Head:
    values: dict[str, Any] = {name: row[name] for name in ("n", "hash", "state", "last_on", "cut_on")}
    return Head(subject_of(row), **values)
