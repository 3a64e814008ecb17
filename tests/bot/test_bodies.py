"""What unfinished uploads and half-sent heads may cost."""

from __future__ import annotations

import asyncio
import socket
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager

import pytest
import uvicorn
from starlette.types import Message, Receive, Scope, Send

from bot.web import bodies, sockets
from bot.web.bodies import Bodies
from bot.web.sockets import Connections, careful_protocol

App = Callable[[Scope, Receive, Send], Awaitable[None]]


async def reads_all(scope: Scope, receive: Receive, send: Send) -> None:
    """An application that reads the whole body and says how long it was."""
    size, more = 0, True
    while more:
        message = await receive()
        size += len(message.get("body", b""))
        more = message.get("more_body", False)
    await send({"type": "http.response.start", "status": 200, "headers": []})
    await send({"type": "http.response.body", "body": str(size).encode()})


def scope_of(address: str) -> Scope:
    return {"type": "http", "method": "POST", "headers": [], "client": (address, 1), "path": "/", "query_string": b""}


class Upload:
    """A body that is sent piece by piece, as far as the test lets it."""

    def __init__(self, gate: Bodies, address: str = "203.0.113.7") -> None:
        self.pieces: asyncio.Queue[Message] = asyncio.Queue()
        self.status = 0
        self.task = asyncio.ensure_future(gate(scope_of(address), self.pieces.get, self._send))

    async def _send(self, message: Message) -> None:
        if message["type"] == "http.response.start":
            self.status = message["status"]

    async def sends(self, size: int, *, more: bool = True) -> None:
        self.pieces.put_nowait({"type": "http.request", "body": bytes(size), "more_body": more})
        for _ in range(5):
            await asyncio.sleep(0)


async def test_unfinished_bodies_of_one_address_have_a_cap(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(bodies, "MOST_OF_AN_ADDRESS", 300_000)
    gate = Bodies(reads_all)
    first, second, other = Upload(gate), Upload(gate), Upload(gate, "203.0.113.8")
    await first.sends(200_000)
    await second.sends(200_000)
    await other.sends(200_000)
    assert (first.status, second.status, other.status) == (0, 503, 0)
    await first.sends(10, more=False)
    assert first.status == 200
    third = Upload(gate)
    await third.sends(200_000, more=False)  # what ended gives its room back
    assert third.status == 200
    await other.sends(0, more=False)


async def test_all_bodies_together_have_a_cap_and_words_are_always_read(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(bodies, "MOST_IN_FLIGHT", 300_000)
    gate = Bodies(reads_all)
    large = [Upload(gate, f"203.0.113.{n}") for n in range(3)]
    for upload in large:
        await upload.sends(140_000)
    words = Upload(gate, "203.0.113.9")
    await words.sends(4_000, more=False)
    assert [upload.status for upload in large] == [0, 0, 503]
    assert words.status == 200
    for upload in large[:2]:
        await upload.sends(0, more=False)


async def test_what_an_address_sends_over_its_pace_is_read_later(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(bodies, "MOST_RATE", 100_000)
    monkeypatch.setattr(bodies, "MOST_OF_AN_ADDRESS", 300_000)
    now = 0.0
    gate = Bodies(reads_all, clock=lambda: now)
    asked: list[float] = []

    async def sleep(seconds: float) -> None:
        asked.append(seconds)

    monkeypatch.setattr("bot.web.bodies.asyncio.sleep", sleep)
    for address in ("203.0.113.7", "203.0.113.7", "203.0.113.8"):
        upload = Upload(gate, address)
        for size in (160_000, 10_000):
            upload.pieces.put_nowait({"type": "http.request", "body": bytes(size), "more_body": True})
        upload.pieces.put_nowait({"type": "http.request", "body": b"", "more_body": False})
        await upload.task
        assert upload.status == 200
    assert asked == [pytest.approx(0.3), pytest.approx(0.4)], "the second went over; nobody's clock went on meanwhile"


async def test_a_body_that_stops_coming_ends(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(bodies, "LONGEST_SILENCE", 0.05)
    upload = Upload(Bodies(reads_all))
    await upload.sends(10)
    await asyncio.wait_for(upload.task, 5)
    assert upload.status == 408


async def test_a_body_that_trickles_ends() -> None:
    seconds = 0.0
    upload = Upload(Bodies(reads_all, clock=lambda: seconds))
    for _ in range(20):
        seconds += 5
        await upload.sends(100)
    assert upload.status == 408


def test_one_address_cannot_take_every_connection(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sockets, "MOST_OF_AN_ADDRESS", 3)
    places = Connections("127.0.0.1")
    assert [places.take("203.0.113.7") for _ in range(4)] == [True, True, True, False]
    assert places.take("203.0.113.8")
    assert all(places.take("127.0.0.1") for _ in range(10))  # the proxy stands for its visitors
    places.give_back("203.0.113.7")
    assert places.take("203.0.113.7")


@asynccontextmanager
async def served(app: App) -> AsyncIterator[int]:
    """A real server on loopback with the careful protocol."""
    with socket.socket() as listening:
        listening.bind(("127.0.0.1", 0))
        config = uvicorn.Config(app, http=careful_protocol(), log_config=None, lifespan="off")
        server = uvicorn.Server(config)
        task = asyncio.create_task(server.serve([listening]))
        while not server.started:
            await asyncio.sleep(0.01)
        yield listening.getsockname()[1]
        server.should_exit = True
        await task


async def test_a_head_that_never_ends_is_closed_and_a_whole_one_answered(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sockets, "HEAD_SECONDS", 0.2)
    async with served(reads_all) as port:
        half, writer = await asyncio.open_connection("127.0.0.1", port)
        writer.write(b"GET / HTTP/1.1\r\nHost: a")
        assert await asyncio.wait_for(half.read(), 5) == b""
        writer.close()
        whole, writer = await asyncio.open_connection("127.0.0.1", port)
        writer.write(b"GET / HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n")
        assert b"200 OK" in await asyncio.wait_for(whole.read(), 5)
        writer.close()


async def test_connections_over_the_limit_are_closed_at_once(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sockets, "MOST_OF_AN_ADDRESS", 5)
    async with served(reads_all) as port:
        held = [await asyncio.open_connection("127.0.0.1", port) for _ in range(8)]
        await asyncio.sleep(0.1)
        ended = [reader.at_eof() for reader, _ in held]
        for _, writer in held:
            writer.close()
        assert ended.count(True) == 3
