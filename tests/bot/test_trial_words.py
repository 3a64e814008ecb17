"""Where nobody is there: no page, chat, slip or timeline promises a day, a delay or a person."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta
from html import unescape
from pathlib import Path

import pytest
from starlette.testclient import TestClient

from bot.app import build
from bot.conversation.follow.view import in_trial
from bot.conversation.intents.own_matters import DIALOGUES_OF
from bot.conversation.intents.privacy import promises
from bot.conversation.intents.recognise import intents
from bot.messages import Channel
from bot.settings import Settings
from bot.texts import emergency, matters
from bot.texts import follow as follow_words
from bot.texts import intake as intake_words
from bot.texts import web as web_words
from feedback.model.lifecycle import Clock
from tests.bot import conftest
from tests.bot.test_follow import Sender
from tests.bot.test_intake import NOW, Worker
from tests.library import SmallLibrary
from tests.petitions import trial_feedback

PROMISES = re.compile(
    r"trong \d+ (?:phút|giờ|ngày)|\bHạn [^.]*\d\d/\d\d/\d{4}|[Cc]hậm hạn|đã được báo|sẽ hỏi lại|"
    r"(?:cán bộ|công đoàn|cấp trên|có người|một người|người khác|ủy ban kiểm tra)[^.]{0,30}"
    r"(?:sẽ |đang )?(?:đọc|xem|trả lời|giúp|hỏi) (?:và|trong|kiến|lại|tiếp|giúp)|chỉ công đoàn cấp trên có chìa|"
    r"Công đoàn xem,|được xem xét gấp|Vẫn tiếp tục giải quyết",
    re.IGNORECASE,
)


class TrialSender(Sender):
    """A worker with a petition in an installation that is tried out."""

    def __init__(self) -> None:
        super().__init__(Channel.TELEGRAM)
        self.services = replace(self.services, trial=True)


def petition() -> Iterator[str]:
    """A petition with danger in it, from its first step to its receipt."""
    worker = Worker(Channel.TELEGRAM, trial=True)
    for text in ("/kiennghi", "đồng ý", "không", "có người bị máy cuốn tay", "xong"):
        yield worker.says(text)
    yield worker.presses("Bỏ qua hết")
    yield worker.presses("Không")
    worker.sends()
    assert emergency.WATCHED_TRIAL in worker.heard
    assert intake_words.AFTER_TRIAL in worker.heard
    assert intake_words.SLIP_BELOW_TRIAL in worker.heard
    yield worker.heard


def case() -> Iterator[str]:
    """A case that is late, and is withdrawn and kept again."""
    sender = TrialSender()
    yield sender.looks()
    assert follow_words.TRIAL_CASE in sender.heard
    assert follow_words.STAGES[1] in sender.heard, "where it stands is shown all the same"
    sender.now = NOW + timedelta(days=8)
    sender.feedback.clock.step(sender.now)
    yield sender.looks()
    sender.finds(follow_words.WITHDRAW)
    yield sender.presses(follow_words.WITHDRAW_COERCED)
    yield sender.thread()
    yield sender.finds(follow_words.RETALIATION)
    yield sender.says("tổ trưởng dọa cho nghỉ")
    other = TrialSender()
    other.answered()
    other.looks()
    other.presses(follow_words.DISPUTE)
    yield other.presses(follow_words.SKIP)
    yield other.thread()


def own_matters() -> Iterator[str]:
    """What is said about the service itself."""
    worker = Worker(trial=True)
    for intent in sorted(set(intents()) - set(DIALOGUES_OF) - {"delete", "my_data"}):
        yield worker.says(button=f"matter:{intent}")
    assert matters.TRIAL in worker.says(button="matter:human")
    yield "\n".join(promises(worker.services))


@pytest.mark.parametrize("said", [petition, case, own_matters])
def test_no_chat_promises_anything(said: object) -> None:
    assert callable(said)
    heard = "\n".join(said())
    assert [m.group() for m in PROMISES.finditer(heard)] == []


def test_no_page_promises_anything(tmp_path: Path, clock: conftest.Clock) -> None:
    app = build(Settings(data=tmp_path), SmallLibrary(), now=clock, feedback=trial_feedback(clock.now))
    with TestClient(app.web) as client:
        for path in ("/", "/kien-nghi", "/tra-cuu", "/phieu", "/khan-cap", "/rieng-tu"):
            page = unescape(client.get(path).text)
            assert [m.group() for m in PROMISES.finditer(page)] == [], path
        assert web_words.SOS_PETITION not in unescape(client.get("/khan-cap").text)
        assert emergency.WATCHED_TRIAL in unescape(client.get("/khan-cap").text)


def test_the_words_above_are_found_where_somebody_is_there() -> None:
    """The pattern can fail: in earnest the same case does promise."""
    sender = Sender()
    assert PROMISES.search(sender.looks())
    sender.finds(follow_words.WITHDRAW)
    assert PROMISES.search(sender.presses(follow_words.WITHDRAW_COERCED))


def test_a_right_of_the_worker_keeps_its_day() -> None:
    sender = TrialSender()
    view = sender.view()
    right = replace(view.deadlines[0], clock=Clock.APPEAL_WINDOW)
    assert in_trial(replace(view, deadlines=(right, *view.deadlines))).deadlines == (right,)
