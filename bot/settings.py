"""Settings: a pure function of a mapping (the environment and `./.env`) to a frozen value.

`.env.example` explains every variable. An error names the variable and says what it may hold.
"""

from __future__ import annotations

import os
import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from urllib.parse import urlsplit


class SettingsError(Exception):
    """A setting cannot be used; the message names the variable and says what to write."""


TELEGRAM_API = "https://api.telegram.org"
ZALO_BOT_API = "https://bot-api.zaloplatforms.com"
ZALO_API = "https://openapi.zalo.me"
ZALO_OAUTH = "https://oauth.zaloapp.com"


@dataclass(frozen=True, slots=True)
class TelegramSettings:
    """A Telegram bot; without a token there is none."""

    token: str = ""
    webhook: bool = False
    api: str = TELEGRAM_API
    per_second: int = 30


@dataclass(frozen=True, slots=True)
class ZaloBotSettings:
    """A bot of Zalo's Bot Platform; without a token there is none."""

    token: str = ""
    webhook: bool = True
    api: str = ZALO_BOT_API


@dataclass(frozen=True, slots=True)
class ZaloOASettings:
    """A Zalo Official Account; without an app id there is none."""

    app_id: str = ""
    app_secret: str = ""
    oa_secret: str = ""
    refresh_token: str = ""
    paid_window: bool = False
    api: str = ZALO_API
    oauth: str = ZALO_OAUTH


@dataclass(frozen=True, slots=True)
class MailSettings:
    """The SMTP server for notices to the people of the union; without a host there is none."""

    host: str = ""
    port: int = 587
    security: str = "starttls"  # or "tls", or "none" on the same machine
    user: str = ""
    password: str = field(default="", repr=False)
    sender: str = ""


@dataclass(frozen=True, slots=True)
class Settings:
    """Everything that an operator can set. Empty strings mean "not set"."""

    data: Path = Path("data")
    host: str = "127.0.0.1"
    port: int = 8080
    public_url: str = ""
    staff_host: str = "127.0.0.1"
    staff_port: int = 8081
    staff_url: str = ""
    zalo_link: str = ""
    hotline: str = ""
    key: str = ""
    proxy: str = ""
    trusted_proxy: str = ""  # whose word about a visitor's address is taken
    metrics: bool = False
    telegram: TelegramSettings = TelegramSettings()
    zalo_bot: ZaloBotSettings = ZaloBotSettings()
    zalo_oa: ZaloOASettings = ZaloOASettings()
    mail: MailSettings = MailSettings()

    @classmethod
    def from_mapping(cls, values: Mapping[str, str]) -> Settings:
        """Read and check the settings; raises SettingsError for the first one that cannot be used."""
        settings = cls(
            data=Path(_text(values, "DANBIET_DATA", "data")),
            host=_text(values, "DANBIET_HOST", "127.0.0.1"),
            port=_number(values, "DANBIET_PORT", 8080, 1, 65535),
            public_url=_url(values, "DANBIET_PUBLIC_URL"),
            staff_host=_text(values, "DANBIET_STAFF_HOST", "127.0.0.1"),
            staff_port=_number(values, "DANBIET_STAFF_PORT", 8081, 1, 65535),
            staff_url=_url(values, "DANBIET_STAFF_URL"),
            zalo_link=_url(values, "DANBIET_ZALO_LINK"),
            hotline=_text(values, "DANBIET_HOTLINE"),
            key=_text(values, "DANBIET_KEY"),
            proxy=_text(values, "DANBIET_PROXY"),
            trusted_proxy=_text(values, "DANBIET_TRUSTED_PROXY"),
            metrics=_yes(values, "DANBIET_METRICS"),
            telegram=_telegram(values),
            zalo_bot=_zalo_bot(values),
            zalo_oa=_zalo_oa(values),
            mail=_mail(values),
        )
        if not settings.public_url.startswith("https:") and settings.needs_public_url:
            raise SettingsError("DANBIET_PUBLIC_URL: webhook cần địa chỉ https mà bên ngoài vào được.")
        return settings

    @property
    def needs_public_url(self) -> bool:
        """Whether a channel is set up that delivers by webhook."""
        by_telegram = bool(self.telegram.token) and self.telegram.webhook
        by_zalo = bool(self.zalo_bot.token) and self.zalo_bot.webhook
        return by_telegram or by_zalo


