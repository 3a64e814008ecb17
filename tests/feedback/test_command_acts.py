"""Every step by command: each verb has one, nothing typed is swallowed, and a line that came twice is one act."""

from __future__ import annotations

import importlib
import re
from collections.abc import Callable
from datetime import timedelta
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from bot.cli import main
from bot.commands.log_in import Office
from feedback.model.draft import Draft, Photo
from feedback.staff import requests as ask
from feedback.staff.requests import Request
from tests.feedback import stories
from tests.feedback.test_office import everything_said, held
from tests.feedback.union import MONDAY, Union

COMMANDS = Path(__file__).parents[2] / "bot" / "commands"
MODULES = ("acting", "feedback", "feedback_assist", "feedback_watch", "feedback_work", "log_in")
FIRST, OTHER = "Những chữ đầu tiên.", "Những chữ khác hẳn."
DAY = (MONDAY + timedelta(days=20)).date().isoformat()
PHOTO = Photo(b"jpeg")
Start = Callable[[Union], tuple[str, str]]
Run = Callable[..., Result]


@pytest.fixture
def run(union: Union, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Run:
    """Type a line in an open office, at the hour of the story."""
    monkeypatch.chdir(tmp_path)
    for module in MODULES:
        monkeypatch.setattr(importlib.import_module(f"bot.commands.{module}"), "vietnam_now", lambda: union.now)

    def typed(*line: str, who: str = "thu-1") -> Result:
        token = union.feedback.sessions.log_in_trial(who, union.now)
        return CliRunner().invoke(main, ["feedback", *line], obj=Office(union.feedback, who, token))

    return typed


def file(text: str) -> str:
    """A file of five parts, in the folder of the test."""
    path = Path("tra-loi.txt")
    path.write_text(f"Nêu\n---\nLàm\n---\n{text}\n---\nCăn cứ\n---\nTiếp\n", encoding="utf-8")
    return str(path)


def part(text: str) -> str:
    path = Path("phan.txt")
    path.write_text(text, encoding="utf-8")
    return str(path)


# what is typed after the number, by a story that leads to a state in which it is possible
LINES: dict[type[Request], tuple[Start, str, Callable[[str], list[str]]]] = {
    ask.Note: (stories.screened, "note", lambda t: [t]),
    ask.Ask: (stories.screened, "ask", lambda t: [t]),
    ask.Redirect: (stories.screened, "redirect", lambda t: ["--to", t, "--how", "Đến quầy."]),
    ask.ProposeRefusal: (stories.screened, "refuse", lambda t: ["--code", "N5", "--reason", t]),
    ask.Split: (stories.screened, "split", lambda t: [part(t), "--category", "safety"]),
    ask.Forward: (lambda u: u.working(consent_forwarding=True), "forward", lambda t: ["--to", "Công ty", "--copy", t]),
    ask.Result: (stories.external, "result", lambda t: [t]),
    ask.GiveAnswer: (lambda u: u.working(), "answer", lambda t: [file(t)]),
    ask.Correct: (stories.answered, "correct", lambda t: [file(t)]),
    ask.Message: (stories.screened, "message", lambda t: [t]),
    ask.ReturnConsent: (lambda u: u.working(consent_forwarding=True), "return-consent", lambda t: [t]),
    ask.Extend: (lambda u: u.working(), "extend", lambda t: [t]),
    ask.Escalate: (lambda u: u.working(), "escalate", lambda t: ["--reason", t]),
    ask.Summarise: (lambda u: u.working(), "note", lambda t: [t, "--summary"]),
    ask.ProposeHold: (lambda u: u.working(), "hold", lambda t: [t, "--until", DAY]),
    ask.LiftHold: (held, "hold", lambda t: [t, "--lift"]),
}


@pytest.mark.parametrize("kind", list(LINES), ids=lambda kind: kind.__name__)
def test_no_words_are_swallowed(union: Union, run: Run, kind: type[Request]) -> None:
    """Typed twice with other words: stored, or refused aloud."""
    start, command, words = LINES[kind]
    _, number = start(union)
    first = run(command, number, *words(FIRST))
    assert first.exit_code == 0, first.output
    if run(command, number, *words(OTHER)).exit_code == 0:
        assert FIRST in everything_said(union, number)
        assert OTHER in everything_said(union, number)


def test_what_the_second_person_says_about_a_hold_is_kept(union: Union, run: Run) -> None:
    _, number = held(union)
    said = run("hold", number, "Tôi đồng ý vì thanh tra còn xem.", "--confirm")
    assert said.exit_code == 0, said.output
    assert "vì thanh tra còn xem" in everything_said(union, number)


def test_a_line_that_comes_twice_is_one_act(union: Union, run: Run) -> None:
    _, number = stories.screened(union)
    line = ("message", number, FIRST, "--token", "dong-1")
    assert run(*line).exit_code == 0
    assert "đã được làm trước đó" in run(*line).output
    assert everything_said(union, number).count(FIRST) == 1
    assert "Vụ này vừa được người khác cập nhật" in run("message", number, OTHER, "--token", "dong-1").output
    assert OTHER not in everything_said(union, number)


def test_a_version_that_is_no_more_does_nothing(union: Union, run: Run) -> None:
    code, number = union.working()
    shown = run("show", number)
    found = re.search(r"phiên bản (\d+)", shown.output)
    assert found, shown.output
    union.feedback.submissions.add_message(code, "Công ty vừa trả một phần.", union.now, token="m")
    late = run("answer", number, file(FIRST), "--version", found[1])
    assert late.exit_code == 1
    assert "Hãy mở lại" in late.output


def test_every_request_has_a_command() -> None:
    text = "".join(path.read_text("utf-8") for path in COMMANDS.glob("*.py"))
    requests = {kind.__name__ for kind in Request.__subclasses__()}
    assert {name for name in requests if not re.search(rf"\bask\.{name}\b", text)} == set()


def test_the_first_steps(union: Union, run: Run) -> None:
    _, number = union.send()
    assert run("open", number).exit_code == 1  # nobody asked yet
    assert run("declare", number).exit_code == 2
    assert run("declare", number, "--uninvolved").exit_code == 0
    assert "đang phân loại" in run("open", number).output
    assert "đứng ngoài" in run("declare", number, "--involved", who="thu-2").output
    assert "không có khóa" in run("show", number, who="thu-2").output
    _, spam = stories.flooded(union)
    assert run("declare", spam, "--uninvolved").exit_code == 0
    assert "đã nhận" in run("release", spam).output


def test_pictures_lists_floods_and_slips(union: Union, run: Run, tmp_path: Path) -> None:
    code, number = union.send(photos=(PHOTO,))
    union.meet(number)
    shown = run("show", number)
    found = re.search(r"ảnh số (\d+)", shown.output)
    assert found, shown.output
    assert "Đã lưu" in run("photo", number, found[1], "anh.jpg").output
    assert Path("anh.jpg").read_bytes() == PHOTO.jpeg
    assert Path("anh.jpg").stat().st_mode & 0o077 == 0
    assert number in run("queue", "--list", "new").output
    assert "Không có vụ nào" in run("queue", "--list", "appeals").output
    assert "chế độ ngập" in run("flood", "cd-kcn", "--days", "5", "--as", "thu-1", "--board", "thu-2").output
    slip = union.feedback.submissions.submit(Draft("Công ty trả lương chậm."), code, union.now)  # the same slip again
    (tmp_path / "phieu.txt").write_text(slip.text, "utf-8")
    assert "Phiếu đúng" in run("slip", "verify", "phieu.txt").output
    (tmp_path / "phieu.txt").write_text(slip.text.replace("2026", "2025"), "utf-8")
    assert run("slip", "verify", "phieu.txt").exit_code == 1


def test_the_tier_above_sees_and_acknowledges_what_is_late(union: Union, run: Run) -> None:
    _, number = union.accepted()
    union.wait(34)
    assert number in run("late").output
    assert "đã biết" in run("late", "--seen", number).output
