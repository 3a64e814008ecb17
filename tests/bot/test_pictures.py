"""Pictures on their way to Telegram and Zalo, and the words that arrive whatever becomes of the picture."""

from __future__ import annotations

from collections.abc import AsyncIterator, Awaitable, Callable, Iterator
from contextlib import asynccontextmanager
from dataclasses import replace
from pathlib import Path
from urllib.parse import urlsplit

import httpx
import pytest
from starlette.responses import JSONResponse
from starlette.routing import Route

from bot.app import App
from bot.channels.zalo_calls import ZaloOAClient, ZaloOAError
from bot.channels.zalo_oa import picture_message
from bot.channels.zalo_token import AccessToken
from bot.channels.zalo_upload import PATH as UPLOAD
from bot.channels.zalo_upload import Pictures
from bot.messages import Button, Channel, say
from bot.qr_code import as_png
from bot.texts import share, talk
from tests.doubles.product import product, until
from tests.doubles.server import Switch, running
from tests.doubles.telegram import TOKEN, Failure, TelegramDouble
from tests.doubles.zalo_bot import TOKEN as ZALO_TOKEN
from tests.doubles.zalo_bot import ZaloBotDouble
from tests.doubles.zalo_oa import ZaloOADouble

ANN, BEN = 5_000_000_001, "6ede9afa66b88fe6d6a9"
WEB = "https://product.example"


@pytest.fixture(scope="module")
def switch() -> Iterator[Switch]:
    switch = Switch()
    with running(switch) as switch.address:
        yield switch


# --- Telegram ---


@asynccontextmanager
async def at_telegram(switch: Switch, data: Path) -> AsyncIterator[tuple[TelegramDouble, App]]:
    telegram = TelegramDouble()
    switch.app = telegram.app
    environment = {
        "DANBIET_TELEGRAM_TOKEN": TOKEN,
        "DANBIET_TELEGRAM_API": switch.address,
        "DANBIET_PUBLIC_URL": WEB,
        "DANBIET_TELEGRAM_PER_SECOND": "1000",
    }
    async with product(data, environment) as (app, _):
        yield telegram, app


async def test_telegram_shows_words_picture_and_buttons_in_one_message(switch: Switch, tmp_path: Path) -> None:
    async with at_telegram(switch, tmp_path) as (telegram, _):
        telegram.write(ANN, "/gioithieu")
        await until(lambda: telegram.seen[ANN])
        assert telegram.photos(ANN) == [as_png(WEB)]
        assert share.SHARE in telegram.texts(ANN)[0]
        telegram.press(ANN, "Về đầu")
        await until(lambda: len(telegram.seen[ANN]) == 2)
        assert talk.MENU in telegram.texts(ANN)[1], "a photo cannot become a text: the menu is a new message"


async def test_the_menu_button_leaves_the_menu_where_it_is(switch: Switch, tmp_path: Path) -> None:
    async with at_telegram(switch, tmp_path) as (telegram, _):
        telegram.write(ANN, "menu")
        await until(lambda: telegram.seen[ANN])
        telegram.press(ANN, "Giới thiệu")
        await until(lambda: telegram.photos(ANN))
        assert [talk.MENU in t for t in telegram.texts(ANN)] == [True, False]


@pytest.mark.parametrize("reason", ["IMAGE_PROCESS_FAILED", "not enough rights to send photos to the chat"])
async def test_what_telegram_will_not_show_is_said(switch: Switch, tmp_path: Path, reason: str) -> None:
    async with at_telegram(switch, tmp_path) as (telegram, _):
        telegram.failures["sendPhoto"] = [Failure(400, f"Bad Request: {reason}")]
        telegram.write(ANN, "/gioithieu")
        await until(lambda: telegram.seen[ANN])
        assert WEB in telegram.texts(ANN)[0]
        assert telegram.photos(ANN) == []
        telegram.press(ANN, "Về đầu")
        await until(lambda: talk.MENU in telegram.texts(ANN)[-1])


