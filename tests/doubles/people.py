"""Workers at each channel, with one face: they write, they choose by label, they read what came back."""

from __future__ import annotations

import re
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from html import unescape
from itertools import count
from pathlib import Path
from typing import Protocol

import httpx

from bot.app import App
from bot.clock import vietnam_now
from bot.conversation import Services, State, respond
from bot.conversation.parts.plain import as_plain
from bot.engine.desk_beside import open_desk
from bot.messages import Channel, Incoming
from bot.services import open_services
from bot.settings import Settings
from feedback.assembly import Feedback
from tests.doubles.product import product, until
from tests.doubles.server import running
from tests.doubles.telegram import TOKEN, TelegramDouble
from tests.doubles.zalo_bot import TOKEN as ZALO_TOKEN
from tests.doubles.zalo_bot import ZaloBotDouble
from tests.doubles.zalo_oa import ZaloOADouble
from tests.library import SmallLibrary

ZALO_LINK = "https://zalo.me/0123456789"


class Worker(Protocol):
    """Somebody at one channel."""

    async def writes(self, text: str) -> str:
        """Send a text; what is read afterwards."""
        ...

    async def chooses(self, label: str) -> str:
        """Pick what shows `label`, by button or by number; what is read afterwards."""
        ...


def number_of(text: str, label: str) -> str:
    """The number of the choice that shows `label`."""
    found = re.search(rf"^(\d+)\. .*{re.escape(label)}", text, re.MULTILINE)
    assert found, f"no choice {label!r} in {text!r}"
    return found[1]


class AtTelegram:
    """Presses inline buttons."""

    def __init__(self, telegram: TelegramDouble, me: int) -> None:
        self._telegram, self._me = telegram, me

    async def _read(self, act: Callable[[], object]) -> str:
        before = len(self._telegram.sent_at[self._me])
        act()
        await until(lambda: len(self._telegram.sent_at[self._me]) > before)
        return self._telegram.texts(self._me)[-1]

    async def writes(self, text: str) -> str:
        return await self._read(lambda: self._telegram.write(self._me, text))

    async def chooses(self, label: str) -> str:
        return await self._read(lambda: self._telegram.press(self._me, label))


class AtZaloBot:
    """Types numbers."""

    def __init__(self, zalo: ZaloBotDouble, http: httpx.AsyncClient, me: str) -> None:
        self._zalo, self._http, self._me = zalo, http, me

    async def writes(self, text: str) -> str:
        before = len(self._zalo.seen[self._me])
        self._zalo.write(self._me, text)
        await self._zalo.push(self._http)
        await until(lambda: len(self._zalo.seen[self._me]) > before)
        return self._zalo.seen[self._me][-1]

    async def chooses(self, label: str) -> str:
        return await self.writes(number_of(self._zalo.seen[self._me][-1], label))


class AtZaloOA:
    """Taps a button where there is one, else types the number."""

    def __init__(self, zalo: ZaloOADouble, http: httpx.AsyncClient, me: str) -> None:
        self._zalo, self._http, self._me = zalo, http, me

    async def writes(self, text: str) -> str:
        before = len(self._zalo.seen[self._me])
        assert await self._zalo.push(self._http, self._zalo.event(self._me, text=text)) == 200
        await until(lambda: len(self._zalo.seen[self._me]) > before)
        return self._zalo.texts(self._me)[-1]

    async def chooses(self, label: str) -> str:
        last = self._zalo.seen[self._me][-1]
        buttons = last.get("attachment", {}).get("payload", {}).get("buttons", [])
        payloads = [b["payload"] for b in buttons if label in b["title"]]
        return await self.writes(payloads[0] if payloads else number_of(last["text"], label))


class AtWeb:
    """Sends the page's forms, without JavaScript."""

    def __init__(self, http: httpx.AsyncClient, me: str) -> None:
        self._http, self._me = http, me
        self._cookies = httpx.Cookies()
        self._sent = 0
        self._page = ""

    async def _post(self, **form: str) -> str:
        self._sent += 1
        self._http.cookies = self._cookies
        answer = await self._http.post("/chat", data={"key": f"{self._me}-{self._sent}", **form}, follow_redirects=True)
        self._page = answer.text
        self._cookies = self._http.cookies
        line = self._page.rpartition('class="line bot"')[2].partition("</div>")[0]
        alert = self._page.rpartition('role="alert">')[2].partition("</p>")[0]
        return unescape(re.sub(r"<[^>]+>", "", line + alert))

    async def writes(self, text: str) -> str:
        return await self._post(text=text)

    async def chooses(self, label: str) -> str:
        line = self._page.rpartition('class="line bot"')[2]
        for identity, shown in re.findall(r'name="button" value="([^"]+)">([^<]+)', line):
            if label in unescape(shown):
                return await self._post(button=unescape(identity))
        raise AssertionError(f"no button {label!r}")


class AtTerminal:
    """Types numbers; nothing is stored."""

    def __init__(self, services: Services) -> None:
        self._services, self._state = services, State()
        self._read = ""

    async def writes(self, text: str) -> str:
        incoming = Incoming(Channel.TERMINAL, text, limit=3000)
        self._state, replies = respond(self._state, incoming, services=self._services, now=vietnam_now())
        self._read = "\n".join(as_plain(r) for r in replies)
        return self._read

    async def chooses(self, label: str) -> str:
        return await self.writes(number_of(self._read, label))


Meet = Callable[[], Worker]


@asynccontextmanager
async def channel_of(
    channel: Channel, data: Path, feedback: Feedback | None = None
) -> AsyncIterator[tuple[Meet, App | None]]:
    """A running product with one channel; each call of the first value brings another worker."""
    shared = {"DANBIET_ZALO_LINK": ZALO_LINK}
    names = (f"person-{n}" for n in count())
    if channel is Channel.TERMINAL:
        settings = Settings.from_mapping({"DANBIET_DATA": str(data), **shared})
        services = open_services(settings, SmallLibrary(), feedback, open_desk(settings))
        yield lambda: AtTerminal(services), None
    elif channel is Channel.WEB:
        async with product(data, shared, feedback) as (app, http):
            yield lambda: AtWeb(http, next(names)), app
    elif channel is Channel.TELEGRAM:
        telegram = TelegramDouble()
        with running(telegram.app) as address:
            environment = {"DANBIET_TELEGRAM_TOKEN": TOKEN, "DANBIET_TELEGRAM_API": address, **shared}
            async with product(data, environment, feedback) as (app, _):
                people = count(5_000_000_000)
                yield lambda: AtTelegram(telegram, next(people)), app
    elif channel is Channel.ZALO_BOT:
        zalo = ZaloBotDouble()
        with running(zalo.app) as address:
            environment = {
                "DANBIET_ZALO_BOT_TOKEN": ZALO_TOKEN,
                "DANBIET_ZALO_BOT_API": address,
                "DANBIET_PUBLIC_URL": "https://product.example",
                **shared,
            }
            async with product(data, environment, feedback) as (app, http):
                await until(lambda: zalo.webhook)
                yield lambda: AtZaloBot(zalo, http, next(names)), app
    else:
        official = ZaloOADouble()
        with running(official.app) as official.address:
            async with product(data, official.environment() | shared, feedback) as (app, http):
                yield lambda: AtZaloOA(official, http, next(names)), app


Act = Callable[[Worker], Awaitable[str]]


def writes(text: str) -> Act:
    """The worker writes this."""
    return lambda person: person.writes(text)


def chooses(label: str) -> Act:
    """The worker picks this."""
    return lambda person: person.chooses(label)
