"""What is sealed opens only with its key and for its purpose; bot.db shows nothing of anybody."""

from __future__ import annotations

import stat
from pathlib import Path

import pytest
from starlette.testclient import TestClient

from bot.app import build
from bot.engine.sealing import Seal, SealingError, load_key
from bot.settings import Settings
from tests.library import SmallLibrary

KEY = bytes(range(32))


def test_sealed_text_opens_for_its_purpose_only() -> None:
    seal = Seal(KEY)
    sealed = seal.close("mũ che nắng", "inbox")
    assert seal.open(sealed, "inbox") == "mũ che nắng"
    with pytest.raises(SealingError):
        seal.open(sealed, "state")
    with pytest.raises(SealingError):
        Seal(bytes(32)).open(sealed, "inbox")


def test_marks_do_not_mix_their_parts() -> None:
    seal = Seal(KEY)
    assert seal.mark("a", "bc") != seal.mark("ab", "c")
    assert seal.mark("a") == seal.mark("a")
    assert seal.mark("a") != Seal(bytes(32)).mark("a")


def test_key_file_is_made_once_for_its_owner_only(tmp_path: Path) -> None:
    path = tmp_path / "keys" / "bot.key"
    key = load_key(path)
    assert load_key(path) == key
    assert stat.S_IMODE(path.stat().st_mode) == 0o600


@pytest.mark.parametrize("text", ["zz", "00" * 31])
def test_a_key_of_a_wrong_shape_is_refused(tmp_path: Path, text: str) -> None:
    with pytest.raises(SealingError):
        Seal(load_key(tmp_path / "k", text))


def test_no_word_of_a_chat_stands_in_the_files(tmp_path: Path) -> None:
    with TestClient(build(Settings(data=tmp_path), SmallLibrary()).web) as client:
        client.post("/chat", data={"text": "bữa ăn của Trần Văn Tèo 0912345678", "key": "a"})
        cookie = next(iter(client.cookies.values()))
        for file in tmp_path.rglob("*"):
            if file.is_file():
                content = file.read_bytes()
                for secret in ("Tèo", "0912345678", cookie, "Bữa ăn"):
                    assert secret.encode() not in content, file.name
