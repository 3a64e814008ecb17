"""A petition on the web without scripts, interrupted: no word that reached the server or stands in a page is lost.

Each of the interruptions is one petition that is cut somewhere: the line breaks before or after the server has heard, a
wrong file comes along, the visitor goes back, the server restarts. DANBIET_FULL=1 tries 100; else 10.
"""

from __future__ import annotations

import os
import random
import re
from collections.abc import Iterator
from contextlib import ExitStack
from html import unescape
from pathlib import Path

import pytest
from starlette.testclient import TestClient

from bot.app import build
from bot.settings import Settings
from bot.texts import intake as intake_words
from bot.texts import petition_pages as words
from tests.bot.conftest import Clock
from tests.bot.test_intake import CODE
from tests.library import SmallLibrary
from tests.petitions import trial_feedback

TIMES = 100 if os.environ.get("DANBIET_FULL") else 10
KINDS = ("cut before", "cut after", "wrong photo", "back", "restart")
WRONG = (("a.pdf", b"%PDF-1.7"), ("a.jpg", b"no picture"), ("a.zip", b"PK\x03\x04"), ("a.jpg", b""))
FORM = {"consent": "1", "concern": "person", "area": "industrial_park:kcn-song-lam", "company": "may"}


class Line:
    """A browser without scripts, a server that may restart, and a line that may break."""

    def __init__(self, data: Path, clock: Clock, kinds: Iterator[str]) -> None:
        self.data, self.clock, self.kinds = data, clock, kinds
        self.feedback = trial_feedback(clock.now)
        self.stack = ExitStack()
        self.pages: list[str] = []
        self.restart()

    def restart(self) -> None:
        """Another process on the same folder."""
        self.stack.close()
        app = build(Settings(data=self.data), SmallLibrary(), now=self.clock, feedback=self.feedback)
        self.client = self.stack.enter_context(TestClient(app.web))

    def sends(self, path: str, form: dict[str, str]) -> str:
        """Send a form from the open page, with the next interruption; the page that then stands there."""
        kind = next(self.kinds, "")
        if kind == "restart":
            self.restart()
        if kind == "cut after" and "text" in form:
            self.client.post(path, data=form)  # its answer never arrives; the page is still open
        wrong = None
        if kind == "wrong photo" and "button" not in form:
            name, content = WRONG[len(self.pages) % len(WRONG)]
            wrong = {"photos": (name, content or b"x", "image/jpeg")}
        self.pages.append(self.client.post(path, data=form, files=wrong).text)
        if kind == "back" and len(self.pages) > 1 and "button" not in form:
            self.pages.append(self.client.post(path, data=form).text)  # back to the page before, and sent once more
        return self.pages[-1]

    @property
    def text(self) -> str:
        return unescape(re.sub(r"<[^>]+>", "", self.pages[-1]))

    def presses(self, label: str) -> None:
        for identity, shown in re.findall(r'<button name="button" value="([^"]+)"[^>]*>([^<]+)<', self.pages[-1]):
            if label in unescape(shown):
                self.sends("/kien-nghi/buoc", {"token": self.token, "button": unescape(identity)})
                return
        raise AssertionError(f"no button {label!r} on\n{self.text}")

    def offers(self, label: str) -> bool:
        """Whether the open page has the button: what was sent twice may have led a step further."""
        return any(
            label in unescape(shown) for shown in re.findall(r'<button name="button"[^>]*>([^<]+)<', self.pages[-1])
        )

    def says(self, text: str) -> None:
        self.sends("/kien-nghi/buoc", {"token": self.token, "text": text})

    @property
    def token(self) -> str:
        found = re.search(r'name="token" value="([^"]+)"', self.pages[-1])
        assert found, self.text
        return found[1]


@pytest.mark.parametrize("number", range(TIMES))
def test_an_interrupted_petition_arrives_whole(number: int, tmp_path: Path) -> None:
    chance = random.Random(number)
    kind = KINDS[number % len(KINDS)]
    at = chance.randrange(6)
    clock = Clock()
    line = Line(tmp_path, clock, iter([*[""] * at, kind, *chance.choices((*KINDS, ""), k=20)]))
    told = [f"Chuyện {n} của vụ {number} tên {chance.getrandbits(32):x}." for n in range(3)]
    with line.stack:
        line.sends("/kien-nghi", {**FORM, "text": told[0]})
        line.presses(intake_words.COMPANY_OTHER)
        line.says(f"tổ trưởng {told[1]}")
        if line.offers(intake_words.ADD):
            line.presses(intake_words.ADD)
        line.says(told[2])
        if line.offers(intake_words.DONE):
            line.presses(intake_words.DONE)
        line.presses(words.TO_CODE)
        code = _sent(line)
        view = line.feedback.submissions.look_up(code.replace(" ", ""), clock.now)
    lost = [word for word in told if word not in view.messages[0].text]
    assert not lost, (kind, at, view.messages[0].text)
    assert line.feedback.db.value("SELECT count(*) FROM submission") == 1


def _sent(line: Line) -> str:
    """Copy the code and send; a code that a restart took was never of use, and a new one is shown."""
    for _ in range(4):
        found = CODE.search(line.text)
        if not found:
            line.presses(words.TO_CODE)
            continue
        line.says(found.group()[-4:])
        if "✅ Đã nhận" in line.text:
            return found.group()
        assert "CHƯA" in line.text, line.text
    raise AssertionError(line.text)
