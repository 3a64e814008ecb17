"""Health, metrics, logs and freshness: what an operator sees, and that nobody is in it."""

from __future__ import annotations

import asyncio
import json
import logging
import threading
from pathlib import Path

import pytest
from starlette.testclient import TestClient

from bot.app import build
from bot.freshness import Watched, keep_fresh
from bot.inbox import Update
from bot.logs import JsonLines, log_failure
from bot.messages import Channel
from bot.settings import Settings
from tests.bot.conftest import Clock
from tests.library import SmallLibrary


def test_healthz_counts_and_names_nobody(client: TestClient) -> None:
    client.post("/chat", data={"text": "mũ che nắng", "key": "a"})
    answer = client.get("/healthz")
    assert answer.status_code == 200
    assert answer.json() == {
        "status": "ok",
        "inbox_waiting": 0,
        "inbox_oldest": 0,
        "outbox_waiting": 0,
        "outbox_oldest": 0,
        "outbox_stuck": 0,
        "set_aside": 0,
    }


def test_healthz_fails_when_updates_wait_too_long(tmp_path: Path, clock: Clock) -> None:
    app = build(Settings(data=tmp_path), SmallLibrary(), now=clock)
    app.engine.inbox.accept([Update(Channel.ZALO_OA, "1", "a", "{}")], int(clock().timestamp()))
    clock.advance(minutes=3)
    with TestClient(app.web) as client:
        answer = client.get("/healthz")
    assert answer.status_code == 503
    assert answer.json()["inbox_oldest"] == 180


def test_metrics_are_off_unless_wanted(client: TestClient, tmp_path: Path) -> None:
    assert client.get("/metrics").status_code == 404
    settings = Settings(data=tmp_path / "other", metrics=True)
    with TestClient(build(settings, SmallLibrary()).web) as wanted:
        wanted.post("/chat", data={"text": "mũ che nắng", "key": "a"})
        text = wanted.get("/metrics").text
    assert 'danbiet_answered_updates_total{channel="web"} 1.0' in text
    assert "danbiet_inbox_oldest 0.0" in text


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
