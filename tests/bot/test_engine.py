"""The engine with a small channel of the test's own: order, parallel chats, failures, restarts."""

from __future__ import annotations

import asyncio
import json
import re
import sqlite3
import threading
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from bot.conversation import Services, State
from bot.engine import lanes as engine
from bot.engine.adapter import ChatGone, Received, Refused, RetryLater
from bot.engine.browsers import Browsers
from bot.engine.database import open_database
from bot.engine.inbox import Inbox, Update
from bot.engine.lanes import Engine
from bot.engine.outbox import Letter, Outbox
from bot.engine.pace import Pace
from bot.engine.sealing import Seal
from bot.engine.state import States
from bot.messages import Attachment, Channel, Incoming, Reply, say
from bot.texts import intake as words
from knowledge.model import Answer
from tests.bot.conftest import Clock
from tests.doubles.product import until
from tests.library import SmallLibrary
from tests.petitions import trial_feedback

KEY = bytes(range(32))


class Wire:
    """A channel that writes down what it delivers, and fails as it is told."""

    reply_window: int | None = None

    def __init__(self) -> None:
        self.sent: list[tuple[str, str]] = []
        self.troubles: list[Exception] = []
        self.delay = 0.0

    def translate(self, body: str) -> Received:
        raw = json.loads(body)
        return Received(raw["chat"], Incoming(Channel.TERMINAL, raw["text"]))

    async def deliver(self, address: str, reply: Reply, mark: str) -> None:
        await asyncio.sleep(self.delay)
        if self.troubles:
            raise self.troubles.pop(0)
        self.sent.append((address, reply.text))

    async def fetch(self, attachment: Attachment) -> bytes:
        raise AssertionError("no dialogue waits for files")


class House:
    """An engine on a database that a test can close and open again."""

    def __init__(self, path: Path, clock: Clock) -> None:
        db, seal = open_database(path / "bot.db"), Seal(KEY)
        self.wire = Wire()
        self.clock = clock
        browsers = Browsers(seal)
        stores = Inbox(db, browsers), States(db, browsers), Outbox(db, browsers)
        self.engine = Engine(db, *stores, Services(SmallLibrary()), clock)
        self.engine.add_channel(Channel.TERMINAL, self.wire, Pace())
        self.db = db

    def update(self, chat: str, text: str, identity: str = "") -> Update:
        body = json.dumps({"chat": chat, "text": text})
        return Update(Channel.TERMINAL, identity or f"{chat}/{text}", chat, body)

    async def settle(self) -> None:
        """Let every lane come to its end."""
        while self.engine._lanes:
            await asyncio.wait(set(self.engine._lanes.values()))

    def chat(self, chat: str) -> bytes:
        return self.engine.inbox.chat_mark(Channel.TERMINAL, chat)


@pytest.fixture
def house(tmp_path: Path, clock: Clock) -> House:
    return House(tmp_path, clock)


async def test_an_update_is_answered_and_forgotten(house: House) -> None:
    house.engine.accept([house.update("a", "mũ che nắng")])
    await house.settle()
    assert len(house.wire.sent) == 1
    assert house.engine.inbox.lag(0)[0] == 0
    assert house.engine.outbox.lag(0)[0] == 0


async def test_the_same_update_is_answered_once(house: House) -> None:
    for _ in range(3):
        house.engine.accept([house.update("a", "mũ che nắng", "update-1")])
        await house.settle()
    assert len(house.wire.sent) == 1


async def test_order_is_kept_in_a_chat_and_chats_do_not_wait_for_each_other(house: House) -> None:
    house.wire.delay = 0.01
    texts = [f"không có {n}" for n in range(5)]
    house.engine.accept([house.update(chat, "menu") for chat in "abcdefgh"])
    house.engine.accept([house.update("a", text) for text in (*texts, "/donvi")])
    started = asyncio.get_running_loop().time()
    await house.settle()
    assert [c for c, _ in house.wire.sent[:8]] != ["a"] * 8
    assert "mã nơi làm việc" in [t for c, t in house.wire.sent if c == "a"][-1]
    assert asyncio.get_running_loop().time() - started < 5


