"""The address for a colleague: the dialogue, its QR code, and how the web shows it."""

from __future__ import annotations

import base64
import io
import json
import re
from collections.abc import Iterator
from dataclasses import replace
from datetime import datetime
from pathlib import Path

import pytest
from PIL import Image
from starlette.testclient import TestClient

from bot.app import build
from bot.clock import VIETNAM
from bot.conversation import Services, State, respond
from bot.conversation.parts.menu import HOME, SHARE, menu_buttons
from bot.conversation.parts.paging import fit
from bot.messages import Channel, Incoming, Reply, say
from bot.posters.qr_code import LEAST_WIDTH, QUIET, as_data_url, as_png, modules
from bot.posters.qr_page import PATH
from bot.settings import Settings
from bot.texts import share as words
from tests.library import SmallLibrary

NOW = datetime(2026, 11, 22, 9, 0, tzinfo=VIETNAM)
WEB, ZALO = "https://danbiet.example.vn", "https://zalo.me/0123456789"


def shared(text: str, state: State | None = None, **addresses: str) -> tuple[State, Reply]:
    """What comes back for a message in an installation with these addresses."""
    services = Services(SmallLibrary(), **addresses)  # type: ignore[arg-type]
    after, (reply,) = respond(state or State(), Incoming(Channel.TERMINAL, text), services=services, now=NOW)
    return after, reply


@pytest.mark.parametrize(
    "text", ["/gioithieu", "Giới thiệu", "gioi thieu cho đồng nghiệp", "CHIA SẺ", "/chiase", "mã qr"]
)
def test_the_address_comes_with_its_code(text: str) -> None:
    _, reply = shared(text, public_url=WEB, zalo_link=ZALO)
    assert words.SHARE in reply.text
    assert WEB in reply.text
    assert ZALO in reply.text
    assert reply.picture == WEB
    assert reply.buttons == (HOME,)


def test_it_takes_three_short_sentences() -> None:
    sentences = re.split(r"(?<=\.)\s+", words.SHARE)
    assert len(sentences) <= 3
    assert max(map(len, sentences)) < 90


def test_without_pages_the_code_leads_to_zalo() -> None:
    _, reply = shared("/gioithieu", zalo_link=ZALO)
    assert reply.picture == ZALO
    assert "Trang web" not in reply.text


def test_without_any_address_it_says_whom_to_ask_and_is_not_offered() -> None:
    _, reply = shared("/gioithieu")
    assert reply.text == words.NO_ADDRESS
    assert reply.picture == ""
    assert SHARE not in menu_buttons(Services(SmallLibrary()))
    assert SHARE in menu_buttons(Services(SmallLibrary(), zalo_link=ZALO))


def test_nothing_of_the_worker_goes_along() -> None:
    state = State(unit="KCN-01", question="tôi là Lan ở xưởng 5")
    after, reply = shared("/gioithieu", state, public_url=WEB)
    assert "KCN-01" not in reply.pack()
    assert "Lan" not in reply.pack()
    assert replace(after, options=()) == state, "what was being done goes on"


def test_a_reply_stored_before_there_were_pictures_still_opens() -> None:
    reply = replace(say("chào"), picture=WEB)
    assert Reply.unpack(reply.pack()) == reply
    older = json.loads(say("chào").pack())
    del older["picture"]
    assert Reply.unpack(json.dumps(older)) == say("chào")


def test_of_many_pages_only_the_last_has_the_picture() -> None:
    long = replace(say(*(f"Dòng {n} của một lời rất dài." for n in range(20))), picture=WEB)
    state, (first,) = fit((State(), (long,)), 300)
    pages = [first, *(Reply.unpack(p) for p in state.rest)]
    assert len(pages) > 1
    assert [p.picture for p in pages] == [""] * (len(pages) - 1) + [WEB]


@pytest.mark.parametrize("address", [WEB, ZALO, WEB + "/" + "x" * 300])
def test_the_picture_holds_every_module_and_white_around_them(address: str) -> None:
    picture = Image.open(io.BytesIO(as_png(address))).convert("1")
    rows = modules(address)
    size = len(rows) + 2 * QUIET
    assert picture.width == picture.height >= LEAST_WIDTH
    assert picture.width % size == 0
    seen = picture.resize((size, size), Image.Resampling.NEAREST)  # one pixel for each module
    expected = Image.new("1", (size, size), 1)
    for y, row in enumerate(rows):
        for x, dark in enumerate(row):
            expected.putpixel((x + QUIET, y + QUIET), not dark)
    assert seen.tobytes() == expected.tobytes()


@pytest.fixture
def client(tmp_path: Path) -> Iterator[TestClient]:
    settings = Settings(data=tmp_path, public_url="http://danbiet.example.vn")
    with TestClient(build(settings, SmallLibrary()).web, base_url=settings.public_url) as client:
        yield client


def test_the_web_chat_shows_the_picture_and_says_what_it_is(client: TestClient) -> None:
    page = client.post("/chat", data={"button": "share:", "key": "a"})
    sources = re.findall(r'<img class="code" src="([^"]+)" alt="Mã QR mở http://danbiet.example.vn"', page.text)
    assert sources == [as_data_url("http://danbiet.example.vn")]
    assert base64.b64decode(sources[0].partition(",")[2]) == as_png("http://danbiet.example.vn")
    assert "img-src 'self' data:" in page.headers["content-security-policy"]


def test_the_live_chat_shows_it_too(client: TestClient) -> None:
    lines = client.post("/chat", data={"text": "giới thiệu", "key": "a"}, headers={"X-Live": "1"})
    assert lines.text.count('<img class="code"') == 1


def test_the_public_picture_is_of_this_address_whatever_is_asked_for(client: TestClient) -> None:
    assert client.get(PATH, headers={"Host": "evil.example"}).status_code == 421
    answer = client.get(f"{PATH}?address=https://evil.example&data=x")
    assert answer.content == as_png("http://danbiet.example.vn")
    assert answer.headers["content-type"] == "image/png"
    assert answer.headers["cache-control"] == "public, max-age=86400"
    assert "set-cookie" not in answer.headers


def test_without_an_address_there_is_no_public_picture(tmp_path: Path) -> None:
    with TestClient(build(Settings(data=tmp_path, zalo_link=ZALO), SmallLibrary()).web) as client:
        assert client.get(PATH).status_code == 404
