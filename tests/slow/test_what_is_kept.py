"""What a whole server knows of those who write.

Conversations at three channels, petitions in earnest, and then a reader who has every file, every secret of the server
and the code of today. The reader opens each row with whatever opens it, and looks for each sealed row that was ever
written in the bytes of all files, write-ahead logs and free pages included. Found may be: no code, no word of a
petition that was sent, nothing that ties an account to a case, those who chose to be told aside. Looked at while codes
are being shown, after the look-up, half an hour later, and while Telegram takes no letter. DANBIET_FULL=1: 60
conversations with 26 petitions.
"""

from __future__ import annotations

import asyncio
import logging
import os
import re
import shutil
import sqlite3
from collections.abc import Callable, Iterator
from contextlib import closing
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from itertools import count
from pathlib import Path
from typing import Any

import httpx
import pytest

from bot import app as composition
from bot.app import App
from bot.channels import zalo_token
from bot.engine import inbox, mailbox, outbox, state
from bot.engine.sealing import Seal, SealingError, read_key
from bot.logs import JsonLines
from bot.messages import Channel
from bot.web.allowance import Allowance
from bot.web.chat import lines
from feedback.assembly import Feedback
from feedback.cases.signatures import place_of
from feedback.errors import NoKey
from feedback.sealing import keys
from tests.doubles.people import AtTelegram, AtWeb, AtZaloBot, Worker
from tests.doubles.product import product, until, without_pauses
from tests.doubles.server import running
from tests.doubles.telegram import TOKEN, Failure, TelegramDouble
from tests.doubles.zalo_bot import TOKEN as ZALO_TOKEN
from tests.doubles.zalo_bot import ZaloBotDouble
from tests.feedback.real_union import real_union
from tests.feedback.union import KEY, MONDAY

FULL = bool(os.environ.get("DANBIET_FULL"))
CONVERSATIONS, PETITIONS = (60, 26) if FULL else (6, 4)
FIRST = 8_300_000_000
CODE = re.compile(r"\d{4} \d{4} \d{4} \d{4} \d{4}")
NUMBER = re.compile(r"KN26-\w{5}")
TOLD = "Tôi là Dauvet{n}, ca ba, xưởng Xuongkin{n} trả thiếu lương hai tháng."
WRITTEN = "Viết thêm bởi Dauthem{n}."
PURPOSES = (inbox.PURPOSE, outbox.PURPOSE, state.PURPOSE, lines.PURPOSE, mailbox.PURPOSE, zalo_token.PURPOSE)


@dataclass
class Person:
    """One conversation, and what must not be found of it."""

    n: int
    at: Worker
    known_as: str = ""
    wants_news: bool = False
    code: str = ""
    number: str = ""
    heard: list[str] = field(default_factory=list)

    @property
    def account(self) -> str:
        """By what the channel knows them; a browser by its cookie."""
        return self.known_as or next(iter(self.at._cookies.values()))  # type: ignore[attr-defined]

    async def says(self, text: str) -> str:
        self.heard.append(await self.at.writes(text))
        return self.heard[-1]

    async def picks(self, label: str) -> str:
        self.heard.append(await self.at.chooses(label))
        return self.heard[-1]

    async def asks(self) -> None:
        """A question of law, with a name in it."""
        await self.says(f"bữa ăn giữa ca của chị Dauhoi{self.n}")
        await self.says("1")

    async def comes_to_the_code(self) -> None:
        await self.says("/kiennghi")
        await self.picks("Đồng ý")
        await self.says("không")
        await self.says(TOLD.format(n=self.n))
        await self.says("xong")
        await self.picks("Bỏ qua hết")
        await self.says("không")
        if self.wants_news:
            await self.picks("Đổi cách nhắc")
            await self.picks("Báo ngay")
        found = CODE.search(await self.says("gửi"))
        assert found
        self.code = found.group()

    async def sends(self) -> None:
        await self.says(self.code[-4:])

    async def follows(self) -> None:
        """Look, and write more; the look-up stays open."""
        await self.says(self.code)
        await self.picks("Viết thêm")
        await self.says(WRITTEN.format(n=self.n))


