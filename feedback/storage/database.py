"""Opens `feedback.db` and gives its stores one connection, one lock and real transactions.

Whatever goes wrong inside leaves as a StorageError: nothing above knows which engine stands here.
"""

from __future__ import annotations

import secrets
import sqlite3
import threading
from collections.abc import Callable, Iterable, Iterator
from contextlib import closing, contextmanager, suppress
from enum import StrEnum
from pathlib import Path
from typing import Any

from sqlite_utils import Database

from feedback.errors import StorageBusy, StorageError
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

_WRITING = frozenset({"INSERT", "UPDATE", "DELETE"})
_WATCHED = {  # table → kind and id of the subject that a row of it belongs to
    "event": "{row}.subject_kind, {row}.subject_id",
    "submission": "'case', {row}.id",
    "case_key_grant": "'case', {row}.submission_id",
    "exclusion": "'case', {row}.submission_id",
}
# what this connection writes is noted beside the database, and only what it writes
_WATCH = (
    "CREATE TEMP TABLE touched(subject_kind TEXT NOT NULL, subject_id INTEGER NOT NULL)",
    *(
        f"""CREATE TEMP TRIGGER touched_{table}_{verb} AFTER {verb} ON main.{table}
            BEGIN INSERT INTO touched VALUES ({subject.format(row="OLD" if verb == "DELETE" else "NEW")}); END"""  # noqa: S608 - our own names
        for table, subject in _WATCHED.items()
        for verb in ("INSERT", "UPDATE", "DELETE")
    ),
)


