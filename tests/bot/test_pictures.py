"""Pictures on their way to Telegram and Zalo, and the words that arrive whatever becomes of the picture."""

from __future__ import annotations

import json
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from dataclasses import replace
from pathlib import Path
from urllib.parse import urlsplit

import httpx
import pytest

from bot.app import App
from bot.channels.zalo_bot import ZaloBotAdapter, ZaloBotClient
from bot.channels.zalo_calls import ZaloOAClient
from bot.channels.zalo_oa import ZaloOAAdapter
from bot.channels.zalo_oa_markup import picture_message
from bot.channels.zalo_token import AccessToken
from bot.engine.adapter import RetryLater
from bot.messages import Button, Channel, say
from bot.posters.qr_code import as_png
from bot.texts import share, talk
from tests.doubles.product import product, until
from tests.doubles.telegram import TOKEN, Failure, TelegramDouble
from tests.doubles.zalo_bot import TOKEN as ZALO_TOKEN
from tests.doubles.zalo_bot import ZaloBotDouble
from tests.doubles.zalo_oa import ZaloOADouble

ANN, BEN = 5_000_000_001, "6ede9afa66b88fe6d6a9"
WEB = "https://product.example"


# --- Telegram ---


@asynccontextmanager
async def at_telegram(telegram: TelegramDouble, data: Path) -> AsyncIterator[App]:
    environment = {
        "DANBIET_TELEGRAM_TOKEN": TOKEN,
        "DANBIET_TELEGRAM_API": telegram.address,
        "DANBIET_PUBLIC_URL": WEB,
        "DANBIET_TELEGRAM_PER_SECOND": "1000",
    }
    async with product(data, environment) as (app, _):
        yield app


async def test_telegram_shows_words_picture_and_buttons_in_one_message(
    telegram: TelegramDouble, tmp_path: Path
) -> None:
    async with at_telegram(telegram, tmp_path):
        telegram.write(ANN, "/gioithieu")
        await until(lambda: telegram.seen[ANN])
        assert telegram.photos(ANN) == [as_png(WEB)]
        assert share.SHARE in telegram.texts(ANN)[0]
        telegram.press(ANN, "Về đầu")
        await until(lambda: len(telegram.seen[ANN]) == 2)
        assert talk.MENU in telegram.texts(ANN)[1], "a photo cannot become a text: the menu is a new message"


async def test_the_menu_button_leaves_the_menu_where_it_is(telegram: TelegramDouble, tmp_path: Path) -> None:
    async with at_telegram(telegram, tmp_path):
        telegram.write(ANN, "menu")
        await until(lambda: telegram.seen[ANN])
        telegram.press(ANN, "Giới thiệu")
        await until(lambda: telegram.photos(ANN))
        assert [talk.MENU in t for t in telegram.texts(ANN)] == [True, False]


@pytest.mark.parametrize("reason", ["IMAGE_PROCESS_FAILED", "not enough rights to send photos to the chat"])
async def test_what_telegram_will_not_show_is_said(telegram: TelegramDouble, tmp_path: Path, reason: str) -> None:
    async with at_telegram(telegram, tmp_path):
        telegram.failures["sendPhoto"] = [Failure(400, f"Bad Request: {reason}")]
        telegram.write(ANN, "/gioithieu")
        await until(lambda: telegram.seen[ANN])
        assert WEB in telegram.texts(ANN)[0]
        assert telegram.photos(ANN) == []
        telegram.press(ANN, "Về đầu")
        await until(lambda: talk.MENU in telegram.texts(ANN)[-1])


async def test_telegrams_flood_limit_counts_for_the_picture_too(telegram: TelegramDouble, tmp_path: Path) -> None:
    async with at_telegram(telegram, tmp_path) as app:
        telegram.failures["sendPhoto"] = [Failure(429, "Too Many Requests: retry after 7", {"retry_after": 7})]
        with pytest.raises(RetryLater) as raised:
            await app.engine.channels[Channel.TELEGRAM].deliver(
                f'{{"chat": {ANN}}}', replace(say("a"), picture=WEB), "1"
            )
        assert raised.value.seconds == 7
        assert telegram.seen[ANN] == []


async def test_words_too_long_to_stand_below_a_picture_go_alone(telegram: TelegramDouble, tmp_path: Path) -> None:
    async with at_telegram(telegram, tmp_path) as app:
        telegrams = app.engine.channels[Channel.TELEGRAM]
        await telegrams.deliver(f'{{"chat": {ANN}}}', replace(say("dài " * 300), picture=WEB), "1")
        assert telegram.photos(ANN) == []
        assert len(telegram.texts(ANN)[0]) > 1024


