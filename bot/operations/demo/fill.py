"""Fills the sample union: the year before today walks by day after day, with the real verbs and the real clock.

Codes cost a third of a second each, so that nobody can guess them. Those of the ten cases that are printed cost it here
too; the others were made with a cheap derivation, and open nothing in the running product.
"""

from __future__ import annotations

import heapq
from collections.abc import Callable, Iterable
from contextlib import suppress
from dataclasses import dataclass, replace
from datetime import datetime, time, timedelta
from itertools import cycle
from random import Random

from bot.engine.desk_beside import open_desk
from bot.operations import stage
from bot.operations.demo import people, stories
from bot.operations.demo.folder import CODES, FILLED
from bot.operations.demo.people import Letter
from bot.operations.demo.stories import Story, Tell
from bot.operations.demo.union import DemoUnion, Sent
from bot.settings import Settings
from bot.submissions import installation_key, open_submissions
from bot.texts import demo as words
from feedback.assembly import open_feedback
from feedback.clockwork.working_days import local
from feedback.errors import FeedbackError
from feedback.model.case import Category, EmergencyKind, Level
from feedback.model.draft import Place
from feedback.sealing.keys import Cost

CASES = 200
YEAR = timedelta(days=425)
"""A year of figures, and two months before it whose cases are archived by now."""
_FLOOD, _SPAM = 4, 3
_CLOCK_DAYS = frozenset({0, 2, 4})
"""The clock looks three times a week: nothing is late by more than two days, and it takes half the time."""
_CHEAP = Cost(passes=1, memory=64 * 1024)
_PLACES = (
    Place(province="hai-son", industrial_park="kcn-song-lam", company="may-anh-duong"),
    Place(province="hai-son", industrial_park="kcn-song-lam"),
    Place(province="hai-son", industrial_park="kcn-doi-xanh", company="dien-tu-sao-mai"),
    Place(province="hai-son", commune="an-thuong", company="go-thanh-phat"),
    Place(province="hai-son", industrial_park="kcn-doi-xanh"),
    Place(province="hai-son", commune="binh-ha"),
    Place(province="hai-son", branch="y-te"),
    Place(province="hai-son", industrial_park="kcn-song-lam"),
    Place(province="hai-son", commune="cam-dong"),
    Place(province="hai-son"),
)
_CHANNELS = ("web", "telegram", "web", "zalo_bot", "telegram", "web", "assisted")


@dataclass(frozen=True, slots=True)
class Filled:
    """What was made: the ten codes with their numbers."""

    codes: tuple[tuple[str, str], ...]


def fill(settings: Settings, now: datetime) -> Filled:
    """Make the union in its folder and let the year pass; returns the ten codes."""
    open_submissions(settings).db.close()
    half = open_feedback(settings.data / "feedback.db", installation_key(settings), _CHEAP)
    start = local(now - YEAR).replace(hour=9, minute=0)
    people.settle(half, start)
    stage.settle(settings.data, trial=True, now=now)
    union = DemoUnion(half, start, Random(2026))
    _walk(union, _year(union, local(now)), local(now), half.clock.step)
    half.db.close()
    codes = _with_codes(settings, now)
    _fill_desk(settings, now)
    (settings.data / CODES).touch(mode=0o600)
    (settings.data / CODES).write_text("\n".join(words.CODE.format(code=c, number=n) for c, n in codes), "utf-8")
    (settings.data / FILLED).touch()
    return Filled(codes)


def _with_codes(settings: Settings, now: datetime) -> tuple[tuple[str, str], ...]:
    """Ten cases whose codes cost what every code costs."""
    half = open_feedback(settings.data / "feedback.db", installation_key(settings))
    union, sent = DemoUnion(half, now - timedelta(days=30), Random(10)), list[Sent]()
    mail = _Mail(union)
    begun = [(_ago(now, days), _begin(union, mail, tell, sent)) for tell, days in stories.CODED.items()]
    _walk(union, begun, local(now), lambda day: None)
    half.db.close()
    return tuple((case.code, case.number) for case in sent)


# --- the year ---------------------------------------------------------------------------------------------------


