"""`danbiet doctor` finds what is wrong and says what to do."""

from __future__ import annotations

from contextlib import closing
from datetime import datetime
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from click.testing import CliRunner, Result
from starlette.applications import Starlette
from starlette.responses import JSONResponse
from starlette.routing import Route

from bot.cli import main
from bot.clock import VIETNAM
from bot.engine.browsers import Browsers
from bot.engine.database import open_database
from bot.engine.inbox import Inbox, Update
from bot.engine.sealing import Seal, load_key
from bot.messages import Channel
from bot.operations import lock
from bot.operations.channel_checks import check_channels, check_running
from bot.operations.doctor import Finding, check_files, check_skew
from bot.settings import Settings
from tests.doubles.server import Switch
from tests.doubles.telegram import TOKEN, TelegramDouble
from tests.doubles.zalo_bot import TOKEN as ZALO_TOKEN
from tests.doubles.zalo_bot import ZaloBotDouble
from tests.doubles.zalo_oa import ZaloOADouble
from tests.library import SmallLibrary

NOW = datetime(2026, 11, 22, 9, 0, tzinfo=VIETNAM)


async def channels(environment: dict[str, str], data: Path) -> list[Finding]:
    settings = Settings.from_mapping({"DANBIET_DATA": str(data), **environment})
    return [finding async for finding in check_channels(settings, NOW)]


def danbiet(command: str, data: Path, *options: str) -> Result:
    """The outcome of a command that must not begin to serve."""
    environment = {"DANBIET_DATA": str(data), "DANBIET_PORT": "9"}
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("bot.commands.serve._run", lambda *_, **__: pytest.fail("it served"))
        return CliRunner().invoke(main, [command, *options], env=environment)


def wrong(findings: list[Finding]) -> str:
    return "\n".join(f.text for f in findings if f.ok is False)


def test_a_fresh_installation_is_well(tmp_path: Path) -> None:
    load_key(tmp_path / "keys" / "bot.key")
    open_database(tmp_path / "bot.db")
    assert wrong(list(check_files(Settings(data=tmp_path), NOW))) == ""


BROKEN = b"not a database at all" * 1000


@pytest.mark.parametrize(
    ("name", "remedy"),
    [("feedback.db", "danbiet restore"), ("knowledge.db", "knowledge import"), ("bot.db", "đang trên đường")],
)
def test_a_broken_database_is_found_with_its_own_remedy(tmp_path: Path, name: str, remedy: str) -> None:
    load_key(tmp_path / "keys" / "bot.key")
    (tmp_path / name).write_bytes(BROKEN)
    result = danbiet("doctor", tmp_path)
    line = next(line for line in result.output.splitlines() if f"{name} bị hỏng" in line)
    assert remedy in line
    assert ("restore" in line) == (name != "bot.db")
    assert result.output.splitlines()[-1].startswith("1 việc"), "the checks after it are made all the same"
    assert isinstance(result.exception, SystemExit)


def test_retry_of_stuck_letters_needs_no_database_and_names_a_broken_one(tmp_path: Path) -> None:
    assert "0 cuộc trò chuyện" in danbiet("doctor", tmp_path / "data", "--retry").output
    assert not (tmp_path / "data").exists()
    load_key(tmp_path / "keys" / "bot.key")
    (tmp_path / "bot.db").write_bytes(BROKEN)
    assert "danbiet doctor" in danbiet("doctor", tmp_path, "--retry").output


def test_an_empty_database_is_no_traceback(tmp_path: Path) -> None:
    load_key(tmp_path / "keys" / "bot.key")
    (tmp_path / "bot.db").touch()
    assert "bot.db bị hỏng" in danbiet("doctor", tmp_path).output


def test_doctor_creates_nothing(tmp_path: Path) -> None:
    result = danbiet("doctor", tmp_path / "data")
    assert result.exit_code == 0
    assert not (tmp_path / "data").exists()
    load_key(tmp_path / "data" / "keys" / "bot.key")
    open_database(tmp_path / "data" / "bot.db").close()
    before = sorted(tmp_path.rglob("*"))
    assert danbiet("doctor", tmp_path / "data").exit_code == 0
    assert sorted(tmp_path.rglob("*")) == before