async def test_who_blocked_the_bot_gets_neither(telegram: TelegramDouble, tmp_path: Path) -> None:
    async with at_telegram(telegram, tmp_path) as app:
        telegram.blocked.add(ANN)
        telegram.write(ANN, "/gioithieu")
        await until(lambda: any(m == "sendPhoto" for m, _ in telegram.calls))
        await until(lambda: app.engine.outbox.lag(0)[0] == 0)
        assert not any(m == "sendMessage" for m, _ in telegram.calls)


# --- Zalo Bot Platform ---


@asynccontextmanager
async def at_zalo_bot(zalo_bot: ZaloBotDouble, data: Path, **more: str) -> AsyncIterator[httpx.AsyncClient]:
    environment = {
        "DANBIET_ZALO_BOT_TOKEN": ZALO_TOKEN,
        "DANBIET_ZALO_BOT_API": zalo_bot.address,
        "DANBIET_PUBLIC_URL": WEB,
        **more,
    }
    async with product(data, environment) as (_, client):
        yield client


async def test_zalo_bot_is_told_where_the_picture_is(zalo_bot: ZaloBotDouble, tmp_path: Path) -> None:
    async with at_zalo_bot(zalo_bot, tmp_path) as client:
        await until(lambda: zalo_bot.webhook)
        zalo_bot.write(BEN, "/gioithieu")
        await zalo_bot.push(client)
        await until(lambda: zalo_bot.photos[BEN])
        (address,) = zalo_bot.photos[BEN]
        assert (await client.get(urlsplit(address).path)).content == as_png(WEB)
        assert address.startswith(WEB)
        assert "1. 🏠 Về đầu" in zalo_bot.seen[BEN][0], "choices stay numbered"


@pytest.mark.parametrize("code", [400, 403, 404, 500])
async def test_a_picture_that_zalo_bot_refuses_costs_no_words(
    zalo_bot: ZaloBotDouble, tmp_path: Path, code: int
) -> None:
    async with at_zalo_bot(zalo_bot, tmp_path) as client:
        await until(lambda: zalo_bot.webhook)
        zalo_bot.photo_errors = [(code, "no")]
        zalo_bot.write(BEN, "/gioithieu")
        await zalo_bot.push(client)
        await until(lambda: zalo_bot.seen[BEN])
        assert share.SHARE in zalo_bot.seen[BEN][0]
        assert not zalo_bot.photos[BEN]


async def test_zalo_bot_without_pages_says_the_words_alone(zalo_bot: ZaloBotDouble, tmp_path: Path) -> None:
    link = "https://zalo.me/1"
    more = {"DANBIET_PUBLIC_URL": "", "DANBIET_ZALO_BOT_MODE": "polling", "DANBIET_ZALO_LINK": link}
    async with at_zalo_bot(zalo_bot, tmp_path, **more):
        zalo_bot.write(BEN, "/gioithieu")
        await until(lambda: zalo_bot.seen[BEN])
        assert link in zalo_bot.seen[BEN][0]
        assert not zalo_bot.photos[BEN]


# --- Zalo Official Account ---


@asynccontextmanager
async def at_zalo_oa(zalo_oa: ZaloOADouble, data: Path) -> AsyncIterator[Callable[[], Awaitable[None]]]:
    """A function that lets a person ask for the address and waits until that is answered or refused."""
    async with product(data, {**zalo_oa.environment(), "DANBIET_PUBLIC_URL": WEB}) as (app, client):

        async def asks() -> None:
            before = len(zalo_oa.seen[BEN]) + app.engine.inbox.set_aside()
            await zalo_oa.push(client, zalo_oa.event(BEN, text="/gioithieu"))
            await until(lambda: len(zalo_oa.seen[BEN]) + app.engine.inbox.set_aside() > before)

        yield asks


def picture_of(message: dict[str, object]) -> object:
    """The attachment id in a message, or None."""
    attachment = message.get("attachment")
    elements = attachment["payload"].get("elements") if isinstance(attachment, dict) else None
    return elements[0]["attachment_id"] if elements else None