async def test_telegrams_flood_limit_is_waited_for_with_the_picture(switch: Switch, tmp_path: Path) -> None:
    async with at_telegram(switch, tmp_path) as (telegram, _):
        telegram.failures["sendPhoto"] = [Failure(429, "Too Many Requests: retry after 1", {"retry_after": 1})]
        telegram.write(ANN, "/gioithieu")
        await until(lambda: telegram.photos(ANN))
        assert len(telegram.seen[ANN]) == 1


async def test_words_too_long_to_stand_below_a_picture_go_alone(switch: Switch, tmp_path: Path) -> None:
    async with at_telegram(switch, tmp_path) as (telegram, app):
        telegrams = app.engine.channels[Channel.TELEGRAM]
        await telegrams.deliver(f'{{"chat": {ANN}}}', replace(say("dài " * 300), picture=WEB), "1")
        assert telegram.photos(ANN) == []
        assert len(telegram.texts(ANN)[0]) > 1024


async def test_who_blocked_the_bot_gets_neither(switch: Switch, tmp_path: Path) -> None:
    async with at_telegram(switch, tmp_path) as (telegram, app):
        telegram.blocked.add(ANN)
        telegram.write(ANN, "/gioithieu")
        await until(lambda: any(m == "sendPhoto" for m, _ in telegram.calls))
        await until(lambda: app.engine.outbox.lag(0)[0] == 0)
        assert not any(m == "sendMessage" for m, _ in telegram.calls)


# --- Zalo Bot Platform ---


@asynccontextmanager
async def at_zalo_bot(
    switch: Switch, data: Path, **more: str
) -> AsyncIterator[tuple[ZaloBotDouble, httpx.AsyncClient]]:
    zalo = ZaloBotDouble()
    switch.app = zalo.app
    environment = {
        "DANBIET_ZALO_BOT_TOKEN": ZALO_TOKEN,
        "DANBIET_ZALO_BOT_API": switch.address,
        "DANBIET_PUBLIC_URL": WEB,
        **more,
    }
    async with product(data, environment) as (_, client):
        yield zalo, client


async def test_zalo_bot_is_told_where_the_picture_is(switch: Switch, tmp_path: Path) -> None:
    async with at_zalo_bot(switch, tmp_path) as (zalo, client):
        await until(lambda: zalo.webhook)
        zalo.write(BEN, "/gioithieu")
        await zalo.push(client)
        await until(lambda: zalo.photos[BEN])
        (address,) = zalo.photos[BEN]
        assert (await client.get(urlsplit(address).path)).content == as_png(WEB)
        assert address.startswith(WEB)
        assert "1. 🏠 Về đầu" in zalo.seen[BEN][0], "choices stay numbered"


@pytest.mark.parametrize("code", [400, 403, 404, 500])
async def test_a_picture_that_zalo_bot_refuses_costs_no_words(switch: Switch, tmp_path: Path, code: int) -> None:
    async with at_zalo_bot(switch, tmp_path) as (zalo, client):
        await until(lambda: zalo.webhook)
        zalo.photo_errors = [(code, "no")]
        zalo.write(BEN, "/gioithieu")
        await zalo.push(client)
        await until(lambda: zalo.seen[BEN])
        assert share.SHARE in zalo.seen[BEN][0]
        assert not zalo.photos[BEN]


async def test_zalo_bot_without_pages_says_the_words_alone(switch: Switch, tmp_path: Path) -> None:
    link = "https://zalo.me/1"
    more = {"DANBIET_PUBLIC_URL": "", "DANBIET_ZALO_BOT_MODE": "polling", "DANBIET_ZALO_LINK": link}
    async with at_zalo_bot(switch, tmp_path, **more) as (zalo, _):
        zalo.write(BEN, "/gioithieu")
        await until(lambda: zalo.seen[BEN])
        assert link in zalo.seen[BEN][0]
        assert not zalo.photos[BEN]


# --- Zalo Official Account ---


