"""The outbox: replies and notices on their way, sealed, in order in each chat, each delivered or listed.

A letter is written in the transaction that answers its update, and deleted after the channel took it. Its
mark is unique, so writing it twice sends it once.
"""

from __future__ import annotations

import json
import logging
from dataclasses import dataclass

from sqlite_utils import Database

from bot.engine.sealing import Seal, SealingError
from bot.logs import log_failure
from bot.messages import Channel, Reply

log = logging.getLogger(__name__)
PURPOSE = "outbox"
MOST_TRIES = 12
LONGEST_WAIT = 600  # seconds between tries
OLDEST = (
    "SELECT id, channel, body, expires_at, tries, due_at FROM outbox WHERE chat = ? AND stuck = '' ORDER BY id LIMIT 1"
)


@dataclass(frozen=True, slots=True)
class Letter:
    """One reply for one chat. `address` is the channel's own (sealed at rest), `mark` makes it unique."""

    channel: Channel
    address: str
    reply: Reply
    mark: str
    expires_at: int | None = None  # after this second the channel takes it no more (Zalo's windows)


@dataclass(frozen=True, slots=True)
class Posted:
    """A letter in the outbox."""

    id: int
    chat: bytes
    letter: Letter
    tries: int
    due_at: int


class Outbox:
    """Letters that no channel took yet."""

    def __init__(self, db: Database, seal: Seal) -> None:
        self._db = db
        self._seal = seal

    def add(self, chat: bytes, letter: Letter, now: int) -> None:
        """Write a letter, once for its mark. Call it inside a transaction."""
        body = json.dumps({"address": letter.address, "reply": letter.reply.pack(), "mark": letter.mark})
        self._db.execute(
            "INSERT OR IGNORE INTO outbox (chat, channel, body, mark, due_at, expires_at, written_at)"
            " VALUES (?, ?, ?, ?, ?, ?, ?)",
            [
                chat,
                letter.channel,
                self._seal.close(body, PURPOSE),
                self._seal.mark("letter", letter.channel, letter.mark),
                now,
                letter.expires_at,
                now,
            ],
        )

    def post(self, chat: bytes, letter: Letter, now: int) -> None:
        """Write a letter in a transaction of its own."""
        with self._db.atomic():
            self.add(chat, letter, now)

    def first(self, chat: bytes) -> Posted | None:
        """The oldest letter of a chat that is not stuck; one that cannot be read becomes so."""
        while row := self._db.execute(OLDEST, [chat]).fetchone():
            try:
                body = json.loads(self._seal.open(row[2], PURPOSE))
            except SealingError as error:
                log_failure(log, "outbox", error)
                with self._db.atomic():
                    self._db.execute("UPDATE outbox SET stuck = 'unreadable' WHERE id = ?", [row[0]])
                continue
            letter = Letter(Channel(row[1]), body["address"], Reply.unpack(body["reply"]), body["mark"], row[3])
            return Posted(row[0], chat, letter, row[4], row[5])
        return None

    def chats(self) -> tuple[bytes, ...]:
        """The chats with letters that are not stuck."""
        rows = self._db.execute("SELECT DISTINCT chat FROM outbox WHERE stuck = ''").fetchall()
        return tuple(r[0] for r in rows)

    def delivered(self, posted: Posted) -> None:
        """The channel took the letter."""
        with self._db.atomic():
            self._db.execute("DELETE FROM outbox WHERE id = ?", [posted.id])

    def postpone(self, posted: Posted, due_at: int, reason: str, *, counted: bool = True) -> None:
        """Try again at `due_at`; after the twelfth counted failure the letter is listed as stuck."""
        tries = posted.tries + counted
        with self._db.atomic():
            self._db.execute(
                "UPDATE outbox SET tries = ?, due_at = ?, stuck = ? WHERE id = ?",
                [tries, due_at, reason if tries >= MOST_TRIES else "", posted.id],
            )

    def end_chat(self, chat: bytes, channel: Channel, reason: str, now: int) -> None:
        """Nothing can be sent to this chat any more (blocked, deleted): its letters end, with a record."""
        with self._db.atomic():
            ended = self._db.execute("DELETE FROM outbox WHERE chat = ?", [chat]).rowcount
            self._record(channel, f"{reason} ({ended})", now)

    def drop(self, posted: Posted, reason: str, now: int) -> None:
        """This letter cannot be sent any more: it ends, with a record that holds nothing of it."""
        with self._db.atomic():
            self._db.execute("DELETE FROM outbox WHERE id = ?", [posted.id])
            self._record(posted.letter.channel, reason, now)

    def _record(self, channel: Channel, reason: str, now: int) -> None:
        self._db.execute(
            "INSERT INTO set_aside (channel, what, reason, mark, set_aside_at) VALUES (?, 'letter', ?, '', ?)",
            [channel, reason, now],
        )

    def lag(self, now: int) -> tuple[int, int, int]:
        """How many letters wait, the age of the oldest in seconds, and how many are stuck."""
        count, oldest = self._db.execute("SELECT count(*), min(written_at) FROM outbox WHERE stuck = ''").fetchone()
        stuck = self._db.execute("SELECT count(*) FROM outbox WHERE stuck <> ''").fetchone()[0]
        return count, now - oldest if count else 0, stuck

    def retry_stuck(self, now: int) -> tuple[bytes, ...]:
        """Give every stuck letter another round; the chats that have one."""
        with self._db.atomic():
            rows = self._db.execute("SELECT DISTINCT chat FROM outbox WHERE stuck <> ''").fetchall()
            self._db.execute("UPDATE outbox SET stuck = '', tries = 0, due_at = ? WHERE stuck <> ''", [now])
        return tuple(r[0] for r in rows)


def wait_before(tries: int) -> int:
    """Seconds before try number `tries` + 1: 1, 2, 4 … 600."""
    return int(min(2**tries, LONGEST_WAIT))
