"""Conversation state: one sealed row per chat, gone 24 hours after the last message.

What opens a case (codes, an open look-up and its pages) never enters the row: it lives in memory, and a restart loses
it. The hour alone is kept of the last message.
"""

from __future__ import annotations

import logging
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from typing import Any

from sqlite_utils import Database

from bot.conversation.parts.model import State
from bot.engine.browsers import Browsers
from bot.engine.database import hour_of
from bot.engine.sealing import SealingError
from bot.logs import log_failure

log = logging.getLogger(__name__)
KEPT_SECONDS = 24 * 3600
PURPOSE = "state"


@dataclass(slots=True)
class Fleeting:
    """What chats need for a while, and no disk may know."""

    _known: dict[bytes, tuple[Mapping[str, Any], int]] = field(default_factory=dict)

    def of(self, chat: bytes, now: int) -> Mapping[str, Any]:
        """What a chat has in memory; nothing once its time is over."""
        secret, until = self._known.get(chat, ({}, 0))
        return secret if now < until else {}

    def keep(self, chat: bytes, secret: Mapping[str, Any], now: int) -> None:
        """Keep it until its own `until`, or as long as a draft; nothing to keep forgets what was there."""
        if secret:
            self._known[chat] = (secret, secret.get("until", now + KEPT_SECONDS))
        else:
            self._known.pop(chat, None)

    def purge(self, now: int) -> None:
        """Drop what is over."""
        self._known = {chat: kept for chat, kept in self._known.items() if now < kept[1]}


class States:
    """What each chat remembers."""

    def __init__(self, db: Database, browsers: Browsers) -> None:
        self._db = db
        self._browsers = browsers
        self._fleeting = Fleeting()

    def load(self, chat: bytes, now: int) -> State:
        """The chat's state; an empty one when there is none, it is older than 24 hours, or cannot be read."""
        return replace(self._kept(chat, now), secret=self._fleeting.of(chat, now))

    def _kept(self, chat: bytes, now: int) -> State:
        row = self._db.execute("SELECT body, touched_at FROM state WHERE chat = ?", [chat]).fetchone()
        if row is None or row[1] <= now - KEPT_SECONDS:
            return State()
        try:
            return State.unpack(self._opened(chat, row[0]))
        except SealingError as error:  # nobody may lose their voice for it
            log_failure(log, "state", error)
            return State()

    def size(self, chat: bytes) -> int:
        """The bytes of a chat's row."""
        row = self._db.execute("SELECT length(body) FROM state WHERE chat = ?", [chat]).fetchone()
        return int(row[0]) if row else 0

    def _opened(self, chat: bytes, body: bytes) -> str:
        """The row under its browser's seal, or under the server's as an earlier version left it."""
        try:
            return self._browsers.seal(chat).open(body, PURPOSE, chat)
        except SealingError:
            return self._browsers.server.open(body, PURPOSE, chat)

    def save(self, chat: bytes, state: State, now: int) -> None:
        """Keep the state; an empty one is not stored. Call it inside a transaction."""
        self._fleeting.keep(chat, state.secret, now)
        kept = replace(state, secret={}, sent="")
        if kept == State():
            self._db.execute("DELETE FROM state WHERE chat = ?", [chat])
            return
        body = self._browsers.seal(chat).close(kept.pack(), PURPOSE, chat)
        self._db.execute("INSERT OR REPLACE INTO state VALUES (?, ?, ?)", [chat, body, hour_of(now)])

    def keep(self, chat: bytes, state: State, now: int) -> None:
        """Keep the state in a transaction of its own."""
        with self._db.atomic():
            self.save(chat, state, now)

    def forget(self, chat: bytes) -> None:
        """Forget a chat now."""
        self._fleeting.keep(chat, {}, 0)
        with self._db.atomic():
            self._db.execute("DELETE FROM state WHERE chat = ?", [chat])

    def purge(self, now: int) -> None:
        """Forget what is older than 24 hours, and in memory what is over."""
        self._fleeting.purge(now)
        with self._db.atomic():
            self._db.execute("DELETE FROM state WHERE touched_at <= ?", [now - KEPT_SECONDS])
