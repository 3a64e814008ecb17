"""After scripted conversations with planted names, ids, telephones and tokens, no file holds any of them.

Searched: every file of the data folder (databases and their WAL, killed without a chance to tidy up), the log, and the
lock files. DANBIET_FULL=1 tells 500 conversations.
"""

from __future__ import annotations

import asyncio
import os
from collections.abc import Iterator
from pathlib import Path

import httpx

from tests.doubles.process import Serve
from tests.doubles.product import until
from tests.doubles.server import running
from tests.doubles.telegram import TOKEN, Failure, TelegramDouble

CONVERSATIONS = 500 if os.environ.get("DANBIET_FULL") else 10
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


def planted(n: int) -> list[str]:
    """Everything that the conversation number n must not leave behind."""
    names = ["tèovanmarker", "markerfactory", "markerson", "marker{n}@", "markerlan", "markeruser", "marker-code-"]
    filled = [name.format(n=n) if "{n}" in name else f"{name}{n}" for name in names]
    return [*filled, f"09{n + 12345678:08d}", f"0791{n + 12345678:08d}", str(FIRST + n), f"user{FIRST + n}"]


def files_of(*folders: Path) -> Iterator[Path]:
    for folder in folders:
        yield from (path for path in folder.rglob("*") if path.is_file())


async def test_no_file_holds_what_was_planted(tmp_path: Path) -> None:
    telegram, cookies = TelegramDouble(), []
    telegram.failures["sendMessage"] = [Failure(502, "Bad Gateway"), Failure(400, "Bad Request: odd")]
    with running(telegram.app) as address:
        environment = {
            "DANBIET_TELEGRAM_TOKEN": TOKEN,
            "DANBIET_TELEGRAM_API": address,
            "DANBIET_TELEGRAM_PER_SECOND": "1000",
        }
        serve = Serve(tmp_path / "data", environment)
        serve.start()
        await asyncio.to_thread(serve.wait_until_ready)
        for n in range(CONVERSATIONS):
            for text in SAID[:3]:
                telegram.write(FIRST + n, text.format(n=n, phone=n + 12345678))
        telegram.update(message={"chat": {"id": FIRST}, "text": "tèovanmarker0 hỏng"})
        async with httpx.AsyncClient(base_url=serve.address, timeout=30) as http:
            for n in range(CONVERSATIONS):
                http.cookies.clear()
                for text in SAID:
                    await http.post("/chat", data={"key": text, "text": text.format(n=n, phone=n + 12345678)})
                cookies.append(http.cookies["danbiet_chat"])
        await until(lambda: sum(map(len, telegram.seen.values())) >= CONVERSATIONS * 3 - 1, 300)
        serve.kill()
    searched = list(files_of(tmp_path))
    assert {"bot.db", "bot.db-wal", "desk.db", "stderr.log"} <= {path.name for path in searched}
    assert any(path.match("danbiet-*.lock") for path in searched)
    contents = {path.name: path.read_bytes().decode(errors="replace").casefold() for path in searched}
    markers = [TOKEN, *cookies, *(m for n in range(CONVERSATIONS) for m in planted(n))]
    hits = [(name, m) for name, text in contents.items() for m in markers if m.casefold() in text]
    assert hits == []
