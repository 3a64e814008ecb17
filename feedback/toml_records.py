"""Files that an operator writes by hand in TOML → records with the line on which each begins."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from feedback.errors import Fault, FeedbackError

_LINE = re.compile(r"\(at line (\d+)")


@dataclass(frozen=True, slots=True)
class Entry:
    """One `[[name]]` table: the line of its heading, and what it says."""

    name: str
    line: int
    values: dict[str, Any]


def read_records(text: str) -> Iterator[Entry]:
    """Every `[[name]]` table of a file; FeedbackError names the line that is no TOML, or no such table."""
    lines = text.removeprefix("\ufeff").splitlines()
    try:
        found = tomllib.loads("\n".join(lines))
    except (tomllib.TOMLDecodeError, RecursionError) as error:
        at = _LINE.search(str(error))
        raise FeedbackError(Fault.TOML_BROKEN, line=int(at[1]) if at else len(lines)) from None
    for name, tables in found.items():
        heads = [
            n for n, line in enumerate(lines, 1) if re.match(rf"\s*\[\[\s*[\"']?{re.escape(name)}[\"']?\s*\]\]", line)
        ]
        if not isinstance(tables, list) or len(heads) != len(tables) or not all(isinstance(t, dict) for t in tables):
            place = next((n for n, line in enumerate(lines, 1) if name in line), 1)
            raise FeedbackError(Fault.TOML_BROKEN, line=place)
        yield from (Entry(name, line, table) for line, table in zip(heads, tables, strict=True))


def read_day(value: object) -> date:
    """A day as TOML has it or between quotation marks, "2027-02-12"; ValueError for anything else."""
    if isinstance(value, date) and not isinstance(value, datetime):
        return value
    if not isinstance(value, str):
        raise ValueError("no day")
    return date.fromisoformat(value.strip())