@pytest.mark.parametrize("command", ["doctor", "serve"])
def test_a_folder_that_cannot_be_written_is_one_sentence(tmp_path: Path, command: str) -> None:
    (tmp_path / "file").touch()
    result = danbiet(command, tmp_path / "file")
    assert "Không ghi được" in result.output
    assert isinstance(result.exception, SystemExit)


@pytest.mark.parametrize("name", ["bot.db", "knowledge.db", "feedback.db"])
def test_serve_says_what_to_do_with_a_broken_database(
    tmp_path: Path, name: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    if name != "knowledge.db":  # which the library itself opens
        monkeypatch.setattr("knowledge.library.Library.open", lambda *_: SmallLibrary())
    load_key(tmp_path / "keys" / "bot.key")
    (tmp_path / name).write_bytes(BROKEN)
    result = danbiet("serve", tmp_path)
    assert f"{name} bị hỏng" in result.output
    assert isinstance(result.exception, SystemExit)


async def test_what_the_running_product_says_of_itself_is_told(switch: Switch, tmp_path: Path) -> None:
    address = urlsplit(switch.address)
    settings = Settings(data=tmp_path, host=str(address.hostname), port=address.port or 0)
    troubles: list[str] = []
    switch.app = Starlette(routes=[Route("/healthz", lambda _: JSONResponse({"troubles": troubles}))])
    assert wrong([f async for f in check_running(settings)]) == ""
    troubles += ["telegram", "disk"]
    assert "Telegram" in wrong([f async for f in check_running(settings)])
    switch.app = Starlette()
    assert [f.ok async for f in check_running(settings)] == [None]


def test_updates_that_wait_too_long_are_found(tmp_path: Path) -> None:
    inbox = Inbox(open_database(tmp_path / "bot.db"), Browsers(Seal(bytes(32))))
    inbox.accept([Update(Channel.TELEGRAM, "1", "a", "{}")], int(NOW.timestamp()) - 300)
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


@pytest.fixture
def used(tmp_path: Path) -> Path:
    """A data folder in which the product was started once."""
    load_key(tmp_path / "keys" / "bot.key")
    open_database(tmp_path / "bot.db").close()
    return tmp_path


async def test_a_used_refresh_token_is_told_with_the_remedy(zalo_oa: ZaloOADouble, used: Path) -> None:
    assert wrong(await channels(zalo_oa.environment(), used)) == ""
    assert wrong(await channels(zalo_oa.environment(), used)) == "", "the kept token is used, none is renewed"
    assert zalo_oa.refreshes == 1
    environment = {**zalo_oa.environment(), "DANBIET_ZALO_OA_REFRESH_TOKEN": "used"}
    assert "DANBIET_ZALO_OA_REFRESH_TOKEN" in wrong(await channels(environment, used))


async def test_zalo_is_asked_whether_it_takes_the_kept_token(zalo_oa: ZaloOADouble, used: Path) -> None:
    assert wrong(await channels(zalo_oa.environment(), used)) == ""
    zalo_oa.access, zalo_oa.refresh = "another", "used elsewhere"
    with closing(lock.hold(used / "serve.lock")):
        assert [f.ok for f in await channels(zalo_oa.environment(), used)] == [None]
    assert "DANBIET_ZALO_OA_REFRESH_TOKEN" in wrong(await channels(zalo_oa.environment(), used))


async def test_no_token_is_spent_before_the_first_start(zalo_oa: ZaloOADouble, tmp_path: Path) -> None:
    assert [f.ok for f in await channels(zalo_oa.environment(), tmp_path / "data")] == [None]
    assert (zalo_oa.refreshes, (tmp_path / "data").exists()) == (0, False)


@pytest.mark.parametrize("mode", [0o640, 0o604, 0o644, 0o660])
def test_an_env_file_that_others_may_read_is_named(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, mode: int) -> None:
    monkeypatch.chdir(tmp_path)
    (tmp_path / ".env").write_text("DANBIET_PORT=9\n")
    (tmp_path / ".env").chmod(mode)
    assert ".env" in wrong(list(check_files(Settings(data=tmp_path / "data"), NOW)))
    (tmp_path / ".env").chmod(0o600)
    assert ".env" not in wrong(list(check_files(Settings(data=tmp_path / "data"), NOW)))
