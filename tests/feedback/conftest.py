"""Each test gets its own copy of a small union."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from feedback.assembly import Feedback
from tests.feedback.union import Union, copy_of, trial_union


@pytest.fixture(scope="session")
def template() -> Feedback:
    """The trial set-up, made once and copied for each test."""
    return trial_union()


@pytest.fixture
def feedback(template: Feedback) -> Iterator[Feedback]:
    fresh = copy_of(template)
    yield fresh
    fresh.db.close()


@pytest.fixture
def union(feedback: Feedback) -> Union:
    return Union(feedback)
