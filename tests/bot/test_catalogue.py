"""Other languages: each text by its Vietnamese name, nothing unchecked shown, nothing kept but with the chat."""

from __future__ import annotations

import re
from html import unescape
from pathlib import Path
from string import Formatter

import pytest
from starlette.testclient import TestClient

from bot.app import build
from bot.conversation.parts.menu import menu_buttons
from bot.messages import Channel
from bot.settings import Settings
from bot.texts import catalogue, emergency, intake, petition_pages, talk
from bot.texts.catalogue import Speaker, languages, offered, read_language, said, vietnamese
from feedback.model.case import EmergencyKind
from tests.bot.conftest import Clock
from tests.bot.test_intake import CODE, Worker
from tests.library import SmallLibrary
from tests.petitions import trial_feedback

LETTERS = re.compile(r"[ăâđêôơưạảấầẩẫậắằẳẵặẹẻẽếềểễệỉịọỏốồổỗộớờởỡợụủứừửữựỳỵỷỹ]", re.IGNORECASE)
QUOTED = re.compile(r"“[^”]*”|Dân Biết|/huy")
EVERY = [
    (code, title, name, text)
    for code, found in languages().items()
    for title, section in found.sections.items()
    for name, text in section.texts.items()
]
UNCHECKED = """
name = "Thử"
[menu]
checked_by = ""
"talk.MENU" = "unchecked menu"
[petition]
checked_by = "somebody"
"intake.SKIP" = "checked"
[emergency]
checked_by = ""
"emergency.HEADING" = "unchecked danger"
"""


def places(text: str) -> list[str]:
    return sorted(field for _, field, _, _ in Formatter().parse(text) if field)


def test_each_text_has_its_vietnamese_one_with_the_same_places() -> None:
    assert [(code, name) for code, _, name, _ in EVERY if name not in vietnamese()] == []
    assert [(code, name) for code, _, name, text in EVERY if places(text) != places(vietnamese()[name])] == []


def test_words_of_danger_stand_in_their_own_sections() -> None:
    dangers = {(code, name) for code, title, name, _ in EVERY if title in {"call", "emergency"}}
    assert dangers - {("en", "web.SOS_LABEL")} == {(code, n) for code, _, n, _ in EVERY if n.startswith("emergency.")}


def test_one_vietnamese_sentence_has_one_translation() -> None:
    for code, found in languages().items():
        pairs = {(vietnamese()[name], text) for s in found.sections.values() for name, text in s.texts.items()}
        assert len({vi for vi, _ in pairs}) == len(pairs), code


def test_what_nobody_checked_is_never_shown() -> None:
    read = read_language("xx", UNCHECKED)
    assert read.checked == {"intake.SKIP": "checked"}
    spoken = Speaker(read.checked)
    assert spoken.say(intake.SKIP) == "checked"
    assert spoken.say(talk.MENU) == talk.MENU
    assert spoken.say(emergency.HEADING) == emergency.HEADING
    assert set(offered()) == {"vi", "en"}, "a trial of a language without a reader is off"
    assert languages()["hmn"].checked == {}
    assert said(talk.MENU, "hmn") == talk.MENU


def test_dangers_are_spoken_of_in_vietnamese_with_the_numbers() -> None:
    """English words of danger are unchecked: the numbers and the names of dangers are all that is said in it."""
    assert not languages()["en"].sections["emergency"].checked_by
    worker = Worker()
    worker.says("english")
    heard = worker.says("khẩn cấp")
    assert "call: ambulance 115" in heard
    assert "police 113" in heard
    heard = worker.presses("Beaten")
    assert emergency.HEADING in heard
    assert "Gọi 113" in heard
    assert not set(languages()["en"].sections["emergency"].texts.values()) & set(heard.split("\n"))


def test_places_are_filled_in_the_other_sentence() -> None:
    assert said("Nơi nhận: Liên đoàn Lao động tỉnh Hải Sơn", "en") == "Goes to: Liên đoàn Lao động tỉnh Hải Sơn"
    assert said(intake.STEP.format(number=3, title=intake.TEXT_TITLE), "en") == "Step 3 of 6. Tell your case"
    assert said("Tên bạn: ẩn danh\nkhông có trong danh mục", "en") == "Your name: anonymous\nkhông có trong danh mục"
    assert said("Bỏ qua", "vi") == said("Bỏ qua", "") == "Bỏ qua"


