"""Settings: a pure function of a mapping (the environment and `./.env`) to a frozen value.

`.env.example` explains every variable. An error names the variable and says what it may hold.
"""

from __future__ import annotations

import os
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import urlsplit


class SettingsError(Exception):
    """A setting cannot be used; the message names the variable and says what to write."""


@dataclass(frozen=True, slots=True)
class Settings:
    """Everything that an operator can set. Empty strings mean "not set"."""

    data: Path = Path("data")
    host: str = "127.0.0.1"
    port: int = 8080
    public_url: str = ""
    hotline: str = ""
    key: str = ""

    @classmethod
    def from_mapping(cls, values: Mapping[str, str]) -> Settings:
        """Read and check the settings; raises SettingsError for the first one that cannot be used."""
        return cls(
            data=Path(_text(values, "DANBIET_DATA", "data")),
            host=_text(values, "DANBIET_HOST", "127.0.0.1"),
            port=_number(values, "DANBIET_PORT", 8080, 1, 65535),
            public_url=_url(values, "DANBIET_PUBLIC_URL"),
            hotline=_text(values, "DANBIET_HOTLINE"),
            key=_text(values, "DANBIET_KEY"),
        )


def load(env_file: Path = Path(".env")) -> Settings:
    """The settings of this process: the environment, and below it `./.env` if there is one."""
    return Settings.from_mapping({**read_env_file(env_file), **os.environ})


def read_env_file(path: Path) -> dict[str, str]:
    """The `NAME=value` lines of a file; comments, empty lines and quotes around a value are dropped."""
    if not path.is_file():
        return {}
    found = {}
    for number, line in enumerate(path.read_text(encoding="utf-8-sig").splitlines(), 1):
        line = line.strip()
        if not line or line.startswith("#"):
            continue
        name, sign, value = line.removeprefix("export ").partition("=")
        if not sign or not name.strip().isidentifier():
            raise SettingsError(f"{path}, dòng {number}: hãy viết dạng TÊN=giá trị.")
        found[name.strip()] = value.strip().strip("\"'")
    return found


def _text(values: Mapping[str, str], name: str, default: str = "") -> str:
    return values.get(name, "").strip() or default


def _number(values: Mapping[str, str], name: str, default: int, low: int, high: int) -> int:
    text = _text(values, name)
    if not text:
        return default
    if not text.isdecimal() or len(text) > 9 or not low <= int(text) <= high:
        raise SettingsError(f"{name}: hãy ghi một số từ {low} đến {high}.")
    return int(text)


def _url(values: Mapping[str, str], name: str) -> str:
    text = _text(values, name).rstrip("/")
    if text and (urlsplit(text).scheme not in {"http", "https"} or not urlsplit(text).hostname):
        raise SettingsError(f"{name}: hãy ghi địa chỉ đầy đủ, thí dụ https://danbiet.example.vn")
    return text
