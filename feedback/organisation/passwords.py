"""Which passwords are taken: twelve characters or more, and not one that a guessing program tries first."""

from __future__ import annotations

from collections.abc import Iterable

from zxcvbn import zxcvbn

from feedback.errors import Fault, FeedbackError

MIN_PASSWORD = 12
LEAST_SCORE = 3  # zxcvbn: 3 is "safely unguessable", more than 10^8 tries
LOOKED_AT = 72  # characters that zxcvbn takes
_KNOWN_HERE = ("congdoan", "côngđoàn", "matkhau", "mậtkhẩu", "danbiet", "dânbiết", "vietnam", "liendoanlaodong")


def check_password(password: str, own: Iterable[str] = ()) -> None:
    """Raise FeedbackError for a short or guessable password; `own` are words tied to the person (login, name, unit)."""
    if len(password) < MIN_PASSWORD:
        raise FeedbackError(Fault.PASSWORD_TOO_SHORT, least=MIN_PASSWORD)
    words = [*_KNOWN_HERE, *(w for text in own for w in (text, *text.split()) if len(w) > 2)]
    if zxcvbn(password[:LOOKED_AT], user_inputs=words)["score"] < LEAST_SCORE:
        raise FeedbackError(Fault.PASSWORD_GUESSABLE)
