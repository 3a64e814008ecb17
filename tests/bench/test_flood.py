"""One address floods, the others go on: wrong codes; slow bodies, half-sent heads, drafts and picture bombs together.

Everybody has an address of their own on loopback. The server has one core to itself, the least that is rented out; the
attackers and those who ask share the others, because they have machines of their own, and the attackers give way to
those who ask. On one core alone all of them share it, and the figures say more of the attackers than of the server.
DANBIET_FULL=1 floods for 60 seconds.
"""

from __future__ import annotations

import asyncio
import os
import re
import sqlite3
import statistics
import subprocess
import sys
import time
from collections.abc import AsyncIterator, Callable, Iterator
from contextlib import asynccontextmanager, closing, contextmanager
from html import unescape
from pathlib import Path

import httpx

from tests.bench.figures import FULL, Figure, report
from tests.bench.test_channels_load import peak_megabytes
from tests.doubles.process import ROOT, Serve

SECONDS = 60 if FULL else 5
CODE = re.compile(r"\d{4} \d{4} \d{4} \d{4} \d{4}")
OTHERS = 8
FORM = {
    "text": "Nước uống ở xưởng có mùi.",
    "consent": "1",
    "concern": "nobody",
    "area": "industrial_park:kcn-song-lam",
}
FOLLOWED = "đã nhận"


def at(address: str, serve: Serve, seconds: float = 60.0) -> httpx.AsyncClient:
    """A browser at an address of loopback; no certificates are read for it: that takes longer than an answer."""
    transport = httpx.AsyncHTTPTransport(local_address=address, verify=False)
    return httpx.AsyncClient(transport=transport, base_url=serve.address, timeout=seconds, follow_redirects=True)


async def petition(serve: Serve, address: str) -> str:
    """Send a petition; its code."""
    async with at(address, serve) as http:
        page = (await http.post("/kien-nghi", data=FORM)).text
        page = (await http.post("/kien-nghi/buoc", data={"token": token(page), "button": button(page, "mã")})).text
        found = CODE.search(unescape(re.sub(r"<[^>]+>", "", page)))
        assert found
        await http.post("/kien-nghi/buoc", data={"token": token(page), "text": found.group()[-4:]})
        return found.group()


def token(page: str) -> str:
    found = re.search(r'name="token" value="([^"]+)"', page)
    assert found
    return found.group(1)


def button(page: str, label: str) -> str:
    shown = re.findall(r'<button name="button" value="([^"]+)"[^>]*>([^<]+)<', page)
    return next(unescape(identity) for identity, text in shown if label in unescape(text))


async def ask(serve: Serve, n: int, until: float) -> list[float]:
    """Somebody asks a question every three quarters of a second; the seconds until each answer."""
    taken = []
    async with at(f"127.0.2.{n + 1}", serve) as http:
        number = 0
        while time.monotonic() < until:
            begun, number = time.monotonic(), number + 1
            answer = await http.post("/chat", data={"text": "mũ che nắng", "key": f"{n}-{number}"})
            assert answer.status_code == 200
            taken.append(time.monotonic() - begun)
            await asyncio.sleep(max(0.0, begun + 0.75 - time.monotonic()))
            if number % 15 == 0:
                http.cookies.clear()  # another worker: a chat has its own pace
    return taken


async def others(serve: Serve, seconds: float) -> float:
    """The p95 of those who ask beside it, in seconds."""
    until = time.monotonic() + seconds
    taken = sorted(t for times in await asyncio.gather(*(ask(serve, n, until) for n in range(OTHERS))) for t in times)
    print(f"    {len(taken)} answers, median {statistics.median(taken) * 1000:.0f} ms")
    return taken[int(len(taken) * 0.95)]


async def looks(serve: Serve, address: str, code: str) -> float | None:
    """The seconds until a right code shows its case, told to come again or not; None when it never does."""
    begun = time.monotonic()
    async with at(address, serve) as http:
        while time.monotonic() < begun + 60:
            answer = await http.post("/tra-cuu", data={"text": code})
            if answer.status_code == 200:
                return time.monotonic() - begun if FOLLOWED in answer.text else None
            await asyncio.sleep(1)
    return None


@asynccontextmanager
async def served(tmp_path: Path) -> AsyncIterator[Serve]:
    serve = Serve(tmp_path / "data", {})
    serve.start()
    await asyncio.to_thread(serve.wait_until_ready)
    assert serve.process
    with apart(serve.process.pid):
        await ask(serve, OTHERS, time.monotonic() + 1.5)  # the first answers load what the others find there
        yield serve
        serve.end()