async def test_zalo_oa_uploads_once_and_sends_often(zalo_oa: ZaloOADouble, tmp_path: Path) -> None:
    async with at_zalo_oa(zalo_oa, tmp_path) as asks:
        for _ in range(3):
            await asks()
    assert zalo_oa.uploads == {"picture-1": as_png(WEB)}
    assert [picture_of(m) for m in zalo_oa.seen[BEN]] == ["picture-1"] * 3
    assert "1. 🏠 Về đầu" in zalo_oa.texts(BEN)[0], "beside a picture choices are numbered"


@pytest.mark.parametrize("code", [-201, -210, -224])
async def test_an_upload_that_zalo_refuses_costs_no_words(zalo_oa: ZaloOADouble, tmp_path: Path, code: int) -> None:
    async with at_zalo_oa(zalo_oa, tmp_path) as asks:
        zalo_oa.upload_errors = [code]
        await asks()
        await asks()
    assert [picture_of(m) for m in zalo_oa.seen[BEN]] == [None, "picture-1"], "the next one tries again"
    assert share.SHARE in zalo_oa.texts(BEN)[0]
    assert zalo_oa.seen[BEN][0]["attachment"]["payload"]["buttons"], "words alone have their buttons"


async def test_an_upload_renews_the_token_once(zalo_oa: ZaloOADouble, tmp_path: Path) -> None:
    async with at_zalo_oa(zalo_oa, tmp_path) as asks:
        zalo_oa.upload_errors = [-216]
        await asks()
    assert zalo_oa.refreshes == 2
    assert picture_of(zalo_oa.seen[BEN][0]) == "picture-1"


async def test_an_id_that_zalo_forgot_is_uploaded_anew(zalo_oa: ZaloOADouble, tmp_path: Path) -> None:
    async with at_zalo_oa(zalo_oa, tmp_path) as asks:
        await asks()
        del zalo_oa.uploads["picture-1"]
        zalo_oa.uploads["another's"] = b""
        await asks()
        await asks()
    assert [picture_of(m) for m in zalo_oa.seen[BEN]] == ["picture-1", None, "picture-2"]


@pytest.mark.parametrize("code", [-213, -230])
async def test_who_may_not_be_written_to_does_not_cost_the_picture(
    zalo_oa: ZaloOADouble, tmp_path: Path, code: int
) -> None:
    async with at_zalo_oa(zalo_oa, tmp_path) as asks:
        await asks()
        zalo_oa.errors = [code]
        await asks()
        await asks()
    assert [picture_of(m) for m in zalo_oa.seen[BEN]] == ["picture-1", "picture-1"]
    assert len(zalo_oa.uploads) == 1


def test_a_button_is_never_lost_beside_a_picture() -> None:
    message = picture_message(say("Chọn", buttons=[Button("a:1", "Một")]), "x")
    assert "1. Một" in message["text"]


# --- answers that no double gives: a broken line, another server's page, a success without an id ---


class Token(AccessToken):
    """A token that is always good."""

    def __init__(self) -> None: ...

    async def get(self, refused: str = "") -> str:
        return "access"


def broken(request: httpx.Request) -> httpx.Response:
    raise httpx.ReadTimeout("too slow")


ODD: dict[str, Callable[[httpx.Request], httpx.Response]] = {
    "a broken line": broken,
    "another server's page": lambda request: httpx.Response(502, text="<html>"),
    "no data": lambda request: httpx.Response(200, json={"error": 0, "ok": False}),
    "no id": lambda request: httpx.Response(200, json={"error": 0, "data": {"attachment_id": None}, "ok": False}),
}


@pytest.mark.parametrize("odd", ODD.values(), ids=ODD)
@pytest.mark.parametrize("channel", [Channel.ZALO_OA, Channel.ZALO_BOT])
async def test_odd_answers_to_a_picture_cost_no_words(
    channel: Channel, odd: Callable[[httpx.Request], httpx.Response]
) -> None:
    said: list[str] = []

    def server(request: httpx.Request) -> httpx.Response:
        if request.url.path.endswith(("/upload/image", "/sendPhoto")):
            return odd(request)
        content = json.loads(request.content)
        said.append(content.get("text") or content["message"]["text"])
        return httpx.Response(200, json={"error": 0, "ok": True})

    async with httpx.AsyncClient(transport=httpx.MockTransport(server)) as http:
        oa = ZaloOAAdapter(ZaloOAClient(http, WEB, Token()), http)
        bot = ZaloBotAdapter(ZaloBotClient(http, WEB, ZALO_TOKEN), http, WEB)
        adapter = oa if channel is Channel.ZALO_OA else bot
        await adapter.deliver(BEN, replace(say("Xin chào"), picture=WEB), "1")
    assert said == ["Xin chào"]