@asynccontextmanager
async def at_zalo_oa(switch: Switch, data: Path) -> AsyncIterator[tuple[ZaloOADouble, Callable[[], Awaitable[None]]]]:
    """The double, and a function that lets a person ask for the address and waits until that is answered or refused."""
    zalo = ZaloOADouble()
    zalo.address, switch.app = switch.address, zalo.app
    async with product(data, {**zalo.environment(), "DANBIET_PUBLIC_URL": WEB}) as (app, client):

        async def asks() -> None:
            before = len(zalo.seen[BEN]) + app.engine.inbox.set_aside()
            await zalo.push(client, zalo.event(BEN, text="/gioithieu"))
            await until(lambda: len(zalo.seen[BEN]) + app.engine.inbox.set_aside() > before)

        yield zalo, asks


def picture_of(message: dict[str, object]) -> object:
    """The attachment id in a message, or None."""
    attachment = message.get("attachment")
    elements = attachment["payload"].get("elements") if isinstance(attachment, dict) else None
    return elements[0]["attachment_id"] if elements else None


async def test_zalo_oa_uploads_once_and_sends_often(switch: Switch, tmp_path: Path) -> None:
    async with at_zalo_oa(switch, tmp_path) as (zalo, asks):
        for _ in range(3):
            await asks()
    assert zalo.uploads == {"picture-1": as_png(WEB)}
    assert [picture_of(m) for m in zalo.seen[BEN]] == ["picture-1"] * 3
    assert "1. 🏠 Về đầu" in zalo.texts(BEN)[0], "beside a picture choices are numbered"


@pytest.mark.parametrize("code", [-201, -210, -224])
async def test_an_upload_that_zalo_refuses_costs_no_words(switch: Switch, tmp_path: Path, code: int) -> None:
    async with at_zalo_oa(switch, tmp_path) as (zalo, asks):
        zalo.upload_errors = [code]
        await asks()
        await asks()
    assert [picture_of(m) for m in zalo.seen[BEN]] == [None, "picture-1"], "the next one tries again"
    assert share.SHARE in zalo.texts(BEN)[0]
    assert zalo.seen[BEN][0]["attachment"]["payload"]["buttons"], "words alone have their buttons"


async def test_an_upload_renews_the_token_once(switch: Switch, tmp_path: Path) -> None:
    async with at_zalo_oa(switch, tmp_path) as (zalo, asks):
        zalo.upload_errors = [-216]
        await asks()
    assert zalo.refreshes == 2
    assert picture_of(zalo.seen[BEN][0]) == "picture-1"


async def test_an_id_that_zalo_forgot_is_uploaded_anew(switch: Switch, tmp_path: Path) -> None:
    async with at_zalo_oa(switch, tmp_path) as (zalo, asks):
        await asks()
        del zalo.uploads["picture-1"]
        zalo.uploads["another's"] = b""
        await asks()
        await asks()
    assert [picture_of(m) for m in zalo.seen[BEN]] == ["picture-1", None, "picture-2"]


@pytest.mark.parametrize("answer", [{"error": 0}, {"error": 0, "data": {}}, {"error": 0, "data": {"attachment_id": 7}}])
async def test_an_upload_without_an_id_is_a_refusal(switch: Switch, tmp_path: Path, answer: dict[str, object]) -> None:
    async def odd(request: object) -> JSONResponse:
        return JSONResponse(answer)

    class Token(AccessToken):
        def __init__(self) -> None: ...

        async def get(self, refused: str = "") -> str:
            return "access"

    switch.app = Route(UPLOAD, odd, methods=["POST"])
    async with httpx.AsyncClient() as http:
        with pytest.raises(ZaloOAError):
            await Pictures(ZaloOAClient(http, switch.address, Token())).attachment_id(WEB)


@pytest.mark.parametrize("code", [-213, -230])
async def test_who_may_not_be_written_to_does_not_cost_the_picture(switch: Switch, tmp_path: Path, code: int) -> None:
    async with at_zalo_oa(switch, tmp_path) as (zalo, asks):
        await asks()
        zalo.errors = [code]
        await asks()
        await asks()
    assert [picture_of(m) for m in zalo.seen[BEN]] == ["picture-1", "picture-1"]
    assert len(zalo.uploads) == 1


def test_a_button_is_never_lost_beside_a_picture() -> None:
    message = picture_message(say("Chọn", buttons=[Button("a:1", "Một")]), "x")
    assert "1. Một" in message["text"]
