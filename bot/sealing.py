"""Authenticated encryption and keyed marks under the installation key.

The key stands outside the databases: in a 0600 file, or in DANBIET_KEY. Without it `bot.db` says nothing but
how many rows there are.
"""

from __future__ import annotations

import os
from pathlib import Path

from nacl.encoding import RawEncoder
from nacl.exceptions import CryptoError
from nacl.hash import blake2b
from nacl.secret import Aead
from nacl.utils import random

KEY_BYTES = 32


class SealingError(Exception):
    """The key is missing, of a wrong shape, or not the one that sealed; holds no key and no text."""


class Seal:
    """Seals texts, and turns identities into marks that cannot be turned back without the key."""

    def __init__(self, key: bytes) -> None:
        if len(key) != KEY_BYTES:
            raise SealingError("the installation key must have 32 bytes")
        self._box = Aead(blake2b(b"seal", key=key, encoder=RawEncoder))
        self._mark_key = blake2b(b"mark", key=key, encoder=RawEncoder)

    def close(self, text: str, purpose: str) -> bytes:
        """`text` sealed; it opens only for the same purpose, so rows cannot be moved between tables."""
        return bytes(self._box.encrypt(text.encode(), aad=purpose.encode()))

    def open(self, sealed: bytes, purpose: str) -> str:
        """The text that `close` sealed; raises SealingError for anything else."""
        try:
            return self._box.decrypt(sealed, aad=purpose.encode()).decode()
        except (CryptoError, ValueError, TypeError) as error:  # another key, or a damaged row
            raise SealingError(f"a sealed row ({purpose}) cannot be opened with this key") from error

    def mark(self, *parts: str) -> bytes:
        """A keyed hash of 32 bytes.

        The same for the same parts, and nobody can guess back without the key.
        """
        framed = b"".join(len(p.encode()).to_bytes(4, "big") + p.encode() for p in parts)
        return bytes(blake2b(framed, key=self._mark_key, encoder=RawEncoder))


def load_key(path: Path, from_environment: str = "") -> bytes:
    """The installation key: 64 hex digits of the environment, or the key file, made on first use (0600)."""
    text = from_environment or _read_or_make(path)
    try:
        return bytes.fromhex(text)
    except ValueError as error:
        raise SealingError("the installation key is not 64 hex digits") from error


def _read_or_make(path: Path) -> str:
    path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    try:
        handle = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    except FileExistsError:
        return path.read_text(encoding="ascii").strip()
    with os.fdopen(handle, "w", encoding="ascii") as file:
        file.write(random(KEY_BYTES).hex() + "\n")
        file.flush()
        os.fsync(file.fileno())
    return path.read_text(encoding="ascii").strip()