def _year(union: DemoUnion, now: datetime) -> list[tuple[datetime, Story]]:
    """Every story with the moment of its letter; there are more of them towards today."""
    mail, chance = _Mail(union), union.chance
    past = [tell for tell, count in stories.PAST.items() for _ in range(count)]
    present = [(tell, days) for tell, ago in stories.PRESENT.items() for days in ago]
    past = past[: CASES - len(stories.CODED) - len(present) - _FLOOD - _SPAM]
    chance.shuffle(past)
    begun = []
    for n, tell in enumerate(past):
        share = (n / len(past)) ** 0.8
        begun.append((_ago(now, round(YEAR.days - 2 - share * (YEAR.days - 30))), _begin(union, mail, tell)))
    begun += [(_ago(now, YEAR.days - 3 - n), _begin_spam(union)) for n in range(_SPAM)]
    begun += [(_ago(now, days), _begin(union, mail, tell)) for tell, days in present]
    return [*begun, (_ago(now, 0), _flood(union))]


def _begin(union: DemoUnion, mail: _Mail, tell: Tell, sent: list[Sent] | None = None) -> Story:
    """A story from its letter on."""
    case = mail.send(tell)
    if sent is not None:
        sent.append(case)
    yield from tell(union, case)


def _begin_spam(union: DemoUnion) -> Story:
    case = union.send(Letter(Category.OTHER, words.SPAM), _PLACES[-1])
    yield from stories.spam(union, case)


def _flood(union: DemoUnion) -> Story:
    """Somebody sends again and again within minutes: the last one waits to be checked."""
    for _ in range(_FLOOD):
        union.send(Letter(Category.OTHER, words.SPAM), _PLACES[-1], sender="demo")
    yield 0


class _Mail:
    """Letters in turn, from place to place and channel to channel."""

    def __init__(self, union: DemoUnion) -> None:
        self._union = union
        self._letters = cycle(people.letters())
        self._places = cycle(_PLACES)
        self._channels = cycle(_CHANNELS)

    def send(self, tell: Tell) -> Sent:
        """The next letter, with what its story needs."""
        letter = next(self._letters)
        place, values = next(self._places), dict[str, object](channel=next(self._channels), consent_forwarding=True)
        if tell is stories.rescued:
            letter, values = Letter(Category.SAFETY, words.EMERGENCY), {**values, "emergency": EmergencyKind.ACCIDENT}
        if tell is stories.identity:
            values |= {"level": Level.CONFIDENTIAL, "contact": words.CONTACT}
        if tell is stories.disputed:  # a lone officer's would go up at once
            letter, place = people.letters()[0], _PLACES[1]
        if letter.category is Category.UNION_AFFAIRS and tell in {stories.refused, stories.upheld}:
            letter = replace(letter, category=Category.OTHER)
        return self._union.send(letter, place, **values)


def _walk(
    union: DemoUnion, begun: Iterable[tuple[datetime, Story]], until: datetime, end_of_day: Callable[[datetime], object]
) -> None:
    """Let the days pass: each story takes its steps when they come, and the clock looks at their end.

    A day is one transaction: what is made up needs no disk that turns for each step of it.
    """
    queue = [(moment, n, story) for n, (moment, story) in enumerate(begun)]
    heapq.heapify(queue)
    day = union.now.date()
    while day <= until.date():
        end = datetime.combine(day, time(23, 59, 30), until.tzinfo)
        with union.half.db.transaction():
            while queue and queue[0][0] <= min(end, until):
                _step(union, queue)
        if end < until and day.weekday() in _CLOCK_DAYS:
            end_of_day(end)
        day += timedelta(days=1)
    end_of_day(until)


def _step(union: DemoUnion, queue: list[tuple[datetime, int, Story]]) -> None:
    """The next step of a story; where the clock was faster, the story ends."""
    moment, n, story = heapq.heappop(queue)
    union.now = moment
    with suppress(FeedbackError), union.half.db.savepoint():
        days = next(story, None)
        if days is not None:
            heapq.heappush(queue, (_later(moment, days), n, story))


def _later(moment: datetime, days: int) -> datetime:
    """So many days later, within a working day."""
    later = moment + (timedelta(days=days) if days else timedelta(minutes=9))
    return later + timedelta(days=8 - later.isoweekday() if later.isoweekday() > 5 else 0)


def _ago(now: datetime, days: int) -> datetime:
    """A moment so many days before now; today's is a few minutes ago."""
    at = local(now)
    if not days:
        return at - timedelta(minutes=20)
    return (at - timedelta(days=days)).replace(hour=8 + days % 8, minute=7 * days % 60)


def _fill_desk(settings: Settings, now: datetime) -> None:
    desk = open_desk(settings)
    for n, (question, reason) in enumerate(words.MISSED):
        desk.add(question, reason, local(now).date() - timedelta(days=n))
