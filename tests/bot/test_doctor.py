"""`danbiet doctor` finds what is wrong and says what to do."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path

from bot.channels.checks import check_channels
from bot.clock import VIETNAM
from bot.database import open_database
from bot.doctor import Finding, check_files, check_skew
from bot.inbox import Inbox, Update
from bot.messages import Channel
from bot.sealing import Seal, load_key
from bot.settings import Settings
from tests.doubles.telegram import TOKEN, TelegramDouble
from tests.doubles.zalo_bot import TOKEN as ZALO_TOKEN
from tests.doubles.zalo_bot import ZaloBotDouble
from tests.doubles.zalo_oa import ZaloOADouble

NOW = datetime(2026, 11, 22, 9, 0, tzinfo=VIETNAM)


async def channels(environment: dict[str, str], data: Path) -> list[Finding]:
    settings = Settings.from_mapping({"DANBIET_DATA": str(data), **environment})
    return [finding async for finding in check_channels(settings, NOW)]


def wrong(findings: list[Finding]) -> str:
    return "\n".join(f.text for f in findings if f.ok is False)


def test_a_fresh_installation_is_well(tmp_path: Path) -> None:
    load_key(tmp_path / "keys" / "bot.key")
    open_database(tmp_path / "bot.db")
    assert wrong(list(check_files(Settings(data=tmp_path), NOW))) == ""


def test_a_key_that_others_can_read_is_named_with_the_remedy(tmp_path: Path) -> None:
    path = tmp_path / "keys" / "bot.key"
    load_key(path)
    path.chmod(0o644)
    assert f"chmod 600 {path}" in wrong(list(check_files(Settings(data=tmp_path), NOW)))


def test_a_broken_database_is_found(tmp_path: Path) -> None:
    (tmp_path / "feedback.db").write_bytes(b"not a database at all" * 100)
    assert "feedback.db bị hỏng" in wrong(list(check_files(Settings(data=tmp_path), NOW)))


def test_updates_that_wait_too_long_are_found(tmp_path: Path) -> None:
    inbox = Inbox(open_database(tmp_path / "bot.db"), Seal(bytes(32)))
    inbox.accept([Update(Channel.WEB, "1", "a", "{}")], int(NOW.timestamp()) - 300)
    assert "lâu nhất 300 giây" in wrong(list(check_files(Settings(data=tmp_path), NOW)))


def test_a_clock_that_is_off_is_found() -> None:
    assert check_skew(NOW, "Sun, 22 Nov 2026 02:00:30 GMT").ok
    assert check_skew(NOW, "Sun, 22 Nov 2026 03:00:00 GMT").ok is False
    assert check_skew(NOW, "").ok is None


async def test_no_channel_is_a_hint_and_no_fault(tmp_path: Path) -> None:
    assert [f.ok for f in await channels({}, tmp_path)] == [None]


async def test_telegram_token_and_webhook_are_asked(telegram: TelegramDouble, tmp_path: Path) -> None:
    environment = {"DANBIET_TELEGRAM_TOKEN": TOKEN, "DANBIET_TELEGRAM_API": telegram.address}
    assert wrong(await channels(environment, tmp_path)) == "" or "Đồng hồ" in wrong(
        await channels(environment, tmp_path)
    )
    telegram.webhook = {"url": "https://elsewhere.example", "secret_token": ""}
    assert "elsewhere.example" in wrong(await channels(environment, tmp_path))
    environment["DANBIET_TELEGRAM_TOKEN"] = "1:wrong_token_for_sure"
    assert "BotFather" in wrong(await channels(environment, tmp_path))


async def test_an_unreachable_telegram_is_told_apart(tmp_path: Path) -> None:
    environment = {"DANBIET_TELEGRAM_TOKEN": TOKEN, "DANBIET_TELEGRAM_API": "http://127.0.0.1:9"}
    assert "DANBIET_PROXY" in wrong(await channels(environment, tmp_path))


async def test_zalo_tokens_are_asked(zalo_bot: ZaloBotDouble, tmp_path: Path) -> None:
    environment = {
        "DANBIET_ZALO_BOT_TOKEN": ZALO_TOKEN,
        "DANBIET_ZALO_BOT_API": zalo_bot.address,
        "DANBIET_PUBLIC_URL": "https://product.example",
    }
    assert wrong(await channels(environment, tmp_path)) == ""
    environment["DANBIET_ZALO_BOT_TOKEN"] = "1:wrong_token"
    assert "DANBIET_ZALO_BOT_TOKEN" in wrong(await channels(environment, tmp_path))


async def test_a_used_refresh_token_is_told_with_the_remedy(zalo_oa: ZaloOADouble, tmp_path: Path) -> None:
    assert wrong(await channels(zalo_oa.environment(), tmp_path)) == ""
    assert wrong(await channels(zalo_oa.environment(), tmp_path)) == "", "the kept token is used, none is renewed"
    assert zalo_oa.refreshes == 1
    environment = {**zalo_oa.environment(), "DANBIET_ZALO_OA_REFRESH_TOKEN": "used"}
    assert "DANBIET_ZALO_OA_REFRESH_TOKEN" in wrong(await channels(environment, tmp_path))
