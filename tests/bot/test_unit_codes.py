"""Whatever code a poster carries, the chat understands it, and the other way round."""

from __future__ import annotations

from datetime import datetime
from functools import partial
from pathlib import Path

import pytest
from click.testing import CliRunner

from bot.cli import main
from bot.clock import VIETNAM
from bot.conversation import Services, State, respond
from bot.messages import Channel, Incoming
from bot.posters.unit_codes import find, workplace
from bot.services import open_services
from bot.settings import Settings
from bot.submissions import open_submissions
from bot.texts import talk
from feedback.organisation.trial import sample_province
from feedback.organisation.units import Area, read_toml
from tests.library import SmallLibrary

ORGANISATION = read_toml(sample_province())
NOW = datetime(2026, 11, 22, 9, 0, tzinfo=VIETNAM)
CODES = [named.code for named in ORGANISATION.areas] + [unit.code for unit in ORGANISATION.units]


@pytest.mark.parametrize("code", CODES)
def test_every_code_is_known_in_any_case(code: str) -> None:
    found, remembered = find(ORGANISATION, code.upper()), workplace(ORGANISATION, f" {code} ")
    assert found
    assert remembered
    assert found.code == code
    assert find(ORGANISATION, remembered.code) == remembered


def test_a_union_of_one_place_stands_for_the_place() -> None:
    place = workplace(ORGANISATION, "cdcs-anh-duong")
    assert isinstance(place, Area)
    assert place.code == "may-anh-duong"


def test_a_union_of_several_places_stays_itself() -> None:
    union = workplace(ORGANISATION, "cd-kcn")
    assert union
    assert union.name == "Công đoàn các khu công nghiệp tỉnh"


def test_an_unknown_code_is_nobody() -> None:
    assert find(ORGANISATION, "khong-co") is None
    assert find(ORGANISATION, "") is None


@pytest.mark.parametrize("code", ["kcn-song-lam", "CD-KCN"])
def test_what_is_printed_is_understood(tmp_path: Path, code: str) -> None:
    settings = Settings(data=tmp_path)
    feedback = open_submissions(settings)
    feedback.org.replace(ORGANISATION)
    environment = {"DANBIET_DATA": str(tmp_path), "DANBIET_PUBLIC_URL": "https://danbiet.example.vn"}
    result = CliRunner().invoke(main, ["qr", code, "--out", str(tmp_path / "out")], env=environment)
    assert result.exit_code == 0
    assert f"/{code.lower()}.svg" in result.output
    unit = open_services(settings, SmallLibrary(), feedback, desk=_NoDesk()).unit
    assert unit
    assert unit(code)


BY_LINK, BY_WORDS = Incoming(Channel.TELEGRAM, start="cd-kcn"), Incoming(Channel.TELEGRAM, text="cd-kcn")


@pytest.mark.parametrize("said", [BY_LINK, BY_WORDS])
def test_a_union_is_named_and_the_place_is_asked_later(said: Incoming) -> None:
    services = Services(SmallLibrary(), unit=partial(workplace, ORGANISATION))
    state, replies = respond(State("unit"), said, services=services, now=NOW)
    assert replies[0].text.startswith(talk.UNION_NAMED.format(unit="Công đoàn các khu công nghiệp tỉnh"))
    assert state.unit == ""


def test_the_web_page_is_not_welcomed_twice() -> None:
    services = Services(SmallLibrary(), unit=partial(workplace, ORGANISATION))
    for code, sentence in (
        ("kcn-song-lam", talk.UNIT_SAVED.format(unit="KCN Sông Lam")),
        ("khong-co", talk.LINK_UNKNOWN.format(code="khong-co")),
    ):
        _, replies = respond(State(), Incoming(Channel.WEB, start=code), services=services, now=NOW)
        assert [reply.text for reply in replies] == [sentence]


class _NoDesk:
    def add(self, *_: object) -> None: ...
