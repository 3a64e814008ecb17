"""Reminders and links: opt-in, sealed, without a case, gone when they are over; delivered through the outbox."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from dataclasses import replace
from datetime import date, datetime, timedelta
from pathlib import Path

import pytest

from bot.app import build
from bot.clock import VIETNAM
from bot.conversation import State
from bot.conversation.parts.follow_session import WATCHED_DAYS
from bot.engine.adapter import Received
from bot.engine.inbox import Update
from bot.engine.jobs import Jobs
from bot.engine.lanes import Engine
from bot.engine.mailbox import Mailbox, Place
from bot.engine.pace import Pace
from bot.engine.sealing import Seal, load_key
from bot.engine.staff_notices import StaffNotices
from bot.messages import Channel, Incoming, Reply
from bot.settings import Settings
from bot.texts import follow as words
from bot.texts import talk
from feedback.assembly import Feedback
from feedback.model.draft import Draft
from feedback.sealing.keys import Secrets
from tests.bot.conftest import Clock
from tests.doubles.product import until
from tests.feedback.union import opened
from tests.library import SmallLibrary
from tests.petitions import KEY, reader, trial_feedback

TODAY = date(2026, 11, 23)
CHAT = Place(Channel.TELEGRAM, '{"chat": 777000111}', b"\x01" * 32)
OTHER = Place(Channel.TELEGRAM, '{"chat": 777000222}', b"\x02" * 32)


def add_days(day: date, count: int) -> date:
    """Every day is worked here."""
    return day + timedelta(days=count)


@pytest.fixture
def mailbox() -> Mailbox:
    return Mailbox(None, Seal(b"\x05" * 32))


def test_three_reminders_then_nothing(mailbox: Mailbox) -> None:
    mailbox.wish("remind", CHAT, TODAY, add_days)
    mailbox.wish("remind", CHAT, TODAY, add_days)  # a repeated update
    days = []
    for n in range(60):
        for reminder in mailbox.due(TODAY + timedelta(days=n)):
            assert reminder.place == CHAT
            days.append(n)
            mailbox.reminded(reminder)
    assert days == [3, 10, 20]


def test_a_link_leads_to_its_chat_alone_and_ends(mailbox: Mailbox) -> None:
    mailbox.wish("watch:aaa", CHAT, TODAY, add_days)
    mailbox.wish("watch:bbb", OTHER, TODAY, add_days)
    assert mailbox.watchers("aaa") == [CHAT]
    mailbox.end("aaa")
    assert mailbox.watchers("aaa") == []
    mailbox.purge(TODAY + timedelta(days=89))
    assert mailbox.watchers("bbb") == [OTHER]
    mailbox.purge(TODAY + timedelta(days=90))
    assert mailbox.watchers("bbb") == []


def test_unwatch_and_a_gone_chat_leave_nothing(mailbox: Mailbox) -> None:
    mailbox.wish("remind", CHAT, TODAY, add_days)
    mailbox.wish("watch:aaa", CHAT, TODAY, add_days)
    mailbox.wish("remind", OTHER, TODAY, add_days)
    mailbox.wish("unwatch", CHAT, TODAY, add_days)
    assert mailbox.watchers("aaa") == []
    assert {r.place for r in mailbox.due(TODAY + timedelta(days=30))} == {OTHER}


def test_the_file_names_neither_chat_nor_token(tmp_path: Path) -> None:
    mailbox = Mailbox(tmp_path / "push.db", Seal(b"\x05" * 32))
    mailbox.wish("watch:aaatokenaaa", CHAT, TODAY, add_days)
    mailbox.wish("remind", CHAT, TODAY, add_days)
    stored = b"".join(path.read_bytes() for path in tmp_path.iterdir())
    for secret in (b"777000111", b"aaatokenaaa", CHAT.chat):
        assert secret not in stored
    assert (tmp_path / "push.db").stat().st_mode & 0o077 == 0


class Heard:
    """A Telegram that only listens."""

    reply_window: int | None = None

    def __init__(self) -> None:
        self.said: list[tuple[str, str]] = []

    def translate(self, body: str) -> Received:
        return Received(CHAT.address, Incoming(Channel.TELEGRAM, button=body))

    async def deliver(self, address: str, reply: Reply, mark: str) -> None:
        self.said.append((address, reply.text))


class Running:
    """A product with the submissions half and a listening Telegram."""

    def __init__(self, data: Path) -> None:
        self.clock = Clock()
        self.clock.now = datetime(2026, 11, 23, 9, 0, tzinfo=VIETNAM)
        self.feedback: Feedback = trial_feedback(self.clock.now)
        self.app = build(Settings(data=data), SmallLibrary(), now=self.clock, feedback=self.feedback)
        self.engine: Engine = self.app.engine
        self.telegram = Heard()
        self.engine.add_channel(Channel.TELEGRAM, self.telegram, Pace())  # type: ignore[arg-type]
        self.mailbox = Mailbox(data / "push.db", Seal(load_key(data / "keys" / "push.key")))
        staff = StaffNotices(self.feedback, self.mailbox, self.engine, None)
        self.jobs = Jobs(self.feedback, Secrets.derive(KEY), self.mailbox, self.engine, self.clock, staff)

    async def press(self, button: str) -> Place:
        """Somebody presses a button at Telegram; the place of that chat."""
        self.engine.accept([Update(Channel.TELEGRAM, button, "777000111", button)])
        chat = self.engine.inbox.chat_mark(Channel.TELEGRAM, "777000111")
        await self.engine.settled(chat, 10)
        return replace(CHAT, chat=chat)


async def test_news_reach_only_those_who_asked(tmp_path: Path) -> None:
    running = Running(tmp_path)
    code, now = running.feedback.submissions.new_code(), running.clock.now
    slip = running.feedback.submissions.submit(Draft("Nước uống có mùi"), code, now)
    token = running.feedback.submissions.watch_token(code, now)
    running.mailbox.wish(f"watch:{token}", CHAT, TODAY, add_days)
    await running.jobs.round()
    assert running.telegram.said == []  # one's own step is no news
    union = reader(running.feedback, now)
    opened(running.feedback, union, slip.public_no, now)
    await running.jobs.round()
    await until(lambda: running.telegram.said)
    assert running.telegram.said == [(CHAT.address, words.NEWS_NOTICE)]
    await running.jobs.round()
    assert len(running.telegram.said) == 1
    assert not running.feedback.notices.for_watchers(100)


async def test_a_link_ends_when_its_case_is_closed(tmp_path: Path) -> None:
    running = Running(tmp_path)
    code, now = running.feedback.submissions.new_code(), running.clock.now
    slip = running.feedback.submissions.submit(Draft("Nước uống có mùi"), code, now)
    token = running.feedback.submissions.watch_token(code, now)
    running.mailbox.wish(f"watch:{token}", CHAT, TODAY, add_days)
    union = reader(running.feedback, now)
    opened(running.feedback, union, slip.public_no, now)
    running.feedback.submissions.withdraw(code, now, coerced=False)
    running.jobs.end_links(now)
    assert running.mailbox.watchers(token) == [CHAT]
    running.feedback.handling.decide_withdrawal(union, slip.public_no, False, now)
    running.jobs.end_links(now)
    assert running.mailbox.watchers(token) == []


async def test_a_forgotten_chat_gets_nothing_more(tmp_path: Path) -> None:
    running = Running(tmp_path)
    place = await running.press("privacy:")
    running.mailbox.wish("watch:aaa", place, TODAY, add_days)
    running.mailbox.wish("remind", place, TODAY, add_days)
    assert running.engine.states.load(place.chat, running.engine.seconds()) != State()
    await running.press("privacy:forget")
    assert talk.FORGOTTEN in running.telegram.said[-1][1]
    assert running.mailbox.watchers("aaa") == []
    assert running.mailbox.due(TODAY + timedelta(days=30)) == []
    with closing(sqlite3.connect(tmp_path / "bot.db")) as db:
        assert db.execute("SELECT count(*) FROM state").fetchone() == (0,)


@pytest.mark.parametrize(("asked_on", "arrives"), [(23, False), (26, True)])
async def test_a_notice_leaves_only_in_the_channels_window(tmp_path: Path, asked_on: int, arrives: bool) -> None:
    running = Running(tmp_path)
    running.telegram.reply_window = 48 * 3600
    asked_at = int(datetime(2026, 11, asked_on, 20, 0, tzinfo=VIETNAM).timestamp())
    running.mailbox.wish("remind", replace(CHAT, asked_at=asked_at), TODAY, add_days)
    running.clock.now = datetime(2026, 11, 27, 9, 0, tzinfo=VIETNAM)
    running.jobs.remind(running.clock.now)
    await running.engine.settled(CHAT.chat, 10)
    assert (words.REMINDER in [text for _, text in running.telegram.said]) is arrives
    assert running.engine.outbox.lag(0)[0] == 0
    assert running.engine.inbox.set_aside() == (0 if arrives else 1), "what was dropped is on record"


def test_a_chat_knows_until_when_it_watches(mailbox: Mailbox) -> None:
    mailbox.wish("watch:aaa", CHAT, TODAY, add_days)
    assert mailbox.watched_until(CHAT.chat.hex(), "aaa") == TODAY + timedelta(days=WATCHED_DAYS)
    assert mailbox.watched_until(CHAT.chat.hex(), "bbb") is None
    assert mailbox.watched_until(OTHER.chat.hex(), "aaa") is None


async def test_everybody_who_watches_a_case_is_told(tmp_path: Path) -> None:
    running = Running(tmp_path)
    for place in (CHAT, OTHER):
        running.mailbox.wish("watch:t0ken", place, TODAY, add_days)
    running.feedback.notices.tell_watchers("t0ken", "once", running.clock.now)
    running.jobs.tell_watchers(running.clock.now)
    await until(lambda: len(running.telegram.said) == 2)
    assert {address for address, _ in running.telegram.said} == {CHAT.address, OTHER.address}


async def test_a_damaged_row_is_passed_over(tmp_path: Path) -> None:
    running = Running(tmp_path)
    for place in (CHAT, OTHER):
        running.mailbox.wish("remind", place, TODAY, add_days)
        running.mailbox.wish("watch:t0ken", place, TODAY, add_days)
    with closing(sqlite3.connect(tmp_path / "push.db")) as db, db:
        for table in ("reminder", "live_link"):
            db.execute(f"UPDATE {table} SET body = x'00' WHERE rowid = (SELECT min(rowid) FROM {table})")
    assert [place.address for place in running.mailbox.watchers("t0ken")] == [OTHER.address]
    assert running.mailbox.due(date(2026, 12, 31))


async def test_a_broken_mailbox_costs_nobody_an_answer(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    running = Running(tmp_path)

    def fail(*_: object) -> None:
        raise sqlite3.DatabaseError("file is not a database")

    monkeypatch.setattr(Mailbox, "wish", fail)
    await running.press("privacy:forget")
    await until(lambda: running.telegram.said)
    assert talk.FORGOTTEN in running.telegram.said[0][1]


async def test_reminders_leave_in_working_hours_only(tmp_path: Path) -> None:
    running = Running(tmp_path)
    running.mailbox.wish("remind", CHAT, TODAY, running.feedback.deadlines.calendar.add_working_days)
    running.clock.now = datetime(2026, 11, 27, 5, 0, tzinfo=VIETNAM)
    running.jobs.remind(running.clock.now)
    assert running.telegram.said == []
    running.clock.now = datetime(2026, 11, 27, 9, 0, tzinfo=VIETNAM)  # three working days later: 24/11 is a day off
    running.jobs.remind(running.clock.now)
    await until(lambda: running.telegram.said)
    assert running.telegram.said == [(CHAT.address, words.REMINDER)]
