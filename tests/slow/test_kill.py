"""`kill -9` of the serving process at random moments, under load, loses nothing and answers nothing twice.

DANBIET_FULL=1 kills the real `danbiet serve` 200 times on each of four ways in; the short form kills once on two.
"""

from __future__ import annotations

import os
from pathlib import Path

import httpx
import pytest

from bot.engine.sealing import Seal, read_key
from bot.web.tokens import mint
from tests.doubles.kills import Fate, kill_under_load, settle
from tests.doubles.process import Serve
from tests.doubles.server import running
from tests.doubles.telegram import TOKEN, TelegramDouble
from tests.doubles.zalo_bot import TOKEN as ZALO_TOKEN
from tests.doubles.zalo_bot import ZaloBotDouble

FULL = bool(os.environ.get("DANBIET_FULL"))
KILLS = int(os.environ.get("DANBIET_KILLS", "200" if FULL else "1"))
PER_SECOND = 15 if FULL else 40
WEB_PER_SECOND = 4  # all come from one address, which may send 300 a minute
WITHIN, QUIET = (1.5, 1.0) if FULL else (0.4, 0.3)  # seconds: of work before a kill, and of waiting for repetitions
QUESTION = "mũ che nắng"


def process(tmp_path: Path, environment: dict[str, str]) -> Serve:
    return Serve(tmp_path / "data", environment, small=not FULL)


def judge(fate: Fate) -> None:
    print(fate)
    assert fate.updates >= KILLS
    assert fate.lost == []
    assert fate.contradicted == []
    assert fate.apologised == []


@pytest.fixture
def telegram(tmp_path: Path) -> TelegramDouble:
    return TelegramDouble()


def telegram_settings(address: str, **more: str) -> dict[str, str]:
    return {
        "DANBIET_TELEGRAM_TOKEN": TOKEN,
        "DANBIET_TELEGRAM_API": address,
        "DANBIET_TELEGRAM_PER_SECOND": "1000",
        **more,
    }


async def test_telegram_polling(tmp_path: Path, telegram: TelegramDouble) -> None:
    people: list[str] = []

    async def send() -> None:
        people.append(str(6_000_000_000 + len(people)))
        telegram.write(int(people[-1]), QUESTION)

    with running(telegram.app) as address:
        serve = process(tmp_path, telegram_settings(address))
        await kill_under_load(serve, KILLS, send, seed=1, per_second=PER_SECOND, within=WITHIN)
        await settle(lambda: sum(not telegram.seen[int(p)] for p in people), QUIET)
        serve.end()
    judge(Fate.of(KILLS, people, {p: telegram.texts(int(p)) for p in people}))


@pytest.mark.skipif(not FULL, reason="long: DANBIET_FULL=1")
async def test_telegram_webhook(tmp_path: Path, telegram: TelegramDouble) -> None:
    people: list[str] = []
    with running(telegram.app) as address:
        more = {"DANBIET_TELEGRAM_MODE": "webhook", "DANBIET_PUBLIC_URL": "https://product.example"}
        serve = process(tmp_path, telegram_settings(address, **more))
        async with httpx.AsyncClient(timeout=5) as http:

            async def send() -> None:
                people.append(str(6_000_000_000 + len(people)))
                telegram.write(int(people[-1]), QUESTION)
                if telegram.webhook:
                    telegram.webhook["url"] = f"{serve.address}/webhook/telegram"
                    await telegram.push(http)

            await kill_under_load(serve, KILLS, send, seed=2, per_second=PER_SECOND, within=WITHIN)
            while telegram.pending:
                telegram.webhook["url"] = f"{serve.address}/webhook/telegram"
                await telegram.push(http)
        await settle(lambda: sum(not telegram.seen[int(p)] for p in people), QUIET)
        serve.end()
    judge(Fate.of(KILLS, people, {p: telegram.texts(int(p)) for p in people}))


@pytest.mark.skipif(not FULL, reason="long: DANBIET_FULL=1")
async def test_zalo_webhook(tmp_path: Path) -> None:
    zalo = ZaloBotDouble()
    people: list[str] = []
    with running(zalo.app) as address:
        environment = {
            "DANBIET_ZALO_BOT_TOKEN": ZALO_TOKEN,
            "DANBIET_ZALO_BOT_API": address,
            "DANBIET_PUBLIC_URL": "https://product.example",
        }
        serve = process(tmp_path, environment)
        async with httpx.AsyncClient(timeout=5, base_url=serve.address) as http:

            async def send() -> None:
                people.append(f"person{len(people)}")
                zalo.write(people[-1], QUESTION)
                if zalo.webhook:
                    await zalo.push_again(http)

            await kill_under_load(serve, KILLS, send, seed=3, per_second=PER_SECOND, within=WITHIN)
            while zalo.pending:
                await zalo.push_again(http)
        await settle(lambda: sum(not zalo.seen[p] for p in people), QUIET)
        serve.end()
    judge(Fate.of(KILLS, people, zalo.seen))


async def test_web(tmp_path: Path) -> None:
    """A browser sends its form again until it gets an answer; the page then shows one answer for each."""
    people: list[str] = []
    waiting: list[str] = []
    jars: dict[str, httpx.Cookies] = {}
    serve = process(tmp_path, {})

    async def try_all(http: httpx.AsyncClient) -> None:
        for person in list(waiting):
            try:
                http.cookies = jars[person]
                answer = await http.post("/chat", data={"text": QUESTION, "key": person})
            except httpx.HTTPError:
                return
            assert answer.status_code in {303, 429}
            if answer.status_code == 303:
                waiting.remove(person)

    async with httpx.AsyncClient(timeout=12, base_url=serve.address) as http:

        async def send() -> None:
            people.append(mint(Seal(read_key(tmp_path / "data" / "keys" / "bot.key"))))  # as if a page had set it
            waiting.append(people[-1])
            jars[people[-1]] = httpx.Cookies({"danbiet_chat": people[-1]})
            await try_all(http)

        await kill_under_load(serve, KILLS, send, seed=4, per_second=WEB_PER_SECOND, within=WITHIN)
        while waiting:
            await try_all(http)
        seen = {}
        for person in people:
            http.cookies = jars[person]
            page = (await http.get("/")).text
            seen[person] = ["answer"] * page.count('class="line bot"') if 'class="line mine"' in page else []
    serve.end()
    fate = Fate.of(KILLS, people, seen)
    judge(fate)
    assert fate.repeated == [], "a page is written in the database, so nothing is sent again"
