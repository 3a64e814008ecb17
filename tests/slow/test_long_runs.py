"""What the main suite shows in short, over a year and over a thousand days off."""

from __future__ import annotations

from tests.feedback.test_deadline_table import add_days_off
from tests.feedback.union import Union, trial_union


def test_a_thousand_days_off_make_no_clock_end_earlier() -> None:
    add_days_off(trial_union(), 250)


def test_four_hundred_days_pass() -> None:
    union = Union(trial_union())
    for _ in range(3):
        union.send()
        union.working()
    for _ in range(4):
        union.wait(100)  # day by day
    assert union.feedback.db.rows("SELECT state FROM submission")
    assert not union.feedback.audit.verify()
