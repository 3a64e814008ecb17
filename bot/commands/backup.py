"""`danbiet backup` and `danbiet restore`."""

from __future__ import annotations

from pathlib import Path

import click

from bot import settings
from bot.clock import vietnam_now
from bot.commands.log_in import ask_password
from bot.engine.sealing import KEY_BYTES, write_key
from bot.submissions import installation_key, open_submissions
from feedback import backup as backups
from feedback.errors import BadBackup, Fault
from feedback.sealing.keys import Cost, Secrets

KIT_KEY = "installation.key"  # its name in a kit


@click.command()
@click.argument("directory", type=click.Path(file_okay=False, path_type=Path))
def backup(directory: Path) -> None:
    """Sao lưu khi máy vẫn chạy: đã kiểm tra, khóa lại cho những người giữ khóa; bản cũ quá 30 ngày bị xóa.

    Ví dụ: danbiet backup /mnt/sao-luu
    """
    loaded = settings.load()
    half = open_submissions(loaded)
    click.echo(str(backups.make_backup(half.db, directory, vietnam_now(), loaded.data / backups.KNOWLEDGE)))


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
    # only trial people lie under the key of this machine; who restores the key of a kit has none
    secrets = Secrets.derive(installation_key(settings.load()) if trial & set(pair) else bytes(KEY_BYTES))
    people = [
        backups.open_custodian(header, login, "" if login in trial else ask_password(login), secrets, Cost())
        for login in pair
    ]
    for path in backups.restore_backup(file, backups.open_recovery(header, people), directory):
        click.echo(str(_as_key_file(path) if path.name == KIT_KEY else path))


def _as_key_file(restored: Path) -> Path:
    """The installation key of a kit, put where the product looks for it under the folder."""
    target = restored.parent / "keys" / "bot.key"
    if target.exists():
        raise BadBackup(Fault.KEY_THERE, target=target, restored=restored)
    write_key(target, restored.read_bytes())
    restored.unlink()
    return target
