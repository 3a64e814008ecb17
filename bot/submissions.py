"""Opens the submissions half of an installation; without any staff it can be set up for trial in one call."""

from __future__ import annotations

from datetime import datetime

from bot.engine.sealing import load_key
from bot.operations.key_check import MARK, check_key, key_mark
from bot.settings import Settings
from feedback.assembly import Feedback, open_feedback


def installation_key(settings: Settings) -> bytes:
    """The one key outside the databases; pepper, receipts and trial mode are derived from it."""
    return load_key(settings.data / "keys" / "bot.key", settings.key)


def open_submissions(settings: Settings) -> Feedback:
    """This installation's feedback.db with everything around it; KeyProblem when it was begun with another key."""
    key = installation_key(settings)
    check_key(settings.data / "keys" / "bot.key", settings.key)
    feedback = open_feedback(settings.data / "feedback.db", key)
    if feedback.db.setting(MARK) is None:
        feedback.db.set_setting(MARK, key_mark(key))
    return feedback


def begin_trial(feedback: Feedback, now: datetime) -> bool:
    """Set up trial mode when nobody has a login yet; True when the union's keys lie with the server."""
    feedback.begin_trial(now)
    return feedback.staff.is_trial()
