"""Each test gets its own copy of a small union."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from feedback.assembly import Feedback
from tests.feedback.union import Union, trial_union


@pytest.fixture
def feedback() -> Iterator[Feedback]:
    fresh = trial_union()
    yield fresh
    fresh.db.close()


@pytest.fixture
def union(feedback: Feedback) -> Union:
    return Union(feedback)
