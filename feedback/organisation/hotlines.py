"""Telephone numbers for emergencies, as data: shown with their hours, and only while somebody keeps checking them."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from datetime import date, timedelta
from importlib.resources import files
from pathlib import Path

from feedback.errors import Fault, FeedbackError

NAME = "hotlines.toml"
CHECKED_FOR = timedelta(days=180)


class BadHotlines(FeedbackError):
    """The operator's list of numbers cannot be read."""


@dataclass(frozen=True, slots=True)
class Hotline:
    """A number. `fixed` ones are set by law (113, 114, 115, 111) and need no check."""

    id: str
    number: str
    name: str
    hours: str
    source: str
    fixed: bool = False
    verified_on: date | None = None

    def may_be_shown(self, today: date) -> bool:
        """A wrong number costs time that nobody has: an unchecked one is not shown."""
        return self.fixed or (self.verified_on is not None and today < self.verified_on + CHECKED_FOR)


def read_hotlines(own: Path | None = None) -> tuple[Hotline, ...]:
    """The operator's list when the file exists, else the bundled one. BadHotlines says what is wrong with the file."""
    bundled = files("feedback") / "data" / "hotlines.toml"
    source = own if own and own.is_file() else bundled
    try:
        return parse_hotlines(source.read_text(encoding="utf-8"))
    except UnicodeDecodeError:
        raise BadHotlines(Fault.HOTLINES_BROKEN) from None


def parse_hotlines(text: str) -> tuple[Hotline, ...]:
    """The numbers of a TOML list; BadHotlines when it is none."""
    try:
        return tuple(Hotline(**row) for row in tomllib.loads(text)["hotline"])
    except (tomllib.TOMLDecodeError, TypeError, KeyError):
        raise BadHotlines(Fault.HOTLINES_BROKEN) from None
