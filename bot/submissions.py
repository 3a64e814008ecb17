"""Opens the submissions half of an installation, as far as it was begun; trial begins by its own command alone."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, datetime
from functools import cache
from typing import TYPE_CHECKING

from bot.clock import vietnam_now
from bot.engine.sealing import load_key
from bot.operations import stage
from bot.operations.key_check import MARK, check_key, key_mark
from bot.operations.stage import Stage, stage_of
from bot.settings import Settings
from feedback.assembly import Feedback, open_feedback
from feedback.errors import DatabaseAltered
from knowledge.citations import read_citation

if TYPE_CHECKING:
    from knowledge.library import Library


def installation_key(settings: Settings) -> bytes:
    """The one key outside the databases; pepper, receipts and trial mode are derived from it."""
    return load_key(settings.data / "keys" / "bot.key", settings.key)


def open_submissions(settings: Settings) -> Feedback:
    """This installation's feedback.db with everything around it.

    KeyProblem when it was begun with another key, or was there and is gone.
    """
    stage.refuse_if_gone(settings.data)
    key = installation_key(settings)
    check_key(settings.data / "keys" / "bot.key", settings.key)
    feedback = open_feedback(settings.data / "feedback.db", key, check_law=law_check(settings))
    if feedback.db.setting(MARK) is None:
        if stage_of(settings.data) is not Stage.NONE:  # whoever noted that it was begun had marked its key before
            raise DatabaseAltered(subjects=MARK)
        feedback.db.set_setting(MARK, key_mark(key))
    if feedback.staff.all():
        stage.settle(settings.data, trial=feedback.staff.is_trial(), now=vietnam_now())
    return feedback


def open_if_begun(settings: Settings) -> Feedback | None:
    """The submissions half, or None where nobody began it: then questions are answered and nothing is taken."""
    if stage_of(settings.data) is Stage.NONE and not (settings.data / "feedback.db").exists():
        return None
    feedback = open_submissions(settings)
    return feedback if feedback.staff.all() else None


def begin_trial(settings: Settings, now: datetime) -> Feedback | None:
    """Begin a trial where nothing was begun; None in a folder that works in earnest."""
    feedback = open_submissions(settings)
    if not feedback.staff.all():
        feedback.begin_trial(now)
        stage.settle(settings.data, trial=True, now=now)
    return feedback if stage_of(settings.data) is Stage.TRIAL else None


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
