"""The real submissions half in memory, with the sample province in trial mode and a cheap key derivation."""

from __future__ import annotations

from datetime import datetime
from functools import cache

from feedback.assembly import Feedback, open_feedback
from feedback.organisation.keyring import StaffSession
from feedback.organisation.trial import READERS
from feedback.sealing.keys import Cost
from tests.images import from_image, image_of

CHEAP = Cost(passes=1, memory=64 * 1024)
KEY = b"\x07" * 32


def trial_feedback(now: datetime) -> Feedback:
    """An empty half in which every unit above the workplace can receive."""
    return from_image(_prepared(now), KEY, CHEAP)


@cache
def _prepared(now: datetime) -> bytes:
    """The database after the set-up, made once: it seals some hundred keys."""
    feedback = open_feedback(None, KEY, CHEAP)
    feedback.begin_trial(now)
    return image_of(feedback)


def reader(feedback: Feedback, now: datetime) -> StaffSession:
    """A staff member who holds the keys of all units."""
    return feedback.keyring.open_trial_session(READERS[0], now)