@contextmanager
def apart(server: int) -> Iterator[None]:
    """The server on the first core, this process and what it starts from now on on the others, where there are two."""
    cores = sorted(os.sched_getaffinity(0))
    if len(cores) > 1:
        for thread in os.listdir(f"/proc/{server}/task"):
            os.sched_setaffinity(int(thread), cores[:1])
        os.sched_setaffinity(0, cores[1:])
    yield
    os.sched_setaffinity(0, cores)


@asynccontextmanager
async def attacked(serve: Serve, *kinds: str) -> AsyncIterator[None]:
    """Run tests/bench/attackers.py beside what is inside."""
    command = [sys.executable, "-m", "tests.bench.attackers", str(serve.port), *kinds]
    with subprocess.Popen(command, cwd=ROOT, preexec_fn=lambda: os.nice(10)) as attackers:
        try:
            await asyncio.sleep(2)
            yield
            assert attackers.poll() is None, "the attack ended by itself"
        finally:
            attackers.kill()


async def test_wrong_codes_from_one_address(tmp_path: Path) -> None:
    async with served(tmp_path) as serve:
        codes = [await petition(serve, f"127.0.3.{n + 1}") for n in range(6)]
        quiet = await others(serve, SECONDS / 2)
        async with attacked(serve, "codes"):
            looking = [looks(serve, f"127.0.4.{n + 1}", code) for n, code in enumerate(codes[:-1])]
            own = looks(serve, "127.0.0.2", codes[-1])
            flooded, found = await asyncio.gather(others(serve, SECONDS), asyncio.gather(*looking, own))
    taken = [seconds for seconds in found if seconds is not None]
    figures = [
        Figure("others, p95, quiet", quiet * 1000, "ms"),
        Figure("others, p95, beside 40 connections of wrong codes", flooded * 1000, "ms"),
        Figure("the second over the first", flooded / quiet, "", most=1.5),
        Figure("right codes taken, of 6", len(taken), "", least=6),
        Figure("right code at another address, slowest", max(taken[:-1], default=99), "s", most=8),
        Figure("right code at the attacker's address", (found[-1] or 99), "s", most=30),
    ]
    report(f"wrong codes from one address for {SECONDS} s", figures)


async def test_bodies_sockets_drafts_and_bombs(tmp_path: Path) -> None:
    async with served(tmp_path) as serve:
        assert serve.process
        quiet = await others(serve, SECONDS / 2)
        before = on_disk(tmp_path / "data")
        async with attacked(serve, "bodies", "heads", "drafts", "bombs"):
            flooded = await others(serve, SECONDS)
        memory, during = peak_megabytes(serve.process.pid), on_disk(tmp_path / "data")
        assert await ask(serve, 1, time.monotonic() + 1), "still answered afterwards"
    after = after_a_day(tmp_path / "data")
    figures = [
        Figure("others, p95, quiet", quiet * 1000, "ms"),
        Figure("others, p95, flooded", flooded * 1000, "ms"),
        Figure("the second over the first", flooded / quiet, "", most=2),
        Figure("peak memory of the serving process", memory, "MB", most=600),
        Figure("disk while flooded, more than before", during - before, "MB"),
        Figure("disk after the purge, more than before", after - before, "MB", most=10),
    ]
    report(f"bodies, sockets, drafts and picture bombs for {SECONDS} s", figures)


def on_disk(data: Path) -> float:
    """MB of the databases with their logs."""
    return sum(path.stat().st_size for path in data.glob("*.db*")) / 2**20


def after_a_day(data: Path) -> float:
    """MB once everything past its time is gone, as the running product does it."""
    from bot.engine.browsers import Browsers
    from bot.engine.database import open_database, tidy
    from bot.engine.sealing import Seal, read_key
    from bot.engine.state import States
    from bot.web.chat.lines import WebLines

    db = open_database(data / "bot.db")
    browsers, later = Browsers(Seal(read_key(data / "keys" / "bot.key"))), int(time.time()) + 25 * 3600
    purges: list[Callable[[int], None]] = [States(db, browsers).purge, WebLines(db, browsers).purge]
    for purge in purges:
        purge(later)
    tidy(db)
    with closing(sqlite3.connect(data / "bot.db")) as check:
        assert check.execute("PRAGMA integrity_check").fetchone() == ("ok",)
    return on_disk(data)
