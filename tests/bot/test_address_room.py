"""How much the drafts and the chats of one address may take."""

from __future__ import annotations

import io
import re
import sqlite3
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest
from PIL import Image
from starlette.testclient import TestClient

from bot.app import build
from bot.settings import Settings
from bot.texts import petition_pages as words
from bot.texts import web as chat_words
from bot.web import room
from bot.web.petition import pages
from bot.web.room import AddressRoom, NoRoom
from tests.bot.conftest import Clock
from tests.bot.test_intake import CODE
from tests.bot.test_web_petition import FORM, TEXT, Visitor
from tests.library import SmallLibrary
from tests.petitions import trial_feedback

HOUR = 3600


def mark(n: int) -> bytes:
    return n.to_bytes(4, "big")


def test_an_address_has_so_many_drafts_and_others_their_own() -> None:
    kept = AddressRoom(3)
    for n in range(3):
        assert kept.take("a", mark(n), 10, now=HOUR) == []
    with pytest.raises(NoRoom):
        kept.take("a", mark(3), 10, now=HOUR)
    assert kept.take("b", mark(3), 10, now=HOUR) == []
    kept.leave("a", mark(1))
    assert kept.take("a", mark(3), 10, now=HOUR) == []


def test_pictures_of_one_address_have_a_cap(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(room, "MOST_BYTES", 1_000_000)
    kept = AddressRoom(300)
    kept.take("a", mark(1), 700_000, now=HOUR)
    with pytest.raises(NoRoom):
        kept.take("a", mark(2), 400_000, now=HOUR)
    kept.take("a", mark(2), 200_000, now=HOUR)
    with pytest.raises(NoRoom):
        kept.take("a", mark(2), 500_000, now=HOUR)


def test_a_receipt_is_never_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(room, "MOST_BYTES", 1_000)
    kept = AddressRoom(300)
    kept.take("a", mark(1), 900, now=HOUR)
    assert kept.take("a", mark(1), 9_000, now=HOUR) == []


def test_what_nobody_touched_for_an_hour_gives_way() -> None:
    kept = AddressRoom(2)
    kept.take("a", mark(1), 10, now=HOUR)
    kept.take("a", mark(2), 10, now=2 * HOUR)
    assert kept.take("a", mark(3), 10, now=2 * HOUR) == [mark(1)]
    with pytest.raises(NoRoom):
        kept.take("a", mark(4), 10, now=2 * HOUR)


def test_after_a_day_nothing_is_remembered() -> None:
    kept = AddressRoom(300)
    kept.take("a", mark(1), 10, now=HOUR)
    kept.take("b", mark(2), 10, now=26 * HOUR)
    assert list(kept._pages) == ["b"]


def test_a_refused_draft_gives_back_its_words_and_a_sent_one_its_room(
    tmp_path: Path, clock: Clock, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(pages, "MOST_DRAFTS", 1)
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


def test_a_flood_of_chats_keeps_no_more_than_its_address_may(
    tmp_path: Path, clock: Clock, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Nobody who has a chat loses it, words that are refused are given back, and a day later all of it is gone."""
    monkeypatch.setattr(room, "MOST_BYTES", 400_000)
    app = build(Settings(data=tmp_path), SmallLibrary(), now=clock)
    with TestClient(app.web) as client:
        client.post("/chat", data={"text": "mũ che nắng", "key": "mine"})
        mine = dict(client.cookies)
        told = [flood(client, n) for n in range(40)]
        assert {answer.status_code for answer in told} == {200, 429}
        assert told[-1].status_code == 429
        assert "39 xxx" in told[-1].text
        assert chat_words.NO_ROOM in told[-1].text
        assert kept_bytes(tmp_path) < 500_000
        client.cookies.update(mine)
        assert "mũ che nắng" in client.get("/").text
        assert client.post("/chat", data={"text": "mũ che nắng", "key": "again"}).status_code == 200
        clock.advance(hours=25)
        app.stores.purge(app.engine.seconds())
        assert kept_bytes(tmp_path) == 0
        assert flood(client, 41).status_code == 200


def test_pictures_in_a_chat_count_with_its_lines(tmp_path: Path, clock: Clock, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(room, "MOST_BYTES", 100_000)
    app = build(Settings(data=tmp_path), SmallLibrary(), now=clock, feedback=trial_feedback(clock.now))
    noise = io.BytesIO()
    Image.effect_noise((500, 500), 90).save(noise, "PNG")
    with TestClient(app.web) as client:
        for number, said in enumerate(("/kiennghi", "đồng ý", "không", "Nước uống có mùi.")):
            client.post("/chat", data={"text": said, "key": f"{number}"})
        files = [("photos", ("a.png", noise.getvalue(), "image/png"))]
        sent = [client.post("/chat", data={"text": "", "key": f"p{n}"}, files=files).status_code for n in range(4)]
        assert 429 in sent
        assert kept_bytes(tmp_path) < 200_000
        assert client.post("/chat", data={"text": "xong", "key": "done"}).status_code == 200


def flood(client: TestClient, n: int) -> Any:
    """A chat of its own with as much as one message takes."""
    client.cookies.clear()
    return client.post("/chat", data={"text": f"{n} " + "x" * 20_000, "key": f"{n}"})


def kept_bytes(data: Path) -> int:
    with closing(sqlite3.connect(data / "bot.db")) as db:
        (lines,) = db.execute("SELECT coalesce(sum(length(body)), 0) FROM web_lines").fetchone()
        (states,) = db.execute("SELECT coalesce(sum(length(body)), 0) FROM state").fetchone()
    return int(lines) + int(states)
