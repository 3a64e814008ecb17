"""Nine kinds of tampering at many random places, and many honest lives: a tenth, or with DANBIET_FULL=1 all of them."""

from __future__ import annotations

import os
import random
from pathlib import Path

import pytest

from tests.feedback import tampering
from tests.feedback.histories import copied, live
from tests.feedback.test_audit import troubles

SHARE = 1 if os.environ.get("DANBIET_FULL") else 10
PLACES, LIVES = 200 // SHARE, 1_000 // SHARE


@pytest.fixture(scope="module")
def lives(tmp_path_factory: pytest.TempPathFactory) -> list[tuple[Path, list[Path]]]:
    folder = tmp_path_factory.mktemp("lives")
    return [(folder / str(n), live(folder / str(n), random.Random(n), 40)) for n in range(4)]


@pytest.mark.parametrize("kind", tampering.KINDS)
def test_every_place_is_found(kind: str, lives: list[tuple[Path, list[Path]]], tmp_path: Path) -> None:
    missed = []
    for place in range(PLACES):
        life, older = lives[place % len(lives)]
        folder = copied(life, tmp_path / str(place))
        tampering.KINDS[kind](folder, older, random.Random(f"{kind} {place}"))
        if not troubles(folder):
            missed.append(place)
    assert not missed
    print(f"\n{kind}: {PLACES} of {PLACES} found")


def test_honest_lives_raise_no_alarm(tmp_path: Path) -> None:
    for n in range(LIVES):
        live(tmp_path / str(n), random.Random(5_000 + n), 12)
        assert not troubles(tmp_path / str(n)), n
    print(f"\n0 alarms over {LIVES} lives")
