"""`push.db`: who wants to be reminded or told, and nothing of what it is about (docs/rules.md §3.6).

A reminder knows only that a chat wants one on three days; a link, which the worker asked for, joins a chat to a token
of the submissions half. Both are sealed under a key of their own, never backed up, and deleted when they are over.
"""

from __future__ import annotations

import json
import logging
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path

from sqlite_utils import Database, Migrations

from bot.conversation.parts.follow_session import WATCHED_DAYS
from bot.engine.database import connect, tidy
from bot.engine.sealing import Seal, SealingError
from bot.logs import log_failure
from bot.messages import Channel

log = logging.getLogger(__name__)
REMIND_AFTER = (3, 10, 20)  # working days
PURPOSE = "mailbox"
AddWorkingDays = Callable[[date, int], date]

migrations = Migrations("push")

PRAGMAS = ("journal_mode = WAL", "secure_delete = ON", "trusted_schema = OFF", "busy_timeout = 5000")


@migrations()
def m001_tables(db: Database) -> None:
    """Reminders with their day, and links with the mark of their token. `owner` is the mark of a chat."""
    db.executescript("""
        CREATE TABLE reminder (id INTEGER PRIMARY KEY, owner BLOB NOT NULL, body BLOB NOT NULL, due_on TEXT NOT NULL,
            UNIQUE (owner, due_on));
        CREATE INDEX reminder_due ON reminder (due_on);
        CREATE TABLE live_link (id INTEGER PRIMARY KEY, owner BLOB NOT NULL, body BLOB NOT NULL, token BLOB NOT NULL,
            expires_on TEXT NOT NULL, UNIQUE (owner, token));
        CREATE INDEX live_link_token ON live_link (token);
    """)


@dataclass(frozen=True, slots=True)
class Place:
    """Where something is to be said: the channel, its address, and the chat as the other stores know it.

    `asked_at` is when its person asked to be told, in seconds since 1970: from then on a channel's window for notices
    is taken to run. They may have written since; when they did is not kept.
    """

    channel: Channel
    address: str
    chat: bytes
    asked_at: int = 0


@dataclass(frozen=True, slots=True)
class Reminder:
    """A reminder whose day has come."""

    id: int
    place: Place


class Mailbox:
    """The opt-in reminders and links of an installation."""

    def __init__(self, path: Path | None, seal: Seal) -> None:
        """`path` None opens a database in memory, for tests."""
        self._db = connect(path, PRAGMAS)
        self._seal = seal
        migrations.apply(self._db)

    def wish(self, wish: str, place: Place, today: date, add_working_days: AddWorkingDays) -> None:
        """Keep what a person chose: "remind", "watch:<token>", "staff:<token>" or "unwatch". Twice is once."""
        kind, _, token = wish.partition(":")
        if kind == "unwatch":
            self.forget(place.chat)
        if kind == "remind":
            with self._db.atomic():
                for days in REMIND_AFTER:
                    self._remind(place, add_working_days(today, days))
        if kind == "staff" and token:
            self._link(place, token, date.max)
        if kind == "watch" and token:
            self._link(place, token, today + timedelta(days=WATCHED_DAYS))

    def due(self, today: date) -> list[Reminder]:
        """The reminders whose day has come; one that cannot be read is passed over."""
        rows = self._db.execute("SELECT id, body FROM reminder WHERE due_on <= ? ORDER BY id", [today.isoformat()])
        return [Reminder(row[0], place) for row in rows.fetchall() if (place := self._open(row[1]))]

    def reminded(self, reminder: Reminder) -> None:
        """A reminder is on its way: its row goes."""
        with self._db.atomic():
            self._db.execute("DELETE FROM reminder WHERE id = ?", [reminder.id])

    def watchers(self, token: str) -> list[Place]:
        """Who asked to be told about this token; whom a damaged row names is not known any more."""
        rows = self._db.execute("SELECT body FROM live_link WHERE token = ?", [self._seal.mark("watch", token)])
        return [place for row in rows.fetchall() if (place := self._open(row[0]))]

    def watched_until(self, chat: str, token: str) -> date | None:
        """Until when this chat (in hexadecimal) is told about this token; None when it is not."""
        wanted = [self._owner(bytes.fromhex(chat)), self._seal.mark("watch", token)]
        row = self._db.execute("SELECT expires_on FROM live_link WHERE owner = ? AND token = ?", wanted).fetchone()
        return date.fromisoformat(row[0]) if row else None

    def end(self, token: str) -> None:
        """The case behind a token was closed: its links end."""
        with self._db.atomic():
            self._db.execute("DELETE FROM live_link WHERE token = ?", [self._seal.mark("watch", token)])

    def forget(self, chat: bytes) -> None:
        """A chat wants nothing more, or is gone."""
        with self._db.atomic():
            for table in ("reminder", "live_link"):
                self._db.execute(f"DELETE FROM {table} WHERE owner = ?", [self._owner(chat)])  # noqa: S608

    def tidy(self) -> None:
        """Empty the write-ahead log."""
        tidy(self._db)

    def purge(self, today: date) -> None:
        """Drop links whose 90 days are over, and empty the write-ahead log."""
        with self._db.atomic():
            self._db.execute("DELETE FROM live_link WHERE expires_on <= ?", [today.isoformat()])
        self._db.execute("PRAGMA wal_checkpoint(TRUNCATE)")

    def _remind(self, place: Place, due_on: date) -> None:
        row = [self._owner(place.chat), self._close(place), due_on.isoformat()]
        self._db.execute("INSERT OR IGNORE INTO reminder (owner, body, due_on) VALUES (?, ?, ?)", row)

    def _link(self, place: Place, token: str, expires_on: date) -> None:
        row = [self._owner(place.chat), self._close(place), self._seal.mark("watch", token), expires_on.isoformat()]
        with self._db.atomic():
            self._db.execute(
                "INSERT OR REPLACE INTO live_link (owner, body, token, expires_on) VALUES (?, ?, ?, ?)", row
            )

    def _owner(self, chat: bytes) -> bytes:
        """A mark of its own, so that the rows of two databases cannot be laid side by side."""
        return self._seal.mark("owner", chat.hex())

    def _close(self, place: Place) -> bytes:
        return self._seal.close(json.dumps([place.channel, place.address, place.chat.hex(), place.asked_at]), PURPOSE)

    def _open(self, body: bytes) -> Place | None:
        try:
            channel, address, chat, *asked_at = json.loads(self._seal.open(body, PURPOSE))
        except SealingError as error:
            log_failure(log, "mailbox", error)
            return None
        return Place(Channel(channel), address, bytes.fromhex(chat), *asked_at)  # older rows do not know it
