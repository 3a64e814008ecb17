"""The real Official Account adapter against a double of Zalo, over HTTP on loopback."""

from __future__ import annotations

import asyncio
import sqlite3
from pathlib import Path

import httpx
import pytest

from bot.channels.zalo_oa import FREE_WINDOW
from bot.channels.zalo_oa_markup import message_of
from bot.channels.zalo_token import AccessToken, TokenError, TokenStore
from bot.engine.database import open_database
from bot.engine.sealing import Seal
from bot.messages import Button, say
from bot.texts import talk
from tests.doubles.product import product, until
from tests.doubles.zalo_oa import APP_ID, APP_SECRET, FIRST_REFRESH, ZaloOADouble

ANN = "2468458835296197922"


async def test_a_question_is_answered_with_buttons(zalo_oa: ZaloOADouble, tmp_path: Path) -> None:
    async with product(tmp_path, zalo_oa.environment()) as (_, client):
        assert await zalo_oa.push(client, zalo_oa.event(ANN, text="bữa ăn giữa ca")) == 200
        await until(lambda: zalo_oa.seen[ANN])
        buttons = zalo_oa.seen[ANN][0]["attachment"]["payload"]["buttons"]
        assert "Xem cả Điều 7" in buttons[0]["title"]
        await zalo_oa.push(client, zalo_oa.event(ANN, text=buttons[0]["payload"]))
        await until(lambda: len(zalo_oa.seen[ANN]) == 2)
        assert "Không ăn thì được nhận tiền" in zalo_oa.texts(ANN)[1]


async def test_a_quick_double_tap_answers_once(zalo_oa: ZaloOADouble, tmp_path: Path) -> None:
    async with product(tmp_path, zalo_oa.environment()) as (_, client):
        await zalo_oa.push(client, zalo_oa.event(ANN, text="bữa ăn giữa ca"))
        await until(lambda: zalo_oa.seen[ANN])
        tap = zalo_oa.seen[ANN][0]["attachment"]["payload"]["buttons"][0]["payload"]
        for _ in range(2):
            assert await zalo_oa.push(client, zalo_oa.event(ANN, text=tap)) == 200
        await zalo_oa.push(client, zalo_oa.event(ANN, text="menu"))
        await until(lambda: talk.MENU in zalo_oa.texts(ANN)[-1])
        assert len(zalo_oa.texts(ANN)) == 3


async def test_numbers_work_beside_buttons(zalo_oa: ZaloOADouble, tmp_path: Path) -> None:
    async with product(tmp_path, zalo_oa.environment()) as (_, client):
        for n, text in enumerate(("bữa ăn giữa ca", "1"), 1):
            await zalo_oa.push(client, zalo_oa.event(ANN, text=text))
            await until(lambda n=n: len(zalo_oa.seen[ANN]) == n)  # type: ignore[misc]
        assert "Không ăn thì được nhận tiền" in zalo_oa.texts(ANN)[1]


def test_of_more_than_five_choices_five_are_buttons_and_all_are_numbered() -> None:
    reply = say("Chọn", buttons=[Button(f"a:{n}", f"Mục {n}") for n in range(7)])
    message = message_of(reply)
    assert [b["payload"] for b in message["attachment"]["payload"]["buttons"]] == [f"#a:{n}" for n in range(5)]
    assert "1. Mục 0" in message["text"]
    assert "7. Mục 6" in message["text"]


def test_up_to_five_choices_are_buttons_alone() -> None:
    reply = say("Chọn", buttons=[Button(f"a:{n}", f"Mục {n}") for n in range(5)])
    assert message_of(reply)["text"] == "Chọn"


