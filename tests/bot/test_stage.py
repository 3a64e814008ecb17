"""Trial never comes by itself, and a lost feedback.db is not replaced."""

from __future__ import annotations

import json
import sqlite3
from contextlib import closing
from pathlib import Path

import pytest
from click.testing import CliRunner

from bot.cli import main
from bot.clock import vietnam_now
from bot.engine.sealing import KeyProblem
from bot.operations.doctor import check_files
from bot.operations.stage import NOTE, TRIAL_KEY, Stage, set_trial_aside, stage_of
from bot.operations.union_check import check_union
from bot.settings import Settings
from bot.submissions import begin_trial, open_if_begun, open_submissions
from feedback.errors import DatabaseAltered


@pytest.fixture
def data(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("DANBIET_DATA", str(tmp_path / "data"))
    return tmp_path / "data"


def test_serving_and_asking_begin_no_trial(data: Path) -> None:
    assert open_if_begun(Settings(data=data)) is None
    assert stage_of(data) is Stage.NONE
    assert not (data / "feedback.db").exists()


def test_trial_begins_by_its_own_command_and_is_told_by_its_file(data: Path) -> None:
    result = CliRunner().invoke(main, ["trial"])
    assert result.exit_code == 0, result.output
    assert stage_of(data) is Stage.TRIAL
    assert (data / "keys" / TRIAL_KEY).stat().st_mode & 0o077 == 0
    half = open_if_begun(Settings(data=data))
    assert half
    half.db.run("UPDATE staff SET trial_key = NULL") if "trial_key" in str(
        half.db.rows("PRAGMA table_info(staff)")
    ) else 0
    assert stage_of(data) is Stage.TRIAL


def test_a_feedback_db_that_is_gone_is_refused_and_not_made_anew(data: Path) -> None:
    begin_trial(Settings(data=data), vietnam_now())
    for path in data.glob("feedback.db*"):
        path.unlink()
    with pytest.raises(KeyProblem, match=r"feedback\.db"):
        open_if_begun(Settings(data=data))
    with pytest.raises(KeyProblem):
        open_submissions(Settings(data=data))
    assert not (data / "feedback.db").exists()
    assert any(f.ok is False and "feedback.db" in f.text for f in check_files(Settings(data=data), vietnam_now()))


def test_a_feedback_db_that_is_gone_is_refused_in_earnest_too(data: Path) -> None:
    begin_trial(Settings(data=data), vietnam_now())
    (data / "keys" / TRIAL_KEY).unlink()
    for path in data.glob("feedback.db*"):
        path.unlink()
    assert stage_of(data) is Stage.EARNEST
    with pytest.raises(KeyProblem, match=r"feedback\.db"):
        open_if_begun(Settings(data=data))
    assert not (data / "feedback.db").exists()


def test_what_is_in_earnest_never_becomes_a_trial(data: Path) -> None:
    (data / "keys").mkdir(parents=True)
    begin_trial(Settings(data=data), vietnam_now())
    (data / "keys" / TRIAL_KEY).unlink()  # as if people with passwords had been there
    result = CliRunner().invoke(main, ["trial"])
    assert result.exit_code == 1
    assert stage_of(data) is Stage.EARNEST
    assert CliRunner().invoke(main, ["trial", "--if-new"]).exit_code == 0
    assert stage_of(data) is Stage.EARNEST


def test_a_trial_is_set_aside_whole(data: Path) -> None:
    begin_trial(Settings(data=data), vietnam_now())
    aside = set_trial_aside(data, vietnam_now())
    assert stage_of(data) is Stage.NONE
    assert not (data / "feedback.db").exists()
    assert {p.name for p in aside.iterdir()} >= {"feedback.db", TRIAL_KEY, NOTE}
    assert open_if_begun(Settings(data=data)) is None


def test_a_folder_of_an_earlier_version_is_noted_at_its_first_opening(data: Path) -> None:
    begin_trial(Settings(data=data), vietnam_now())
    (data / "keys" / TRIAL_KEY).unlink()
    (data / "keys" / NOTE).unlink()
    assert open_if_begun(Settings(data=data))
    assert stage_of(data) is Stage.TRIAL


def test_a_salt_that_was_changed_is_refused_at_the_start(data: Path) -> None:
    """Under another salt no code that was given out opens anything, and new ones could be guessed beforehand."""
    begin_trial(Settings(data=data), vietnam_now())
    write(data, "UPDATE setting SET value = randomblob(16) WHERE name = 'system_salt'")
    with pytest.raises(DatabaseAltered) as error:
        open_submissions(Settings(data=data))
    assert "salt" in str(error.value.facts)
    (finding,) = check_union(Settings(data=data), vietnam_now())
    assert finding.ok is False
    assert "danbiet restore" in finding.text


def test_a_key_mark_that_was_changed_is_refused_at_the_start(data: Path) -> None:
    begin_trial(Settings(data=data), vietnam_now())
    write(data, "UPDATE setting SET value = randomblob(32) WHERE name = 'key_mark'")
    with pytest.raises(KeyProblem) as error:
        open_submissions(Settings(data=data))
    assert "danbiet restore" in str(error.value)
    assert "feedback.db bị sửa" in str(error.value)


def test_a_manifest_of_an_earlier_version_learns_the_salt_once(data: Path) -> None:
    begin_trial(Settings(data=data), vietnam_now())
    file = data / "keys" / "manifest.json"
    known = json.loads(file.read_text(encoding="utf-8"))
    assert known["now"].pop("codes salt")
    file.write_text(json.dumps(known), encoding="utf-8")
    open_submissions(Settings(data=data)).db.close()
    write(data, "UPDATE setting SET value = randomblob(16) WHERE name = 'system_salt'")
    with pytest.raises(DatabaseAltered):
        open_submissions(Settings(data=data))


def write(data: Path, sql: str) -> None:
    """What somebody does who can write the database and nothing else."""
    with closing(sqlite3.connect(data / "feedback.db", isolation_level=None)) as other:
        other.execute(sql)


@pytest.mark.parametrize("setting", ["system_salt", "key_mark"])
def test_salt_and_key_mark_are_never_made_anew_in_silence(data: Path, setting: str) -> None:
    """A new salt would open no code that was given out; a new mark would hide that the key is another one."""
    begin_trial(Settings(data=data), vietnam_now())
    write(data, f"DELETE FROM setting WHERE name = '{setting}'")
    assert [finding.ok for finding in check_union(Settings(data=data), vietnam_now())] == [False]
    with pytest.raises(DatabaseAltered) as error:
        open_submissions(Settings(data=data))
    assert setting in str(error.value.facts)
    with closing(sqlite3.connect(data / "feedback.db")) as other:
        assert other.execute("SELECT 1 FROM setting WHERE name = ?", [setting]).fetchone() is None