class Reader:
    """Who has all files and all secrets: what they can open and carve."""

    def __init__(self, folder: Path, written: dict[bytes, str]) -> None:
        self._folder = folder
        self._written = written
        found = [Seal(KEY), *(Seal(read_key(p)) for p in (folder / "keys").glob("*.key"))]
        self._seals = [*found, *(Seal(seal._key) for seal in found)]
        derived = keys.Secrets.derive(KEY)
        self._secrets = [KEY, *(getattr(derived, name) for name in derived.__slots__)]

    def rows(self) -> Iterator[tuple[str, str]]:
        """(table, everything readable of one row) for each row of each database."""
        for path in sorted(self._folder.glob("*.db")):
            with closing(sqlite3.connect(path)) as db:
                db.row_factory = sqlite3.Row
                for (table,) in db.execute("SELECT name FROM sqlite_master WHERE type = 'table'").fetchall():
                    for row in db.execute(f"SELECT * FROM {table}").fetchall():
                        yield f"{path.name}/{table}", " ".join(self._readable(dict(row)))

    def carved(self) -> Iterator[str]:
        """The texts of the sealed rows that stand anywhere in the bytes of a file and that the server's keys open."""
        content = {path: path.read_bytes() for path in self._folder.rglob("*") if path.is_file()}
        for sealed, text in self._written.items():
            if any(sealed in data for data in content.values()):
                yield text

    def clear(self) -> str:
        """Every byte of every file, as text."""
        return "\n".join(p.read_bytes().decode(errors="replace") for p in self._folder.rglob("*") if p.is_file())

    def _readable(self, row: dict[str, Any]) -> Iterator[str]:
        blobs = [value for value in row.values() if isinstance(value, bytes)]
        yield from (str(value) for value in row.values() if not isinstance(value, bytes))
        yield from (blob.hex() for blob in blobs)
        for blob in blobs:
            for seal in self._seals:
                yield from (text for p in PURPOSES for chat in (b"", *blobs) if (text := opened(seal, blob, p, chat)))
            for secret in self._secrets:
                yield from unlocked(blob, secret, row)


def opened(seal: Seal, blob: bytes, purpose: str, chat: bytes) -> str:
    try:
        return seal.open(blob, purpose, chat)
    except SealingError:
        return ""


def unlocked(blob: bytes, secret: bytes, row: dict[str, Any]) -> Iterator[str]:
    """What a secret of the server opens of a row of feedback.db, in each way in which anything there is sealed."""
    place = place_of(row) if "bound" in row else f"contact:{row.get('id')}"
    ways: tuple[Callable[[], bytes], ...] = (
        lambda: keys.unwrap(blob, secret),
        lambda: keys.unseal(blob, secret),
        lambda: keys.open_bytes(blob, secret, place),
    )
    for way in ways:
        try:
            yield way().decode(errors="replace")
        except (NoKey, ValueError):
            continue


@pytest.fixture
def written(monkeypatch: pytest.MonkeyPatch) -> dict[bytes, str]:
    """Each row that is sealed from now on so that the server's own keys open it: its nonce and its text."""
    found: dict[bytes, str] = {}
    close, under, browsers = Seal.close, Seal.under, set[int]()

    def noted(seal: Seal, text: str, purpose: str, chat: bytes = b"") -> bytes:
        sealed = close(seal, text, purpose, chat)
        if id(seal) not in browsers:
            found[sealed[:24]] = text
        return sealed

    kept = []

    def of_browser(seal: Seal, token: str) -> Seal:
        kept.append(under(seal, token))
        browsers.add(id(kept[-1]))
        return kept[-1]

    monkeypatch.setattr(Seal, "close", noted)
    monkeypatch.setattr(Seal, "under", of_browser)
    return found


class Hour:
    """The clock of the product."""

    def __init__(self) -> None:
        self.now = MONDAY

    def __call__(self) -> datetime:
        return self.now


class Town:
    """Everybody who writes, and the reader who comes at night."""

    def __init__(self, data: Path, feedback: Feedback, app: App, written: dict[bytes, str]) -> None:
        self.data, self.feedback, self.app, self.written = data, feedback, app, written
        self.people: list[Person] = []
        self.looks = count()

    @property
    def senders(self) -> list[Person]:
        return self.people[:PETITIONS]

    async def quiet(self) -> None:
        """Until nothing is on its way and the logs were emptied, as they are each minute."""
        await until(lambda: not self.app.engine._lanes, 60)
        await asyncio.sleep(4 * composition.LOG_SECONDS)

    async def look(self, *, sent: bool) -> None:
        """Copy everything and search it; `sent`: the petitions are no drafts any more."""
        await self.quiet()
        folder = self.data.parent / f"copy-{next(self.looks)}"
        shutil.copytree(self.data, folder)
        reader = Reader(folder, self.written)
        rows, carved, clear = list(reader.rows()), list(reader.carved()), reader.clear()
        everything = "\n".join([*(text for _, text in rows), *carved, clear])
        if not sent:  # the reader reads: drafts of app chats, until they are sent, open with the server's key
            assert "Dauvet0 " in everything.replace(",", " ")
        codes = [form for p in self.senders for form in (p.code, p.code.replace(" ", ""))]
        assert [code for code in codes if code and code in everything] == []
        if sent:
            told = [t.format(n=p.n) for p in self.senders for t in ("Dauvet{n}", "Xuongkin{n}", "Dauthem{n}")]
            assert [word for word in told if re.search(rf"{word}\b", everything)] == []
        ties = [(p.n, place) for p in self.senders for place in self.ties(p, rows, carved)]
        assert [(n, place) for n, place in ties if not self.people[n].wants_news] == []

    def ties(self, person: Person, rows: list[tuple[str, str]], carved: list[str]) -> list[str]:
        """The rows that name this account, or its chat, together with its case."""
        case = self.feedback.cases.by_public_no(person.number) if person.number else None
        if case is None:
            return []
        marks = [
            r["mark"] for r in self.feedback.db.rows("SELECT mark FROM draft_mark WHERE submission_id = ?", case.id)
        ]
        lookup = self.feedback.db.value("SELECT lookup_id FROM submission WHERE id = ?", case.id)
        of_case = [person.number, str(case.id), lookup.hex(), case.public_key.hex(), *(row["mark"] for row in marks)]
        seal = Seal(KEY)
        marks_of_chat = [seal.mark("chat", channel, person.account).hex() for channel in Channel]
        of_person = [person.account, *marks_of_chat]
        return [
            place
            for place, text in [*rows, *(("carved", text) for text in carved)]
            if any(name in text for name in of_person) and any(name in text for name in of_case)
        ]


