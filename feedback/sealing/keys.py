"""Every use of libsodium: the only file that imports PyNaCl.

    case key pair     anybody may append to a case with its public key; reading needs the private key
    case private key  sealed to: the code's own key | owner unit | next tier (inactive) | recovery; no excluded unit
    unit private key  sealed to each member's staff key
    staff private key under Argon2id(password)
    recovery key      three nested sealed boxes, one per pair of three custodians: any two open it, no one alone

Content is a SecretStream whose key is sealed to the case, padded to 512-byte blocks, and bound to its place by
associated data, so that rows cannot be swapped. Public and private keys travel as 32 raw bytes.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from itertools import combinations

from nacl import bindings as sodium
from nacl.exceptions import CryptoError
from nacl.public import PrivateKey, PublicKey, SealedBox
from nacl.pwhash import argon2id
from nacl.secret import SecretBox
from nacl.signing import SigningKey, VerifyKey
from nacl.utils import random as random_bytes

from feedback.errors import NoKey, WrongPassword

TEXT_BLOCK = 512
CHUNK = 64 * 1024
KEY_BYTES = 32
SALT_BYTES = argon2id.SALTBYTES
FILE_CLASSES = tuple(64 * 1024 * 2**n for n in range(9))  # 64 KiB … 16 MiB
_SEALED_KEY = KEY_BYTES + sodium.crypto_box_SEALBYTES
_HEADER = sodium.crypto_secretstream_xchacha20poly1305_HEADERBYTES
_OVERHEAD = sodium.crypto_secretstream_xchacha20poly1305_ABYTES
_FINAL = sodium.crypto_secretstream_xchacha20poly1305_TAG_FINAL
_MESSAGE = sodium.crypto_secretstream_xchacha20poly1305_TAG_MESSAGE


@dataclass(frozen=True, slots=True)
class Cost:
    """What one Argon2id run costs: passes over `memory` bytes."""

    passes: int = 4
    memory: int = 128 * 1024 * 1024


@dataclass(frozen=True, slots=True)
class Secrets:
    """The server's own secrets, all derived from the one installation key, which lives outside every database."""

    pepper: bytes = field(repr=False)
    signing_seed: bytes = field(repr=False)
    trial_key: bytes = field(repr=False)
    watch_key: bytes = field(repr=False)
    journal_key: bytes = field(repr=False)
    notice_key: bytes = field(repr=False)

    @classmethod
    def derive(cls, installation_key: bytes) -> Secrets:
        """Six independent 32-byte keys of one 32-byte installation key."""
        names = ("pepper", "signing", "trial", "watch", "journal", "notice")
        return cls(*(derive(installation_key, f"danbiet feedback {name}") for name in names))


def derive(key: bytes, purpose: str) -> bytes:
    """A 32-byte key for one purpose; different purposes tell nothing about each other."""
    return hashlib.blake2b(purpose.encode(), key=key, digest_size=KEY_BYTES).digest()


def new_key_pair() -> tuple[bytes, bytes]:
    """A new X25519 pair as (public, private)."""
    private = PrivateKey.generate()
    return bytes(private.public_key), bytes(private)


def public_of(private: bytes) -> bytes:
    """The public key that belongs to a private key."""
    return bytes(PrivateKey(private).public_key)


# --- the worker's code ------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class WorkerKeys:
    """What a code gives: the id that is stored, and the key that is stored nowhere."""

    lookup_id: bytes
    wrapping_key: bytes = field(repr=False)


def keys_of_code(code: str, salt: bytes, secrets: Secrets, cost: Cost) -> WorkerKeys:
    """One Argon2id run and two keys. libsodium takes no secret beside the password, so the pepper keys a hash first."""
    password = hashlib.blake2b(code.encode(), key=secrets.pepper, digest_size=KEY_BYTES).digest()
    root = argon2id.kdf(KEY_BYTES, password, salt, opslimit=cost.passes, memlimit=cost.memory)
    return WorkerKeys(derive(root, "lookup"), derive(root, "unwrap"))


def new_salt() -> bytes:
    """A salt for Argon2id."""
    return random_bytes(SALT_BYTES)


