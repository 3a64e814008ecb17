"""Health, metrics, logs and freshness: what an operator sees, and that nobody is in it."""

from __future__ import annotations

import asyncio
import json
import logging
import sqlite3
import threading
from pathlib import Path

import pytest
from httpx import ASGITransport, AsyncClient
from starlette.testclient import TestClient

from bot.app import build
from bot.engine.freshness import Watched, keep_fresh
from bot.engine.inbox import Update
from bot.logs import JsonLines, log_failure
from bot.messages import Channel
from bot.settings import Settings
from tests.bot.conftest import Clock
from tests.doubles.telegram import TOKEN, TelegramDouble
from tests.doubles.zalo_bot import TOKEN as ZALO_TOKEN
from tests.doubles.zalo_bot import ZaloBotDouble
from tests.doubles.zalo_oa import ZaloOADouble
from tests.library import SmallLibrary


def test_healthz_counts_and_names_nobody(client: TestClient) -> None:
    client.post("/chat", data={"text": "mũ che nắng", "key": "a"})
    answer = client.get("/healthz")
    assert answer.status_code == 200
    assert answer.json().pop("disk_free_mb") > 0
    assert {name: value for name, value in answer.json().items() if name != "disk_free_mb"} == {
        "status": "ok",
        "troubles": [],
        "silence": {},
        "stage": "none",
        "inbox_waiting": 0,
        "inbox_oldest": 0,
        "outbox_waiting": 0,
        "outbox_oldest": 0,
        "outbox_stuck": 0,
        "set_aside": 0,
        "notices_stuck": 0,
    }


def test_healthz_fails_when_updates_wait_too_long(tmp_path: Path, clock: Clock) -> None:
    app = build(Settings(data=tmp_path), SmallLibrary(), now=clock)
    app.engine.inbox.accept([Update(Channel.ZALO_OA, "1", "a", "{}")], int(clock().timestamp()))
    clock.advance(minutes=3)
    with TestClient(app.web) as client:
        answer = client.get("/healthz")
    assert answer.status_code == 503
    assert answer.json()["inbox_oldest"] == 180
    assert answer.json()["troubles"] == ["inbox"]


