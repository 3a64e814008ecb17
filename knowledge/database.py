"""Opens the databases of this half so that several commands may do it at once, also on a fresh data folder."""

from __future__ import annotations

import sqlite3
import time
from pathlib import Path

from sqlite_utils import Database, Migrations

PATIENCE = 10.0  # seconds that a command waits for another one
PAUSE = 0.05


def open_database(path: Path | None, migrations: Migrations) -> Database:
    """The database at `path`, or one in memory, with its tables up to date; only its owner may read a new file.

    It may be used from several threads: SQLite itself lets them in one after the other.
    """
    if path:
        path.parent.mkdir(parents=True, exist_ok=True)
        path.touch(mode=0o600)
    db = Database(sqlite3.connect(path or ":memory:", timeout=PATIENCE, check_same_thread=False))
    if path:
        _enable_wal(db)
    db.execute("PRAGMA foreign_keys = ON")
    db.execute("PRAGMA secure_delete = ON")
    db.execute("BEGIN IMMEDIATE")  # a transaction that reads first could not write after another command did
    with db.conn:
        migrations.apply(db)
    return db


def _enable_wal(db: Database) -> None:
    """SQLite does not wait for its lock when two connections switch to the write-ahead log at once, so this does."""
    deadline = time.monotonic() + PATIENCE
    while True:
        try:
            db.enable_wal()
            return
        except sqlite3.OperationalError:
            if time.monotonic() > deadline:
                raise
            time.sleep(PAUSE)