# --- sealing keys -----------------------------------------------------------------------------------------------


def wrap(private: bytes, wrapping_key: bytes) -> bytes:
    """Encrypt a private key under a symmetric key."""
    return bytes(SecretBox(wrapping_key).encrypt(private))


def unwrap(wrapped: bytes, wrapping_key: bytes) -> bytes:
    """The reverse of `wrap`; NoKey when the key is not the one."""
    try:
        return bytes(SecretBox(wrapping_key).decrypt(wrapped))
    except CryptoError:
        raise NoKey from None


def seal(secret: bytes, public: bytes) -> bytes:
    """Seal to a public key; the sender needs no key and cannot open it again."""
    return bytes(SealedBox(PublicKey(public)).encrypt(secret))


def unseal(sealed: bytes, private: bytes) -> bytes:
    """The reverse of `seal`; NoKey when the key is not the one."""
    try:
        return bytes(SealedBox(PrivateKey(private)).decrypt(sealed))
    except CryptoError:
        raise NoKey from None


def lock_with_password(private: bytes, password: str, salt: bytes, cost: Cost) -> bytes:
    """A staff private key under Argon2id(password)."""
    return wrap(private, _password_key(password, salt, cost))


def open_with_password(locked: bytes, password: str, salt: bytes, cost: Cost) -> bytes:
    """The staff private key; WrongPassword when the password is not the one."""
    try:
        return unwrap(locked, _password_key(password, salt, cost))
    except NoKey:
        raise WrongPassword from None


def _password_key(password: str, salt: bytes, cost: Cost) -> bytes:
    key = argon2id.kdf(KEY_BYTES, password.encode(), salt, opslimit=cost.passes, memlimit=cost.memory)
    return bytes(key)


def seal_for_pairs(secret: bytes, custodians: dict[int, bytes]) -> dict[tuple[int, int], bytes]:
    """Seal a secret so that any two of the custodians (id → public key) open it together and no one alone."""
    pairs = combinations(sorted(custodians), 2)
    return {(a, b): seal(seal(secret, custodians[b]), custodians[a]) for a, b in pairs}


def unseal_pair(sealed: bytes, first_private: bytes, second_private: bytes) -> bytes:
    """Open what `seal_for_pairs` made for (a, b), with the private keys in that order."""
    return unseal(unseal(sealed, first_private), second_private)


# --- content ----------------------------------------------------------------------------------------------------


def seal_text(text: str, public: bytes, place: str) -> bytes:
    """Encrypt text to a key pair, padded to 512-byte blocks. `place` ("message:5:body") must be given again to open."""
    return seal_bytes(sodium.sodium_pad(text.encode(), TEXT_BLOCK), public, place)


def open_text(sealed: bytes, private: bytes, place: str) -> str:
    """The reverse of `seal_text`; NoKey when key or place differ."""
    return unpad_text(open_bytes(sealed, private, place))


def unpad_text(padded: bytes) -> str:
    """The text in what `seal_text` padded, once its seal is off."""
    return bytes(sodium.sodium_unpad(padded, TEXT_BLOCK)).decode()


def seal_file(data: bytes, public: bytes, place: str) -> bytes:
    """Encrypt a file, padded up to the next of a few size classes, so that its size tells little."""
    size = next((c for c in FILE_CLASSES if c > len(data)), None)
    if size is None:
        raise ValueError("file larger than the largest size class")
    return seal_bytes(sodium.sodium_pad(data, size), public, place)


def open_file(sealed: bytes, private: bytes, place: str) -> bytes:
    """The reverse of `seal_file`."""
    padded = open_bytes(sealed, private, place)
    return bytes(sodium.sodium_unpad(padded, len(padded)))


def seal_bytes(data: bytes, public: bytes, place: str) -> bytes:
    """A whole SecretStream in memory: sealed stream key, header, chunks."""
    pieces = (data[i : i + CHUNK] for i in range(0, max(len(data), 1), CHUNK))
    return b"".join(seal_stream(pieces, public, place))


