"""`kill -9` at random moments while petitions are being written, sent and looked up, at each way in.

Each person writes one petition, to its receipt, whatever is killed meanwhile. Afterwards there is one case for each of
them and no other; its code opens it, and it has the number that the receipt named. DANBIET_FULL=1 kills 200 times at
each of four ways in, the short form a few times at two.
"""

from __future__ import annotations

import asyncio
import os
import re
import time
from collections.abc import Awaitable, Callable
from contextlib import suppress
from dataclasses import dataclass, field
from html import unescape
from pathlib import Path
from typing import Protocol

import httpx
import pytest

from bot.clock import vietnam_now
from bot.engine.sealing import read_key
from bot.messages import Fleeting
from bot.texts import petition_pages as words
from bot.texts.talk import LOST
from feedback.assembly import open_feedback
from tests.doubles.kills import kill_under_load
from tests.doubles.process import Serve
from tests.doubles.server import running
from tests.doubles.telegram import TOKEN, TelegramDouble
from tests.doubles.zalo_bot import TOKEN as ZALO_TOKEN
from tests.doubles.zalo_bot import ZaloBotDouble

FULL = bool(os.environ.get("DANBIET_FULL"))
KILLS = int(os.environ.get("DANBIET_KILLS", "200" if FULL else "2"))
AT_ONCE = 6 if FULL else 3  # people who write at the same time
PATIENCE = 60.0  # seconds without an answer, after the last kill
CODE = re.compile(r"\d{4} \d{4} \d{4} \d{4} \d{4}")
NUMBER = re.compile(r"Đã nhận, số (KN\d\d-\w{5})")
TOLD = "Lương tháng {n} trả chậm, xưởng số {n}."
SCRIPT = ("/kiennghi", "đồng ý", "không", TOLD, "xong", "bỏ qua", "bỏ qua", "bỏ qua", "không", "gửi")


class Chat(Protocol):
    """One person's chat: what is typed arrives once the product took it, and `read` is everything seen so far."""

    async def say(self, text: str) -> None: ...

    async def read(self) -> list[str]: ...


@dataclass
class Person:
    """Somebody who writes petition number n in a chat, and does not give up."""

    n: int
    chat: Chat
    over: Callable[[], bool]  # whether nothing is killed any more
    codes: list[str] = field(default_factory=list)
    number: str = ""
    lost_receipt: bool = False

    async def write(self) -> None:
        for line in SCRIPT:
            await self._answered(line.format(n=self.n))
        while not (self.number or self.lost_receipt):
            if not self.codes or self._shown(await self.chat.read())[-1:] != self.codes[-1:]:
                self.codes += await self._code()
            await self._answered(self.codes[-1][-4:])
            self._receipt(await self.chat.read())

    async def _code(self) -> list[str]:
        """The newest code that is shown; where a restart lost it, it is asked for again."""
        shown = self._shown(await self.chat.read())
        if not shown or LOST[Fleeting.CODE] in (await self.chat.read())[-1]:
            await self._answered("tiếp")
            shown = self._shown(await self.chat.read())
        return shown[-1:]

    def _shown(self, read: list[str]) -> list[str]:
        return [code for text in read for code in CODE.findall(text)]

    def _receipt(self, read: list[str]) -> None:
        for text in read:
            if found := NUMBER.search(text):
                self.number = found[1]
            self.lost_receipt |= LOST[Fleeting.RECEIPT] in text

    async def _answered(self, text: str) -> None:
        """Say something and wait until something more is read."""
        before = len(await self.chat.read())
        await self.chat.say(text)
        quiet = time.monotonic()
        while len(await self.chat.read()) <= before:
            quiet = quiet if self.over() else time.monotonic()
            assert time.monotonic() < quiet + PATIENCE, f"no answer to {text!r}"
            await asyncio.sleep(0.05)


@dataclass
class TelegramChat:
    telegram: TelegramDouble
    me: int

    async def say(self, text: str) -> None:
        self.telegram.write(self.me, text)

    async def read(self) -> list[str]:
        return self.telegram.texts(self.me)


@dataclass
class ZaloChat:
    zalo: ZaloBotDouble
    me: str

    async def say(self, text: str) -> None:
        self.zalo.write(self.me, text)

    async def read(self) -> list[str]:
        return list(self.zalo.seen[self.me])


@dataclass
class WebChat:
    """The chat page: a form is sent again until the page comes back."""

    http: httpx.AsyncClient
    sent: int = 0
    page: str = ""

    async def say(self, text: str) -> None:
        self.sent += 1
        form = {"key": f"{self.sent}", "text": text}
        self.page = await insist(lambda: self.http.post("/chat", data=form), self.page)

    async def read(self) -> list[str]:
        self.page = await insist(lambda: self.http.get("/"), self.page)
        if 'id="not-kept"' in self.page:
            return []  # the welcome, before anything was said
        return [plain(line) for line in self.page.split('class="line bot"')[1:]]


async def insist(ask: Callable[[], Awaitable[httpx.Response]], before: str) -> str:
    """The page, once the product is there to give it."""
    while True:
        with suppress(httpx.HTTPError):
            answer = await ask()
            if answer.status_code == 200:
                return answer.text
            assert answer.status_code in {429, 502, 503}, answer.status_code
        await asyncio.sleep(0.3)


def plain(page: str) -> str:
    return unescape(re.sub(r"<[^>]+>", "", page))


