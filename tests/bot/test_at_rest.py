"""What lies on the disk of `bot.db`, read by somebody who has every key of the server."""

from __future__ import annotations

import json
import shutil
import sqlite3
from datetime import datetime, timedelta
from pathlib import Path

import pytest

from bot.conversation import State
from bot.conversation.parts import follow_session
from bot.engine import inbox, outbox, state
from bot.engine.browsers import Browsers
from bot.engine.database import open_database, tidy
from bot.engine.inbox import Inbox, Update
from bot.engine.outbox import Letter, Outbox
from bot.engine.sealing import Seal, SealingError
from bot.engine.state import States
from bot.engine.upgrade import begin
from bot.messages import Block, Channel, Fleeting, Reply, say
from bot.web.chat import lines
from bot.web.chat.lines import WebLines
from feedback.clockwork.working_days import ZONE

KEY = bytes(range(32))
CODE = "48217730029511643751"
THREAD = "Công đoàn trả lời: công ty sẽ trả đủ."
TOKEN = "b" * 43
NOW = int(datetime(2026, 11, 30, 9, 17, 23, tzinfo=ZONE).timestamp())
MOMENT = datetime.fromtimestamp(NOW, ZONE)
PURPOSES = (inbox.PURPOSE, outbox.PURPOSE, state.PURPOSE, lines.PURPOSE)


class Stores:
    def __init__(self, path: Path) -> None:
        self.path = path / "bot.db"
        self.db = open_database(self.path)
        begin(self.db, Seal(KEY))
        self.browsers = Browsers(Seal(KEY))
        self.inbox = Inbox(self.db, self.browsers)
        self.outbox = Outbox(self.db, self.browsers)
        self.states = States(self.db, self.browsers)
        self.lines = WebLines(self.db, self.browsers)

    def opened_by_the_server(self) -> str:
        """Every column of every row, sealed ones opened with the server's key wherever it opens them."""
        found = []
        for (table,) in self.db.execute("SELECT name FROM sqlite_master WHERE type = 'table'").fetchall():
            for row in self.db.execute(f"SELECT * FROM {table}").fetchall():
                blobs = [value for value in row if isinstance(value, bytes)]
                found += [str(value) for value in row if not isinstance(value, bytes)]
                for sealed in blobs:
                    found += [
                        text
                        for purpose in PURPOSES
                        for chat in (b"", *blobs)
                        if (text := opened(sealed, purpose, chat))
                    ]
        return "\n".join(found)


def opened(sealed: bytes, purpose: str, chat: bytes) -> str:
    try:
        return Seal(KEY).open(sealed, purpose, chat)
    except SealingError:
        return ""


@pytest.fixture
def stores(tmp_path: Path) -> Stores:
    return Stores(tmp_path)


def test_the_reader_of_these_tests_opens_what_it_can(stores: Stores) -> None:
    stores.states.keep(b"chat", State(question="câu hỏi thường"), NOW)
    assert "câu hỏi thường" in stores.opened_by_the_server()


def test_an_open_look_up_lies_in_memory_alone(stores: Stores) -> None:
    kept = follow_session.keep(State(), follow_session.open_session(CODE, MOMENT), MOMENT)
    stores.states.keep(b"chat", kept, NOW)
    assert follow_session.load(stores.states.load(b"chat", NOW), MOMENT)
    assert CODE not in stores.opened_by_the_server()


def test_an_open_look_up_ends_after_half_an_hour_also_in_memory(stores: Stores) -> None:
    kept = follow_session.keep(State(), follow_session.open_session(CODE, MOMENT), MOMENT)
    stores.states.keep(b"chat", kept, NOW)
    later = NOW + int(timedelta(minutes=30).total_seconds())
    assert not stores.states.load(b"chat", later).secret
    stores.states.purge(later)
    assert not stores.states._fleeting._known


@pytest.mark.parametrize("kind", Fleeting)
def test_a_reply_with_a_code_or_a_case_is_stored_as_its_kind(stores: Stores, kind: Fleeting) -> None:
    reply = Reply((Block(f"{CODE} {THREAD}"),), fleeting=kind)
    stores.outbox.post(b"chat", Letter(Channel.TELEGRAM, "77", reply, "1:0"), NOW)
    held = stores.opened_by_the_server()
    assert kind.value in held
    assert CODE not in held
    assert THREAD not in held
    posted = stores.outbox.first(b"chat")
    assert posted
    assert posted.letter.reply == reply


def test_words_that_a_restart_lost_become_a_sentence(stores: Stores, tmp_path: Path) -> None:
    stores.outbox.post(
        b"chat", Letter(Channel.TELEGRAM, "77", Reply((Block(CODE),), fleeting=Fleeting.CASE), "1:0"), NOW
    )
    again = Stores(tmp_path).outbox.first(b"chat")
    assert again
    assert "gõ lại mã" in again.letter.reply.text


