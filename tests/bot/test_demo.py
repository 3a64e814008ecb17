"""The sample union: its folder is its own, and its stories bring cases into every state that the present shows."""

from __future__ import annotations

from collections import Counter
from datetime import datetime
from pathlib import Path
from random import Random

import pytest

from bot.operations.demo import fill, folder, people, stories
from bot.operations.demo.union import DemoUnion
from bot.settings import Settings
from feedback.assembly import open_feedback
from feedback.clockwork.working_days import ZONE
from feedback.model.lifecycle import State
from tests.petitions import CHEAP, KEY

NOW = datetime(2026, 11, 30, 10, 0, tzinfo=ZONE)


def test_a_folder_of_somebody_else_is_refused_and_left_as_it_was(tmp_path: Path) -> None:
    (tmp_path / "feedback.db").write_text("thật")
    with pytest.raises(folder.NotOurs, match="không phải của bản trình diễn"):
        folder.claim(tmp_path)
    assert [path.name for path in tmp_path.iterdir()] == ["feedback.db"]


def test_its_own_folder_is_made_once_and_known_again(tmp_path: Path) -> None:
    mine = tmp_path / "demo"
    assert folder.claim(mine) is False
    assert folder.claim(mine) is False, "begun and interrupted: it is filled now"
    (mine / folder.FILLED).touch()
    assert folder.claim(mine) is True


def test_the_demo_uses_no_channel_and_no_address_of_the_real_installation() -> None:
    real = Settings.from_mapping(
        {"DANBIET_TELEGRAM_TOKEN": "1:abcdefgh12", "DANBIET_HOST": "0.0.0.0", "DANBIET_PORT": "81"}
    )
    chosen = folder.demo_settings(real)
    assert (chosen.data, chosen.host, chosen.telegram.token, chosen.port) == (folder.DEFAULT, "127.0.0.1", "", 81)
    assert folder.demo_settings(Settings(data=Path("/tmp/khac"))).data == Path("/tmp/khac")


def test_the_last_weeks_of_the_sample_union_show_every_open_state() -> None:
    half = open_feedback(None, KEY, CHEAP)
    start = fill._ago(NOW, 60)
    people.settle(half, start)
    union = DemoUnion(half, start, Random(1))
    mail = fill._Mail(union)
    begun = [
        (fill._ago(NOW, days), fill._begin(union, mail, tell)) for tell, ago in stories.PRESENT.items() for days in ago
    ]
    fill._walk(union, [*begun, (fill._ago(NOW, 0), fill._flood(union))], NOW, half.clock.step)
    found = Counter(row["state"] for row in half.db.rows("SELECT state FROM submission"))
    assert set(State) - set(found) == {State.DRAFT, State.ARCHIVED, State.PURGED}, found
    half.db.close()


def test_two_hundred_cases_of_which_ten_have_a_code() -> None:
    assert len(stories.CODED) == 10
    present = sum(len(ago) for ago in stories.PRESENT.values())
    assert sum(stories.PAST.values()) >= fill.CASES - len(stories.CODED) - present - fill._FLOOD - fill._SPAM > 0
    assert {len(people.people()), len(people.replies())} == {11}
