"""Whatever interrupts a petition, no word of an earlier step is lost: Telegram, both Zalos, and the web chat.

At each step: a restart of the server, a file of the wrong kind, the menu and a question in between, a step back.
DANBIET_FULL=1 interrupts 112 petitions, else eleven.
"""

from __future__ import annotations

import os
import re
from collections.abc import AsyncIterator, Callable
from contextlib import AsyncExitStack, asynccontextmanager
from pathlib import Path
from typing import Any

import httpx

from bot.app import App
from bot.clock import vietnam_now
from bot.messages import Channel
from bot.settings import Settings
from bot.submissions import installation_key
from bot.texts import intake
from feedback.assembly import Feedback, open_feedback
from tests.doubles.people import AtTelegram, AtWeb, AtZaloBot, AtZaloOA, Worker
from tests.doubles.product import product, until, without_pauses
from tests.doubles.server import running
from tests.doubles.telegram import TOKEN, TelegramDouble
from tests.doubles.zalo_bot import TOKEN as ZALO_TOKEN
from tests.doubles.zalo_bot import ZaloBotDouble
from tests.doubles.zalo_oa import ZaloOADouble
from tests.feedback.union import opened
from tests.petitions import CHEAP, reader

FULL = bool(os.environ.get("DANBIET_FULL"))
CHANNELS = (Channel.TELEGRAM, Channel.ZALO_BOT, Channel.ZALO_OA, Channel.WEB)
STEPS = ("notice", "danger", "text", "place", "concern", "preview", "code")
KINDS = ("restart", "wrong file", "question", "back")
EVERY = [(c, s, k) for c in CHANNELS for s in STEPS for k in KINDS]
CHOSEN = EVERY if FULL else EVERY[::11]
CODE = re.compile(r"\d{4} \d{4} \d{4} \d{4} \d{4}")
MOST_ACTS = 60
PIECES = ("Tổ tôi bị trừ lương tháng mười.", "Ai hỏi cũng bị mắng, chưa ai giải thích.")


class House:
    """One folder, its platforms, and a product that can be stopped and started on it."""

    def __init__(self, data: Path) -> None:
        self._data = data
        self.telegram, self.zalo, self.official = TelegramDouble(), ZaloBotDouble(), ZaloOADouble()
        self._environment: dict[str, str] = {}
        self._running = AsyncExitStack()
        self.app: App
        self.http: httpx.AsyncClient
        self.feedback: Feedback

    @asynccontextmanager
    async def open(self) -> AsyncIterator[House]:
        with running(self.telegram.app) as telegram, running(self.zalo.app) as zalo, running(self.official.app) as oa:
            self.official.address = oa
            self._environment = {
                "DANBIET_TELEGRAM_TOKEN": TOKEN,
                "DANBIET_TELEGRAM_API": telegram,
                "DANBIET_ZALO_BOT_TOKEN": ZALO_TOKEN,
                "DANBIET_ZALO_BOT_API": zalo,
                "DANBIET_PUBLIC_URL": "https://product.example",
                **self.official.environment(),
            }
            await self.start()
            try:
                yield self
            finally:
                await self.stop()

    async def start(self) -> None:
        """A process of its own as far as memory goes: everything is opened anew."""
        key = installation_key(Settings(data=self._data))
        self.feedback = open_feedback(self._data / "feedback.db", key, CHEAP)
        if not self.feedback.staff.all():
            self.feedback.begin_trial(vietnam_now())
        self._running = AsyncExitStack()
        self.zalo.webhook = {}
        self.app, self.http = await self._running.enter_async_context(
            product(self._data, self._environment, self.feedback)
        )
        without_pauses(self.app)
        await until(lambda: self.zalo.webhook)

    async def stop(self) -> None:
        await self._running.aclose()


