"""Opens `feedback.db` and gives its stores one connection, one lock and real transactions."""

from __future__ import annotations

import secrets
import sqlite3
import threading
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Any

from sqlite_utils import Database

from feedback.storage.migrations import migrations

Row = dict[str, Any]

_PRAGMAS = (
    "PRAGMA journal_mode=WAL",
    "PRAGMA synchronous=FULL",
    "PRAGMA secure_delete=ON",
    "PRAGMA foreign_keys=ON",
    "PRAGMA trusted_schema=OFF",
    "PRAGMA temp_store=MEMORY",
    "PRAGMA cache_size=-65536",  # 64 MiB: ids are random, so a step of the clock touches pages everywhere
    "PRAGMA busy_timeout=10000",
)


class FeedbackDatabase:
    """One connection, usable from several threads one after the other."""

    def __init__(self, path: Path | None) -> None:
        """`path` None opens a database in memory, for tests."""
        if path:
            path.parent.mkdir(parents=True, exist_ok=True)
            path.touch(mode=0o600)
        self.path = path
        # isolation_level=None: transactions begin and end where `transaction` says, never by themselves
        self._conn = sqlite3.connect(path or ":memory:", isolation_level=None, check_same_thread=False)
        self.db = Database(self._conn)
        self._lock = threading.RLock()
        for pragma in _PRAGMAS:
            self._conn.execute(pragma)
        with self.transaction():
            migrations.apply(self.db)

    def close(self) -> None:
        """Close the connection."""
        self._conn.close()

    @contextmanager
    def transaction(self) -> Iterator[None]:
        """All or nothing; nested blocks belong to the outer one.

        IMMEDIATE, because a transaction that reads first and then writes would fail when another process (a command
        beside the server) wrote in between; sqlite-utils' own `atomic` begins deferred.
        """
        with self._lock:
            if self._conn.in_transaction:
                yield
                return
            self._conn.execute("BEGIN IMMEDIATE")
            try:
                yield
            except BaseException:
                self._conn.rollback()
                raise
            self._conn.execute("COMMIT")

    @contextmanager
    def savepoint(self) -> Iterator[None]:
        """Inside a transaction: undo this part alone when it fails."""
        self._conn.execute("SAVEPOINT part")
        try:
            yield
        except BaseException:
            self._conn.execute("ROLLBACK TO part")
            self._conn.execute("RELEASE part")
            raise
        self._conn.execute("RELEASE part")

    def tidy(self, vacuum: bool) -> None:
        """Empty the write-ahead log; with `vacuum` also rewrite all pages, because their order tells about time."""
        # another process (a backup, a command) may be reading: then it is done the next time
        with self._lock, suppress(sqlite3.OperationalError):
            if vacuum:
                self._conn.execute("VACUUM")
            self._conn.execute("PRAGMA wal_checkpoint(TRUNCATE)")

    def rows(self, sql: str, *values: object) -> list[Row]:
        """All rows of a query."""
        with self._lock:
            cursor = self._conn.execute(sql, values)  # sqlite-utils' query costs a third more, felt by the clock
            names = [column[0] for column in cursor.description]
            return [dict(zip(names, row, strict=True)) for row in cursor]

    def row(self, sql: str, *values: object) -> Row | None:
        """The first row of a query, or None."""
        return next(iter(self.rows(sql, *values)), None)

    def value(self, sql: str, *values: object) -> Any:
        """The first column of the first row, or None."""
        found = self.row(sql, *values)
        return next(iter(found.values())) if found else None

    def run(self, sql: str, *values: object) -> int:
        """Execute a statement; returns the number of rows that it changed."""
        with self._lock:
            return self._conn.execute(sql, values).rowcount

    def insert(self, table: str, **values: object) -> None:
        """Insert one row."""
        names = ", ".join(values)
        marks = ", ".join("?" * len(values))
        self.run(f"INSERT INTO {table}({names}) VALUES ({marks})", *values.values())  # noqa: S608 - our own names

    def update(self, table: str, row_id: int, **values: object) -> None:
        """Change columns of the row with this id."""
        names = ", ".join(f"{name} = ?" for name in values)
        self.run(f"UPDATE {table} SET {names} WHERE id = ?", *values.values(), row_id)  # noqa: S608 - our own names

    def setting(self, name: str) -> Any:
        """A stored setting, or None."""
        return self.value("SELECT value FROM setting WHERE name = ?", name)

    def set_setting(self, name: str, value: object) -> None:
        """Store a setting."""
        self.run("INSERT OR REPLACE INTO setting(name, value) VALUES (?, ?)", name, value)


def random_id() -> int:
    """A random 63-bit id, never zero."""
    return secrets.randbits(62) + 1