@pytest.mark.parametrize("typed", ["english", "/english", "can you speak english", "my boss did not pay my wages"])
def test_it_is_chosen_by_a_word_and_left_again(typed: str) -> None:
    worker = Worker()
    heard = worker.says(typed)
    assert said(talk.LAW_IN_VIETNAMESE, "en") in heard
    assert worker.state.language == "en"
    worker.presses("Main menu")
    assert "What would you like to do?" in worker.heard
    assert "Type a number to choose:" in worker.heard
    worker.presses("🌐")
    worker.presses("Tiếng Việt")
    worker.presses("Về đầu")
    assert talk.MENU in worker.heard


def test_the_menu_offers_it() -> None:
    worker = Worker()
    worker.says("menu")
    worker.presses("🌐 Tiếng Việt · English")
    assert "Send an anonymous petition" in worker.presses("English") + worker.presses("Main menu")
    assert any(b.id == "language:" for b in menu_buttons(worker.services))
    assert talk.LANGUAGES in Worker().says("đổi ngôn ngữ")


@pytest.mark.parametrize("channel", [Channel.TELEGRAM, Channel.ZALO_BOT, Channel.TERMINAL])
def test_a_petition_is_sent_in_english(channel: Channel) -> None:
    """Every step but what the union itself says is English; the worker's words stay as they are."""
    worker = Worker(channel)
    worker.says("english")
    worker.presses("Main menu")
    own = "Xong\n\nQuạt hỏng hai tuần"
    said_of_steps = [worker.presses("anonymous petition"), worker.presses("I agree"), worker.presses("No")]
    worker.says(own)
    said_of_steps += [worker.presses("Done"), worker.presses("Skip this whole"), worker.presses("No")]
    assert own in worker.heard
    found = CODE.search(worker.presses("get the code"))
    assert found
    assert "NOT SENT YET" in worker.heard
    assert "NOT SENT YET" in worker.says("0000" if found.group()[-4:] != "0000" else "1111")
    worker.says(found.group()[-4:])
    assert "✅ Received, number KN26-" in worker.heard
    assert "PHIẾU TIẾP NHẬN" in worker.heard, "the slip is signed as it is"
    left = [line for line in said_of_steps[1].split("\n") if LETTERS.search(QUOTED.sub("", line))]
    assert left == []
    assert worker.state.language == "en"
    worker.says(button="privacy:forget")
    assert worker.state.language == "", "it is kept with the chat alone"


def test_the_pages_speak_it_without_a_cookie(tmp_path: Path, clock: Clock) -> None:
    app = build(Settings(data=tmp_path), SmallLibrary(), now=clock, feedback=trial_feedback(clock.now))
    with TestClient(app.web) as client:
        page = client.get("/kien-nghi?lang=en").text
        assert '<html lang="en"' in page
        assert 'action="/kien-nghi?lang=en"' in page
        assert "Your case (required)" in page
        form = {"text": "Quạt hỏng hai tuần", "consent": "1", "concern": "nobody"}
        preview = unescape(client.post("/kien-nghi?lang=en", data=form).text)
        assert "Look once more before sending" in preview
        token = re.search(r'name="token" value="([^"]+)"', preview)
        assert token
        code = unescape(client.post("/kien-nghi/buoc", data={"token": token[1], "button": "intake:send"}).text)
        assert "One step left: NOT SENT YET" in code
        assert petition_pages.CODE_HEADING not in code
        assert "Call now" in client.get("/khan-cap?lang=en").text
        assert "In danger" not in client.get("/khan-cap?lang=hmn").text
        assert '<html lang="vi"' in client.get("/kien-nghi?lang=zz").text
        assert not client.cookies


def test_the_web_chat_speaks_it(tmp_path: Path, clock: Clock) -> None:
    app = build(Settings(data=tmp_path), SmallLibrary(), now=clock)
    with TestClient(app.web) as client:
        client.post("/chat", data={"key": "a", "button": "language:en"})
        page = unescape(client.get("/").text)
        assert "Your question" in page
        assert "❓ How to use this" in page
        client.post("/chat", data={"key": "b", "button": "language:vi"})
        assert "Câu hỏi của bạn" in unescape(client.get("/").text)


def test_every_danger_has_a_name_in_it() -> None:
    names = [f"emergency.KINDS[{kind}]" for kind in EmergencyKind]
    assert set(names) <= set(catalogue.languages()["en"].checked)
