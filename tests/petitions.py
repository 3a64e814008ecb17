"""The real submissions half in memory, with the sample province in trial mode and a cheap key derivation."""

from __future__ import annotations

from datetime import datetime

from feedback.assembly import Feedback, open_feedback
from feedback.keyring import StaffSession
from feedback.keys import Cost
from feedback.trial import READERS, set_up_trial

CHEAP = Cost(passes=1, memory=64 * 1024)
KEY = b"\x07" * 32


def trial_feedback(now: datetime) -> Feedback:
    """An empty half in which every unit above the workplace can receive."""
    feedback = open_feedback(None, KEY, CHEAP)
    set_up_trial(feedback.keyring, feedback.org, feedback.staff, now)
    return feedback


def reader(feedback: Feedback, now: datetime) -> StaffSession:
    """A staff member who holds the keys of all units."""
    return feedback.keyring.open_trial_session(READERS[0], now)