def _telegram(values: Mapping[str, str]) -> TelegramSettings:
    return TelegramSettings(
        token=_token(values, "DANBIET_TELEGRAM_TOKEN"),
        webhook=_mode(values, "DANBIET_TELEGRAM_MODE", "polling") == "webhook",
        api=_url(values, "DANBIET_TELEGRAM_API") or TELEGRAM_API,
        per_second=_number(values, "DANBIET_TELEGRAM_PER_SECOND", 30, 1, 1000),
    )


def _zalo_bot(values: Mapping[str, str]) -> ZaloBotSettings:
    return ZaloBotSettings(
        token=_token(values, "DANBIET_ZALO_BOT_TOKEN"),
        webhook=_mode(values, "DANBIET_ZALO_BOT_MODE", "webhook") == "webhook",
        api=_url(values, "DANBIET_ZALO_BOT_API") or ZALO_BOT_API,
    )


def _zalo_oa(values: Mapping[str, str]) -> ZaloOASettings:
    settings = ZaloOASettings(
        app_id=_text(values, "DANBIET_ZALO_OA_APP_ID"),
        app_secret=_text(values, "DANBIET_ZALO_OA_APP_SECRET"),
        oa_secret=_text(values, "DANBIET_ZALO_OA_SECRET"),
        refresh_token=_text(values, "DANBIET_ZALO_OA_REFRESH_TOKEN"),
        paid_window=_yes(values, "DANBIET_ZALO_OA_PAID_WINDOW"),
        api=_url(values, "DANBIET_ZALO_OA_API") or ZALO_API,
        oauth=_url(values, "DANBIET_ZALO_OA_OAUTH") or ZALO_OAUTH,
    )
    needed = {
        "DANBIET_ZALO_OA_APP_SECRET": settings.app_secret,
        "DANBIET_ZALO_OA_SECRET": settings.oa_secret,
        "DANBIET_ZALO_OA_REFRESH_TOKEN": settings.refresh_token,
    }
    for name, value in needed.items():
        if settings.app_id and not value:
            raise SettingsError(f"{name}: cần có khi đã đặt DANBIET_ZALO_OA_APP_ID.")
    return settings


def _mail(values: Mapping[str, str]) -> MailSettings:
    security = _text(values, "DANBIET_SMTP_SECURITY", "starttls").lower()
    if security not in {"starttls", "tls", "none"}:
        raise SettingsError("DANBIET_SMTP_SECURITY: hãy ghi starttls, tls hoặc none.")
    settings = MailSettings(
        host=_text(values, "DANBIET_SMTP_HOST"),
        port=_number(values, "DANBIET_SMTP_PORT", 465 if security == "tls" else 587, 1, 65535),
        security=security,
        user=_text(values, "DANBIET_SMTP_USER"),
        password=values.get("DANBIET_SMTP_PASSWORD", ""),
        sender=_text(values, "DANBIET_SMTP_FROM"),
    )
    if settings.host and not re.fullmatch(r"[^@\s<>]+@[^@\s<>]+", settings.sender):
        raise SettingsError("DANBIET_SMTP_FROM: hãy ghi địa chỉ gửi, thí dụ danbiet@congdoan.vn")
    if security == "none" and settings.host not in {"", "127.0.0.1", "localhost", "::1"}:
        raise SettingsError("DANBIET_SMTP_SECURITY: none chỉ dùng cho máy chủ thư trên chính máy này.")
    return settings


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


def _yes(values: Mapping[str, str], name: str) -> bool:
    text = _text(values, name, "0").lower()
    if text not in {"0", "1", "no", "yes", "false", "true"}:
        raise SettingsError(f"{name}: hãy ghi 1 (có) hoặc 0 (không).")
    return text in {"1", "yes", "true"}


def _mode(values: Mapping[str, str], name: str, default: str) -> str:
    text = _text(values, name, default).lower()
    if text not in {"polling", "webhook"}:
        raise SettingsError(f"{name}: hãy ghi polling hoặc webhook.")
    return text


def _token(values: Mapping[str, str], name: str) -> str:
    """A bot token: digits, a colon, letters. It becomes part of an address, so nothing else is taken."""
    text = _text(values, name)
    if text and not re.fullmatch(r"[0-9]+:[A-Za-z0-9_-]{8,}", text):
        raise SettingsError(f"{name}: mã bot có dạng 123456:ABC…; hãy chép lại cho đủ, không có dấu cách.")
    return text
