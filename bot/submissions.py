"""Opens the submissions half of an installation; without any staff it can be set up for trial in one call."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, datetime
from functools import cache
from typing import TYPE_CHECKING

from bot.engine.sealing import load_key
from bot.operations.key_check import MARK, check_key, key_mark
from bot.settings import Settings
from feedback.assembly import Feedback, open_feedback
from knowledge.citations import read_citation

if TYPE_CHECKING:
    from knowledge.library import Library


def installation_key(settings: Settings) -> bytes:
    """The one key outside the databases; pepper, receipts and trial mode are derived from it."""
    return load_key(settings.data / "keys" / "bot.key", settings.key)


def open_submissions(settings: Settings) -> Feedback:
    """This installation's feedback.db with everything around it; KeyProblem when it was begun with another key."""
    key = installation_key(settings)
    check_key(settings.data / "keys" / "bot.key", settings.key)
    feedback = open_feedback(settings.data / "feedback.db", key, check_law=law_check(settings))
    if feedback.db.setting(MARK) is None:
        feedback.db.set_setting(MARK, key_mark(key))
    return feedback


def law_check(settings: Settings) -> Callable[[str, date], bool]:
    """Whether a citation names an article in force on a day; the law is opened when the first one is to be checked."""

    @cache
    def library() -> Library:
        from knowledge.library import Library  # slow to import, and most commands cite nothing

        return Library(settings.data)

    def is_known(ref: str, day: date) -> bool:
        cited = read_citation(ref)
        hit = library().article(cited.document, cited.article, day, cited) if cited else None
        return hit is not None and hit.in_force

    return is_known


def begin_trial(feedback: Feedback, now: datetime) -> bool:
    """Set up trial mode when nobody has a login yet; True when the union's keys lie with the server."""
    feedback.begin_trial(now)
    return feedback.staff.is_trial()
