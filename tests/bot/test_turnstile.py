"""One address comes in at its pace, whatever it sends; nobody else waits for it."""

from __future__ import annotations

import asyncio
import time

import pytest
from starlette.responses import PlainTextResponse
from starlette.types import Message, Scope

from bot.texts import web as words
from bot.web import turnstile
from bot.web.turnstile import Turnstile


@pytest.fixture
def gate(monkeypatch: pytest.MonkeyPatch) -> Turnstile:
    """Three at once, then ten a second, nobody waits longer than half a second."""
    for name, value in {"PER_SECOND": 10, "BURST": 3, "LONGEST": 0.5}.items():
        monkeypatch.setattr(turnstile, name, value)
    return Turnstile(PlainTextResponse("in"))


async def come(gate: Turnstile, address: str, path: str = "/", answers: list[str] | None = None) -> tuple[float, str]:
    """Seconds until the answer, and the answer."""
    scope: Scope = {"type": "http", "method": "GET", "headers": [], "client": (address, 1), "path": path}
    begun, said = time.monotonic(), []

    async def receive() -> Message:
        return {"type": "http.request"}

    async def send(message: Message) -> None:
        said.append(message.get("body", b"").decode() or str(message.get("status", "")))

    await gate(scope, receive, send)
    return time.monotonic() - begun, said[-1]


async def test_an_address_waits_for_its_turn_and_the_others_do_not(gate: Turnstile) -> None:
    crowd = [asyncio.create_task(come(gate, "203.0.113.7")) for _ in range(6)]
    await asyncio.sleep(0)
    alone, answer = await come(gate, "203.0.113.8")
    taken = sorted(seconds for seconds, _ in await asyncio.gather(*crowd))
    assert answer == "in"
    assert alone < 0.05
    assert taken[2] < 0.05
    assert [round(seconds, 1) for seconds in taken[3:]] == [0.1, 0.2, 0.3]


async def test_neighbours_in_one_network_of_ipv6_count_as_one(gate: Turnstile) -> None:
    for n in range(3):
        await come(gate, f"2001:db8::{n + 1}")
    assert (await come(gate, "2001:db8::9"))[0] > 0.05


async def test_who_would_wait_too_long_is_told_to_come_again(gate: Turnstile) -> None:
    answers = await asyncio.gather(*(come(gate, "203.0.113.7") for _ in range(20)))
    said = [answer for _, answer in answers]
    assert said.count("in") == 8
    assert set(said) == {"in", words.CROWDED_ADDRESS}


@pytest.mark.parametrize(("address", "path"), [("203.0.113.7", "/webhook/telegram"), ("testclient", "/")])
async def test_webhooks_and_who_has_no_address_are_not_counted(gate: Turnstile, address: str, path: str) -> None:
    taken = [await come(gate, address, path) for _ in range(20)]
    assert max(seconds for seconds, _ in taken) < 0.05
