"""What somebody with the database file alone can do to it, in nine kinds and at random places; triggers are no wall.

Whoever can, covers the tracks as well as rows allow: heads, sums and counts are put right, but no mark can be made.
"""

from __future__ import annotations

import random
import shutil
import sqlite3
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from feedback.journal.chain import added, first_version_hash

Kind = Callable[[Path, list[Path], random.Random], None]
ROW = "subject_kind = 'case' AND subject_id = ?"


@contextmanager
def opened(folder: Path) -> Iterator[sqlite3.Connection]:
    db = sqlite3.connect(folder / "feedback.db", isolation_level=None)
    db.row_factory = sqlite3.Row
    for (name,) in db.execute("SELECT name FROM sqlite_master WHERE type = 'trigger'").fetchall():
        db.execute(f"DROP TRIGGER {name}")
    yield db
    db.close()


def cases(db: sqlite3.Connection, least: int = 1) -> list[int]:
    sql = "SELECT subject_id FROM event WHERE subject_kind = 'case' GROUP BY subject_id HAVING COUNT(*) >= ? ORDER BY 1"
    return [row[0] for row in db.execute(sql, [least])]


def changed_row(folder: Path, older: list[Path], chance: random.Random) -> None:
    with opened(folder) as db:
        row = chance.choice(db.execute("SELECT * FROM event").fetchall())
        column, value = chance.choice([("actor", "staff:1"), ("at", "2026-01-01"), ("data", "{}"), ("kind", "viewed")])
        value = value if row[column] != value else "x"
        where = "subject_kind = ? AND subject_id = ? AND n = ?"
        db.execute(f"UPDATE event SET {column} = ? WHERE {where}", [value, *row[:3]])


def deleted_middle(folder: Path, older: list[Path], chance: random.Random) -> None:
    with opened(folder) as db:
        case = chance.choice(cases(db, 3))
        last = db.execute(f"SELECT MAX(n) FROM event WHERE {ROW}", [case]).fetchone()[0]
        db.execute(f"DELETE FROM event WHERE {ROW} AND n = ?", [case, chance.randrange(2, last)])


def deleted_tail(folder: Path, older: list[Path], chance: random.Random) -> None:
    """With its head put back to what the remaining lines say, as far as rows allow."""
    with opened(folder) as db:
        case = chance.choice(cases(db, 2))
        last = db.execute(f"SELECT MAX(n) FROM event WHERE {ROW}", [case]).fetchone()[0]
        db.execute(f"DELETE FROM event WHERE {ROW} AND n > ?", [case, chance.randrange(1, last)])
        now = db.execute(f"SELECT n, hash FROM event WHERE {ROW} ORDER BY n DESC", [case]).fetchone()
        if chance.random() < 0.5:
            db.execute(f"UPDATE chain_head SET n = ?, hash = ? WHERE {ROW}", [*now, case])


def deleted_head(folder: Path, older: list[Path], chance: random.Random) -> None:
    with opened(folder) as db:
        db.execute(f"DELETE FROM event WHERE {ROW} AND n = 1", [chance.choice(cases(db, 2))])


def deleted_chain(folder: Path, older: list[Path], chance: random.Random) -> None:
    with opened(folder) as db:
        case = chance.choice(cases(db))
        db.execute(f"DELETE FROM event WHERE {ROW}", [case])
        if chance.random() < 0.5:
            forget_head(db, case)


def deleted_case(folder: Path, older: list[Path], chance: random.Random) -> None:
    with opened(folder) as db:
        case = chance.choice(cases(db))
        drop_case(db, case)
        forget_head(db, case)


def rewritten_chain(folder: Path, older: list[Path], chance: random.Random) -> None:
    with opened(folder) as db:
        case, previous = chance.choice(cases(db)), bytes(32)
        for row in db.execute(f"SELECT * FROM event WHERE {ROW} ORDER BY n", [case]).fetchall():
            line: dict[str, Any] = {**dict(row), "prev_hash": previous, "actor": "worker"}
            previous = first_version_hash(line)
            values = [previous, line["prev_hash"], "worker", case, row["n"]]
            db.execute(f"UPDATE event SET hash = ?, prev_hash = ?, actor = ? WHERE {ROW} AND n = ?", values)
        db.execute(f"UPDATE chain_head SET hash = ? WHERE {ROW}", [previous, case])