async def test_follow_welcomes_and_unfollow_forgets(zalo_oa: ZaloOADouble, tmp_path: Path) -> None:
    async with product(tmp_path, zalo_oa.environment()) as (app, client):
        follow = zalo_oa.event(ANN, "follow")
        follow["follower"] = follow.pop("sender")
        await zalo_oa.push(client, follow)
        await until(lambda: zalo_oa.seen[ANN])
        assert talk.WELCOME in zalo_oa.texts(ANN)[0]
        await zalo_oa.push(client, {**follow, "event_name": "unfollow"})
        await until(lambda: app.engine.inbox.lag(0)[0] == 0)


async def test_a_repeated_event_is_answered_once(zalo_oa: ZaloOADouble, tmp_path: Path) -> None:
    async with product(tmp_path, zalo_oa.environment()) as (app, client):
        event = zalo_oa.event(ANN, text="mũ che nắng")
        for _ in range(3):
            assert await zalo_oa.push(client, event) == 200
        await until(lambda: zalo_oa.seen[ANN])
        await until(lambda: app.engine.inbox.lag(0)[0] + app.engine.outbox.lag(0)[0] == 0)
        assert len(zalo_oa.seen[ANN]) == 1


async def test_signature_covers_the_raw_body(zalo_oa: ZaloOADouble, tmp_path: Path) -> None:
    async with product(tmp_path, zalo_oa.environment()) as (_, client):
        event = zalo_oa.event(ANN, text="mũ che nắng")
        assert await zalo_oa.push(client, event, prefix="") == 200
        assert await zalo_oa.push(client, event, prefix="mac=0") == 403
        for content in (b"{}", b"[]"):
            assert (await client.post("/webhook/zalo-oa", content=content)).status_code == 403
        assert (await client.post("/webhook/zalo-oa", content=b"{")).status_code == 400