def meet(n: int, telegram: TelegramDouble, zalo: ZaloBotDouble, http: httpx.AsyncClient) -> Person:
    """The person of conversation number n: every third at each channel."""
    if n % 3 == 0:
        return Person(n, AtTelegram(telegram, FIRST + n), str(FIRST + n), wants_news=n % 9 == 3)
    if n % 3 == 1:
        return Person(n, AtZaloBot(zalo, http, f"zalo-person-{n}"), f"zalo-person-{n}")
    own = httpx.AsyncClient(transport=http._transport, base_url=http.base_url)
    return Person(n, AtWeb(own, f"browser-{n}"))


async def test_the_server_knows_no_code_no_sent_word_and_no_tie(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture, written: dict[bytes, str]
) -> None:
    monkeypatch.setattr(composition, "LOG_SECONDS", 0.1)
    monkeypatch.setattr(Allowance, "wait", lambda *_: 0.0)
    monkeypatch.setattr("bot.engine.delivery.wait_before", lambda tries: 3600)
    caplog.set_level(logging.INFO)
    hour, telegram, zalo = Hour(), TelegramDouble(), ZaloBotDouble()
    feedback = real_union(tmp_path / "data" / "feedback.db")
    with running(telegram.app) as at_telegram, running(zalo.app) as at_zalo:
        environment = {
            "DANBIET_KEY": KEY.hex(),
            "DANBIET_TELEGRAM_TOKEN": TOKEN,
            "DANBIET_TELEGRAM_API": at_telegram,
            "DANBIET_ZALO_BOT_TOKEN": ZALO_TOKEN,
            "DANBIET_ZALO_BOT_API": at_zalo,
            "DANBIET_PUBLIC_URL": "https://product.example",
        }
        async with product(tmp_path / "data", environment, feedback, now=hour) as (app, http):
            without_pauses(app)
            await until(lambda: zalo.webhook)
            town = Town(tmp_path / "data", feedback, app, written)
            town.people += [meet(n, telegram, zalo, http) for n in range(CONVERSATIONS)]
            for person in town.people:
                await person.asks()
            for person in town.senders:
                await person.comes_to_the_code()
            await town.look(sent=False)
            for person in town.senders:
                await person.sends()
            await town.quiet()
            remember_numbers(town)
            await town.look(sent=True)
            for person in town.senders:
                await person.follows()
            await town.look(sent=True)
            hour.now += timedelta(minutes=31)
            app.stores.purge(app.engine.seconds())
            await town.look(sent=True)
            await telegram_takes_no_letter(town, telegram)
            await town.look(sent=True)
    log = "\n".join(map(JsonLines().format, caplog.records))
    assert [p.n for p in town.senders if p.code in log or p.number in log] == []
    assert feedback.db.value("SELECT count(*) FROM submission") == PETITIONS + 1


def remember_numbers(town: Town) -> None:
    """Each sender's number, by the code: the channels do not all show it last."""
    for person in town.senders:
        person.number = town.feedback.submissions.look_up(person.code.replace(" ", ""), MONDAY).public_no


async def telegram_takes_no_letter(town: Town, telegram: TelegramDouble) -> None:
    """One more petition from the first account, whose receipt is refused for an hour."""
    person = Person(0, town.people[0].at, town.people[0].account)
    await person.says("/huy")
    await person.comes_to_the_code()
    telegram.failures["sendMessage"] = [Failure(502, "Bad Gateway")] * 1000
    telegram.write(FIRST, person.code[-4:])
    await until(lambda: town.feedback.db.value("SELECT count(*) FROM submission") > PETITIONS, 30)
    person.number = town.feedback.submissions.look_up(person.code.replace(" ", ""), MONDAY).public_no
    telegram.write(FIRST, person.code)  # and a look-up whose thread is refused too
    town.people[0] = person
    await until(lambda: not telegram.pending, 30)
    await town.quiet()
    assert town.app.stores.outbox.lag(town.app.engine.seconds())[0]
