"""Whether the keys at hand are those that sealed what is there: looked at before anything is written with them."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import closing, suppress
from pathlib import Path

from bot.channels import zalo_token
from bot.engine import inbox, mailbox, outbox, state
from bot.engine.database import DATABASE_ERRORS, Connection, look_into
from bot.engine.sealing import SEALED_BY, KeyProblem, Seal, SealingError, read_key, refuse_if_lost, source_of
from bot.engine.upgrade import KEY_MARK
from bot.settings import Settings
from bot.texts import keys as words

MARK = "key_mark"  # the setting of feedback.db that tells its key; nothing else in it can be tried without a code
ROWS = 3  # looked at in each table: one of them may be damaged
SEALED = {
    "bot.db": {
        "zalo_tokens": zalo_token.PURPOSE,
        "state": state.PURPOSE,
        "inbox": inbox.PURPOSE,
        "outbox": outbox.PURPOSE,
    },
    "push.db": {"reminder": mailbox.PURPOSE, "live_link": mailbox.PURPOSE},
}


def check_keys(settings: Settings) -> None:
    """Raise KeyProblem for the first of the two keys that is lost, misshapen or not the one."""
    for name in SEALED_BY:
        check_key(settings.data / "keys" / name, settings.key if name == "bot.key" else "")


def check_key(path: Path, from_environment: str = "") -> bool:
    """Whether there is a key; False before the first use. Raises KeyProblem. Changes nothing."""
    if not from_environment and not path.exists():
        refuse_if_lost(path)
        return False
    key, data = read_key(path, from_environment), path.parent.parent
    closed = [name for name in SEALED_BY[path.name] if not opens(data / name, key)]
    if closed:
        source = source_of(path, from_environment)
        raise KeyProblem(words.WRONG[path.name].format(source=source, databases=", ".join(closed)))
    return True


def key_mark(key: bytes) -> bytes:
    """What feedback.db remembers of its key: it tells the key from another one, and nothing about it."""
    return Seal(key).mark("installation key")


def opens(path: Path, key: bytes) -> bool:
    """Whether the key opens a sealed row of the database; True as well when there is none to try."""
    if not path.exists():
        return True
    with closing(look_into(path)) as db:
        if path.name == "feedback.db":
            query = f"SELECT value FROM setting WHERE name = '{MARK}'"  # noqa: S608 (own name)
            return all(mark == key_mark(key) for mark in _read(db, query))
        if path.name == "bot.db" and (marks := list(_read(db, "SELECT mark FROM key_mark"))):
            return all(mark == Seal(key).mark(KEY_MARK) for mark in marks)
        tried = [
            _opens(Seal(key), body, purpose)
            for table, purpose in SEALED[path.name].items()
            for body in _read(db, f"SELECT body FROM {table} LIMIT {ROWS}")  # noqa: S608 (own names)
        ]
    return not tried or any(tried)


def _read(db: Connection, query: str) -> Iterator[bytes]:
    """The values; none when the database is too new for the table, or broken (which is for others to say)."""
    with suppress(*DATABASE_ERRORS):
        for (value,) in db.execute(query):
            yield value


def _opens(seal: Seal, body: bytes, purpose: str) -> bool:
    try:
        seal.open(body, purpose)
    except SealingError:
        return False
    return True
