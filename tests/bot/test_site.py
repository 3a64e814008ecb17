"""The frame of the public pages: whose channel it is, big letters, SOS, a card to send on, no repeated menu."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from html import unescape
from pathlib import Path

import pytest
from starlette.testclient import TestClient

from bot.app import build
from bot.conversation.follow.stages import stage_block
from bot.settings import Settings
from bot.texts import emergency as emergency_words
from bot.texts import web as words
from bot.web.site import BIG, head_name
from bot.web.stages import stages
from feedback.model.lifecycle import State
from feedback.model.union import Tier, UnitKind
from feedback.organisation.units import Organisation, Unit
from tests.bot.conftest import Clock
from tests.library import FINED, SmallLibrary
from tests.petitions import trial_feedback


@pytest.fixture
def client(tmp_path: Path, clock: Clock) -> Iterator[TestClient]:
    settings = Settings(data=tmp_path, public_url="http://testserver", hotline="0900 000 111")
    app = build(settings, SmallLibrary(), now=clock, feedback=trial_feedback(clock.now))
    with TestClient(app.web, base_url="http://testserver") as client:
        yield client


def test_every_page_says_whose_channel_it_is_and_whom_to_call(client: TestClient) -> None:
    for path in ("/", "/so-tay", "/kien-nghi", "/tra-cuu", "/khong-co"):
        page = client.get(path).text
        assert "Kênh của Liên đoàn Lao động tỉnh Hải Sơn" in page
        assert 'href="tel:0900000111"' in page
        assert 'href="/khan-cap"' in page


def test_the_head_is_the_one_province_or_what_stands_above_many() -> None:
    def unit(name: str, tier: Tier) -> Unit:
        return Unit(name, name, tier, UnitKind.PROVINCIAL_FEDERATION)

    one, other, centre = unit("A", Tier.PROVINCE), unit("B", Tier.PROVINCE), unit("C", Tier.CENTRAL)
    assert head_name(Organisation((), (one, centre), ()), date(2026, 1, 1)) == "A"
    assert head_name(Organisation((), (one, other, centre), ()), date(2026, 1, 1)) == "C"
    assert head_name(Organisation((), (), ()), date(2026, 1, 1)) == ""


def test_the_emblem_of_the_data_folder_is_shown(client: TestClient, tmp_path: Path) -> None:
    assert client.get("/bieu-trung.png").status_code == 404
    (tmp_path / "emblem.png").write_bytes(b"\x89PNG")
    assert client.get("/bieu-trung.png").headers["content-type"] == "image/png"
    assert 'src="/bieu-trung.png"' in client.get("/").text


def test_big_letters_come_and_go_and_lead_back(client: TestClient) -> None:
    assert BIG not in client.cookies
    page = client.post("/co-chu", data={"ve": "/so-tay"})
    assert page.url.path == "/so-tay"
    assert '<html lang="vi" class="big">' in page.text
    assert words.SMALL in page.text
    assert 'class="big"' in client.get("/kien-nghi").text
    client.post("/co-chu", data={"ve": "/"})
    assert BIG not in client.cookies


@pytest.mark.parametrize("elsewhere", ["//other.example", "https://other.example", "/\\other.example", "", "/a\nb"])
def test_the_switch_leads_to_no_other_site(client: TestClient, elsewhere: str) -> None:
    answer = client.post("/co-chu", data={"ve": elsewhere}, follow_redirects=False)
    assert answer.headers["location"] == "/"


@pytest.mark.parametrize("path", ["/kien-nghi", "/tra-cuu"])
def test_pages_of_petitions_offer_no_cookie_and_are_not_installed(client: TestClient, path: str) -> None:
    page = client.get(path).text
    assert "/co-chu" not in page
    assert "webmanifest" not in page
    assert not client.cookies


def test_the_page_can_be_installed_without_a_worker(client: TestClient) -> None:
    manifest = client.get("/danbiet.webmanifest").json()
    for icon in manifest["icons"]:
        assert client.get(icon["src"]).headers["content-type"] == "image/png"
    assert "manifest-src 'self'" in client.get("/").headers["content-security-policy"]
    assert "serviceWorker" not in client.get("/static/page.js").text + client.get("/static/chat.js").text


def test_scripts_keep_nothing_in_the_browser(client: TestClient) -> None:
    for path in Path("bot/web/static").glob("*.js"):
        text = path.read_text("utf-8")
        assert not [name for name in ("localStorage", "sessionStorage", "indexedDB", "caches.") if name in text], path


def test_sos_names_the_numbers_and_who_is_there(client: TestClient) -> None:
    page = client.get("/khan-cap").text
    for number in ("115", "114", "113", "111", "0900000111"):
        assert f'href="tel:{number}"' in page
    assert emergency_words.WATCHED_TRIAL in page
    assert "096 306 1414" not in page, "unchecked for years"
    assert not client.cookies


def test_an_answer_is_a_page_with_a_card_to_send_on(client: TestClient) -> None:
    assert FINED.card
    page = unescape(client.get(f"/tra-loi/{FINED.card.mark}").text)
    assert FINED.card.answer.text in page
    assert f'<meta property="og:description" content="{FINED.card.answer.text}">' in page
    assert '<meta property="og:image" content="http://testserver/static/icon-512.png">' in page
    assert 'class="exception"' in page
    assert client.get("/tra-loi/khong-co").status_code == 404
    chat = client.post("/chat", data={"text": "không ăn thì sao", "key": "a"}).text
    assert f'data-share="/tra-loi/{FINED.card.mark}"' in chat


def test_the_menu_stands_once_and_not_below_every_reply(client: TestClient) -> None:
    client.post("/chat", data={"text": "bữa ăn giữa ca", "key": "a"})
    page = client.post("/chat", data={"button": "helpful:yes", "key": "b"}).text
    assert page.count('value="browse:"') == 1
    assert 'value="welcome:menu"' not in page
    asked = client.post("/chat", data={"text": "menu", "key": "c"}).text
    assert asked.count('value="browse:"') == 2


def test_stages_are_drawn_from_their_line() -> None:
    (block,) = stage_block(State.ACCEPTED)
    assert [mark for mark, _ in stages(block.text)] == ["done", "done", "now", "", ""]
    assert stage_block(State.NOT_ACCEPTED) == ()
