"""After scripted conversations with planted names, ids, telephones and tokens, no file holds any of them.

Every fourth conversation goes through each of Telegram, Zalo Bot, Zalo Official Account and the web, to one real
`danbiet serve`. Searched: every file of the data folder (databases and their WAL, killed without a chance to tidy up),
the log, the lock files, and a backup. DANBIET_FULL=1 tells 500 conversations.
"""

from __future__ import annotations

import asyncio
import os
import subprocess
import sys
from pathlib import Path

import httpx

from tests.doubles.process import ROOT, Serve
from tests.doubles.server import running
from tests.doubles.telegram import TOKEN, Failure, TelegramDouble
from tests.doubles.zalo_bot import TOKEN as ZALO_TOKEN
from tests.doubles.zalo_bot import ZaloBotDouble
from tests.doubles.zalo_oa import APP_SECRET, FIRST_REFRESH, OA_SECRET, ZaloOADouble

FULL = bool(os.environ.get("DANBIET_FULL"))
CONVERSATIONS = 500 if FULL else 8
TURNS = 8 if FULL else 3  # in the apps, where a chat gets one letter a second
PATIENCE = 600.0  # seconds until everything is answered
FIRST = 8_100_000_000
SAID = (
    "em tên Tèovanmarker{n} làm ở cty Markerfactory{n}, gọi em 09{phone:08d}",
    "ông Nguyễn Văn Markerson{n} trừ lương, cccd 0791{phone:08d}, mail marker{n}@example.vn",
    "bữa ăn giữa ca của chị Markerlan{n}",
    "1",
    "còn zalo @markeruser{n} thì sao?",
    "/donvi",
    "MARKER-CODE-{n}",
    "0",
)
NAMES = ("tèovanmarker", "markerfactory", "markerson", "marker{n}@", "markerlan", "markeruser", "marker-code-")


def said(n: int) -> list[str]:
    """What worker number n writes."""
    return [text.format(n=n, phone=n + 12345678) for text in SAID]


def planted(n: int) -> list[str]:
    """Everything that the conversation number n must not leave behind."""
    names = [name.format(n=n) if "{n}" in name else f"{name}{n}" for name in NAMES]
    person = str(FIRST + n)
    return [*names, f"09{n + 12345678:08d}", f"0791{n + 12345678:08d}", person, f"user{person}", f"zalo-person-{n}"]


class Town:
    """Everybody who writes, at four channels."""

    def __init__(self) -> None:
        self.telegram, self.zalo, self.official = TelegramDouble(), ZaloBotDouble(), ZaloOADouble()
        self.telegram.failures["sendMessage"] = [Failure(502, "Bad Gateway"), Failure(400, "Bad Request: odd")]
        self.cookies: list[str] = []

    def environment(self, telegram: str, zalo: str) -> dict[str, str]:
        """The settings of an installation with every channel."""
        return {
            "DANBIET_TELEGRAM_TOKEN": TOKEN,
            "DANBIET_TELEGRAM_API": telegram,
            "DANBIET_TELEGRAM_PER_SECOND": "1000",
            "DANBIET_ZALO_BOT_TOKEN": ZALO_TOKEN,
            "DANBIET_ZALO_BOT_API": zalo,
            "DANBIET_PUBLIC_URL": "https://product.example",
            **self.official.environment(),
        }

    async def tell(self, n: int, http: httpx.AsyncClient) -> None:
        """Conversation number n, in an app."""
        for text in said(n)[:TURNS]:
            if n % 4 == 0:
                self.telegram.write(FIRST + n, text)
            elif n % 4 == 1:
                self.zalo.write(f"zalo-person-{n}", text)
                await self.zalo.push_again(http)
            else:
                await self.official.push(http, self.official.event(f"zalo-person-{n}", text=text))

    async def browse(self, n: int, http: httpx.AsyncClient) -> None:
        """Conversation number n, in a browser. The cookie is for https alone, so that it is carried by hand here."""
        cookie = ""
        for number, text in enumerate(said(n)):
            form = {"key": str(number), "text": text}
            while (answer := await http.post("/chat", data=form, headers={"Cookie": cookie})).status_code == 429:
                await asyncio.sleep(1)  # all come from one address, which is told to wait when it is too fast
            cookie = cookie or answer.headers["set-cookie"].partition(";")[0]
        self.cookies.append(cookie.partition("=")[2])


async def all_answered(http: httpx.AsyncClient) -> None:
    """Wait until nothing waits any more, twice in a row."""
    quiet, end = 0, asyncio.get_running_loop().time() + PATIENCE
    while quiet < 2:
        assert asyncio.get_running_loop().time() < end, "some were not answered"
        await asyncio.sleep(0.2)
        health = (await http.get("/healthz")).json()
        quiet = quiet + 1 if health["inbox_waiting"] == health["outbox_waiting"] == 0 else 0


def back_up(serve: Serve, folder: Path) -> None:
    """`danbiet backup` beside the running product."""
    command = [sys.executable, "-m", "bot", "backup", str(folder)]
    subprocess.run(command, cwd=ROOT, env=serve.environment, check=True, capture_output=True)


async def test_no_file_holds_what_was_planted(tmp_path: Path) -> None:
    town = Town()
    with (
        running(town.telegram.app) as telegram,
        running(town.zalo.app) as zalo,
        running(town.official.app) as town.official.address,
    ):
        serve = Serve(tmp_path / "data", town.environment(telegram, zalo), small=not FULL)
        serve.start()
        await asyncio.to_thread(serve.wait_until_ready)
        async with httpx.AsyncClient(base_url=serve.address, timeout=30) as http:
            while not town.zalo.webhook:
                await asyncio.sleep(0.05)
            for n in range(CONVERSATIONS):
                await (town.browse(n, http) if n % 4 == 3 else town.tell(n, http))
            town.telegram.update(message={"chat": {"id": FIRST}, "text": "tèovanmarker0 hỏng"})
            await all_answered(http)
        await asyncio.to_thread(back_up, serve, tmp_path / "backups")
        serve.kill()
    spoken_to = len(town.telegram.seen) + len(town.zalo.seen) + len(town.official.seen) + len(town.cookies)
    assert spoken_to == CONVERSATIONS
    found = {p.relative_to(tmp_path): p.read_bytes() for p in tmp_path.rglob("*") if p.is_file()}
    assert {"bot.db", "bot.db-wal", "feedback.db", "desk.db", "stderr.log"} <= {path.name for path in found}
    assert {".lock", ".danbiet-backup"} <= {path.suffix for path in found}
    secrets = [TOKEN, ZALO_TOKEN, APP_SECRET, OA_SECRET, FIRST_REFRESH, town.official.access, town.official.refresh]
    markers = [*secrets, *town.cookies, *(marker for n in range(CONVERSATIONS) for marker in planted(n))]
    contents = {path: content.decode(errors="replace").casefold() for path, content in found.items()}
    assert [(path, m) for path, text in contents.items() for m in markers if m.casefold() in text] == []