def test_the_server_cannot_read_a_browser_without_its_token(stores: Stores) -> None:
    update = Update(Channel.WEB, "1", TOKEN, json.dumps({"chat": TOKEN, "text": THREAD}))
    (chat,) = stores.inbox.accept([update], NOW)
    stores.lines.add(chat, "1", NOW, said=THREAD, reply=say(THREAD))
    stores.states.keep(chat, State(question=THREAD), NOW)
    stores.outbox.post(chat, Letter(Channel.WEB, TOKEN, say(THREAD), "1:0"), NOW)
    held = stores.opened_by_the_server()
    assert THREAD not in held
    assert TOKEN not in held
    assert stores.lines.of(chat)[0].said == THREAD
    assert stores.states.load(chat, NOW).question == THREAD


def test_a_row_of_a_browser_waits_for_its_next_request(stores: Stores, tmp_path: Path) -> None:
    update = Update(Channel.WEB, "1", TOKEN, json.dumps({"chat": TOKEN, "text": "hỏi"}))
    (chat,) = stores.inbox.accept([update], NOW)
    again = Stores(tmp_path)
    assert again.inbox.first(chat) is None
    assert again.inbox.lag(NOW + 3600) == (0, 0)  # no trouble of ours
    again.browsers.learn(chat, TOKEN)
    waiting = again.inbox.first(chat)
    assert waiting
    assert json.loads(waiting.body)["text"] == "hỏi"


def test_a_row_copied_to_another_chat_opens_nothing(stores: Stores) -> None:
    stores.states.keep(b"mine", State(question="bí mật của tôi"), NOW)
    with stores.db.atomic():
        stores.db.execute("UPDATE state SET chat = ?", [b"yours"])
    assert stores.states.load(b"yours", NOW) == State()


def test_rows_that_outlive_their_answer_tell_no_finer_time_than_the_hour(stores: Stores) -> None:
    stores.inbox.accept([Update(Channel.TELEGRAM, "9", "77", "{}")], NOW)
    stores.states.keep(b"chat", State(question="?"), NOW)
    stores.lines.add(b"chat", "1", NOW, said="?")
    for table, column in (("seen", "seen_at"), ("state", "touched_at"), ("web_lines", "written_at")):
        (at,) = stores.db.execute(f"SELECT {column} FROM {table}").fetchone()
        assert at % 3600 == 0
    (arrived,) = stores.db.execute("SELECT arrived_at FROM inbox").fetchone()
    assert arrived % 60 == 0


def test_deleted_rows_leave_the_write_ahead_log(stores: Stores) -> None:
    stores.states.keep(b"chat", State(question="?"), NOW)
    (sealed,) = stores.db.execute("SELECT body FROM state").fetchone()
    stores.states.forget(b"chat")
    everything = [path.read_bytes() for path in stores.path.parent.iterdir()]
    assert any(sealed in content for content in everything)  # why the log is emptied every minute
    tidy(stores.db)
    assert not any(sealed in path.read_bytes() for path in stores.path.parent.iterdir())


def test_rows_of_an_earlier_version_are_bound_and_kept(tmp_path: Path) -> None:
    old = open_database(tmp_path / "bot.db")
    seal, chat = Seal(KEY), Seal(KEY).mark("chat", Channel.WEB, TOKEN)
    body = json.dumps({"chat": TOKEN, "text": "hỏi"})
    old.execute(
        "INSERT INTO inbox (chat, channel, body, arrived_at) VALUES (?, 'web', ?, ?)",
        [chat, seal.close(body, "inbox"), NOW],
    )
    old.execute("INSERT INTO state VALUES (?, ?, ?)", [b"t", seal.close(State(question="cũ").pack(), "state"), NOW])
    old.conn.commit()
    stores = Stores(tmp_path)
    assert stores.states.load(b"t", NOW).question == "cũ"
    assert "hỏi" not in stores.opened_by_the_server()
    stores.browsers.learn(chat, TOKEN)
    waiting = stores.inbox.first(chat)
    assert waiting
    assert waiting.body == body


def test_a_large_file_gives_back_its_room(stores: Stores) -> None:
    with stores.db.atomic():
        for number in range(40):
            stores.states.save(f"{number}".encode(), State(question="x" * 500_000), NOW)
    tidy(stores.db)
    before = stores.path.stat().st_size
    stores.states.purge(NOW + 2 * 24 * 3600)
    tidy(stores.db)
    assert stores.path.stat().st_size < before / 10
    copy = stores.path.with_name("copy.db")
    shutil.copy(stores.path, copy)
    assert sqlite3.connect(copy).execute("PRAGMA integrity_check").fetchone() == ("ok",)


def test_deleted_rows_leave_the_pages(stores: Stores) -> None:
    stores.states.keep(b"chat", State(question="x" * 500), NOW)
    (sealed,) = stores.db.execute("SELECT body FROM state").fetchone()
    tidy(stores.db)
    assert sealed[:200] in stores.path.read_bytes()
    stores.states.forget(b"chat")
    tidy(stores.db)
    assert not any(sealed[:200] in path.read_bytes() for path in stores.path.parent.iterdir())
