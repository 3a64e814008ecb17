"""`bot.db`: what is on its way. Every text in it is sealed, every chat is a keyed mark; it is not backed up.

Instants are whole seconds since 1970. The stores (inbox, outbox, state, web lines) share one connection, so
that an update, the state after it and its replies change in one transaction.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path

from sqlite_utils import Database, Migrations

from feedback.errors import StorageBusy, StorageError

Connection = sqlite3.Connection
DATABASE_ERRORS = (sqlite3.Error, StorageError)
"""What a store of ours raises when the disk is full, a file is damaged or locked: nothing was kept."""
PASSING_ERRORS = (sqlite3.OperationalError, StorageBusy)
"""Those of them that may be over in some seconds."""

migrations = Migrations("bot")

MOST_FREE = 8 * 2**20  # bytes that a file may hold unused

PRAGMAS = (
    "journal_mode = WAL",
    "synchronous = NORMAL",  # a power cut may repeat an answer; `durably` is for what must not be lost
    "secure_delete = ON",
    "foreign_keys = ON",
    "trusted_schema = OFF",
    "busy_timeout = 5000",
)


@migrations()
def m001_tables(db: Database) -> None:
    """Inbox with its seen marks, conversation state, outbox, lines of web chats, updates set aside."""
    db.executescript("""
        CREATE TABLE inbox (id INTEGER PRIMARY KEY AUTOINCREMENT, chat BLOB NOT NULL, channel TEXT NOT NULL,
            body BLOB NOT NULL, tries INTEGER NOT NULL DEFAULT 0, arrived_at INTEGER NOT NULL);
        CREATE INDEX inbox_chat ON inbox (chat, id);
        CREATE TABLE seen (mark BLOB PRIMARY KEY, seen_at INTEGER NOT NULL) WITHOUT ROWID;
        CREATE INDEX seen_at ON seen (seen_at);
        CREATE TABLE state (chat BLOB PRIMARY KEY, body BLOB NOT NULL, touched_at INTEGER NOT NULL) WITHOUT
        ROWID; CREATE TABLE outbox (id INTEGER PRIMARY KEY AUTOINCREMENT, chat BLOB NOT NULL, channel TEXT NOT
        NULL, body BLOB NOT NULL, mark BLOB NOT NULL UNIQUE, due_at INTEGER NOT NULL, expires_at INTEGER,
        tries INTEGER NOT NULL DEFAULT 0, stuck TEXT NOT NULL DEFAULT '', written_at INTEGER NOT NULL); CREATE
        INDEX outbox_chat ON outbox (chat, id); CREATE TABLE web_lines (id INTEGER PRIMARY KEY AUTOINCREMENT,
        chat BLOB NOT NULL, body BLOB NOT NULL, mark BLOB NOT NULL UNIQUE, written_at INTEGER NOT NULL);
        CREATE INDEX web_lines_chat ON web_lines (chat, id); CREATE TABLE set_aside (id INTEGER PRIMARY KEY
        AUTOINCREMENT, channel TEXT NOT NULL, what TEXT NOT NULL, reason TEXT NOT NULL, mark TEXT NOT NULL,
        set_aside_at INTEGER NOT NULL);
    """)


@migrations()
def m002_zalo_tokens(db: Database) -> None:
    """The present token pair of a Zalo Official Account; `seed` marks the operator's token that began it."""
    db.executescript("CREATE TABLE zalo_tokens (seed BLOB NOT NULL, body BLOB NOT NULL);")


@migrations()
def m003_key_mark(db: Database) -> None:
    """What tells the key that seals this file from another one; rows of browsers open with no key of the server."""
    db.executescript("CREATE TABLE key_mark (mark BLOB NOT NULL);")


def hour_of(second: int) -> int:
    """The hour of an instant: rows that outlive their answer tell no finer time."""
    return second - second % 3600


def minute_of(second: int) -> int:
    """The minute of an instant: enough for rows that wait to be answered."""
    return second - second % 60


def tidy(db: Database) -> None:
    """Empty the write-ahead log, in which deleted rows stand still (`secure_delete` or not), and give back room."""
    free, page = (db.execute(f"PRAGMA {name}").fetchone()[0] for name in ("freelist_count", "page_size"))
    if free * page > MOST_FREE:
        db.execute("VACUUM")
    db.execute("PRAGMA wal_checkpoint(TRUNCATE)")


@contextmanager
def durably(db: Database) -> Iterator[None]:
    """A transaction that is on the disk when it ends, with everything committed before it."""
    db.execute("PRAGMA synchronous = FULL")
    try:
        with db.atomic():
            yield
    finally:
        db.execute("PRAGMA synchronous = NORMAL")


def look_into(path: Path) -> Connection:
    """A database to read only, with nothing written beside it (not even SQLite's own files when nobody has it open)."""
    unused = "" if path.with_name(path.name + "-wal").exists() else "&immutable=1"
    return sqlite3.connect(f"{path.resolve().as_uri()}?mode=ro{unused}", uri=True)


def open_database(path: Path | None = None) -> Database:
    """The database at `path`, or one in memory, with its tables up to date."""
    db = connect(path, PRAGMAS)
    migrations.apply(db)
    return db


def connect(path: Path | None, pragmas: Iterable[str]) -> Database:
    """A file of ours (or a database in memory), readable by its owner alone, with these pragmas set."""
    if path:
        path.parent.mkdir(parents=True, exist_ok=True)
        path.touch(mode=0o600)
        path.chmod(0o600)
    connection = sqlite3.connect(path or ":memory:", check_same_thread=False)
    for pragma in pragmas:
        connection.execute(f"PRAGMA {pragma}")
    return Database(connection)
