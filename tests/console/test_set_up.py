"""The first start in the browser: all or nothing, no password typed, and every invitation leads its person in."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import timedelta
from html import unescape
from pathlib import Path

import pytest
from starlette.testclient import TestClient

from bot.operations.first_union import NotComplete, found, read_people
from bot.operations.stage import Stage, stage_of
from bot.settings import Settings
from bot.staff_site import build_console
from bot.texts import console as words
from bot.texts import console_house as house_words
from bot.web.console import set_up
from feedback.assembly import Feedback, open_feedback
from feedback.model.draft import Draft
from feedback.organisation.trial import sample_province
from feedback.organisation.units import read_toml
from tests.feedback.union import CHEAP, KEY, MONDAY
from tests.library import SmallLibrary

PEOPLE = set_up._sample("sample_people.toml")


@pytest.fixture
def data(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder whose keys are derived cheaply."""
    (tmp_path / "keys").mkdir(mode=0o700)
    monkeypatch.setattr(set_up, "open_submissions", lambda settings: half_of(settings.data))
    monkeypatch.setattr(set_up, "installation_key", lambda settings: KEY)
    return tmp_path


def half_of(data: Path) -> Feedback:
    return open_feedback(data / "feedback.db", KEY, CHEAP)


@pytest.fixture
def client(data: Path) -> Iterator[TestClient]:
    site = set_up.SetUp(Settings(data=data), "mot-lan", lambda: MONDAY).site()
    with TestClient(site, base_url="http://127.0.0.1:8081") as opened:
        yield opened


def test_two_lists_and_one_button_make_a_union_that_receives(client: TestClient, data: Path) -> None:
    form = {"organisation": sample_province(), "people": PEOPLE}
    page = client.post("/lap/mot-lan", data=form).text
    links = re.findall(r"http://127\.0\.0\.1:8081(/moi/[^<\s]+)", unescape(page))
    assert len(links) == PEOPLE.count("[[person]]")
    assert client.get(f"/lap/mot-lan/{set_up.KIT}").content == (data / set_up.KIT).read_bytes()
    assert (data / set_up.KIT).stat().st_mode & 0o077 == 0
    assert words.SET_UP_OVER in client.post("/lap/mot-lan", data=form).text, "the link works once"
    assert stage_of(data) is Stage.EARNEST
    half = half_of(data)
    code = half.submissions.new_code()
    assert half.submissions.submit(Draft("Lương chậm hai tháng."), code, MONDAY).public_no
    _choose_password(half, links[0])
    half.db.close()


def _choose_password(half: Feedback, link: str) -> None:
    now = MONDAY + timedelta(hours=1)
    with TestClient(build_console(Settings(), SmallLibrary(), half, now=lambda: now)) as console:
        csrf = re.search(r'name="csrf" value="([^"]+)"', console.get(link).text)
        assert csrf
        chosen = {"csrf": csrf[1], "password": "một cơn mưa trên đèo", "again": "một cơn mưa trên đèo"}
        assert house_words.WELCOME in console.post(link, data=chosen).text


def test_what_is_missing_is_said_and_nothing_is_kept(client: TestClient, data: Path) -> None:
    people = PEOPLE.replace('login = "giu-3"', 'login = "giu-3"\nposts = []').replace('roles = ["custodian"]', "", 1)
    typed = {"organisation": sample_province(), "people": people}
    answer = client.post("/lap/mot-lan", data=typed)
    assert answer.status_code == 409
    assert "giu-1" in answer.text, "what was typed is still there"
    few = PEOPLE.partition('[[person]]\nlogin = "tinh-kiem-tra"')[0] + "[[person]]" + PEOPLE.rpartition("[[person]]")[2]
    assert client.post("/lap/mot-lan", data={**typed, "people": few}).status_code == 409
    assert stage_of(data) is Stage.NONE
    half = half_of(data)
    assert half.staff.all() == []
    assert half.org.load().units == ()
    half.db.close()


def test_a_union_without_a_board_is_not_opened_and_leaves_nothing() -> None:
    half = open_feedback(None, KEY, CHEAP)
    people = [person for person in read_people(PEOPLE) if not person.unit.endswith("ubkt")]
    with pytest.raises(NotComplete, match="ủy ban kiểm tra"):
        found(half, read_toml(sample_province()), people, MONDAY)
    assert half.staff.all() == []
    assert not half.house.is_open()
    half.db.close()


def test_another_link_opens_nothing(client: TestClient) -> None:
    assert client.get("/lap/khac").status_code == 404
    assert client.get(f"/lap/khac/{set_up.KIT}").status_code == 404
    assert "Chưa lập" not in client.get("/lap/mot-lan").text