def test_healthz_names_a_full_disk(client: TestClient, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("bot.operations.health.LEAST_FREE", 10**9)
    answer = client.get("/healthz")
    assert (answer.status_code, answer.json()["troubles"]) == (503, ["disk"])


async def minutes_later(environment: dict[str, str], data: Path, clock: Clock, expected: list[str]) -> list[str]:
    """What /healthz names four minutes after the start, with the platforms as they are now.

    On a busy machine the platforms' answers come late: the expected is waited for, half a minute at most.
    """
    app = build(Settings.from_mapping({"DANBIET_DATA": str(data), **environment}), SmallLibrary(), now=clock)
    transport, address = ASGITransport(app.web), environment.get("DANBIET_PUBLIC_URL") or "http://product"
    async with app.web.router.lifespan_context(app.web), AsyncClient(transport=transport, base_url=address) as http:
        await asyncio.sleep(0.1)
        clock.advance(minutes=4)
        for _ in range(300):
            troubles: list[str] = (await http.get("/healthz")).json()["troubles"]
            if troubles == expected:
                break
            await asyncio.sleep(0.1)
    return troubles


async def test_healthz_names_a_channel_whose_token_was_revoked(
    telegram: TelegramDouble, tmp_path: Path, clock: Clock
) -> None:
    environment = {"DANBIET_TELEGRAM_TOKEN": "1:revoked_by_botfather", "DANBIET_TELEGRAM_API": telegram.address}
    assert await minutes_later(environment, tmp_path, clock, ["telegram"]) == ["telegram"]
    webhook = {**environment, "DANBIET_TELEGRAM_MODE": "webhook", "DANBIET_PUBLIC_URL": "https://product.example"}
    assert await minutes_later(webhook, tmp_path, clock, ["telegram"]) == ["telegram"]


async def test_healthz_is_well_while_telegram_answers(
    telegram: TelegramDouble, tmp_path: Path, clock: Clock, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("bot.channels.telegram_feed.LONG_POLL", 0)
    environment = {"DANBIET_TELEGRAM_TOKEN": TOKEN, "DANBIET_TELEGRAM_API": telegram.address}
    assert await minutes_later(environment, tmp_path, clock, []) == []


async def test_healthz_names_telegram_when_what_it_brings_cannot_be_kept(
    telegram: TelegramDouble, tmp_path: Path, clock: Clock, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(*_: object) -> None:
        raise sqlite3.OperationalError("database or disk is full")

    monkeypatch.setattr("bot.channels.telegram_feed.LONG_POLL", 0)
    monkeypatch.setattr("bot.engine.lanes.Engine.accept", full)
    environment = {"DANBIET_TELEGRAM_TOKEN": TOKEN, "DANBIET_TELEGRAM_API": telegram.address}
    assert await minutes_later(environment, tmp_path, clock, ["telegram"]) == ["telegram"]


async def test_healthz_names_an_official_account_whose_refresh_token_is_dead(
    zalo_oa: ZaloOADouble, tmp_path: Path, clock: Clock, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("bot.channels.setup.LOOK_SECONDS", 0.02)
    assert await minutes_later(zalo_oa.environment(), tmp_path / "good", clock, []) == []
    dead = {**zalo_oa.environment(), "DANBIET_ZALO_OA_REFRESH_TOKEN": "used"}
    assert await minutes_later(dead, tmp_path / "dead", clock, ["zalo_oa"]) == ["zalo_oa"]


async def test_healthz_names_a_zalo_bot_whose_token_is_refused(
    zalo_bot: ZaloBotDouble, tmp_path: Path, clock: Clock, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("bot.channels.setup.LOOK_SECONDS", 0.02)
    environment = {
        "DANBIET_ZALO_BOT_TOKEN": ZALO_TOKEN,
        "DANBIET_ZALO_BOT_API": zalo_bot.address,
        "DANBIET_PUBLIC_URL": "https://product.example",
    }
    assert await minutes_later(environment, tmp_path, clock, []) == []
    environment["DANBIET_ZALO_BOT_TOKEN"] = "1:wrong_token"
    assert await minutes_later(environment, tmp_path, clock, ["zalo_bot"]) == ["zalo_bot"]


def test_metrics_are_off_unless_wanted(client: TestClient, tmp_path: Path) -> None:
    assert client.get("/metrics").status_code == 404
    settings = Settings(data=tmp_path / "other", metrics=True)
    with TestClient(build(settings, SmallLibrary()).web) as wanted:
        wanted.post("/chat", data={"text": "mũ che nắng", "key": "a"})
        text = wanted.get("/metrics").text
    assert 'danbiet_answered_updates_total{channel="web"} 1.0' in text
    assert "danbiet_inbox_oldest 0.0" in text
    assert "danbiet_disk_free_mb" in text


def test_log_lines_are_json_without_the_words_of_an_error(caplog: pytest.LogCaptureFixture) -> None:
    log = logging.getLogger("bot.test")
    try:
        raise ValueError("Tèo 0912345678")
    except ValueError as error:
        mark = log_failure(log, "update", error)
        log.warning("odd", exc_info=True)
    lines = [JsonLines().format(r) for r in caplog.records]
    assert json.loads(lines[0])["mark"] == mark
    assert json.loads(lines[0])["error"] == json.loads(lines[1])["error"] == "ValueError"
    assert "Tèo" not in "".join(lines)


async def test_changed_knowledge_is_prepared_beside_the_answers_and_then_read(tmp_path: Path) -> None:
    watched, steps = Watched(tmp_path / "knowledge.db"), []

    async def reload() -> None:
        steps.append("reload")

    def prepare() -> None:
        assert threading.current_thread() is not threading.main_thread()
        steps.append("prepare")

    task = asyncio.create_task(keep_fresh(watched, prepare, reload, look=0.01))
    await asyncio.sleep(0.05)
    assert steps == []
    (tmp_path / "knowledge.db").write_bytes(b"x")
    await asyncio.sleep(0.05)
    task.cancel()
    assert steps == ["prepare", "reload"]


async def test_knowledge_that_cannot_be_read_is_read_later(tmp_path: Path) -> None:
    watched, done = Watched(tmp_path / "knowledge.db"), asyncio.Event()
    troubles = [OSError("disk full"), OSError("disk full")]

    async def reload() -> None:
        if troubles:
            raise troubles.pop()
        done.set()

    task = asyncio.create_task(keep_fresh(watched, lambda: None, reload, look=0.01))
    await asyncio.sleep(0)
    (tmp_path / "knowledge.db").write_bytes(b"x")
    await asyncio.wait_for(done.wait(), 5)
    task.cancel()
