"""Authenticated encryption and keyed marks under the installation key.

The key stands outside the databases: in a 0600 file, or in DANBIET_KEY. Without it `bot.db` says nothing but
how many rows there are.
"""

from __future__ import annotations

import os
from contextlib import suppress
from pathlib import Path

from nacl.encoding import RawEncoder
from nacl.exceptions import CryptoError
from nacl.hash import blake2b
from nacl.secret import Aead
from nacl.utils import random

from bot.settings import SettingsError
from bot.texts import keys as words

KEY_BYTES = 32
# the databases of the data folder that a key file has sealed, or given the secrets of: without it they are closed
SEALED_BY = {"bot.key": ("bot.db", "feedback.db"), "push.key": ("push.db",)}


class SealingError(Exception):
    """The key is missing, of a wrong shape, or not the one that sealed; holds no key and no text."""


class KeyProblem(SealingError, SettingsError):
    """A key is lost, misshapen or not the one; the text tells the operator what to do."""


class Seal:
    """Seals texts, and turns identities into marks that cannot be turned back without the key."""

    def __init__(self, key: bytes) -> None:
        if len(key) != KEY_BYTES:
            raise SealingError("the installation key must have 32 bytes")
        self._key = key
        self._box = Aead(blake2b(b"seal", key=key, encoder=RawEncoder))
        self._mark_key = blake2b(b"mark", key=key, encoder=RawEncoder)

    def close(self, text: str, purpose: str, chat: bytes = b"") -> bytes:
        """`text` sealed; it opens only for the same purpose and chat: rows cannot be moved between tables or chats."""
        return bytes(self._box.encrypt(text.encode(), aad=_bound(purpose, chat)))

    def open(self, sealed: bytes, purpose: str, chat: bytes = b"") -> str:
        """The text that `close` sealed; raises SealingError for anything else."""
        try:
            return self._box.decrypt(sealed, aad=_bound(purpose, chat)).decode()
        except (CryptoError, ValueError, TypeError) as error:  # another key, or a damaged row
            raise SealingError(f"a sealed row ({purpose}) cannot be opened with this key") from error

    def under(self, token: str) -> Seal:
        """A seal that needs this key and a browser's token: who holds the key alone opens nothing of it."""
        return Seal(blake2b(b"browser " + token.encode(), key=self._key, encoder=RawEncoder))

    def mark(self, *parts: str) -> bytes:
        """A keyed hash of 32 bytes.

        The same for the same parts, and nobody can guess back without the key.
        """
        framed = b"".join(len(p.encode()).to_bytes(4, "big") + p.encode() for p in parts)
        return bytes(blake2b(framed, key=self._mark_key, encoder=RawEncoder))


def _bound(purpose: str, chat: bytes) -> bytes:
    return purpose.encode() + (b"\0" + chat if chat else b"")


def load_key(path: Path, from_environment: str = "") -> bytes:
    """The installation key: 64 hex digits of the environment, or the key file, made on first use (0600).

    Raises KeyProblem for another shape, and for a file that is gone while what it sealed is still there.
    """
    if not from_environment and not path.exists():
        refuse_if_lost(path)
        with suppress(FileExistsError):  # another process was quicker
            write_key(path, random(KEY_BYTES))
    return read_key(path, from_environment)


def read_key(path: Path, from_environment: str = "") -> bytes:
    """The key that is there; raises KeyProblem when it is not 64 hex digits."""
    try:
        key = bytes.fromhex(from_environment or path.read_text(encoding="ascii").strip())
    except ValueError:
        key = b""
    if len(key) != KEY_BYTES:
        raise KeyProblem(words.SHAPE.format(source=source_of(path, from_environment)))
    return key


def refuse_if_lost(path: Path) -> None:
    """Raise KeyProblem when a missing key file has sealed databases that are still there: a new key opens nothing."""
    sealed = [name for name in SEALED_BY.get(path.name, ()) if (path.parent.parent / name).exists()]
    if sealed:
        raise KeyProblem(words.LOST[path.name].format(path=path, databases=", ".join(sealed)))


def write_key(path: Path, key: bytes) -> None:
    """Write a key file that only its owner can read; FileExistsError when there is one."""
    path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    with os.fdopen(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "w", encoding="ascii") as file:
        file.write(key.hex() + "\n")
        file.flush()
        os.fsync(file.fileno())


def source_of(path: Path, from_environment: str) -> str:
    """Where a key comes from, as the operator knows it."""
    return "DANBIET_KEY" if from_environment else str(path)