@dataclass
class FormFiller:
    """Somebody with the form pages, without JavaScript."""

    n: int
    http: httpx.AsyncClient
    codes: list[str] = field(default_factory=list)
    number: str = ""
    lost_receipt: bool = False

    async def write(self) -> None:
        told = {"text": TOLD.format(n=self.n), "consent": "1", "concern": "nobody", "area": ""}
        page = await self._send("/kien-nghi", told)
        page = await self._step(page, button=self._button(page, words.TO_CODE))
        while not self.number:
            found = CODE.findall(plain(page))
            self.codes += found[-1:] if found and found[-1] not in self.codes else []
            page = await self._step(page, text=self.codes[-1][-4:])
            receipt = NUMBER.search(plain(page))
            self.number = receipt[1] if receipt else ""
            self.lost_receipt |= LOST[Fleeting.RECEIPT] in plain(page)

    async def _step(self, page: str, **said: str) -> str:
        token = re.search(r'name="token" value="([^"]+)"', page)
        assert token, plain(page)
        return await self._send("/kien-nghi/buoc", {"token": token[1], **said})

    async def _send(self, path: str, form: dict[str, str]) -> str:
        return await insist(lambda: self.http.post(path, data=form), "")

    def _button(self, page: str, label: str) -> str:
        shown = re.findall(r'<button name="button" value="([^"]+)"[^>]*>([^<]+)<', page)
        return next(unescape(value) for value, text in shown if label in unescape(text))


Writer = Person | FormFiller


class Crowd:
    """Always some people who write; when the kills are over, all come to their end."""

    def __init__(self, meet: Callable[[int], Writer]) -> None:
        self.meet = meet
        self.people: list[Writer] = []
        self.tasks: set[asyncio.Task[None]] = set()
        self.over = False

    async def grow(self) -> None:
        self.tasks = {task for task in self.tasks if not task.done() or task.result()}
        if len(self.tasks) < AT_ONCE:
            self.people.append(self.meet(len(self.people)))
            self.tasks.add(asyncio.create_task(self.people[-1].write()))

    async def killed(self, serve: Serve, seed: int) -> None:
        await kill_under_load(serve, KILLS, self.grow, seed=seed, per_second=10, within=3.0 if FULL else 1.5)
        self.over = True
        await asyncio.gather(*self.tasks)
        serve.end()


def judge(data: Path, people: list[Writer]) -> None:
    """One case for each person and no other; the code that was theirs last opens it; the receipt named its number."""
    half = open_feedback(data / "feedback.db", read_key(data / "keys" / "bot.key"))
    now, lost, contradicted = vietnam_now(), [], []
    for person in people:
        view = half.submissions.look_up(person.codes[-1].replace(" ", ""), now)
        if TOLD.format(n=person.n) not in [message.text for message in view.messages]:
            lost.append(person.n)
        if person.number and person.number != view.public_no:
            contradicted.append(person.n)
    stored = half.db.value("SELECT count(*) FROM submission")
    without = sum(person.lost_receipt for person in people)
    print(f"kills {KILLS}, petitions {len(people)}, stored {stored}, receipts lost with a restart {without}")
    assert (lost, contradicted) == ([], [])
    assert stored == len(people), "one case for each"
    assert half.db.value("SELECT count(*) FROM draft_mark") <= 1
    assert half.audit.verify() == []


async def test_at_telegram(tmp_path: Path) -> None:
    telegram = TelegramDouble()
    with running(telegram.app) as address:
        settings = {"DANBIET_TELEGRAM_TOKEN": TOKEN, "DANBIET_TELEGRAM_API": address}
        serve = Serve(tmp_path / "data", {**settings, "DANBIET_TELEGRAM_PER_SECOND": "1000"})
        crowd = Crowd(lambda n: Person(n, TelegramChat(telegram, 6_100_000_000 + n), lambda: crowd.over))
        await crowd.killed(serve, seed=11)
    judge(tmp_path / "data", crowd.people)


@pytest.mark.skipif(not FULL, reason="long: DANBIET_FULL=1")
async def test_at_zalo(tmp_path: Path) -> None:
    zalo = ZaloBotDouble()
    with running(zalo.app) as address:
        settings = {"DANBIET_ZALO_BOT_TOKEN": ZALO_TOKEN, "DANBIET_ZALO_BOT_API": address}
        serve = Serve(tmp_path / "data", {**settings, "DANBIET_PUBLIC_URL": "https://product.example"})
        async with httpx.AsyncClient(timeout=5, base_url=serve.address) as http:

            async def push() -> None:
                while True:
                    if zalo.webhook:
                        await zalo.push_again(http)
                    await asyncio.sleep(0.05)

            pushing = asyncio.create_task(push())
            crowd = Crowd(lambda n: Person(n, ZaloChat(zalo, f"person-{n}"), lambda: crowd.over))
            await crowd.killed(serve, seed=12)
            pushing.cancel()
    judge(tmp_path / "data", crowd.people)


def browser(serve: Serve, n: int) -> httpx.AsyncClient:
    """A browser at an address of its own."""
    transport = httpx.AsyncHTTPTransport(local_address=f"127.1.{n // 250}.{n % 250 + 1}")
    return httpx.AsyncClient(transport=transport, base_url=serve.address, timeout=15, follow_redirects=True)


@pytest.mark.skipif(not FULL, reason="long: DANBIET_FULL=1")
async def test_in_the_web_chat(tmp_path: Path) -> None:
    serve = Serve(tmp_path / "data", {})
    crowd = Crowd(lambda n: Person(n, WebChat(browser(serve, n)), lambda: crowd.over))
    await crowd.killed(serve, seed=13)
    judge(tmp_path / "data", crowd.people)


async def test_with_the_form(tmp_path: Path) -> None:
    serve = Serve(tmp_path / "data", {})
    crowd = Crowd(lambda n: FormFiller(n, browser(serve, n)))
    await crowd.killed(serve, seed=14)
    judge(tmp_path / "data", crowd.people)