class FeedbackDatabase:
    """One connection, usable from several threads one after the other."""

    def __init__(self, path: Path | None) -> None:
        """`path` None opens a database in memory, for tests."""
        if path:
            path.parent.mkdir(parents=True, exist_ok=True)
            path.touch(mode=0o600)
        self.path = path
        self._seal: Callable[[], None] | None = None
        self._confirm: Callable[[], None] | None = None
        self._reader: sqlite3.Connection | None = None
        with translated():
            self._conn = self._connect()
            self.db = Database(self._conn)
            self._lock = threading.RLock()
            for pragma in _PRAGMAS:
                self._conn.execute(pragma)
            with self.transaction():
                migrations.apply(self.db)
            for statement in _WATCH:
                self._conn.execute(statement)

    def _connect(self) -> sqlite3.Connection:
        # isolation_level=None: transactions begin and end where `transaction` says, never by themselves
        return sqlite3.connect(self.path or ":memory:", isolation_level=None, check_same_thread=False)

    def close(self) -> None:
        """Close the connection."""
        if self._reader:
            self._reader.close()
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
            with translated():
                self._conn.execute("BEGIN IMMEDIATE")
            try:
                yield
                if self._seal:
                    self._seal()
            except BaseException:
                with translated():
                    self._conn.rollback()
                raise
            with translated():
                self._conn.execute("COMMIT")
            if self._confirm:
                self._confirm()

    def on_commit(self, seal: Callable[[], None], confirm: Callable[[], None]) -> None:
        """`seal` runs before each commit and belongs to it, `confirm` after it."""
        self._seal, self._confirm = seal, confirm

    def committed(self, sql: str, *values: object) -> list[Row]:
        """The rows of a query as they were before this transaction; needs a file."""
        assert self.path
        with translated():
            if self._reader is None:
                self._reader = sqlite3.connect(f"file:{self.path}?mode=ro", uri=True, check_same_thread=False)
            cursor = self._reader.execute(sql, values)
            names = [column[0] for column in cursor.description]
            return [dict(zip(names, row, strict=True)) for row in cursor]

    def touched(self) -> list[Row]:
        """The subjects (subject_kind, subject_id) whose rows were written since the last commit."""
        return self.rows("SELECT DISTINCT subject_kind, subject_id FROM touched ORDER BY subject_kind, subject_id")

    def forget_touched(self) -> None:
        """They are sealed."""
        self.run("DELETE FROM touched")

    @contextmanager
    def snapshot(self) -> Iterator[None]:
        """Read at one moment while others go on writing."""
        with self._lock:
            with translated():
                self._conn.execute("BEGIN")
            try:
                yield
            finally:
                with translated():
                    self._conn.rollback()

    def columns(self, table: str) -> list[str]:
        """The names of a table's columns."""
        return [row["name"] for row in self.rows(f"PRAGMA table_info({table})")]

    @contextmanager
    def savepoint(self) -> Iterator[None]:
        """Inside a transaction: undo this part alone when it fails."""
        self.run("SAVEPOINT part")
        try:
            yield
        except BaseException:
            self.run("ROLLBACK TO part")
            self.run("RELEASE part")
            raise
        self.run("RELEASE part")

    def tidy(self, vacuum: bool) -> None:
        """Empty the write-ahead log; with `vacuum` also rewrite all pages, because their order tells about time."""
        # another process (a backup, a command) may be reading: then it is done the next time
        with self._lock, suppress(sqlite3.OperationalError):
            if vacuum:
                self._conn.execute("VACUUM")
            self._conn.execute("PRAGMA wal_checkpoint(TRUNCATE)")

    def rows(self, sql: str, *values: object) -> list[Row]:
        """All rows of a query."""
        with self._lock, translated():
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
        if not self.in_transaction and sql.lstrip()[:6].upper() in _WRITING:
            with self.transaction():  # so that it is sealed like everything else
                return self.run(sql, *values)
        with self._lock, translated():
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
        sql = "INSERT INTO setting(name, value) VALUES (?, ?) ON CONFLICT(name) DO UPDATE SET value = excluded.value"
        self.run(sql, name, value)

    def is_unused(self) -> bool:
        """Whether neither people nor cases stand in it yet."""
        return not self.value("SELECT EXISTS (SELECT 1 FROM staff) OR EXISTS (SELECT 1 FROM submission)")

    def foreign_changes(self) -> int:
        """A number that changes whenever another process has changed the database."""
        value = self.value("PRAGMA data_version")
        assert isinstance(value, int)
        return value

    def changes(self) -> int:
        """A number that changes with every row that another process writes; in memory, where there is none, with any
        row at all."""
        return self.foreign_changes() if self.path else self._conn.total_changes

    @property
    def in_transaction(self) -> bool:
        """Whether a transaction is open."""
        return self._conn.in_transaction

    @contextmanager
    def without_trigger(self, name: str) -> Iterator[None]:
        """Lift a trigger of the schema for the statements inside, in the transaction around them."""
        with self.transaction():
            trigger = self.value("SELECT sql FROM sqlite_master WHERE type = 'trigger' AND name = ?", name)
            self.run(f"DROP TRIGGER {name}")
            yield
            self.run(trigger)

    def copy_to(self, target: Path) -> Path:
        """A consistent copy while others write; sealed contents stay sealed in it."""
        with self._lock:
            return _copy(self._conn, target)


def copy_database(source: Path, target: Path) -> Path:
    """A consistent copy of any SQLite file, also while others write to it."""
    with translated(), closing(sqlite3.connect(source)) as conn:
        return _copy(conn, target)


def is_whole(path: Path) -> bool:
    """Whether the pages and the references of a database file are sound."""
    with translated(), closing(sqlite3.connect(path)) as conn:
        sound = conn.execute("PRAGMA integrity_check").fetchone() == ("ok",)
        return sound and not conn.execute("PRAGMA foreign_key_check").fetchone()


def random_id() -> int:
    """A random 63-bit id, never zero."""
    return secrets.randbits(62) + 1


def listed(values: Iterable[StrEnum]) -> str:
    """Our own enum values as a list of the query language, for conditions that an index must know word for word."""
    found = frozenset(values)
    order = [value for value in type(next(iter(found))) if value in found]
    return "(" + ", ".join(f"'{value}'" for value in order) + ")"


@contextmanager
def translated() -> Iterator[None]:
    """Let an error of the engine leave as a StorageError, without the values of the statement."""
    try:
        yield
    except sqlite3.Error as error:
        kind = StorageBusy if isinstance(error, sqlite3.OperationalError) else StorageError
        raise kind(f"{type(error).__name__}: {error}") from error


def _copy(source: sqlite3.Connection, target: Path) -> Path:
    target.unlink(missing_ok=True)
    target.touch(mode=0o600)
    with translated():
        source.execute("VACUUM INTO ?", (str(target),))
    return target
