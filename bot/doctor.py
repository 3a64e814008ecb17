"""`danbiet doctor`: looks at an installation from outside and says what to do, one finding a line.

It changes nothing. The checks of a channel stand beside the channel; those of files and databases are here.
"""

from __future__ import annotations

import shutil
import sqlite3
import stat
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime
from pathlib import Path

from bot.settings import Settings
from bot.texts import doctor as words

LEAST_DISK = 500 * 1024 * 1024  # bytes
LATE_SECONDS = 120
MOST_SKEW = 120  # seconds between this clock and a server's
EARLIEST = datetime(2025, 1, 1, tzinfo=UTC)
DATABASES = ("bot.db", "knowledge.db", "feedback.db", "push.db", "desk.db")


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing that was looked at. `ok` None is a hint: nothing is wrong, but something could be better."""

    ok: bool | None
    text: str


def check_files(settings: Settings, now: datetime) -> Iterator[Finding]:
    """Data folder, disk, clock, key file, databases, and what waits in them."""
    yield _folder(settings.data)
    yield _disk(settings.data)
    yield Finding(now > EARLIEST, words.CLOCK.format(now=f"{now:%d/%m/%Y %H:%M}"))
    yield from _key(settings)
    for name in DATABASES:
        path = settings.data / name
        if path.exists():
            yield _integrity(path)
    if (settings.data / "bot.db").exists():
        yield from _lag(settings.data / "bot.db", int(now.timestamp()))


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
    probe = data / ".doctor"
    try:
        probe.write_bytes(b"")
        probe.unlink()
    except OSError:
        return Finding(False, words.DATA_READ_ONLY.format(data=data))
    return Finding(True, words.DATA.format(data=data))


def _disk(data: Path) -> Finding:
    place = data if data.exists() else Path()
    free = shutil.disk_usage(place).free
    return Finding(free >= LEAST_DISK, words.DISK.format(megabytes=free // 2**20))


def _key(settings: Settings) -> Iterator[Finding]:
    path = settings.data / "keys" / "bot.key"
    if settings.key:
        yield Finding(True, words.KEY_IN_ENVIRONMENT)
    elif path.exists():
        mode = stat.S_IMODE(path.stat().st_mode)
        sentence = words.KEY if mode == 0o600 else words.KEY_OPEN
        yield Finding(mode == 0o600, sentence.format(path=path))


def _integrity(path: Path) -> Finding:
    try:
        with sqlite3.connect(f"file:{path}?mode=ro", uri=True) as db:
            found = db.execute("PRAGMA quick_check").fetchone()[0]
    except sqlite3.Error:
        found = "unreadable"
    sentence = words.DATABASE if found == "ok" else words.DATABASE_BROKEN
    return Finding(found == "ok", sentence.format(name=path.name))


def _lag(path: Path, now: int) -> Iterator[Finding]:
    with sqlite3.connect(f"file:{path}?mode=ro", uri=True) as db:
        waiting, oldest = db.execute("SELECT count(*), min(arrived_at) FROM inbox").fetchone()
        age = now - oldest if waiting else 0
        stuck = db.execute("SELECT count(*) FROM outbox WHERE stuck <> ''").fetchone()[0]
        aside = db.execute("SELECT count(*) FROM set_aside WHERE what = 'update'").fetchone()[0]
    yield Finding(age <= LATE_SECONDS, words.INBOX.format(count=waiting, age=age))
    yield Finding(stuck == 0, (words.STUCK if stuck else words.NOT_STUCK).format(count=stuck))
    if aside:
        yield Finding(None, words.SET_ASIDE.format(count=aside))
