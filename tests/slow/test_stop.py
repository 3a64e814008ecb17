"""SIGTERM in the middle of a flood: the server ends within seconds, and what it had accepted is answered afterwards."""

from __future__ import annotations

import asyncio
import os
import secrets
import time
from contextlib import suppress
from pathlib import Path

import httpx

from bot.texts.follow import UNKNOWN_CODE
from feedback.sealing.receipt import new_code
from tests.doubles.process import Serve

FULL = bool(os.environ.get("DANBIET_FULL"))
MOST_SECONDS = 5 if FULL else 7  # a test machine does much beside it
CODES = 30  # each takes Argon2 a third of a second


async def test_a_flooded_server_ends_within_seconds(tmp_path: Path) -> None:
    serve = Serve(tmp_path / "data", {})
    serve.start()
    await asyncio.to_thread(serve.wait_until_ready)
    async with httpx.AsyncClient(base_url=serve.address, timeout=60) as http:
        flood = [asyncio.create_task(guess(serve, n)) for n in range(CODES)]
        flood += [asyncio.create_task(upload(serve.port)) for _ in range(5)]
        halves = [await asyncio.open_connection("127.0.0.1", serve.port) for _ in range(20)]
        for _, writer in halves:
            writer.write(b"GET / HTTP/1.1\r\nHost: a")
        await asyncio.sleep(2)
        cookies = (await http.post("/chat", data={"text": new_code(secrets.randbelow), "key": "a"})).cookies
        begun = time.monotonic()
        status = await asyncio.to_thread(serve.end)
        taken = time.monotonic() - begun
        for task in flood:
            task.cancel()
        for _, writer in halves:
            writer.close()
    assert status == 0, serve.errors.read_text(encoding="utf-8")[-2000:]
    assert taken < MOST_SECONDS
    assert "Traceback" not in serve.errors.read_text(encoding="utf-8")
    assert await answered(serve, cookies), "what was accepted"
    serve.end()


async def guess(serve: Serve, n: int) -> None:
    """Somebody with a wrong code, at the look-up or in a chat of their own."""
    code = new_code(secrets.randbelow)
    async with httpx.AsyncClient(base_url=serve.address, timeout=60) as http:
        with suppress(httpx.HTTPError):
            await http.post("/tra-cuu" if n % 2 else "/chat", data={"text": code, "key": code})


async def upload(port: int) -> None:
    """A body that stops in its middle."""
    _, writer = await asyncio.open_connection("127.0.0.1", port)
    head = "POST /kien-nghi HTTP/1.1\r\nHost: 127.0.0.1\r\nContent-Length: 900000\r\n"
    writer.write((head + "Content-Type: multipart/form-data; boundary=x\r\n\r\n--x\r\n").encode())
    with suppress(asyncio.CancelledError):
        await asyncio.sleep(60)
    writer.close()


async def answered(serve: Serve, cookies: httpx.Cookies) -> bool:
    """Whether the server, once it is back, says in this chat that there is no such code."""
    serve.start()
    await asyncio.to_thread(serve.wait_until_ready)
    async with httpx.AsyncClient(base_url=serve.address, timeout=60, cookies=cookies) as http:
        for _ in range(40):
            if UNKNOWN_CODE[0] in (await http.get("/")).text:
                return True
            await asyncio.sleep(0.5)
    return False
