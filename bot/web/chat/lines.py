"""The lines of web chats: what a browser shows again after a reload, for 24 hours.

They lie under a seal that needs the browser's own token: the server cannot read them without its next request.
"""

from __future__ import annotations

import json
import logging
from dataclasses import dataclass

from sqlite_utils import Database

from bot.engine.browsers import Browsers
from bot.engine.database import hour_of
from bot.engine.sealing import SealingError
from bot.logs import log_failure
from bot.messages import Reply

log = logging.getLogger(__name__)
KEPT_SECONDS = 24 * 3600
MOST_LINES = 60  # of one chat
PURPOSE = "web line"


@dataclass(frozen=True, slots=True)
class Line:
    """Something said: `said` by the worker, or `reply` by the bot."""

    id: int
    said: str = ""
    reply: Reply | None = None


class WebLines:
    """What stands in each web chat."""

    def __init__(self, db: Database, browsers: Browsers) -> None:
        self._db = db
        self._browsers = browsers

    def add(self, chat: bytes, mark: str, now: int, *, said: str = "", reply: Reply | None = None) -> None:
        """Write a line, once for its mark; the oldest lines of a long chat go."""
        body = json.dumps({"said": said, "reply": reply.pack() if reply else ""})
        with self._db.atomic():
            self._db.execute(
                "INSERT OR IGNORE INTO web_lines (chat, body, mark, written_at) VALUES (?, ?, ?, ?)",
                [
                    chat,
                    self._browsers.seal(chat).close(body, PURPOSE, chat),
                    self._browsers.server.mark("web line", mark),
                    hour_of(now),
                ],
            )
            self._db.execute(
                "DELETE FROM web_lines WHERE chat = ? AND id NOT IN"
                " (SELECT id FROM web_lines WHERE chat = ? ORDER BY id DESC LIMIT ?)",
                [chat, chat, MOST_LINES],
            )

    def of(self, chat: bytes, after: int = 0) -> tuple[Line, ...]:
        """The lines of a chat that were written after line `after`, oldest first."""
        rows = self._db.execute(
            "SELECT id, body FROM web_lines WHERE chat = ? AND id > ? ORDER BY id", [chat, after]
        ).fetchall()
        return tuple(line for row in rows if (line := self._line(chat, *row)))

    def size(self, chat: bytes) -> int:
        """The bytes of a chat's lines."""
        found = self._db.execute("SELECT coalesce(sum(length(body)), 0) FROM web_lines WHERE chat = ?", [chat])
        return int(found.fetchone()[0])

    def _line(self, chat: bytes, number: int, sealed: bytes) -> Line | None:
        """The line; None for a damaged row: the others are still worth showing."""
        try:
            body = json.loads(self._browsers.seal(chat).open(sealed, PURPOSE, chat))
        except SealingError as error:
            log_failure(log, "web lines", error)
            return None
        return Line(number, body["said"], Reply.unpack(body["reply"]) if body["reply"] else None)

    def forget(self, chat: bytes) -> None:
        """Drop a chat's lines now."""
        with self._db.atomic():
            self._db.execute("DELETE FROM web_lines WHERE chat = ?", [chat])

    def purge(self, now: int) -> None:
        """Drop lines of chats that said nothing for 24 hours."""
        with self._db.atomic():
            self._db.execute(
                "DELETE FROM web_lines WHERE chat IN (SELECT chat FROM web_lines GROUP BY chat"
                " HAVING max(written_at) <= ?)",
                [now - KEPT_SECONDS],
            )
