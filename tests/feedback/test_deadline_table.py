"""Twenty-one clocks computed by hand (tests/data/deadlines.tsv), each run by the program from the same facts.

Every row of the file has its steps here, in the file's order; the last day, or hour, is the file's.
"""

from __future__ import annotations

import csv
import random
from collections.abc import Callable
from datetime import date, datetime, timedelta
from pathlib import Path

import pytest

from feedback.assembly import Feedback, open_feedback
from feedback.clockwork.span import read_instant
from feedback.clockwork.working_days import ZONE
from feedback.errors import NotAllowed
from feedback.model.case import Lane
from feedback.model.lifecycle import Clock, State
from feedback.storage.database import Row
from tests.feedback.stories import refused
from tests.feedback.union import CHEAP, KEY, Union, copy_of, trial_union

TABLE = Path(__file__).parents[1] / "data" / "deadlines.tsv"
UNIT = "cd-kcn"


def rows() -> list[dict[str, str]]:
    lines = [line for line in TABLE.read_text("utf-8").splitlines() if not line.startswith("#")]
    return list(csv.DictReader(lines, delimiter="\t"))


def at(text: str) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=ZONE)


class Case:
    """A case whose clocks a test starts itself."""

    def __init__(self, feedback: Feedback) -> None:
        self.feedback = feedback
        self.deadlines = feedback.deadlines
        _, number = Union(feedback).send()
        found = feedback.cases.by_public_no(number)
        assert found
        self.subject = found.subject
        self.deadlines.end_all(self.subject, at("2026-11-23T09:00"))

    def start(self, clock: Clock, day: str, **values: date) -> Case:
        self.deadlines.start(self.subject, clock, UNIT, at(f"{day}T09:00"), **values)
        return self

    def look(self, lane: Lane, moment: str, roster: bool = False) -> Case:
        self.deadlines.start_first_look(self.subject, lane, UNIT, at(moment), "", roster)
        return self

    def wait(self, since: str, until: str) -> Case:
        self.deadlines.pause(self.subject, at(f"{since}T10:00"))
        self.deadlines.resume(self.subject, at(f"{until}T10:00"))
        return self

    def extend(self, day: str) -> Case:
        self.deadlines.extend(self.subject, at(f"{day}T10:00"))
        return self

    def holiday(self, day: str, working: bool = False) -> Case:
        self.deadlines.load_holidays(holiday(day, working))
        return self

    def row(self) -> Row:
        (row,) = self.deadlines.open_of(self.subject)
        return row

    def due(self) -> str:
        return self.day() if self.row()["due_at"].endswith("T23:59") else self.row()["due_at"].replace("T", " ")

    def day(self) -> str:
        return read_instant(self.row()["due_at"]).date().isoformat()

    def minute(self) -> str:
        return read_instant(self.row()["due_at"]).strftime("%H:%M")


def holiday(day: str, working: bool = False) -> str:
    return f'[[holiday]]\nday = {day}\nname = "n"\nworking = {str(working).lower()}\nsource = "s"\n'


LOOK, CLASS, NOTICE, ANSWER = Clock.FIRST_LOOK, Clock.CLASSIFICATION, Clock.HANDLING_NOTICE, Clock.ANSWER
STEPS: tuple[Callable[[Case], str], ...] = (
    lambda c: c.start(LOOK, "2027-01-29").due(),
    lambda c: c.start(CLASS, "2027-02-01").due(),
    lambda c: c.start(NOTICE, "2027-02-01").due(),
    lambda c: c.start(ANSWER, "2027-01-06").due(),
    lambda c: c.start(ANSWER, "2027-04-01").due(),
    lambda c: c.start(LOOK, "2027-04-29").due(),
    lambda c: c.start(Clock.REFUSAL_DECISION, "2027-04-28").due(),
    lambda c: c.start(LOOK, "2027-03-06").due(),
    lambda c: c.start(CLASS, "2027-03-07").due(),
    lambda c: c.look(Lane.URGENT, "2027-04-29T16:00").due(),
    lambda c: c.look(Lane.EMERGENCY, "2027-03-01T11:45", roster=True).minute(),
    lambda c: c.start(ANSWER, "2027-03-01").wait("2027-03-10", "2027-03-15").due(),
    lambda c: c.start(ANSWER, "2027-03-01").wait("2027-03-10", "2027-03-13").due(),
    lambda c: c.start(ANSWER, "2027-01-04").wait("2027-01-11", "2027-01-13").due(),
    lambda c: c.start(ANSWER, "2027-03-16").due(),
    lambda c: c.start(ANSWER, "2027-03-16").extend("2027-04-01").due(),
    lambda c: c.start(CLASS, "2027-03-01").wait("2027-03-04", "2027-03-09").due(),
    lambda c: c.holiday("2027-02-11").start(CLASS, "2027-02-03").due(),
    lambda c: c.holiday("2027-02-20", working=True).start(LOOK, "2027-02-19").due(),
    lambda c: c.start(ANSWER, "2027-03-02").holiday("2027-04-01").due(),
    lambda c: c.holiday("2027-05-18").start(LOOK, "2027-05-17").due(),
)


