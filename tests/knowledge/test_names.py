"""Names are found by a process that holds no keys, and nothing of it enters this one."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from knowledge import names
from knowledge.anonymize import strip_identity
from knowledge.names import NameFinder, NamesUnknown

ROOT = Path(__file__).parents[2]
TEXT = "hôm qua Nguyễn Văn Tèo bị trừ lương"


@pytest.fixture
def finder() -> Iterator[NameFinder]:
    finder = NameFinder()
    yield finder
    finder.close()


def test_names_are_found_and_the_worker_holds_nothing_of_ours(
    finder: NameFinder, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("DANBIET_KEY", "77" * 32)
    assert finder.find(TEXT) == ["Nguyễn Văn Tèo"]
    assert finder._worker
    process = Path(f"/proc/{finder._worker.pid}")
    assert b"DANBIET" not in (process / "environ").read_bytes()
    assert os.readlink(process / "cwd") == "/"
    opened = [os.readlink(descriptor) for descriptor in (process / "fd").iterdir()]
    assert not any(path.endswith((".db", ".key", "-wal")) for path in opened)


def test_a_worker_that_went_is_started_again(finder: NameFinder) -> None:
    assert finder.find(TEXT)
    assert finder._worker
    finder._worker.kill()
    finder._worker.wait()
    assert finder.find(TEXT) == ["Nguyễn Văn Tèo"]


def test_who_gets_no_names_goes_no_further(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """A question whose names are unknown is not kept."""
    broken = tmp_path / "worker.py"
    broken.write_text("raise SystemExit(1)")
    monkeypatch.setattr(names, "_WORKER", broken)
    monkeypatch.setattr(names, "_FINDER", NameFinder())
    with pytest.raises(NamesUnknown) as error:
        strip_identity(TEXT)
    assert "Tèo" not in str(error.value)


def test_the_libraries_behind_it_stay_out_of_the_product() -> None:
    asked = (
        "import sys; import bot.app, bot.cli; from knowledge.library import Library; from knowledge.segment import *; "
        "normal_syllable('hoà'); "
        "print([m for m in ('underthesea', 'requests', 'joblib', 'sklearn') if m in sys.modules])"
    )
    done = subprocess.run([sys.executable, "-c", asked], cwd=ROOT, capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"