async def test_nothing_is_lost_between_two_processes(tmp_path: Path, clock: Clock) -> None:
    first = House(tmp_path, clock)
    first.engine.inbox.accept([first.update("a", "mũ che nắng")], 0)  # killed before it was answered
    first.db.close()
    second = House(tmp_path, clock)
    second.engine.resume()
    await second.settle()
    assert len(second.wire.sent) == 1


async def test_a_poisonous_update_is_set_aside_and_the_chat_goes_on(house: House) -> None:
    bad = Update(Channel.TERMINAL, "bad", "a", '{"chat": "a"}')
    house.engine.accept([bad, house.update("a", "mũ che nắng")])
    await house.settle()
    assert "Điều 3" in house.wire.sent[-1][1]
    assert house.engine.inbox.set_aside() == 1
    row = house.db.execute("SELECT channel, what, reason FROM set_aside").fetchone()
    assert row == ("terminal", "update", "KeyError")


def explode_with(error: BaseException) -> Callable[..., Answer]:
    """A library's `answer` that fails."""

    def explode(*_: object, **__: object) -> Answer:
        raise error

    return explode


class Killed(BaseException):
    """Ends the turn as the end of the process does: nothing is caught, nothing committed."""


async def test_an_update_that_ends_the_process_is_set_aside(
    tmp_path: Path, clock: Clock, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(SmallLibrary, "answer", explode_with(Killed()))
    house = House(tmp_path, clock)
    house.engine.accept([house.update("a", "mũ che nắng"), house.update("b", "menu")])
    for _ in range(3):
        await house.settle()
        assert all(chat == "b" for chat, _ in house.wire.sent)
        assert house.engine.inbox.set_aside() == 0
        house.db.close()
        house = House(tmp_path, clock)
        house.engine.resume()
    await house.settle()
    assert [(chat, "chưa xử lý được" in text) for chat, text in house.wire.sent] == [("a", True)]
    assert house.db.execute("SELECT reason FROM set_aside").fetchall() == [("the process ended",)]


async def test_an_update_that_only_waited_while_the_process_ended_keeps_its_tries(tmp_path: Path, clock: Clock) -> None:
    house = House(tmp_path, clock)
    house.engine.inbox.accept([house.update("a", "mũ che nắng")], 0)
    for _ in range(10):
        house.db.close()
        house = House(tmp_path, clock)
    house.engine.resume()
    await house.settle()
    assert "Điều 3" in house.wire.sent[0][1]


async def test_waiting_in_a_long_queue_is_no_try(tmp_path: Path, clock: Clock) -> None:
    """Of many updates that a killed process left, at most one was in hand."""
    house, go_on = House(tmp_path, clock), threading.Event()
    house.engine.inbox.accept([house.update(f"chat {n}", "mũ che nắng") for n in range(20)], 0)
    house.db.close()
    house = House(tmp_path, clock)
    busy = asyncio.create_task(house.engine.between_answers(lambda: go_on.wait(10)))
    await asyncio.sleep(0.01)
    house.engine.resume()
    await asyncio.sleep(0.01)
    assert house.db.execute("SELECT max(tries) FROM inbox").fetchone() == (0,)
    go_on.set()
    await busy
    await house.settle()
    assert len(house.wire.sent) == 20


async def test_what_may_have_ended_the_process_comes_last(
    tmp_path: Path, clock: Clock, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The first answer of a process is its slowest: a kill finds the same update in hand again, if that goes first."""
    asked: list[str] = []

    def end(self: SmallLibrary, question: str, as_of: object, **_: object) -> None:
        asked.append(question)
        raise Killed

    monkeypatch.setattr(SmallLibrary, "answer", end)
    house = House(tmp_path, clock)
    house.engine.inbox.accept([house.update("a", "lối đi"), house.update("b", "mũ che nắng")], 0)
    house.db.close()
    for _ in range(2):
        house = House(tmp_path, clock)
        first = house.engine.inbox.chats()[0]
        house.engine.wake(first)  # killed while the first is in hand
        await house.settle()
        house.db.close()
    assert asked == ["lối đi", "mũ che nắng"]


async def test_setting_aside_and_saying_so_are_one(house: House, monkeypatch: pytest.MonkeyPatch) -> None:
    """A kill between the two would lose the update in silence."""

    def explode(self: Outbox, chat: bytes, letter: Letter, now: int) -> None:
        raise Killed

    monkeypatch.setattr(Outbox, "add", explode)
    monkeypatch.setattr(SmallLibrary, "answer", explode_with(RuntimeError()))
    house.engine.accept([house.update("a", "mũ che nắng")])
    await house.settle()
    assert house.engine.inbox.set_aside() == 0
    assert house.engine.inbox.lag(0)[0] == 1


async def test_a_worker_is_told_when_the_answer_fails(house: House, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(SmallLibrary, "answer", explode_with(RuntimeError()))
    house.engine.accept([house.update("a", "mũ che nắng")])
    await house.settle()
    assert "chưa xử lý được" in house.wire.sent[0][1]


async def test_trouble_that_may_pass_gets_time(house: House, monkeypatch: pytest.MonkeyPatch) -> None:
    """A locked file for three seconds must not set a question aside."""
    monkeypatch.setattr(engine, "AGAIN_SECONDS", 0.02)
    troubles: list[Exception] = [sqlite3.OperationalError("database is locked"), OSError("disk full")]
    answer = SmallLibrary.answer

    def hesitate(self: SmallLibrary, question: str, as_of: date, **more: Any) -> Answer:
        if troubles:
            raise troubles.pop()
        return answer(self, question, as_of, **more)

    monkeypatch.setattr(SmallLibrary, "answer", hesitate)
    house.engine.accept([house.update("a", "mũ che nắng")])
    await house.settle()
    assert len(troubles) == 1, "the second try waits"
    await until(lambda: house.wire.sent)
    assert "Điều 3" in house.wire.sent[0][1]
    assert house.engine.inbox.set_aside() == 0


def spoil(house: House, table: str) -> None:
    """Damage the oldest row, as a failing disk does."""
    with house.db.atomic():
        house.db.execute(f"UPDATE {table} SET body = x'00' WHERE rowid = (SELECT min(rowid) FROM {table})")


async def test_an_unreadable_state_is_as_good_as_none(house: House) -> None:
    house.engine.accept([house.update("a", "mũ che nắng")])
    await house.settle()
    house.db.execute("UPDATE state SET body = x'00'")
    house.db.conn.commit()
    house.engine.accept([house.update("a", "lối đi")])
    await house.settle()
    assert "Điều 12a" in house.wire.sent[-1][1]


async def test_an_unreadable_update_holds_up_nobody_and_is_kept(tmp_path: Path, clock: Clock) -> None:
    house = House(tmp_path, clock)
    house.engine.inbox.accept([house.update("a", "lối đi"), house.update("a", "mũ che nắng")], 0)
    whole = house.db.execute("SELECT body FROM inbox").fetchone()[0]
    spoil(house, "inbox")
    house.engine.resume()
    await house.settle()
    assert [text for _, text in house.wire.sent if "Điều 3" in text]
    assert house.engine.inbox.lag(0)[0] == 1
    house.db.execute("UPDATE inbox SET body = ?", [whole])  # the right key is back
    house.db.conn.commit()
    house.db.close()
    again = House(tmp_path, clock)
    again.engine.resume()
    await again.settle()
    assert "Điều 12a" in again.wire.sent[-1][1]


async def test_an_unreadable_letter_is_listed_as_stuck_and_the_next_one_goes(house: House) -> None:
    for mark in "12":
        house.engine.outbox.post(house.chat("a"), Letter(Channel.TERMINAL, "a", say(f"tin {mark}"), mark), 0)
    spoil(house, "outbox")
    house.engine.resume()
    await house.settle()
    assert house.wire.sent == [("a", "tin 2")]
    assert house.engine.outbox.lag(0)[2] == 1


async def test_a_clock_that_is_set_back_holds_up_nobody(house: House) -> None:
    house.wire.troubles = [RetryLater(7)]
    house.engine.accept([house.update("a", "mũ che nắng")])
    await house.settle()
    house.clock.advance(days=-1)
    house.engine.resume()
    await house.settle()
    assert len(house.wire.sent) == 1


async def test_retry_later_waits_as_long_as_asked_and_is_no_failure(house: House) -> None:
    house.wire.troubles = [RetryLater(7)]
    house.engine.accept([house.update("a", "mũ che nắng")])
    await house.settle()
    assert house.wire.sent == []
    house.clock.advance(seconds=9)
    house.engine.resume()
    await house.settle()
    assert len(house.wire.sent) == 1


async def test_a_broken_line_is_tried_again_then_listed_as_stuck(house: House) -> None:
    house.wire.troubles = [OSError("down")] * 12
    house.engine.accept([house.update("a", "mũ che nắng")])
    for _ in range(12):
        await house.settle()
        house.clock.advance(hours=1)
        house.engine.resume()
    await house.settle()
    assert house.engine.outbox.lag(0)[2] == 1
    for chat in house.engine.outbox.retry_stuck(house.engine.seconds()):
        house.engine.wake(chat)
    await house.settle()
    assert len(house.wire.sent) == 1


async def test_a_blocked_chat_ends_its_letters_not_the_loop(house: House) -> None:
    house.wire.troubles = [ChatGone("blocked")]
    house.engine.accept([house.update("a", "lối đi"), house.update("b", "mũ che nắng")])
    await house.settle()
    house.engine.accept([house.update("b", "lối đi")])
    await house.settle()
    assert house.engine.outbox.lag(0)[0] == 0
    assert {c for c, _ in house.wire.sent} == {"b"} or {c for c, _ in house.wire.sent} == {"a", "b"}


async def test_a_refused_letter_is_recorded_and_the_next_one_goes(house: House) -> None:
    house.wire.troubles = [Refused("bad request")]
    house.engine.accept([house.update("a", "lối đi"), house.update("a", "mũ che nắng")])
    await house.settle()
    assert len(house.wire.sent) == 1
    assert house.engine.inbox.set_aside() == 1


async def test_a_letter_whose_window_closed_is_dropped_with_a_record(house: House) -> None:
    letter = Letter(Channel.TERMINAL, "a", Reply(()), "notice-1", expires_at=house.engine.seconds())
    with house.db.atomic():
        house.engine.outbox.add(house.chat("a"), letter, 0)
    house.engine.resume()
    await house.settle()
    assert house.wire.sent == []
    assert house.db.execute("SELECT reason FROM set_aside").fetchone() == ("window closed",)


async def test_the_same_letter_is_written_once(house: House) -> None:
    letter = Letter(Channel.TERMINAL, "a", Reply(()), "notice-1")
    for _ in range(2):
        with house.db.atomic():
            house.engine.outbox.add(house.chat("a"), letter, 0)
    house.engine.resume()
    await house.settle()
    assert len(house.wire.sent) == 1


async def test_stop_finishes_what_is_in_hand(house: House) -> None:
    house.wire.delay = 0.05
    house.engine.accept([house.update("a", "mũ che nắng"), house.update("b", "lối đi")])
    await asyncio.sleep(0.02)
    await house.engine.stop()
    waiting = house.engine.inbox.lag(0)[0] + house.engine.outbox.lag(0)[0]
    assert len(house.wire.sent) + waiting == 2
    assert not house.engine._lanes


async def test_rows_of_a_channel_that_is_switched_off_wait(tmp_path: Path, clock: Clock) -> None:
    house = House(tmp_path, clock)
    other = Update(Channel.ZALO_BOT, "1", "z", "{}")
    house.engine.accept([other])
    await house.settle()
    assert house.engine.inbox.lag(0)[0] == 1
    assert house.engine.inbox.set_aside() == 0


async def test_state_is_kept_for_24_hours(house: House) -> None:
    house.engine.accept([house.update("a", "bữa ăn giữa ca")])
    await house.settle()
    house.clock.advance(hours=24)
    house.engine.accept([house.update("a", "điều đó ở luật nào")])
    await house.settle()
    assert "không còn nhớ" in house.wire.sent[-1][1]


async def test_pace_lets_a_chat_start_quickly_and_then_spreads_its_letters() -> None:
    pace = Pace(each_chat=20)
    clock = asyncio.get_running_loop().time
    started = clock()
    for _ in range(3):
        await pace.wait(b"a")
    at_once = clock() - started
    for _ in range(3):
        await pace.wait(b"a")
    assert at_once < 0.05 <= clock() - started


async def test_pace_limits_all_chats_together() -> None:
    pace = Pace(overall=100)
    clock = asyncio.get_running_loop().time
    started = clock()
    for n in range(6):
        await pace.wait(bytes([n]))
    assert clock() - started >= 0.045


def test_an_accepted_update_is_on_the_disk(house: House) -> None:
    """A power cut after the acknowledgement must not lose it: its commit waits for the disk."""
    levels: list[int] = []
    house.db.conn.set_trace_callback(
        lambda sql: levels.append(house_level(house)) if sql.startswith("INSERT INTO inbox") else None
    )
    house.engine.inbox.accept([house.update("a", "câu hỏi")], house.engine.seconds())
    house.db.conn.set_trace_callback(None)
    assert levels == [FULL]
    assert house_level(house) == NORMAL


FULL, NORMAL = 2, 1


def house_level(house: House) -> int:
    """How far a commit of this connection goes."""
    return int(house.db.conn.execute("PRAGMA synchronous").fetchone()[0])


class Intake:
    """A house with the submissions half, and a petition that waits for the last group of its code."""

    def __init__(self, path: Path, clock: Clock) -> None:
        self.house = House(path, clock)
        self.feedback = trial_feedback(clock.now)
        self.house.engine.turns.services = Services(SmallLibrary(), petitions=self.feedback.submissions)
        self.house.wire.translate = self._terminal  # type: ignore[method-assign]

    def _terminal(self, body: str) -> Received:
        raw = json.loads(body)
        return Received(raw["chat"], Incoming(Channel.TERMINAL, raw["text"], sender="a chat"))

    async def says(self, text: str) -> str:
        self.house.engine.accept([self.house.update("a", text, f"{len(self.house.wire.sent)}")])
        await self.house.settle()
        return self.house.wire.sent[-1][1]

    async def comes_to_the_code(self) -> str:
        skipped = ("bỏ qua",) * 3
        for text in ("/kiennghi", "đồng ý", "không", "Nước uống có mùi.", "xong", *skipped, "không"):
            await self.says(text)
        found = re.search(r"(\d{4} ){4}\d{4}", await self.says("gửi"))
        assert found
        return found.group()


@pytest.mark.parametrize(("breaks", "said", "stored"), [("before", "CHƯA ĐƯỢC GỬI", 0), ("after", "ĐÃ ĐƯỢC GỬI", 1)])
async def test_an_apology_says_whether_the_petition_was_sent(
    tmp_path: Path, clock: Clock, monkeypatch: pytest.MonkeyPatch, breaks: str, said: str, stored: int
) -> None:
    """Broken before it was stored, or after: three tries, and then the truth."""
    intake_of = Intake(tmp_path, clock)
    code = await intake_of.comes_to_the_code()
    half = intake_of.feedback
    if breaks == "before":
        monkeypatch.setattr(type(half.submissions), "submit", explode_with(RuntimeError()))
    else:
        submit = type(half.submissions).submit

        def stored_and_broken(*given: object, **more: object) -> None:
            submit(*given, **more)  # type: ignore[arg-type]
            raise RuntimeError

        monkeypatch.setattr(type(half.submissions), "submit", stored_and_broken)
    apology = await intake_of.says(code[-4:])
    assert "chưa xử lý được" in apology
    assert said in apology
    assert half.db.value("SELECT count(*) FROM submission") == stored
    assert half.db.value("SELECT count(*) FROM draft_mark") == 0
    monkeypatch.undo()
    if stored:
        assert half.submissions.look_up(code.replace(" ", ""), clock.now).messages
        assert intake_of.house.engine.states.load(intake_of.house.chat("a"), 0) == State()
    else:
        assert code in await intake_of.says("tiếp")


async def test_an_apology_outside_a_petition_says_nothing_of_one(house: House, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(SmallLibrary, "answer", explode_with(RuntimeError()))
    house.engine.accept([house.update("a", "mũ che nắng")])
    await house.settle()
    assert "iến nghị" not in house.wire.sent[0][1]


async def test_a_code_that_a_restart_lost_comes_anew_with_the_word_that_was_said(tmp_path: Path, clock: Clock) -> None:
    before = Intake(tmp_path, clock)
    code = await before.comes_to_the_code()
    after = Intake(tmp_path, clock)
    after.house.wire.sent = list(before.house.wire.sent)  # what was read stays on the screen
    said = await after.says("tiếp")
    found = re.search(r"(\d{4} ){4}\d{4}", said)
    assert found
    assert found.group() != code
    assert words.NEW_CODE in said