@pytest.mark.parametrize(("expected", "steps"), list(zip(rows(), STEPS, strict=True)))
def test_a_clock_computed_by_hand(expected: dict[str, str], steps: Callable[[Case], str], feedback: Feedback) -> None:
    assert steps(Case(feedback)) == expected["due"]


def test_the_running_server_reads_what_a_command_imported(tmp_path: Path) -> None:
    server = trial_union(tmp_path / "feedback.db")
    case = Case(server)
    command = open_feedback(tmp_path / "feedback.db", KEY, CHEAP)
    command.deadlines.load_holidays(holiday("2027-05-18"))
    assert case.start(LOOK, "2027-05-17").due() == "2027-05-19"
    command.db.close()
    server.db.close()


def test_a_day_off_in_the_middle_moves_a_running_clock(feedback: Feedback) -> None:
    case = Case(feedback).start(CLASS, "2027-03-01")
    assert case.due() == "2027-03-08"
    assert case.holiday("2027-03-03").due() == "2027-03-09"
    assert case.holiday("2027-03-06", working=True).due() == "2027-03-09"  # never earlier


def test_hours_move_with_their_day(feedback: Feedback) -> None:
    case = Case(feedback).look(Lane.URGENT, "2027-04-29T16:00")
    assert case.holiday("2027-05-04").due() == "2027-05-05 11:30"


def test_a_paused_clock_moves_too_and_gives_back_what_it_did_not_wait(feedback: Feedback) -> None:
    case = Case(feedback).start(CLASS, "2027-03-01")
    case.deadlines.pause(case.subject, at("2027-03-04T10:00"))
    case.holiday("2027-03-08")
    case.deadlines.resume(case.subject, at("2027-03-09T10:00"))
    assert case.due() == "2027-03-11"  # two of the days that it waited were worked, and one of its own was not


def test_no_imported_day_makes_a_running_clock_end_earlier(feedback: Feedback) -> None:
    """Two hundred days off and make-up days, over clocks of every kind; a thousand in tests/slow."""
    add_days_off(feedback, 50)


def add_days_off(feedback: Feedback, rounds: int) -> None:
    """Four random days at a time: no running clock may end earlier than before."""
    chance, cases = random.Random(18), []
    for clock in (LOOK, CLASS, NOTICE, ANSWER, Clock.REOPENING, Clock.EXTERNAL_REPLY):
        for _ in range(3):
            day = date(2027, 1, 1) + timedelta(days=chance.randrange(250))
            cases.append(Case(feedback).start(clock, day.isoformat()))
    cases.append(Case(feedback).look(Lane.URGENT, "2027-03-01T16:00"))
    waiting = Case(feedback).start(ANSWER, "2027-03-01")
    waiting.deadlines.pause(waiting.subject, at("2027-03-20T10:00"))
    cases.append(waiting)
    for _ in range(rounds):
        before = [case.row()["due_at"] for case in cases]
        days = [date(2027, 1, 1) + timedelta(days=chance.randrange(400)) for _ in range(4)]
        text = "".join(holiday(day.isoformat(), working=chance.random() < 0.3) for day in days)
        feedback.deadlines.load_holidays(text)
        after = [case.row()["due_at"] for case in cases]
        assert all(b <= a for b, a in zip(before, after, strict=True)), days


def test_an_appeal_is_taken_on_the_last_day_that_was_shown(union: Union) -> None:
    """The thirtieth day is a Saturday: the worker reads Monday, and Monday it is."""
    union.now = at("2026-11-26T09:00")
    code, _ = refused(union)
    shown = union.feedback.submissions.look_up(code, union.now).deadlines
    assert [d.due_on for d in shown if d.clock is Clock.APPEAL_WINDOW] == [date(2026, 12, 28)]
    union.now = at("2026-12-29T09:00")
    with pytest.raises(NotAllowed, match="too_late_to_appeal"):
        union.feedback.submissions.appeal(code, union.now)
    union.now = at("2026-12-28T16:00")
    assert union.feedback.submissions.appeal(code, union.now).state is State.APPEAL


def test_a_right_lasts_until_the_day_that_was_shown(feedback: Feedback) -> None:
    """The day in the worker's view and the guard are one row: an imported day off moves both."""
    case = Case(copy_of(feedback)).start(Clock.REOPENING, "2027-03-01")
    shown = case.deadlines.last_day_of(case.subject, Clock.REOPENING)
    assert shown == date(2027, 8, 30)  # the 180th day is a Saturday
    case.holiday("2027-08-30")
    assert case.deadlines.last_day_of(case.subject, Clock.REOPENING) == date(2027, 8, 31)
