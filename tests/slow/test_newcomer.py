"""A newcomer's path: the commands of the manual, in a fresh copy of the repository, end in a bot that answers.

The double stands for Telegram, and the virtual environment of this run for the one that `make run` would make.
"""

from __future__ import annotations

import asyncio
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from tests.doubles.process import ROOT, Serve
from tests.doubles.product import until
from tests.doubles.server import running
from tests.doubles.telegram import TOKEN, TelegramDouble

HEADING = "### Bot Telegram trong năm lệnh"
PLACEHOLDER = "123456789:thay-bang-ma-cua-ban"


def commands() -> list[str]:
    """The commands of the first block below the heading."""
    text = (ROOT / "docs" / "operations.md").read_text(encoding="utf-8").partition(HEADING)[2]
    block = re.search(r"```\n(.*?)```", text, re.DOTALL)
    assert block
    return block[1].splitlines()


def test_the_path_has_at_most_five_commands() -> None:
    assert 0 < len(commands()) <= 5
    assert PLACEHOLDER in " ".join(commands())


@pytest.mark.skipif(shutil.which("git") is None, reason="needs git")
async def test_the_path_ends_in_a_bot_that_answers(tmp_path: Path) -> None:
    clone = tmp_path / "dan-biet"
    subprocess.run(["git", "clone", "--quiet", str(ROOT), str(clone)], check=True)
    telegram = TelegramDouble()
    with running(telegram.app) as address:
        for command in commands():
            if command.startswith(("install ", "echo ")):
                subprocess.run(command.replace(PLACEHOLDER, TOKEN), shell=True, cwd=clone, check=True)
        serve = Serve(tmp_path / "data", {"DANBIET_TELEGRAM_API": address}, small=False)
        serve.folder = clone
        serve.start()
        try:
            await asyncio.to_thread(serve.wait_until_ready)
            telegram.write(5_000_000_001, "điều 43 nghị định 145")
            await until(lambda: telegram.seen[5_000_000_001], 20)
            doctor = subprocess.run(
                [sys.executable, "-m", "bot", "doctor"],
                cwd=clone,
                env=serve.environment,
                capture_output=True,
                text=True,
                check=False,
            )
        finally:
            serve.end()
    assert "Điều 43" in telegram.texts(5_000_000_001)[0]
    assert "@DanBietTestBot" in doctor.stdout, doctor.stdout + doctor.stderr
    assert "✗" not in doctor.stdout, doctor.stdout
