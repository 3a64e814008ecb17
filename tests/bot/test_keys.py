"""A key that is lost, misshapen or another one is noticed before anything is sealed with it, and is never replaced."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from datetime import datetime
from pathlib import Path

import pytest
from click.testing import CliRunner

from bot.app import build
from bot.cli import main
from bot.clock import VIETNAM
from bot.conversation.parts.model import State
from bot.engine.browsers import Browsers
from bot.engine.database import open_database
from bot.engine.sealing import KeyProblem, Seal, load_key, write_key
from bot.engine.state import States
from bot.engine.upgrade import begin
from bot.operations.doctor import check_files
from bot.operations.key_check import check_key
from bot.settings import Settings
from bot.submissions import open_submissions
from feedback.backup import make_kit
from tests.library import SmallLibrary
from tests.petitions import KEY, trial_feedback

NOW = datetime(2026, 11, 22, 9, 0, tzinfo=VIETNAM)
OTHER = "ab" * 32


@pytest.fixture
def used(tmp_path: Path) -> Settings:
    """A data folder in which somebody has chatted."""
    settings = Settings(data=tmp_path)
    seal = Seal(load_key(tmp_path / "keys" / "bot.key"))
    db = open_database(tmp_path / "bot.db")
    begin(db, seal)
    States(db, Browsers(seal)).keep(b"chat", State(question="mũ"), int(NOW.timestamp()))
    return settings


def wrong(settings: Settings) -> str:
    return "\n".join(f.text for f in check_files(settings, NOW) if f.ok is False)


@pytest.mark.parametrize(
    ("key", "database"), [("bot.key", "bot.db"), ("bot.key", "feedback.db"), ("push.key", "push.db")]
)
def test_a_lost_key_is_not_replaced(tmp_path: Path, key: str, database: str) -> None:
    (tmp_path / database).touch()
    with pytest.raises(KeyProblem, match=database):
        load_key(tmp_path / "keys" / key)
    assert not (tmp_path / "keys").exists()
    assert database in wrong(Settings(data=tmp_path))


def test_a_key_is_made_silently_on_first_use(tmp_path: Path) -> None:
    assert not check_key(tmp_path / "keys" / "bot.key")
    assert wrong(Settings(data=tmp_path)) == ""
    load_key(tmp_path / "keys" / "bot.key")
    assert check_key(tmp_path / "keys" / "bot.key")


def test_the_right_key_opens_what_is_there(used: Settings) -> None:
    assert wrong(used) == ""


def test_another_key_is_told_apart_by_a_row(used: Settings) -> None:
    assert "bot.db" in wrong(Settings(data=used.data, key=OTHER))
    with pytest.raises(KeyProblem, match=r"bot\.db"):
        check_key(used.data / "keys" / "bot.key", OTHER)


def test_one_damaged_row_does_not_make_the_key_wrong(used: Settings) -> None:
    with closing(sqlite3.connect(used.data / "bot.db")) as db, db:
        db.execute("INSERT INTO state VALUES (x'00', x'00ff', 1)")
    assert wrong(used) == ""


@pytest.mark.parametrize("text", ["xyz", "00" * 31, "khóa"])
def test_a_misshapen_key_is_named(used: Settings, text: str) -> None:
    assert "DANBIET_KEY" in wrong(Settings(data=used.data, key=text))
    (used.data / "keys" / "bot.key").write_text(text)
    assert "bot.key" in wrong(used)


@pytest.mark.parametrize("name", ["bot.key", "push.key"])
def test_a_key_that_others_can_read_is_named_with_the_remedy(tmp_path: Path, name: str) -> None:
    load_key(tmp_path / "keys" / name)
    (tmp_path / "keys" / name).chmod(0o644)
    assert f"chmod 600 {tmp_path / 'keys' / name}" in wrong(Settings(data=tmp_path))


def test_petition_codes_are_not_looked_up_with_another_key(tmp_path: Path) -> None:
    open_submissions(Settings(data=tmp_path)).db.close()
    assert wrong(Settings(data=tmp_path)) == ""
    with pytest.raises(KeyProblem, match=r"feedback\.db"):
        open_submissions(Settings(data=tmp_path, key=OTHER))
    assert "feedback.db" in wrong(Settings(data=tmp_path, key=OTHER))


def test_reminders_need_their_own_key(tmp_path: Path) -> None:
    settings = Settings(data=tmp_path)
    with closing(open_submissions(settings).db) as _, closing(sqlite3.connect(tmp_path / "push.db")) as db, db:
        db.execute("CREATE TABLE reminder (body BLOB)")
        db.execute("INSERT INTO reminder VALUES (?)", [Seal(bytes(32)).close("[]", "mailbox")])
    (tmp_path / "keys" / "push.key").write_text(OTHER)
    assert "push.db" in wrong(settings)


@pytest.mark.parametrize("key", ["xyz", OTHER])
def test_serve_refuses_in_one_sentence(used: Settings, monkeypatch: pytest.MonkeyPatch, key: str) -> None:
    monkeypatch.setattr("bot.commands.serve.uvicorn.run", lambda *_, **__: pytest.fail("it served"))
    monkeypatch.chdir(used.data)
    result = CliRunner().invoke(main, ["serve"], env={"DANBIET_DATA": str(used.data), "DANBIET_KEY": key})
    assert result.exit_code == 1
    assert "Khóa" in result.output or "DANBIET_KEY" in result.output
    assert "Traceback" not in result.output


def test_the_key_of_a_kit_comes_back_as_a_key_file(tmp_path: Path) -> None:
    write_key(tmp_path / "keys" / "bot.key", KEY)
    make_kit(trial_feedback(NOW).db, tmp_path / "kit", KEY, NOW)
    pair = ["--custodian", "thu-giu-1", "thu-giu-2"]
    arguments = ["restore", str(tmp_path / "kit"), str(tmp_path / "new"), *pair]
    result = CliRunner().invoke(main, arguments, env={"DANBIET_DATA": str(tmp_path)})
    assert result.stdout.strip() == str(tmp_path / "new" / "keys" / "bot.key")
    assert load_key(tmp_path / "new" / "keys" / "bot.key") == KEY


def test_the_product_starts_again_with_its_key(tmp_path: Path) -> None:
    for _ in range(2):
        build(Settings(data=tmp_path), SmallLibrary())
