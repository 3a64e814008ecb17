"""Rows of an earlier version, bound to their chats and sealed under their browsers' tokens, once.

Before, a row could be copied to another chat, and the server's key opened the rows of browsers.
"""

from __future__ import annotations

import json

from sqlite_utils import Database

from bot.engine import inbox, outbox, state
from bot.engine.sealing import Seal, SealingError
from bot.messages import Channel

KEY_MARK = "installation key"


def begin(db: Database, seal: Seal) -> None:
    """Mark whose key seals this file; where an earlier version wrote it, bind its rows first."""
    with db.atomic():
        if db.execute("SELECT 1 FROM key_mark").fetchone():
            return
        _bind(db, seal, "inbox", inbox.PURPOSE, "chat")
        _bind(db, seal, "outbox", outbox.PURPOSE, "address")
        _bind(db, seal, "state", state.PURPOSE, "")
        db.execute("DELETE FROM web_lines")  # shown for convenience alone, and readable with the server's key
        db.execute("INSERT INTO key_mark VALUES (?)", [seal.mark(KEY_MARK)])


def _bind(db: Database, seal: Seal, table: str, purpose: str, token: str) -> None:
    """Seal each row of a table again; `token` names the field that holds the token of a browser."""
    columns = "chat, body" + (", channel" if token else "")
    for row in db.execute(f"SELECT {columns} FROM {table}").fetchall():  # noqa: S608 (own names)
        try:
            text = seal.open(row[1], purpose)
        except SealingError:
            continue  # it stays, and is said to be unreadable when it is looked at
        own = seal.under(json.loads(text)[token]) if token and row[2] == Channel.WEB else seal
        sealed = own.close(text, purpose, row[0])
        db.execute(f"UPDATE {table} SET body = ? WHERE chat = ? AND body = ?", [sealed, row[0], row[1]])  # noqa: S608