async def test_what_is_too_large_to_be_signed_leaves_no_row(
    zalo_oa: ZaloOADouble, tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    async with product(tmp_path, zalo_oa.environment()) as (app, client):
        answer = await client.post("/webhook/zalo-oa", content=b'"mu che nang' + b"x" * 1024 * 1024)
        assert answer.status_code == 200
        assert app.engine.inbox.set_aside() == 0
    assert "too large" in caplog.text
    assert "mu che nang" not in caplog.text


async def test_echoes_and_receipts_are_not_even_stored(zalo_oa: ZaloOADouble, tmp_path: Path) -> None:
    async with product(tmp_path, zalo_oa.environment()) as (_, client):
        for name in ("oa_send_text", "user_seen_message", "user_received_message"):
            assert await zalo_oa.push(client, zalo_oa.event(ANN, name, text="mũ che nắng")) == 200
    rows = sqlite3.connect(tmp_path / "bot.db").execute("SELECT count(*) FROM seen").fetchone()
    assert rows == (0,)
    assert not zalo_oa.seen


@pytest.mark.parametrize(
    ("name", "kind"),
    [("image", "photo"), ("sticker", "sticker"), ("audio", "voice"), ("file", "file"), ("location", "location"),
     ("business_card", "other")],
)  # fmt: skip
async def test_what_cannot_be_read_gets_a_kind_word(
    zalo_oa: ZaloOADouble, tmp_path: Path, name: str, kind: str
) -> None:
    async with product(tmp_path, zalo_oa.environment()) as (_, client):
        attachments = [{"type": name, "payload": {"url": "https://x.zdn.vn/a"}}]
        await zalo_oa.push(client, zalo_oa.event(ANN, f"user_send_{name}", attachments=attachments))
        await until(lambda: zalo_oa.seen[ANN])
    assert talk.UNSUPPORTED[kind] in zalo_oa.texts(ANN)[0]


async def test_one_renewal_serves_many_and_is_kept_over_a_restart(zalo_oa: ZaloOADouble, tmp_path: Path) -> None:
    for n in range(2):
        async with product(tmp_path, zalo_oa.environment()) as (_, client):
            events = [zalo_oa.event(f"person-{n}-{i}", text="mũ che nắng") for i in range(8)]
            await asyncio.gather(*(zalo_oa.push(client, e) for e in events))
            await until(lambda n=n: sum(map(bool, zalo_oa.seen.values())) == 8 * (n + 1))  # type: ignore[misc]
    assert zalo_oa.refreshes == 1


async def test_a_token_that_died_early_is_renewed_once(zalo_oa: ZaloOADouble, tmp_path: Path) -> None:
    async with product(tmp_path, zalo_oa.environment()) as (_, client):
        await zalo_oa.push(client, zalo_oa.event(ANN, text="mũ che nắng"))
        await until(lambda: len(zalo_oa.seen[ANN]) == 1)
        zalo_oa.access = "changed behind our back"
        await zalo_oa.push(client, zalo_oa.event(ANN, text="mũ che nắng"))
        await until(lambda: len(zalo_oa.seen[ANN]) == 2)
    assert zalo_oa.refreshes == 2


async def test_the_new_pair_is_stored_before_it_is_used(zalo_oa: ZaloOADouble, tmp_path: Path) -> None:
    store = TokenStore(open_database(tmp_path / "bot.db"), Seal(bytes(32)))
    async with httpx.AsyncClient() as http:
        token = AccessToken(
            http, store, oauth=zalo_oa.address, app_id=APP_ID, app_secret=APP_SECRET, seed=FIRST_REFRESH, now=lambda: 0
        )
        access = await token.get()
        assert store.load(FIRST_REFRESH) == (access, zalo_oa.refresh, 90000)
        assert store.load("another seed")[1] == "another seed", "a new token of the operator replaces the old chain"
        content = b"".join(p.read_bytes() for p in tmp_path.iterdir())
        assert access.encode() not in content


async def test_a_renewal_that_began_is_kept_when_the_product_stops(zalo_oa: ZaloOADouble, tmp_path: Path) -> None:
    store = TokenStore(open_database(tmp_path / "bot.db"), Seal(bytes(32)))
    async with httpx.AsyncClient() as http:
        token = AccessToken(
            http, store, oauth=zalo_oa.address, app_id=APP_ID, app_secret=APP_SECRET, seed=FIRST_REFRESH, now=lambda: 0
        )
        asking = asyncio.create_task(token.get())
        await asyncio.sleep(0)
        await asyncio.sleep(0)
        asking.cancel()
        await token.settled()
        assert store.load(FIRST_REFRESH) == ("access-1", "refresh-1", 90000)


async def test_a_refused_refresh_names_the_error_only(zalo_oa: ZaloOADouble, tmp_path: Path) -> None:
    store = TokenStore(open_database(tmp_path / "bot.db"), Seal(bytes(32)))
    async with httpx.AsyncClient() as http:
        token = AccessToken(
            http, store, oauth=zalo_oa.address, app_id=APP_ID, app_secret=APP_SECRET, seed="used", now=lambda: 0
        )
        with pytest.raises(TokenError, match=r"^error -14020$"):
            await token.get()


@pytest.mark.parametrize("code", [-230, -232, -210])
async def test_what_zalo_takes_no_more_is_dropped_with_a_record(
    zalo_oa: ZaloOADouble, tmp_path: Path, code: int
) -> None:
    async with product(tmp_path, zalo_oa.environment()) as (app, client):
        zalo_oa.errors = [code]
        await zalo_oa.push(client, zalo_oa.event(ANN, text="mũ che nắng"))
        await until(lambda: app.engine.inbox.set_aside() == 1)
        assert app.engine.outbox.lag(0)[0] == 0


async def test_letters_know_the_end_of_the_free_window(zalo_oa: ZaloOADouble, tmp_path: Path) -> None:
    async with product(tmp_path, zalo_oa.environment()) as (_, client):
        zalo_oa.errors = [-32]
        await zalo_oa.push(client, zalo_oa.event(ANN, text="mũ che nắng"))
        await until(lambda: not zalo_oa.errors)
    row = sqlite3.connect(tmp_path / "bot.db").execute("SELECT expires_at - written_at FROM outbox").fetchone()
    assert row == (FREE_WINDOW,)
