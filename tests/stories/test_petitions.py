"""A petition from the first word to "đã giải quyết", in every channel, with the union's side in between."""

from __future__ import annotations

import re
from datetime import datetime
from pathlib import Path

import pytest

from bot.clock import vietnam_now
from bot.messages import Channel
from bot.texts import follow as follow_words
from bot.texts import intake as intake_words
from feedback.assembly import Feedback
from feedback.model.answer import Answer
from feedback.model.case import Category, Kind, Outcome
from feedback.organisation.trial import READERS
from tests.doubles.people import Worker, channel_of
from tests.doubles.product import product, until, without_pauses
from tests.doubles.server import running
from tests.doubles.telegram import TOKEN, TelegramDouble
from tests.feedback.test_files import MARK, exif, picture, saved
from tests.feedback.union import opened
from tests.petitions import reader, trial_feedback

CODE = re.compile(r"\d{4} \d{4} \d{4} \d{4} \d{4}")
TEXT = "Quạt thông gió hỏng hai tuần nay, xưởng nóng quá, đề nghị sửa."


async def sends(person: Worker) -> str:
    """Ms Lan sends what bothers her, skipping what she may; returns her code."""
    await person.writes("gửi kiến nghị")
    await person.writes("đồng ý")
    await person.writes("không")
    await person.writes(TEXT)
    await person.writes("xong")
    for _ in range(3):
        await person.writes("bỏ qua")
    assert "Bước 6/6" in await person.writes("không")
    found = CODE.search(await person.writes("gửi"))
    assert found
    await person.writes(found.group()[-4:])
    return found.group()


def the_union_answers(feedback: Feedback, number: str, now: datetime) -> None:
    """The park's union looks, accepts, assigns and answers."""
    session = reader(feedback, now)
    opened(feedback, session, number, now)
    feedback.triage.accept(session, number, Kind.PETITION, Category.SAFETY, now)
    feedback.handling.assign(session, number, READERS[0], now)
    answer = Answer("quạt hỏng", "đã tới xưởng", "thay quạt trong tuần", "Điều 16", "gõ chưa giải quyết")
    feedback.handling.answer(session, number, answer, now)


@pytest.mark.parametrize("channel", list(Channel))
async def test_lan_writes_is_answered_and_confirms(channel: Channel, tmp_path: Path) -> None:
    now = vietnam_now()
    feedback = trial_feedback(now)
    async with channel_of(channel, tmp_path, feedback) as (meet, app):
        if app:
            without_pauses(app)
        lan = meet()
        code = await sends(lan)
        await until(lambda: feedback.db.value("SELECT count(*) FROM submission") == 1)
        number = feedback.db.value("SELECT public_no FROM submission")
        assert feedback.submissions.look_up(code.replace(" ", ""), now).messages[0].text == TEXT
        the_union_answers(feedback, number, now)

        another_phone = meet()
        assert "thay quạt trong tuần" in await another_phone.writes(code)
        await another_phone.chooses(follow_words.CONFIRM)
        assert "đã đóng" in await another_phone.chooses("5 sao")
        assert feedback.submissions.look_up(code.replace(" ", ""), now).outcome is Outcome.SOLVED_CONFIRMED
        assert app is None or app.engine.inbox.set_aside() == 0


async def test_minh_sends_photos_from_telegram_and_a_bad_one_costs_him_nothing(tmp_path: Path) -> None:
    telegram, minh = TelegramDouble(), 5_000_000_001
    feedback = trial_feedback(vietnam_now())
    telegram.files = {"good": saved(picture(), "JPEG", exif=exif()), "bad": b"%PDF-1.7"}

    async def hears(act: object, words: str) -> None:
        assert act
        await until(lambda: any(words in text for text in telegram.texts(minh)))

    with running(telegram.app) as address:
        environment = {"DANBIET_TELEGRAM_TOKEN": TOKEN, "DANBIET_TELEGRAM_API": address}
        async with product(tmp_path, environment, feedback) as (app, _):
            without_pauses(app)
            await hears(telegram.write(minh, "/kiennghi"), intake_words.NOTICE_TITLE)
            await hears(telegram.press(minh, "Đồng ý"), intake_words.DANGER_TITLE)
            await hears(telegram.press(minh, "Không"), intake_words.TEXT_TITLE)
            photo = {"file_id": "good", "file_unique_id": "u", "width": 320, "height": 200, "file_size": 5000}
            await hears(telegram.write(minh, photo=[photo], caption="Máy dập hở che chắn"), "mặt người")
            document = {"file_id": "bad", "file_unique_id": "v", "file_size": 8}
            await hears(telegram.write(minh, document=document), "PDF")
            await hears(telegram.press(minh, "Xong"), intake_words.PLACE_TITLE)
            await hears(telegram.press(minh, "Bỏ qua hết"), intake_words.CONCERN_TITLE)
            await hears(telegram.write(minh, "không"), "Ảnh: 1")
            await hears(telegram.press(minh, intake_words.SEND), intake_words.CODE_TITLE)
            code = next(found for text in reversed(telegram.texts(minh)) if (found := CODE.search(text))).group()
            await hears(telegram.write(minh, code[-4:]), "PHIẾU TIẾP NHẬN")
            assert app.engine.turns.mailbox
            assert (
                len(app.engine.turns.mailbox.due(vietnam_now().date().replace(year=2099))) == 3
            )  # reminded by schedule
    view = feedback.submissions.look_up(code.replace(" ", ""), vietnam_now())
    assert view.messages[0].text == "Máy dập hở che chắn"
    kept = feedback.submissions.photo(code.replace(" ", ""), view.messages[0].photos[0], vietnam_now())
    assert kept
    assert MARK not in kept.jpeg
