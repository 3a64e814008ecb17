"""The second factor of a log-in: six digits of an app (TOTP, RFC 6238) or one of ten recovery codes, each used once.

Secret and recovery codes lie in a box under a key that derives from the person's own private key, so that only who has
the password can even try, and who writes the database cannot put another secret there.
"""

from __future__ import annotations

import hashlib
import hmac
import json
import secrets as random_source
from dataclasses import dataclass, field
from datetime import datetime

import pyotp

from feedback.errors import NoKey
from feedback.sealing import keys, receipt

ISSUER = "Dân Biết"
RECOVERY_CODES = 10
STEP_SECONDS = 30
DRIFT = 1  # steps that a telephone's clock may be off, either way
_CODE_LENGTH = 10


@dataclass(frozen=True, slots=True)
class Factor:
    """What a person's app shares with us, and the digests of the recovery codes that are left."""

    secret: str = field(repr=False)
    left: tuple[str, ...] = field(repr=False)

    def step_of(self, code: str, now: datetime) -> int | None:
        """The time step (30 s each since 1970) whose six digits these are, or None. Each step is taken once only."""
        digits, at = "".join(code.split()), int(now.timestamp()) // STEP_SECONDS
        totp = pyotp.TOTP(self.secret)
        steps = range(at - DRIFT, at + DRIFT + 1)
        return next((s for s in steps if hmac.compare_digest(totp.generate_otp(s).encode(), digits.encode())), None)

    def without(self, code: str) -> Factor | None:
        """This factor after a recovery code was used, or None when it is none of those left."""
        used = _digest(code)
        return Factor(self.secret, tuple(c for c in self.left if c != used)) if used in self.left else None

    def uri(self, login: str) -> str:
        """What an app reads from a QR code."""
        return str(pyotp.TOTP(self.secret).provisioning_uri(name=login, issuer_name=ISSUER))


def new_factor() -> tuple[Factor, tuple[str, ...]]:
    """A fresh secret, and its ten recovery codes as they are shown once."""
    codes = tuple(_new_code() for _ in range(RECOVERY_CODES))
    return Factor(pyotp.random_base32(), tuple(map(_digest, codes))), codes


def close_box(factor: Factor, private_key: bytes) -> bytes:
    """The factor as it is stored."""
    text = json.dumps({"secret": factor.secret, "left": factor.left})
    return keys.wrap(text.encode(), _box_key(private_key))


def open_box(box: bytes, private_key: bytes) -> Factor:
    """The reverse of `close_box`; NoKey when somebody else wrote it."""
    try:
        found = json.loads(keys.unwrap(box, _box_key(private_key)))
        return Factor(found["secret"], tuple(found["left"]))
    except (ValueError, KeyError):
        raise NoKey from None


def _box_key(private_key: bytes) -> bytes:
    return keys.derive(private_key, "danbiet second factor")


def _new_code() -> str:
    letters = "".join(random_source.choice(receipt.PUBLIC_ALPHABET) for _ in range(_CODE_LENGTH))
    return f"{letters[:5]}-{letters[5:]}"


def _digest(code: str) -> str:
    plain = "".join(code.upper().replace("-", "").split())
    return hashlib.blake2b(plain.encode(), digest_size=16).hexdigest()
