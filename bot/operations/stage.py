"""How far an installation is: nothing begun, trial, or in earnest. Told by files of the keys folder, never by a row.

`trial.key` makes it a trial; `feedback.note` says that a feedback.db was made, so that its absence is noticed: a new
one would start an empty union that nobody answers for.
"""

from __future__ import annotations

import os
import shutil
from datetime import datetime
from enum import StrEnum
from pathlib import Path

from bot.engine.sealing import KEY_BYTES, KeyProblem, write_key
from bot.texts import stage as words

TRIAL_KEY = "trial.key"
NOTE = "feedback.note"
_KEYS = (TRIAL_KEY, NOTE, "manifest*", "journal*")
_OF_A_TRIAL = ("feedback.db*", "bot.db*", "push.db*", *(f"keys/{name}" for name in _KEYS))


class Stage(StrEnum):
    """What petitions of an installation are."""

    NONE = "none"  # questions are answered, petitions not taken
    TRIAL = "trial"  # the server holds the union's keys
    EARNEST = "earnest"


def stage_of(data: Path) -> Stage:
    """The stage of a data folder."""
    if (data / "keys" / TRIAL_KEY).exists():
        return Stage.TRIAL
    return Stage.EARNEST if (data / "keys" / NOTE).exists() else Stage.NONE


def refuse_if_gone(data: Path) -> None:
    """Raise KeyProblem when this folder once had a feedback.db and has none now."""
    if stage_of(data) is not Stage.NONE and not (data / "feedback.db").exists():
        raise KeyProblem(words.FEEDBACK_GONE.format(folder=data))


def settle(data: Path, *, trial: bool, now: datetime) -> None:
    """Note what was begun; a folder of an earlier version is noted at its first opening."""
    keys = data / "keys"
    if trial and not (keys / TRIAL_KEY).exists() and not (keys / NOTE).exists():
        write_key(keys / TRIAL_KEY, os.urandom(KEY_BYTES))
    if not (keys / NOTE).exists():
        keys.mkdir(mode=0o700, parents=True, exist_ok=True)
        note = keys / NOTE
        note.touch(mode=0o600)
        note.write_text(words.NOTE.format(day=f"{now:%Y-%m-%d}"), "utf-8")


def set_trial_aside(data: Path, now: datetime) -> Path:
    """Move everything of the trial into a folder beside it; what follows begins anew."""
    aside = data / f"chay-thu-{now:%Y%m%d-%H%M%S}"
    aside.mkdir(mode=0o700)
    for pattern in _OF_A_TRIAL:
        for path in data.glob(pattern):
            shutil.move(path, aside / path.name)
    return aside
