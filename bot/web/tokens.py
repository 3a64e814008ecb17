"""Random tokens of chats and pages: made by this server alone, so that nobody can plant one that he knows.

24 random bytes and the first 8 of a keyed mark over them, as 43 characters of a URL.
"""

from __future__ import annotations

import base64
import hmac
import secrets

from bot.engine.sealing import Seal

RANDOM, CHECK = 24, 8


def cookie_name(name: str, secure: bool) -> str:
    """A cookie's name; under https no neighbouring host can set it (`__Host-`)."""
    return f"__Host-{name}" if secure else name


def mint(seal: Seal) -> str:
    """A fresh token."""
    random = secrets.token_bytes(RANDOM)
    return base64.urlsafe_b64encode(random + _check(seal, random)).rstrip(b"=").decode()


def is_ours(seal: Seal, token: str) -> bool:
    """Whether this server made the token."""
    try:
        raw = base64.urlsafe_b64decode(token + "=" * (-len(token) % 4))
    except ValueError:
        return False
    return len(raw) == RANDOM + CHECK and hmac.compare_digest(_check(seal, raw[:RANDOM]), raw[RANDOM:])


def _check(seal: Seal, random: bytes) -> bytes:
    return seal.mark("token", random.hex())[:CHECK]
