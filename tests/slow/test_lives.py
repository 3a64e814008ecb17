"""A hundred random lives of cases with fixed seeds; all ten thousand with DANBIET_FULL=1."""

from __future__ import annotations

import os

import pytest
from hypothesis import HealthCheck, seed, settings
from hypothesis.stateful import run_state_machine_as_test

from tests.feedback.test_invariants import Lives

FULL = bool(os.environ.get("DANBIET_FULL"))


@pytest.mark.parametrize("part", range(10))
def test_invariants_hold_in_random_lives(part: int) -> None:
    """Several proposals, replies, disputes and holds; nobody decides who proposed, and exactly one unit works."""
    run_state_machine_as_test(
        seed(part)(Lives),
        settings=settings(
            max_examples=1_000 if FULL else 10,
            stateful_step_count=12,
            deadline=None,
            database=None,
            suppress_health_check=list(HealthCheck),
            print_blob=True,
        ),
    )
