"""Settings come from a mapping; an error names the variable."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from bot.settings import Settings, SettingsError, read_env_file

ROOT = Path(__file__).parents[2]


def test_nothing_set_is_enough() -> None:
    settings = Settings.from_mapping({})
    assert (settings.host, settings.port, settings.data) == ("127.0.0.1", 8080, Path("data"))


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("DANBIET_PORT", "abc"),
        ("DANBIET_PORT", "0"),
        ("DANBIET_PORT", "9" * 5000),
        ("DANBIET_PUBLIC_URL", "danbiet.vn"),
    ],
)
def test_a_bad_value_names_its_variable(name: str, value: str) -> None:
    with pytest.raises(SettingsError, match=name):
        Settings.from_mapping({name: value})


def test_env_file_lines(tmp_path: Path) -> None:
    file = tmp_path / ".env"
    file.write_text('# lời chú\n\nDANBIET_PORT=9000\nexport DANBIET_HOTLINE="0299 1"\n', encoding="utf-8")
    assert read_env_file(file) == {"DANBIET_PORT": "9000", "DANBIET_HOTLINE": "0299 1"}


def test_env_file_error_names_the_line(tmp_path: Path) -> None:
    file = tmp_path / ".env"
    file.write_text("DANBIET_PORT=1\nlạc lõng\n", encoding="utf-8")
    with pytest.raises(SettingsError, match="dòng 2"):
        read_env_file(file)


def test_example_explains_every_setting() -> None:
    code = (ROOT / "bot" / "settings.py").read_text(encoding="utf-8")
    example = (ROOT / ".env.example").read_text(encoding="utf-8")
    assert set(re.findall(r"DANBIET_[A-Z_]+", code)) == set(re.findall(r"DANBIET_[A-Z_]+", example))
