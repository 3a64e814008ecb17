"""Two processes on one data folder or one token refuse clearly, wherever /tmp is."""

from __future__ import annotations

import re
import subprocess
import sys
from pathlib import Path

import pytest

from bot.operations import lock

MANUAL = (Path(__file__).parents[2] / "docs" / "operations.md").read_text("utf-8")


def test_a_folder_is_held_once(tmp_path: Path) -> None:
    with lock.hold(tmp_path / "serve.lock"), pytest.raises(lock.AlreadyRunning):
        lock.hold(tmp_path / "serve.lock")
    lock.hold(tmp_path / "serve.lock").close()


def test_a_token_is_held_once_on_the_machine_without_any_file() -> None:
    other = "from bot.operations import lock; lock.hold_token('1:abc')"
    with lock.hold_token("1:abc"):
        with pytest.raises(lock.AlreadyRunning):
            lock.hold_token("1:abc")
        elsewhere = subprocess.run(
            [sys.executable, "-c", other], capture_output=True, text=True, env={"TMPDIR": "/nowhere"}, check=False
        )
        assert "AlreadyRunning" in elsewhere.stderr
        lock.hold_token("2:other").close()
    lock.hold_token("1:abc").close()


def test_the_service_of_the_readme_may_write_its_data_and_a_tmp_of_its_own() -> None:
    unit = dict(re.findall(r"^(\w+)=(.*)$", MANUAL.split("```ini")[1].split("```")[0], re.MULTILINE))
    assert unit["ProtectSystem"] == "strict"
    assert unit["ReadWritePaths"] == unit["WorkingDirectory"] + "/data"
    assert unit["PrivateTmp"] == "yes", "uploads of pictures need a /tmp"
