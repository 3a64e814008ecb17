"""Honest lives of a small union on disk: random verbs, days that pass, restarts, and copies kept on the way."""

from __future__ import annotations

import random
import shutil
from contextlib import suppress
from datetime import timedelta
from pathlib import Path

from feedback.assembly import open_feedback
from feedback.errors import FeedbackError
from tests.feedback.stories import STARTS
from tests.feedback.union import CHEAP, KEY, Union, trial_union


def live(folder: Path, chance: random.Random, steps: int) -> list[Path]:
    """A history in `folder`; returns copies of the database from earlier moments."""
    folder.mkdir(parents=True)
    union = Union(trial_union(folder / "feedback.db"))
    older: list[Path] = []
    codes: list[str] = []
    for step in range(steps):
        with suppress(FeedbackError):
            act(union, codes, chance)
        if chance.random() < 0.2:
            older.append(union.feedback.db.copy_to(folder / f"older-{step}.db"))
        if chance.random() < 0.1:
            union.feedback.db.close()
            again = Union(open_feedback(folder / "feedback.db", KEY, CHEAP))
            again.now, union = union.now, again
    union.send()  # so that the newest copy is an older one
    union.feedback.db.close()
    return older


def act(union: Union, codes: list[str], chance: random.Random) -> None:
    what = chance.random()
    if what < 0.4 or not codes:
        code, _ = chance.choice(STARTS)(union)
        codes.append(code)
    elif what < 0.6:
        union.wait(chance.randrange(1, 6))
    elif what < 0.7:
        union.now += timedelta(minutes=chance.randrange(600))
        union.feedback.clock.step(union.now - timedelta(minutes=chance.randrange(120)))  # a clock that was put back
    elif what < 0.8:
        union.feedback.submissions.add_message(chance.choice(codes), "Thêm một lời.", union.now, token=str(what))
    elif what < 0.9:
        union.feedback.submissions.look_up(chance.choice(codes), union.now)
    else:
        union.feedback.submissions.delete(chance.choice(codes), union.now)


def copied(folder: Path, target: Path) -> Path:
    """The folder as it is on the disk, with its keys."""
    target.mkdir()
    shutil.copy(folder / "feedback.db", target)
    shutil.copytree(folder / "keys", target / "keys")
    return target
