"""The durable inbox: an update is sealed and committed here before its channel is told that it arrived.

A row is deleted in the transaction that commits its replies to the outbox. The marks of updates stay for
three days, so that one that is delivered again (a webhook retried, polling after a crash) is not answered
again.
"""

from __future__ import annotations

import logging
from collections.abc import Iterable
from dataclasses import dataclass

from sqlite_utils import Database

from bot.engine.browsers import Browsers
from bot.engine.database import durably, hour_of, minute_of
from bot.engine.sealing import SealingError
from bot.logs import log_failure
from bot.messages import Channel

log = logging.getLogger(__name__)
SEEN_SECONDS = 3 * 24 * 3600  # Telegram repeats an update for 24 hours, Zalo for about two
MOST_TRIES = 3
UNREADABLE = -1  # in the column of tries: damaged, or sealed with another key
SET_ASIDE_SECONDS = 90 * 24 * 3600
PURPOSE = "inbox"


@dataclass(frozen=True, slots=True)
class Update:
    """One update as its channel sent it.

    `identity` is unique in the channel, `chat` names the conversation.
    """

    channel: Channel
    identity: str
    chat: str
    body: str


@dataclass(frozen=True, slots=True)
class Waiting:
    """An update in the inbox. `chat` is the keyed mark of its conversation."""

    id: int
    chat: bytes
    channel: Channel
    body: str
    tries: int


class Inbox:
    """Updates that are not answered yet, in order within each chat."""

    def __init__(self, db: Database, browsers: Browsers) -> None:
        self._db = db
        self.browsers = browsers
        self._seal = browsers.server
        with db.atomic():
            db.execute("UPDATE inbox SET tries = 0 WHERE tries = ?", [UNREADABLE])

    def chat_mark(self, channel: Channel, chat: str) -> bytes:
        """What stands for a chat in every table."""
        return self._seal.mark("chat", channel, chat)

    def accept(self, updates: Iterable[Update], now: int) -> tuple[bytes, ...]:
        """Commit the updates that are new; the marks of their chats. They may be acknowledged afterwards."""
        chats = []
        with durably(self._db):
            for update in updates:
                seen = self._seal.mark("seen", update.channel, update.identity)
                fresh = self._db.execute("INSERT OR IGNORE INTO seen VALUES (?, ?)", [seen, hour_of(now)]).rowcount
                if fresh:
                    chats.append(self._insert(update, now))
        return tuple(chats)

    def _insert(self, update: Update, now: int) -> bytes:
        chat = self.chat_mark(update.channel, update.chat)
        if update.channel is Channel.WEB:
            self.browsers.learn(chat, update.chat)
        body = self.browsers.seal(chat).close(update.body, PURPOSE, chat)
        self._db.execute(
            "INSERT INTO inbox (chat, channel, body, arrived_at) VALUES (?, ?, ?, ?)",
            [chat, update.channel, body, minute_of(now)],
        )
        return chat

    def first(self, chat: bytes) -> Waiting | None:
        """The oldest update of a chat that can be read; the others are kept for a process with the right key, those
        of a browser for its next request."""
        oldest = "SELECT id, channel, body, tries FROM inbox WHERE chat = ? AND tries >= 0 ORDER BY id LIMIT 1"
        while row := self._db.execute(oldest, [chat]).fetchone():
            if self._waits_for_browser(chat, row[1]):
                return None
            try:
                body = self.browsers.seal(chat).open(row[2], PURPOSE, chat)
                return Waiting(row[0], chat, Channel(row[1]), body, row[3])
            except SealingError as error:
                log_failure(log, "inbox", error)
                with self._db.atomic():
                    self._db.execute("UPDATE inbox SET tries = ? WHERE id = ?", [UNREADABLE, row[0]])
        return None

    def _waits_for_browser(self, chat: bytes, channel: str) -> bool:
        return channel == Channel.WEB and not self.browsers.knows(chat)

    def chats(self) -> tuple[bytes, ...]:
        """The chats that have something waiting; last those whose update may have ended a process."""
        waiting = "SELECT chat FROM inbox WHERE tries >= 0 GROUP BY chat ORDER BY max(tries), min(id)"
        return tuple(r[0] for r in self._db.execute(waiting).fetchall())

    def ids(self) -> set[int]:
        """What waits at this moment."""
        return {r[0] for r in self._db.execute("SELECT id FROM inbox").fetchall()}

    def done(self, update: Waiting) -> None:
        """Forget an update; call it inside the transaction that commits its replies."""
        self._db.execute("DELETE FROM inbox WHERE id = ?", [update.id])

    def failed(self, update: Waiting, reason: str, mark: str, now: int) -> bool:
        """Count a failed try. After the third the update is set aside, with no content; True says so."""
        with self._db.atomic():
            if update.tries + 1 < MOST_TRIES:
                self._db.execute("UPDATE inbox SET tries = tries + 1 WHERE id = ?", [update.id])
                return False
            self.done(update)
            self._db.execute(
                "INSERT INTO set_aside (channel, what, reason, mark, set_aside_at) VALUES (?, 'update', ?, ?, ?)",
                [update.channel, reason, mark, now],
            )
        return True

    def refused(self, channel: Channel, reason: str, now: int) -> None:
        """Record that an update could not even be accepted (no chat in it, too large)."""
        with self._db.atomic():
            self._db.execute(
                "INSERT INTO set_aside (channel, what, reason, mark, set_aside_at) VALUES (?, 'refused', ?, '', ?)",
                [channel, reason, now],
            )

    def lag(self, now: int) -> tuple[int, int]:
        """How many updates wait for us, and the age of the oldest in seconds; what waits for a browser is no delay."""
        rows = self._db.execute("SELECT chat, channel, arrived_at FROM inbox").fetchall()
        ours = [arrived for chat, channel, arrived in rows if not self._waits_for_browser(chat, channel)]
        return len(ours), now - min(ours) if ours else 0

    def set_aside(self) -> int:
        """How many updates and letters were set aside or refused in the last 90 days."""
        return int(self._db.execute("SELECT count(*) FROM set_aside").fetchone()[0])

    def purge(self, now: int) -> None:
        """Forget marks that no channel repeats any more, and old records of what was set aside."""
        with self._db.atomic():
            self._db.execute("DELETE FROM seen WHERE seen_at < ?", [now - SEEN_SECONDS])
            self._db.execute("DELETE FROM set_aside WHERE set_aside_at < ?", [now - SET_ASIDE_SECONDS])
