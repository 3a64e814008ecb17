"""The real Zalo Bot adapter against a double of the platform, over HTTP on loopback."""

from __future__ import annotations

from pathlib import Path

import pytest

from bot.messages import Channel
from bot.texts import talk
from tests.doubles.product import product, until
from tests.doubles.zalo_bot import TOKEN, ZaloBotDouble

ANN = "6ede9afa66b88fe6d6a9"


def webhook(zalo_bot: ZaloBotDouble) -> dict[str, str]:
    return {
        "DANBIET_ZALO_BOT_TOKEN": TOKEN,
        "DANBIET_ZALO_BOT_API": zalo_bot.address,
        "DANBIET_PUBLIC_URL": "https://product.example",
    }


def polling(zalo_bot: ZaloBotDouble) -> dict[str, str]:
    return {**webhook(zalo_bot), "DANBIET_ZALO_BOT_MODE": "polling"}


async def test_choices_are_numbered_and_numbers_choose(zalo_bot: ZaloBotDouble, tmp_path: Path) -> None:
    async with product(tmp_path, webhook(zalo_bot)) as (_, client):
        await until(lambda: zalo_bot.webhook)
        zalo_bot.write(ANN, "bữa ăn giữa ca")
        assert await zalo_bot.push(client) == [200]
        await until(lambda: zalo_bot.seen[ANN])
        assert "1. 📖 Xem cả Điều 7" in zalo_bot.seen[ANN][0]
        zalo_bot.write(ANN, "1")
        await zalo_bot.push(client)
        await until(lambda: len(zalo_bot.seen[ANN]) == 2)
        assert "Không ăn thì được nhận tiền" in zalo_bot.seen[ANN][1]


async def test_long_articles_are_paged_inside_2000_characters(zalo_bot: ZaloBotDouble, tmp_path: Path) -> None:
    async with product(tmp_path, webhook(zalo_bot)) as (app, client):
        await until(lambda: zalo_bot.webhook)
        for n, text in enumerate(("lối đi", "1", "xem tiếp"), 1):
            zalo_bot.write(ANN, text)
            await zalo_bot.push(client)
            await until(lambda n=n: len(zalo_bot.seen[ANN]) == n)  # type: ignore[misc]
        assert "11. Nơi làm việc" in zalo_bot.seen[ANN][-1]
        assert app.engine.inbox.set_aside() == 0


async def test_a_repeated_webhook_is_answered_once(zalo_bot: ZaloBotDouble, tmp_path: Path) -> None:
    async with product(tmp_path, webhook(zalo_bot)) as (app, client):
        await until(lambda: zalo_bot.webhook)
        event = zalo_bot.write(ANN, "mũ che nắng")
        zalo_bot.pending += [event, event]
        assert await zalo_bot.push(client) == [200, 200, 200]
        await until(lambda: zalo_bot.seen[ANN])
        await until(lambda: app.engine.inbox.lag(0)[0] + app.engine.outbox.lag(0)[0] == 0)
        assert len(zalo_bot.seen[ANN]) == 1


async def test_a_wrong_secret_is_refused(zalo_bot: ZaloBotDouble, tmp_path: Path) -> None:
    async with product(tmp_path, webhook(zalo_bot)) as (_, client):
        await until(lambda: zalo_bot.webhook)
        zalo_bot.write(ANN, "mũ che nắng")
        assert await zalo_bot.push(client, secret="wrong-secret") == [403]


@pytest.mark.parametrize(
    ("name", "content", "kind"),
    [
        ("message.image.received", {"photo": "https://x.zdn.vn/a.jpg"}, "photo"),
        ("message.image.received", {"photo_url": "https://x.zdn.vn/a.jpg", "message_type": "CHAT_PHOTO"}, "photo"),
        ("message.sticker.received", {"sticker": "s"}, "sticker"),
        ("message.voice.received", {"voice_url": "https://x.zdn.vn/a.aac"}, "voice"),
        ("message.unsupported.received", {"message_id": None}, "other"),
        ("message.something.new", {}, "other"),
    ],
)
async def test_what_cannot_be_read_gets_a_kind_word(
    zalo_bot: ZaloBotDouble, tmp_path: Path, name: str, content: dict[str, str], kind: str
) -> None:
    async with product(tmp_path, webhook(zalo_bot)) as (_, client):
        await until(lambda: zalo_bot.webhook)
        zalo_bot.event(ANN, name, **content)
        await zalo_bot.push(client)
        await until(lambda: zalo_bot.seen[ANN])
        assert talk.UNSUPPORTED[kind] in zalo_bot.seen[ANN][0]


@pytest.mark.usefixtures("at_once")
async def test_errors_inside_http_200_are_seen(zalo_bot: ZaloBotDouble, tmp_path: Path) -> None:
    async with product(tmp_path, webhook(zalo_bot)) as (app, client):
        await until(lambda: zalo_bot.webhook)
        zalo_bot.errors = [(500, "Internal"), (400, "odd")]
        zalo_bot.write(ANN, "mũ che nắng")
        await zalo_bot.push(client)
        await until(lambda: app.engine.inbox.set_aside() == 1)
        assert app.engine.outbox.lag(0)[0] == 0


async def test_quota_is_waited_for(zalo_bot: ZaloBotDouble, tmp_path: Path) -> None:
    async with product(tmp_path, webhook(zalo_bot)) as (app, client):
        await until(lambda: zalo_bot.webhook)
        zalo_bot.errors = [(429, "Quota exceeded")]
        zalo_bot.write(ANN, "mũ che nắng")
        await zalo_bot.push(client)
        await until(lambda: not zalo_bot.errors)
        assert app.engine.outbox.lag(0)[::2] == (1, 0)


async def test_a_person_who_blocked_the_bot_ends_their_letters(zalo_bot: ZaloBotDouble, tmp_path: Path) -> None:
    zalo_bot.blocked.add(ANN)
    async with product(tmp_path, webhook(zalo_bot)) as (app, client):
        await until(lambda: zalo_bot.webhook)
        zalo_bot.write(ANN, "mũ che nắng")
        await zalo_bot.push(client)
        await until(lambda: app.engine.inbox.set_aside() == 1)
        assert app.engine.outbox.lag(0)[0] == 0


async def test_polling_for_development(zalo_bot: ZaloBotDouble, tmp_path: Path) -> None:
    zalo_bot.write(ANN, "mũ che nắng")
    async with product(tmp_path, polling(zalo_bot)):
        await until(lambda: zalo_bot.seen[ANN])


@pytest.mark.parametrize("body", [b"{}", b'{"result": 7}', b'{"result": {"message": {"chat": []}}}', b"null"])
async def test_events_without_a_chat_are_recorded(zalo_bot: ZaloBotDouble, tmp_path: Path, body: bytes) -> None:
    async with product(tmp_path, webhook(zalo_bot)) as (app, client):
        await until(lambda: zalo_bot.webhook)
        headers = {"X-Bot-Api-Secret-Token": zalo_bot.webhook["secret_token"]}
        answer = await client.post("/webhook/zalo-bot", content=body, headers=headers)
        assert answer.status_code == 200
        assert app.engine.inbox.set_aside() == 1


async def test_secret_is_the_installations_own(zalo_bot: ZaloBotDouble, tmp_path: Path) -> None:
    from bot.channels.setup import webhook_secret
    from bot.engine.sealing import Seal

    secrets = {webhook_secret(Seal(bytes([n]) * 32), c) for n in (1, 2) for c in (Channel.TELEGRAM, Channel.ZALO_BOT)}
    assert len(secrets) == 4
