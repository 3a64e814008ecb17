"""`danbiet backup` and `danbiet restore`."""

from __future__ import annotations

import shutil
from datetime import date, timedelta
from pathlib import Path
from tempfile import TemporaryDirectory

import click

from bot import settings
from bot.clock import vietnam_now
from bot.commands.log_in import ask_password
from bot.engine.sealing import KEY_BYTES, read_key, write_key
from bot.submissions import installation_key, open_submissions
from bot.texts import staff as words
from feedback import backup as backups
from feedback.errors import BadBackup, Fault
from feedback.organisation.manifest import NAME as MANIFEST
from feedback.sealing.keys import Cost, Secrets, fingerprint, public_of
from knowledge.desk import KEPT, drop_before

DESK = "desk.db"
DATABASES = ("knowledge.db", DESK)
FILES = ("questions.jsonl", "hotlines.toml", "emblem.png")


@click.command()
@click.argument("directory", type=click.Path(file_okay=False, path_type=Path))
def backup(directory: Path) -> None:
    """Sao lưu khi máy vẫn chạy: đã kiểm tra, khóa lại cho những người giữ khóa; bản cũ quá 30 ngày bị xóa.

    Ví dụ: danbiet backup /mnt/sao-luu
    """
    loaded = settings.load()
    half = open_submissions(loaded)
    half.manifest.hold()
    now = vietnam_now()
    with TemporaryDirectory(prefix=".copying", dir=loaded.data) as scratch:
        beside = copy_beside(loaded.data, Path(scratch), now.date())
        click.echo(str(backups.make_backup(half.db, directory, now, installation_key(loaded), beside)))


def copy_beside(data: Path, scratch: Path, day: date) -> list[Path]:
    """Copies of what else of the data folder nobody could make anew (docs/architecture.md, files of an installation).

    A backup lives for 30 days: it leaves out the questions that would be kept for more than 90 with it.
    """
    copies = [backups.copy_of(data / name, scratch) for name in DATABASES if (data / name).is_file()]
    copies += [Path(shutil.copy(data / name, scratch / name)) for name in FILES if (data / name).is_file()]
    if (scratch / DESK).exists():
        drop_before(scratch / DESK, day - KEPT + timedelta(days=backups.KEPT_DAYS))
    return copies


@click.command()
@click.argument("file", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.argument("directory", type=click.Path(file_okay=False, path_type=Path))
@click.option("--custodian", "pair", nargs=2, required=True, help="Hai người giữ khóa.")
def restore(file: Path, directory: Path, pair: tuple[str, str]) -> None:
    """Khôi phục vào một thư mục trống, với mật khẩu của hai người giữ khóa. Bộ khôi phục cũng mở bằng lệnh này.

    Ví dụ: danbiet restore 2026-12-01-020000.danbiet-backup data-moi --custodian an binh
    """
    header = backups.read_header(file)
    trial = {person["login"] for person in header["custodians"] if person["trial"]}
    key = _known_key(directory)
    if trial & set(pair) and key is None:
        raise BadBackup(Fault.KIT_FIRST)
    # only trial people lie under the key of this machine; who restores the key of a kit has none
    secrets = Secrets.derive(key or bytes(KEY_BYTES))
    people = [
        backups.open_custodian(header, login, "" if login in trial else ask_password(login), secrets, Cost())
        for login in pair
    ]
    recovery = backups.open_recovery(header, people)
    for path in backups.restore_backup(file, recovery, directory, key):
        if path.name == backups.FEEDBACK:  # signed as it was: what the file says of keys is what the verbs wrote then
            (directory / "keys" / MANIFEST).unlink(missing_ok=True)
        click.echo(str(_as_key_file(path) if path.name == backups.KIT_KEY else path))
    click.echo(words.RESTORED.format(fingerprint=fingerprint(public_of(recovery))), err=True)


def _known_key(directory: Path) -> bytes | None:
    """The installation key whose signature counts: that of the folder to be filled, or of this machine; or None."""
    loaded = settings.load()
    for path, from_environment in (
        (directory / "keys" / "bot.key", ""),
        (loaded.data / "keys" / "bot.key", loaded.key),
    ):
        if from_environment or path.exists():
            return read_key(path, from_environment)
    return None


def _as_key_file(restored: Path) -> Path:
    """The installation key of a kit, put where the product looks for it under the folder."""
    target = restored.parent / "keys" / "bot.key"
    if target.exists():
        raise BadBackup(Fault.KEY_THERE, target=target, restored=restored)
    write_key(target, restored.read_bytes())
    restored.unlink()
    return target
