"""`danbiet doctor`: looks at an installation from outside and says what to do, one finding a line.

It changes nothing and creates nothing, for it may run as another account than the product; the one exception is a
token pair of a Zalo Official Account (checks.py). The checks of a channel stand beside the channel; those of files and
databases are here.
"""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterator
from contextlib import closing
from dataclasses import dataclass
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime
from pathlib import Path

from bot.engine.database import DATABASE_ERRORS, Connection, look_into
from bot.engine.sealing import KeyProblem
from bot.operations.key_check import check_key
from bot.operations.stage import Stage, refuse_if_gone, stage_of
from bot.settings import Settings
from bot.texts import doctor as words
from bot.texts import stage as stage_words
from feedback.errors import StorageError

LEAST_DISK = 500 * 1024 * 1024  # bytes
LATE_SECONDS = 120
MOST_SKEW = 120  # seconds between this clock and a server's
EARLIEST = datetime(2025, 1, 1, tzinfo=UTC)


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing that was looked at. `ok` None is a hint: nothing is wrong, but something could be better."""

    ok: bool | None
    text: str


def check_files(settings: Settings, now: datetime) -> Iterator[Finding]:
    """Data folder, disk, clock, key files, databases, and what waits in them."""
    yield _folder(settings.data)
    yield _disk(settings.data)
    yield Finding(now > EARLIEST, words.CLOCK.format(now=f"{now:%d/%m/%Y %H:%M}"))
    yield from _env_file()
    yield from _stage(settings.data)
    yield from _key(settings.data / "keys" / "bot.key", settings.key)
    yield from _key(settings.data / "keys" / "push.key")
    for name, remedy in words.REMEDIES.items():
        if (settings.data / name).exists():
            yield from _database(settings.data / name, remedy, int(now.timestamp()))


def check_skew(now: datetime, date_header: str) -> Finding:
    """This clock against the Date of a server's answer."""
    try:
        skew = abs((now - parsedate_to_datetime(date_header)).total_seconds())
    except ValueError:
        return Finding(None, words.NO_CLOCK)
    return Finding(skew <= MOST_SKEW, words.SKEW.format(seconds=int(skew)))


def _folder(data: Path) -> Finding:
    if not data.exists():
        return Finding(None, words.NO_DATA.format(data=data))
    is_writable = data.is_dir() and os.access(data, os.W_OK | os.X_OK)
    sentence = words.DATA if is_writable else words.DATA_READ_ONLY
    return Finding(is_writable, sentence.format(data=data))


def _disk(data: Path) -> Finding:
    place = next((folder for folder in (data, *data.absolute().parents) if folder.is_dir()), Path("/"))
    free = shutil.disk_usage(place).free
    return Finding(free >= LEAST_DISK, words.DISK.format(megabytes=free // 2**20))


def _stage(data: Path) -> Iterator[Finding]:
    stage = stage_of(data)
    yield Finding(True if stage is Stage.EARNEST else None, stage_words.DOCTOR[stage])
    try:
        refuse_if_gone(data)
    except KeyProblem as problem:
        yield Finding(False, str(problem))


def _env_file() -> Iterator[Finding]:
    """`./.env` holds tokens: only its owner may read it."""
    path = Path(".env")
    if path.exists():
        is_open = bool(path.stat().st_mode & 0o077)
        yield Finding(not is_open, (words.ENV_OPEN if is_open else words.ENV).format(path=path))


def _key(path: Path, from_environment: str = "") -> Iterator[Finding]:
    """Whether a key is there, opens what it sealed, and is for its owner alone."""
    try:
        if not check_key(path, from_environment):
            yield Finding(None, words.NO_KEY.format(path=path))
            return
        open_to_others = not from_environment and path.stat().st_mode & 0o077
    except KeyProblem as problem:
        yield Finding(False, str(problem))
        return
    except OSError:
        yield Finding(False, words.KEY_UNREADABLE.format(path=path))
        return
    if from_environment:
        yield Finding(True, words.KEY_IN_ENVIRONMENT)
    else:
        yield Finding(not open_to_others, (words.KEY_OPEN if open_to_others else words.KEY).format(path=path))


def _database(path: Path, remedy: str, now: int) -> Iterator[Finding]:
    try:
        with closing(look_into(path)) as db:
            if db.execute("PRAGMA quick_check").fetchone()[0] != "ok":
                raise StorageError("quick_check")
            findings = list(_lag(db, now)) if path.name == "bot.db" else []
    except DATABASE_ERRORS:
        yield Finding(False, words.DATABASE_BROKEN.format(name=path.name, remedy=remedy))
        return
    yield Finding(True, words.DATABASE.format(name=path.name))
    yield from findings


def _lag(db: Connection, now: int) -> Iterator[Finding]:
    waiting, oldest = db.execute("SELECT count(*), min(arrived_at) FROM inbox WHERE channel <> 'web'").fetchone()
    age = now - oldest if waiting else 0
    stuck = db.execute("SELECT count(*) FROM outbox WHERE stuck <> ''").fetchone()[0]
    aside = db.execute("SELECT count(*) FROM set_aside WHERE what = 'update'").fetchone()[0]
    yield Finding(age <= LATE_SECONDS, words.INBOX.format(count=waiting, age=age))
    yield Finding(stuck == 0, (words.STUCK if stuck else words.NOT_STUCK).format(count=stuck))
    if aside:
        yield Finding(None, words.SET_ASIDE.format(count=aside))
