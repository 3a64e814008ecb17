"""Emergency numbers as they are spoken: with their hours, and with the day of the last check where there is one."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date
from functools import cache
from string import Formatter

from bot.conversation.parts.labels import day
from bot.texts import emergency as words
from feedback.organisation.hotlines import Hotline, read_hotlines


def speaker(hotlines: Sequence[Hotline]) -> Callable[[str, date], str]:
    """A function from a number's id and today to its words, "" when it is unknown or too long unchecked."""
    known = {h.id: h for h in hotlines}

    def speak(identity: str, today: date) -> str:
        line = known.get(identity)
        if line is None or not line.may_be_shown(today):
            return ""
        if line.verified_on is None:
            return words.NUMBER.format(number=line.number, name=line.name, hours=line.hours)
        return words.NUMBER_CHECKED.format(
            number=line.number, name=line.name, hours=line.hours, day=day(line.verified_on)
        )

    return speak


@cache
def bundled() -> Callable[[str, date], str]:
    """The numbers that come with the product."""
    return speaker(read_hotlines())


def fill(sentence: str, speak: Callable[[str, date], str], today: date) -> str:
    """The sentence with its numbers; "" when one of them may not be shown."""
    names = {name for _, name, _, _ in Formatter().parse(sentence) if name}
    numbers = {name: speak(name, today) for name in names}
    return sentence.format(**numbers) if all(numbers.values()) else ""