def changed_state_or_grant(folder: Path, older: list[Path], chance: random.Random) -> None:
    with opened(folder) as db:
        case = chance.choice(cases(db))
        unit = chance.choice(db.execute("SELECT code FROM unit WHERE public_key IS NOT NULL").fetchall())[0]
        acts = [
            (
                "UPDATE submission SET state = CASE state WHEN 'closed' THEN 'received' ELSE 'closed' END WHERE id = ?",
                [],
            ),
            ("UPDATE submission SET conflict = 1 - conflict WHERE id = ?", []),
            ("UPDATE submission SET owner = CASE owner WHEN 'tld' THEN 'cd-kcn' ELSE 'tld' END WHERE id = ?", []),
            ("UPDATE case_key_grant SET sealed = x'00' WHERE submission_id = ?", []),
            ("DELETE FROM case_key_grant WHERE submission_id = ?", []),
            ("INSERT INTO exclusion(submission_id, unit, source) VALUES (?, ?, 'declared')", [unit]),
        ]
        sql, more = chance.choice(acts)
        if db.execute(sql, [case, *more]).rowcount == 0:
            db.execute("UPDATE submission SET lane = lane || 'x' WHERE id = ?", [case])


def rolled_back(folder: Path, older: list[Path], chance: random.Random) -> None:
    """The whole file, or one case with everything that belongs to it, from an earlier day."""
    source = chance.choice(older)
    sql = "SELECT h.subject_id FROM old.chain_head o JOIN chain_head h USING (subject_kind, subject_id)"
    with opened(folder) as db:
        db.execute("ATTACH ? AS old", [str(source)])
        changed = db.execute(f"{sql} WHERE o.mark <> h.mark AND subject_kind = 'case' ORDER BY 1").fetchall()
        if changed and chance.random() < 0.5:
            put_back(db, chance.choice(changed)[0])
            return
    for end in ("-wal", "-shm"):
        (folder / f"feedback.db{end}").unlink(missing_ok=True)
    shutil.copy(source, folder / "feedback.db")


def put_back(db: sqlite3.Connection, case: int) -> None:
    """One case from the attached older database, with its head and the totals put right."""
    forget_head(db, case)
    drop_case(db, case)
    db.execute(f"INSERT INTO event SELECT * FROM old.event WHERE {ROW}", [case])
    db.execute(f"INSERT INTO deadline SELECT * FROM old.deadline WHERE {ROW}", [case])
    db.execute("INSERT INTO submission SELECT * FROM old.submission WHERE id = ?", [case])
    for table in ("message", "case_key_grant", "exclusion", "attachment", "screening"):
        db.execute(f"INSERT INTO {table} SELECT * FROM old.{table} WHERE submission_id = ?", [case])
    db.execute(f"INSERT INTO chain_head SELECT * FROM old.chain_head WHERE {ROW}", [case])
    n, mark = db.execute(f"SELECT n, mark FROM chain_head WHERE {ROW}", [case]).fetchone()
    total(db, n, mark, bytes(32))


def drop_case(db: sqlite3.Connection, case: int) -> None:
    for table in ("event", "deadline"):
        db.execute(f"DELETE FROM {table} WHERE {ROW}", [case])
    for table in ("attachment", "message", "case_key_grant", "exclusion", "screening", "identity_request"):
        db.execute(f"DELETE FROM {table} WHERE submission_id = ?", [case])
    db.execute("DELETE FROM link WHERE a = ? OR b = ?", [case, case])
    db.execute("DELETE FROM submission WHERE id = ?", [case])


def forget_head(db: sqlite3.Connection, case: int) -> None:
    row = db.execute(f"SELECT n, mark FROM chain_head WHERE {ROW}", [case]).fetchone()
    db.execute(f"DELETE FROM chain_head WHERE {ROW}", [case])
    total(db, -row["n"], bytes(32), row["mark"])


def total(db: sqlite3.Connection, events: int, new: bytes, old: bytes) -> None:
    digest = db.execute("SELECT digest FROM journal").fetchone()[0]
    db.execute("UPDATE journal SET events = events + ?, digest = ?", [events, added(digest, new, old)])


KINDS: dict[str, Kind] = {
    kind.__name__: kind
    for kind in (
        changed_row,
        deleted_middle,
        deleted_tail,
        deleted_head,
        deleted_chain,
        deleted_case,
        rewritten_chain,
        changed_state_or_grant,
        rolled_back,
    )
}
