"""Sums and rates that change by date (data/figures.toml), and the words in which an answer tells them.

A text names a figure in braces, perhaps several times it: "{base_salary}", "{2*base_salary}". On the day of an answer
it reads "5.060.000 đồng (theo mức từ 1/7/2026)". A figure that is not known for that day stays words: "2 lần lương cơ
sở". Figures that are so many times another one move with it.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from functools import cache
from importlib.resources import files

_NAMED = re.compile(r"\{\s*(?:(?P<times>\d+(?:\.\d+)?)\s*\*\s*)?(?P<name>[a-z][a-z0-9_]*)\s*\}")
_IN_WORDS = re.compile(
    r"(?P<times>\d+(?:,\d+)?)\s*(?P<unit>lần|%)\s+(?:mức )?(?P<figure>lương cơ sở|tham chiếu)", re.IGNORECASE
)
_TIMES = re.compile(r"(\d+(?:\.\d+)?)\*([a-z][a-z0-9_]*)")


@dataclass(frozen=True, slots=True)
class Figure:
    """One figure from `begins_on` until the day before `ends_on` (None: not known).

    `value` is in `unit` ("đồng/tháng", "%"); `source` the provision that sets it, "293/2025/NĐ-CP:3:1"; `check_by` the
    day by which somebody must look for a new one.
    """

    name: str
    title: str
    unit: str
    value: float
    begins_on: date
    ends_on: date | None
    source: str
    check_by: date | None = None

    def is_past(self, day: date) -> bool:
        """Whether it is over, or should have been looked at again by that day."""
        return any(end is not None and end <= day for end in (self.ends_on, self.check_by))


@dataclass(frozen=True, slots=True)
class _Row:
    """A line of the file: `times` of the figure `value_of`, or a value of its own."""

    name: str
    title: str
    unit: str
    value: float
    value_of: str | None
    begins_on: date
    ends_on: date | None
    source: str
    check_by: date | None


class Figures:
    """All figures of all days."""

    def __init__(self, rows: Iterable[dict[str, object]]) -> None:
        self._rows: dict[str, list[_Row]] = {}
        for row in map(_row, rows):
            self._rows.setdefault(row.name, []).append(row)
        for same in self._rows.values():
            same.sort(key=lambda row: row.begins_on)

    @property
    def names(self) -> tuple[str, ...]:
        """The names that a text may use."""
        return tuple(self._rows)

    def on(self, name: str, day: date) -> Figure | None:
        """The figure of that name on a day, or None where none is known."""
        rows = [row for row in self._rows.get(name, []) if row.begins_on <= day]
        if not rows or (rows[-1].ends_on and rows[-1].ends_on <= day):
            return None
        row, later = rows[-1], self._rows[name][len(rows) :]
        ends_on = later[0].begins_on if later else row.ends_on
        value, begins_on = row.value, row.begins_on
        if row.value_of:
            other = self.on(row.value_of, day)
            if other is None:
                return None
            value, begins_on = row.value * other.value, max(begins_on, other.begins_on)
        return Figure(row.name, row.title, row.unit, value, begins_on, ends_on, row.source, row.check_by)

    def all_on(self, day: date) -> list[Figure]:
        """Every figure of a day, in the order of the file."""
        return [figure for name in self._rows if (figure := self.on(name, day))]

    def past(self, day: date) -> list[Figure]:
        """Figures that are over without a new one, or that should have been looked at again by that day."""
        found = []
        for name, rows in self._rows.items():
            newest = self.on(name, day) or self.on(name, rows[-1].begins_on)
            if newest and newest.is_past(day):
                found.append(newest)
        return found

    def unknown(self, text: str) -> list[str]:
        """What stands in braces in a text and is no figure."""
        inside = re.findall(r"\{[^}]*\}?", text)
        return [part for part in inside if not ((m := _NAMED.fullmatch(part)) and m["name"] in self._rows)]

    def fill(self, text: str, day: date) -> str:
        """The text with the sums of that day; each day from which sums hold is told once."""
        told: set[date] = set()

        def spoken(match: re.Match[str]) -> str:
            figure = self.on(match["name"], day)
            times = float(match["times"] or 1)
            if figure is None:
                return _in_words(match["times"], self._rows.get(match["name"], []), match[0])
            since = "" if figure.begins_on in told else f" (theo mức từ {_day(figure.begins_on)})"
            told.add(figure.begins_on)
            return f"{amount(times * figure.value)} {_counted_in(figure.unit)}{since}"

        return _NAMED.sub(spoken, text)

    def sums_in(self, text: str, day: date) -> list[str]:
        """What a text's "2 lần mức tham chiếu", "30% lương cơ sở" come to on that day, a sentence each."""
        found = []
        for match in _IN_WORDS.finditer(text):
            name = "reference_level" if "tham" in match["figure"] else "base_salary"
            figure = self.on(name, day)
            if figure:
                times = float(match["times"].replace(",", ".")) / (100 if match["unit"] == "%" else 1)
                said = " ".join(match[0].split())
                sum_ = f"{amount(times * figure.value)} {_counted_in(figure.unit)}"
                found.append(f"{said} là {sum_}, theo mức từ {_day(figure.begins_on)}.")
        return list(dict.fromkeys(found))


@cache
def shipped() -> Figures:
    """The figures that come with the program."""
    found = tomllib.loads((files("knowledge") / "data" / "figures.toml").read_text("utf-8"))
    return Figures(found["figure"])


def amount(value: float) -> str:
    """A number as it is written in Vietnamese: 5060000 → "5.060.000", 1.5 → "1,5"; cut off after two decimals."""
    whole, _, part = f"{value:,.2f}".partition(".")
    part = part.rstrip("0")
    return whole.replace(",", ".") + (f",{part}" if part else "")


def _row(row: dict[str, object]) -> _Row:
    value = row["value"]
    times = _TIMES.fullmatch(value) if isinstance(value, str) else None
    return _Row(
        name=str(row["name"]),
        title=str(row["title"]),
        unit=str(row["unit"]),
        value=float(times[1]) if times else float(str(value)),
        value_of=times[2] if times else None,
        begins_on=_as_day(row["from"]),
        ends_on=_as_day(row["until"]) if "until" in row else None,
        source=str(row["source"]),
        check_by=_as_day(row["check_by"]) if "check_by" in row else None,
    )


def _as_day(value: object) -> date:
    if not isinstance(value, date):
        raise TypeError(f"not a day: {value}")
    return value


def _counted_in(unit: str) -> str:
    return unit.partition("/")[0]


def _in_words(times: str | None, rows: list[_Row], typed: str) -> str:
    """ "2 lần lương cơ sở"; a name that is no figure stays as it was typed."""
    if not rows:
        return typed
    title = rows[-1].title[0].lower() + rows[-1].title[1:]
    return f"{times.replace('.', ',')} lần {title}" if times else title


def _day(day: date) -> str:
    return f"{day.day}/{day.month}/{day.year}"
