"""The whole product in the test's event loop, talking to doubles over HTTP."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from datetime import datetime
from pathlib import Path

import httpx

from bot.app import App, build
from bot.clock import vietnam_now
from bot.engine.pace import Pace
from bot.settings import Settings
from feedback.assembly import Feedback
from tests.library import SmallLibrary


@asynccontextmanager
async def product(
    data: Path,
    environment: dict[str, str],
    feedback: Feedback | None = None,
    now: Callable[[], datetime] = vietnam_now,
) -> AsyncIterator[tuple[App, httpx.AsyncClient]]:
    """A running product with these settings, and a client that reaches its web application."""
    settings = Settings.from_mapping({"DANBIET_DATA": str(data), **environment})
    app = build(settings, SmallLibrary(), now=now, feedback=feedback)
    async with app.web.router.lifespan_context(app.web):
        transport = httpx.ASGITransport(app.web)
        base_url = environment.get("DANBIET_PUBLIC_URL") or "http://product"
        async with httpx.AsyncClient(transport=transport, base_url=base_url) as client:
            yield app, client


def without_pauses(app: App) -> None:
    """Every channel at once: what a test writes need not be spread over seconds."""
    for channel, adapter in list(app.engine.channels.items()):
        app.engine.add_channel(channel, adapter, Pace())


async def until(condition: Callable[[], object], seconds: float = 10.0) -> None:
    """Wait until something is so; fail after a while."""
    for _ in range(int(seconds / 0.01)):
        if condition():
            return
        await asyncio.sleep(0.01)
    raise AssertionError("it did not happen")
