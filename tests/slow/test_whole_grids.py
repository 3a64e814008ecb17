"""What the main tests try in part: every size and concern of a unit, more nonsense for each page of the console."""

from __future__ import annotations

import random
from pathlib import Path

import pytest

from bot.web.console.site import PAGES
from feedback.model.case import Concern
from tests.console.test_nonsense import Begun, begun, send_nonsense
from tests.feedback.test_policy import GRID, SOME, compare_verbs

__all__ = ["begun"]  # a fixture


@pytest.mark.parametrize(("size", "concern"), [cell for cell in GRID if cell not in SOME])
def test_verbs_do_what_may_says(size: int, concern: Concern | None) -> None:
    compare_verbs(size, concern)


def test_no_nonsense_is_a_fault_of_ours(begun: Begun, tmp_path: Path) -> None:
    for n, page in enumerate(PAGES):
        send_nonsense(begun, tmp_path / str(n), page, random.Random(f"more {page.path}"), 8)