def open_bytes(sealed: bytes, private: bytes, place: str) -> bytes:
    """The reverse of `seal_bytes`; NoKey when the key or the place differ or anything was changed."""
    return b"".join(open_stream([sealed], private, place))


def seal_stream(pieces: Iterable[bytes], public: bytes, place: str) -> Iterator[bytes]:
    """Encrypt pieces of at most 64 KiB as they come; the last one is marked, so that a cut is noticed."""
    key = sodium.crypto_secretstream_xchacha20poly1305_keygen()
    state = sodium.crypto_secretstream_xchacha20poly1305_state()
    yield seal(key, public) + sodium.crypto_secretstream_xchacha20poly1305_init_push(state, key)
    pending: bytes | None = None
    for piece in _exact_chunks(pieces):
        if pending is not None:
            yield _push(state, pending, place, _MESSAGE)
        pending = piece
    yield _push(state, pending or b"", place, _FINAL)


def open_stream(blocks: Iterable[bytes], private: bytes, place: str) -> Iterator[bytes]:
    """The reverse of `seal_stream` over blocks of any size; NoKey at the first forged, foreign or missing chunk."""
    source = _Reader(iter(blocks))
    key = unseal(source.read(_SEALED_KEY), private)
    state = sodium.crypto_secretstream_xchacha20poly1305_state()
    try:
        sodium.crypto_secretstream_xchacha20poly1305_init_pull(state, source.read(_HEADER), key)
        tag = _MESSAGE
        while tag != _FINAL:
            data, tag = sodium.crypto_secretstream_xchacha20poly1305_pull(
                state, source.read(CHUNK + _OVERHEAD), place.encode()
            )
            yield data
    except (CryptoError, ValueError):
        raise NoKey from None
    if source.read(1):
        raise NoKey


def _push(state: sodium.crypto_secretstream_xchacha20poly1305_state, data: bytes, place: str, tag: int) -> bytes:
    return bytes(sodium.crypto_secretstream_xchacha20poly1305_push(state, data, place.encode(), tag))


def _exact_chunks(pieces: Iterable[bytes]) -> Iterator[bytes]:
    buffer = b""
    for piece in pieces:
        buffer += piece
        while len(buffer) >= CHUNK:
            yield buffer[:CHUNK]
            buffer = buffer[CHUNK:]
    if buffer:
        yield buffer


class _Reader:
    """Reads exact amounts from blocks of any size."""

    def __init__(self, blocks: Iterator[bytes]) -> None:
        self._blocks = blocks
        self._buffer = b""

    def read(self, size: int) -> bytes:
        while len(self._buffer) < size:
            block = next(self._blocks, None)
            if block is None:
                break
            self._buffer += block
        taken, self._buffer = self._buffer[:size], self._buffer[size:]
        return taken


# --- signatures -------------------------------------------------------------------------------------------------


def fingerprint(public: bytes) -> str:
    """What people compare of a public key: eight groups of four hexadecimal digits."""
    digest = hashlib.blake2b(public, digest_size=16).hexdigest()
    return " ".join(digest[i : i + 4] for i in range(0, len(digest), 4))


def sign_as(message: bytes, private: bytes) -> bytes:
    """A signature by the person who holds this private key: each has an Ed25519 key that derives from it."""
    return bytes(SigningKey(_signing_seed(private)).sign(message).signature)


def signer_of(private: bytes) -> bytes:
    """The public key that verifies what `sign_as` signed."""
    return bytes(SigningKey(_signing_seed(private)).verify_key)


def _signing_seed(private: bytes) -> bytes:
    return derive(private, "danbiet signing")


def sign(message: bytes, secrets: Secrets) -> bytes:
    """An Ed25519 signature (64 bytes) by the installation."""
    return bytes(SigningKey(secrets.signing_seed).sign(message).signature)


def verify(message: bytes, signature: bytes, verify_key: bytes) -> bool:
    """Whether the signature belongs to the message."""
    try:
        VerifyKey(verify_key).verify(message, signature)
    except (CryptoError, ValueError, TypeError):
        return False
    return True


def verify_key(secrets: Secrets) -> bytes:
    """The public key of our receipts."""
    return bytes(SigningKey(secrets.signing_seed).verify_key)
