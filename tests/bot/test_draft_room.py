"""How much the drafts of one address may take."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from starlette.testclient import TestClient

from bot.app import build
from bot.settings import Settings
from bot.texts import petition_pages as words
from bot.web.petition import room
from bot.web.petition.room import DraftRoom, NoRoom
from tests.bot.conftest import Clock
from tests.bot.test_web_petition import CODE, FORM, TEXT, Visitor
from tests.library import SmallLibrary
from tests.petitions import trial_feedback

HOUR = 3600


def mark(n: int) -> bytes:
    return n.to_bytes(4, "big")


def test_an_address_has_so_many_drafts_and_others_their_own(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(room, "MOST_PAGES", 3)
    kept = DraftRoom()
    for n in range(3):
        assert kept.take("a", mark(n), 10, now=HOUR) == []
    with pytest.raises(NoRoom):
        kept.take("a", mark(3), 10, now=HOUR)
    assert kept.take("b", mark(3), 10, now=HOUR) == []
    kept.leave("a", mark(1))
    assert kept.take("a", mark(3), 10, now=HOUR) == []


def test_pictures_of_one_address_have_a_cap(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(room, "MOST_BYTES", 1_000_000)
    kept = DraftRoom()
    kept.take("a", mark(1), 700_000, now=HOUR)
    with pytest.raises(NoRoom):
        kept.take("a", mark(2), 400_000, now=HOUR)
    kept.take("a", mark(2), 200_000, now=HOUR)
    with pytest.raises(NoRoom):
        kept.take("a", mark(2), 500_000, now=HOUR)


def test_a_receipt_is_never_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(room, "MOST_BYTES", 1_000)
    kept = DraftRoom()
    kept.take("a", mark(1), 900, now=HOUR)
    assert kept.take("a", mark(1), 9_000, now=HOUR) == []


def test_what_nobody_touched_for_an_hour_gives_way(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(room, "MOST_PAGES", 2)
    kept = DraftRoom()
    kept.take("a", mark(1), 10, now=HOUR)
    kept.take("a", mark(2), 10, now=2 * HOUR)
    assert kept.take("a", mark(3), 10, now=2 * HOUR) == [mark(1)]
    with pytest.raises(NoRoom):
        kept.take("a", mark(4), 10, now=2 * HOUR)


def test_after_a_day_nothing_is_remembered() -> None:
    kept = DraftRoom()
    kept.take("a", mark(1), 10, now=HOUR)
    kept.take("b", mark(2), 10, now=26 * HOUR)
    assert list(kept._pages) == ["b"]


def test_a_refused_draft_gives_back_its_words_and_a_sent_one_its_room(
    tmp_path: Path, clock: Clock, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(room, "MOST_PAGES", 1)
    app = build(Settings(data=tmp_path), SmallLibrary(), now=clock, feedback=trial_feedback(clock.now))
    with TestClient(app.web) as client:
        first, second = Visitor(client), Visitor(client)
        first.sends("/kien-nghi", FORM)
        answer = client.post("/kien-nghi", data=FORM)
        assert answer.status_code == 429
        assert words.NO_ROOM[:40] in answer.text
        assert TEXT in answer.text
        found = CODE.search(first.presses("mã"))
        assert found
        assert re.search("✅ Đã nhận", first.says(found.group()[-4:]))
        assert TEXT in second.sends("/kien-nghi", FORM)
