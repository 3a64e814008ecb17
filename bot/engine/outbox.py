"""The outbox: replies and notices on their way, sealed, in order in each chat, each delivered or listed.

A letter is written in the transaction that answers its update, and deleted after the channel took it. Its
mark is unique, so writing it twice sends it once. A reply that holds a code or a case lies here as its kind alone: its
words stay in memory, and what a restart loses becomes a sentence that asks for the code again.
"""

from __future__ import annotations

import json
import logging
from dataclasses import dataclass

from sqlite_utils import Database

from bot.engine.browsers import Browsers
from bot.engine.database import minute_of
from bot.engine.sealing import SealingError
from bot.logs import log_failure
from bot.messages import Channel, Fleeting, Reply, say
from bot.texts.talk import LOST

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

    def __init__(self, db: Database, browsers: Browsers) -> None:
        self._db = db
        self._browsers = browsers
        self._fleeting: dict[str, Reply] = {}  # by mark: words that no disk may know

    def add(self, chat: bytes, letter: Letter, now: int) -> None:
        """Write a letter, once for its mark. Call it inside a transaction."""
        kind = letter.reply.fleeting
        if kind:
            self._fleeting[letter.mark] = letter.reply
        content = "" if kind else letter.reply.pack()
        body = json.dumps({"address": letter.address, "reply": content, "kind": kind, "mark": letter.mark})
        self._db.execute(
            "INSERT OR IGNORE INTO outbox (chat, channel, body, mark, due_at, expires_at, written_at)"
            " VALUES (?, ?, ?, ?, ?, ?, ?)",
            [
                chat,
                letter.channel,
                self._browsers.seal(chat).close(body, PURPOSE, chat),
                self._browsers.server.mark("letter", letter.channel, letter.mark),
                0,
                letter.expires_at and minute_of(letter.expires_at),
                minute_of(now),
            ],
        )

    def post(self, chat: bytes, letter: Letter, now: int) -> None:
        """Write a letter in a transaction of its own."""
        with self._db.atomic():
            self.add(chat, letter, now)

    def first(self, chat: bytes) -> Posted | None:
        """The oldest letter of a chat that is not stuck; one that cannot be read becomes so."""
        while row := self._db.execute(OLDEST, [chat]).fetchone():
            if row[1] == Channel.WEB and not self._browsers.knows(chat):
                return None
            try:
                body = json.loads(self._browsers.seal(chat).open(row[2], PURPOSE, chat))
            except SealingError as error:
                log_failure(log, "outbox", error)
                with self._db.atomic():
                    self._db.execute("UPDATE outbox SET stuck = 'unreadable' WHERE id = ?", [row[0]])
                continue
            letter = Letter(Channel(row[1]), body["address"], self._reply(body), body["mark"], row[3])
            return Posted(row[0], chat, letter, row[4], row[5])
        return None

    def _reply(self, body: dict[str, str]) -> Reply:
        """The words of a letter: sealed beside it, in memory, or lost with the process that had them."""
        if not body.get("kind"):
            return Reply.unpack(body["reply"])
        return self._fleeting.get(body["mark"]) or say(LOST[Fleeting(body["kind"])])

    def chats(self) -> tuple[bytes, ...]:
        """The chats with letters that are not stuck."""
        rows = self._db.execute("SELECT DISTINCT chat FROM outbox WHERE stuck = ''").fetchall()
        return tuple(r[0] for r in rows)

    def delivered(self, posted: Posted) -> None:
        """The channel took the letter."""
        self._fleeting.pop(posted.letter.mark, None)
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
        self._fleeting.pop(posted.letter.mark, None)
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
        rows = self._db.execute("SELECT chat, channel, written_at FROM outbox WHERE stuck = ''").fetchall()
        ours = [at for chat, channel, at in rows if channel != Channel.WEB or self._browsers.knows(chat)]
        stuck = self._db.execute("SELECT count(*) FROM outbox WHERE stuck <> ''").fetchone()[0]
        return len(ours), now - min(ours) if ours else 0, stuck

    def retry_stuck(self, now: int) -> tuple[bytes, ...]:
        """Give every stuck letter another round; the chats that have one."""
        with self._db.atomic():
            rows = self._db.execute("SELECT DISTINCT chat FROM outbox WHERE stuck <> ''").fetchall()
            self._db.execute("UPDATE outbox SET stuck = '', tries = 0, due_at = ? WHERE stuck <> ''", [now])
        return tuple(r[0] for r in rows)


def wait_before(tries: int) -> int:
    """Seconds before try number `tries` + 1: 1, 2, 4 … 600."""
    return int(min(2**tries, LONGEST_WAIT))
