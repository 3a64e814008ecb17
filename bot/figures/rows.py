"""A report as rows of words: group, name, value, definition. Page and files show the same ones."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from bot.texts import figures as words
from bot.texts import submissions as terms
from feedback.model.case import Category, Outcome
from feedback.model.lifecycle import Clock
from feedback.reports.values import Measure, OnTime, Report, Table


@dataclass(frozen=True, slots=True)
class Figure:
    """One number in words; `value` is an int, or a text where it is hidden or has a unit."""

    group: str
    name: str
    value: int | str
    meaning: str = ""


def figures(report: Report, units: Mapping[str, str]) -> list[Figure]:
    """Everything of a report, in the order in which it is read. `units`: names of units by code."""
    general = [
        Figure(words.GROUP, words.NAMES[name], count_text(report.numbers[name]), words.MEANINGS[name])
        for name in Measure
    ]
    lines = [
        Figure(words.TABLES[table], label(table, line.key, units), count_text(line.count))
        for table, found in report.tables.items()
        for line in found
    ]
    return [*general, *on_time(report), *days(report), *lines]


def on_time(report: Report) -> list[Figure]:
    """How many promises were kept, in all and by promise."""
    parts = [
        Figure(words.ON_TIME, terms.CLOCKS[Clock(clock)], percent(share))
        for clock, share in report.on_time_by_clock.items()
    ]
    return [Figure(words.GROUP, words.ON_TIME, percent(report.on_time), words.ON_TIME_MEANING), *parts]


def days(report: Report) -> list[Figure]:
    """How long the first answer took."""
    pairs = ((words.MEDIAN, report.days.median), (words.NINTH, report.days.ninth_of_ten))
    return [
        Figure(
            words.GROUP,
            name,
            words.TOO_FEW if value is None else value,
            words.DAYS_MEANING,
        )
        for name, value in pairs
    ]


def label(table: Table, key: str, units: Mapping[str, str]) -> str:
    """The name of a row."""
    if table is Table.CATEGORY:
        return terms.CATEGORIES[Category(key)]
    if table is Table.OUTCOME:
        return terms.OUTCOMES[Outcome(key)] if key else "–"
    if table is Table.CHANNEL:
        return words.CHANNELS.get(key, key)
    return units.get(key, key) if table is Table.UNIT else f"{key[5:]}/{key[:4]}"


def count_text(count: int | None) -> int | str:
    """A count, or that it is hidden."""
    return words.HIDDEN if count is None else count


def percent(share: OnTime) -> str:
    """A share in words."""
    return words.TOO_FEW if share.percent is None else f"{share.percent}%"
