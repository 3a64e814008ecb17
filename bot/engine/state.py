"""Conversation state: one sealed row per chat, gone 24 hours after the last message."""

from __future__ import annotations

import logging

from sqlite_utils import Database

from bot.conversation.parts.model import State
from bot.engine.sealing import Seal, SealingError
from bot.logs import log_failure

log = logging.getLogger(__name__)
KEPT_SECONDS = 24 * 3600
PURPOSE = "state"


class States:
    """What each chat remembers."""

    def __init__(self, db: Database, seal: Seal) -> None:
        self._db = db
        self._seal = seal

    def load(self, chat: bytes, now: int) -> State:
        """The chat's state; an empty one when there is none, it is older than 24 hours, or cannot be read."""
        row = self._db.execute("SELECT body, touched_at FROM state WHERE chat = ?", [chat]).fetchone()
        if row is None or row[1] <= now - KEPT_SECONDS:
            return State()
        try:
            return State.unpack(self._seal.open(row[0], PURPOSE))
        except SealingError as error:  # nobody may lose their voice for it
            log_failure(log, "state", error)
            return State()

    def save(self, chat: bytes, state: State, now: int) -> None:
        """Keep the state; an empty one is not stored. Call it inside a transaction."""
        if state == State():
            self._db.execute("DELETE FROM state WHERE chat = ?", [chat])
            return
        body = self._seal.close(state.pack(), PURPOSE)
        self._db.execute("INSERT OR REPLACE INTO state VALUES (?, ?, ?)", [chat, body, now])

    def keep(self, chat: bytes, state: State, now: int) -> None:
        """Keep the state in a transaction of its own."""
        with self._db.atomic():
            self.save(chat, state, now)

    def forget(self, chat: bytes) -> None:
        """Forget a chat now."""
        with self._db.atomic():
            self._db.execute("DELETE FROM state WHERE chat = ?", [chat])

    def purge(self, now: int) -> None:
        """Forget what is older than 24 hours."""
        with self._db.atomic():
            self._db.execute("DELETE FROM state WHERE touched_at <= ?", [now - KEPT_SECONDS])