class Petitioner:
    """Walks through the steps by what is read, whatever comes in between."""

    def __init__(self, house: House, channel: Channel, n: int) -> None:
        self.house, self.channel, self.n = house, channel, n
        self.me: Any = 9_100_000_000 + n if channel is Channel.TELEGRAM else f"person-{n}"
        self.read = ""
        self.written: list[str] = []
        self._web: AtWeb | None = None

    @property
    def face(self) -> Worker:
        house = self.house
        if self.channel is Channel.TELEGRAM:
            return AtTelegram(house.telegram, self.me)
        if self.channel is Channel.ZALO_BOT:
            return AtZaloBot(house.zalo, house.http, self.me)
        if self.channel is Channel.ZALO_OA:
            return AtZaloOA(house.official, house.http, self.me)
        self._web = self._web or AtWeb(house.http, self.me)
        self._web._http = house.http
        return self._web

    async def writes(self, text: str) -> None:
        self.read = await self.face.writes(text)

    async def chooses(self, label: str) -> None:
        self.read = await self.face.chooses(label)

    def step(self) -> str:
        """The step that the last reply asks for."""
        headings = {
            "notice": intake.NOTICE_TITLE,
            "danger": intake.DANGER_TITLE,
            "place": intake.PLACE_TITLE,
            "concern": intake.CONCERN_TITLE,
            "preview": intake.PREVIEW_TITLE,
            "code": intake.CODE_TITLE,
            "text": intake.TEXT_TITLE,
        }
        found = {self.read.rfind(words): name for name, words in headings.items() if words in self.read}
        if found:
            return found[max(found)]
        return "text" if "“Xong”" in self.read or "Phần chữ vẫn giữ" in self.read else ""

    async def acts(self) -> None:
        """What a worker does at this step."""
        step = self.step()
        if step == "notice":
            await self.chooses(intake.AGREE)
        elif step == "danger":
            await self.chooses(intake.DANGER_NOBODY)
        elif step == "text":
            for piece in PIECES:
                if piece not in self.written:
                    await self.writes(piece)
                    self.written.append(piece)
            await self.chooses(intake.DONE)
        elif step == "place":
            await self.chooses(intake.PLACE_SKIP_ALL)
        elif step == "concern":
            await self.chooses("Không biết")
        elif step == "preview":
            await self.chooses(intake.SEND)
        elif step == "code":
            found = CODE.findall(self.read)
            await self.writes(found[-1][-4:])
        else:
            await self.writes("gửi kiến nghị")

    async def interrupted(self, kind: str) -> None:
        if kind == "restart":
            await self.house.stop()
            await self.house.start()
        elif kind == "question":
            await self.writes("menu")
            await self.writes("bữa ăn giữa ca")
        elif kind == "back":
            await self.writes("riêng tư")
            await self.writes("menu")
        else:
            await self._wrong_file()

    async def _wrong_file(self) -> None:
        """A sticker or a document where none is wanted; the web chat sends a strange word of command."""
        house = self.house
        if self.channel is Channel.TELEGRAM:
            seen = len(house.telegram.sent_at[self.me])
            house.telegram.write(self.me, document={"file_id": "d", "file_unique_id": "d", "file_size": 10})
            await until(lambda: len(house.telegram.sent_at[self.me]) > seen)
            self.read = house.telegram.texts(self.me)[-1]
        elif self.channel is Channel.ZALO_OA:
            seen = len(house.official.seen[self.me])
            event = house.official.event(self.me, "user_send_file", attachments=[{"type": "file", "payload": {}}])
            assert await house.official.push(house.http, event) == 200
            await until(lambda: len(house.official.seen[self.me]) > seen)
            self.read = house.official.texts(self.me)[-1]
        elif self.channel is Channel.ZALO_BOT:
            seen = len(house.zalo.seen[self.me])
            house.zalo.event(self.me, "message.sticker.received")
            await house.zalo.push(house.http)
            await until(lambda: len(house.zalo.seen[self.me]) > seen)
            self.read = house.zalo.seen[self.me][-1]
        else:
            await self.writes("/start")

    async def sends(self, at: str, kind: str) -> None:
        """The whole petition, interrupted once at this step."""
        await self.writes("/kiennghi")
        left: str | None = at
        for _ in range(MOST_ACTS):
            if self._received():
                return
            if self.step() == left:
                left = None
                if at == "text":  # a word of this step has reached the server before the interruption
                    await self.writes(PIECES[0])
                    self.written.append(PIECES[0])
                await self.interrupted(kind)
                if kind == "restart" and at in {"text", "code"}:
                    await self._after_restart(at)
                continue
            await self.acts()
        raise AssertionError(f"never received: {self.read}")

    async def _after_restart(self, at: str) -> None:
        """The worker goes on as if nothing had been: the old last group is typed, the next piece is written."""
        if at == "code":
            await self.writes(CODE.findall(self.read)[-1][-4:])
            assert intake.NEW_CODE in self.read
        else:
            await self.writes(PIECES[1])
            self.written.append(PIECES[1])
            await self.chooses(intake.DONE)

    def _received(self) -> bool:
        house = self.house
        heard: Callable[[], list[str]] = {
            Channel.TELEGRAM: lambda: house.telegram.texts(self.me),
            Channel.ZALO_BOT: lambda: list(house.zalo.seen[self.me]),
            Channel.ZALO_OA: lambda: house.official.texts(self.me),
            Channel.WEB: lambda: [self._web._page if self._web else ""],
        }[self.channel]
        return any("PHIẾU TIẾP NHẬN" in text or "Đã nhận, số KN" in text for text in heard())


async def test_no_word_of_an_earlier_step_is_lost(tmp_path: Path) -> None:
    lost: list[str] = []
    async with House(tmp_path / "data").open() as house:
        for n, (channel, step, kind) in enumerate(CHOSEN):
            worker = Petitioner(house, channel, n)
            before = numbers(house.feedback)
            try:
                await worker.sends(step, kind)
            except AssertionError as error:
                lost.append(f"{channel} {step} {kind}: {str(error)[:300]}")
                continue
            new = numbers(house.feedback) - before
            if len(new) != 1:
                lost.append(f"{channel} {step} {kind}: stored {len(new)} times")
            text = "\n".join(said_in(house.feedback, number) for number in new)
            lost += [f"{channel} {step} {kind}: {piece}" for piece in PIECES if text.count(piece) != 1]
    assert lost == []


def numbers(feedback: Feedback) -> set[str]:
    """The public numbers of all petitions."""
    return {row["public_no"] for row in feedback.db.rows("SELECT public_no FROM submission")}


def said_in(feedback: Feedback, number: str) -> str:
    """What a petition says, read as staff read it."""
    union = reader(feedback, vietnam_now())
    opened(feedback, union, number, vietnam_now())
    return "\n".join(message.text for message in feedback.desk.show(union, number, vietnam_now()).messages)
