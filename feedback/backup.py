"""Backup and restore: a consistent copy made while the service runs, encrypted to the recovery key, checked,
restorable.

A backup is one file: a line of JSON in clear (the recovery key sealed to pairs of custodians, and the custodians'
locked keys, so that two of them can open it on an empty machine), then a SecretStream with the files. The pepper is
not in it: it comes back with the installation key, from the custodians' kit, which is a file of the same form.
`bot.db` and `push.db` are left out on purpose.
"""

from __future__ import annotations

import base64
import hashlib
import json
import os
import shutil
import tempfile
from collections.abc import Iterable, Iterator, Mapping
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

from feedback.clockwork.working_days import local
from feedback.errors import BadBackup, Fault, NoKey
from feedback.journal.events import EventLog
from feedback.organisation.staff_store import StaffStore
from feedback.sealing import keys
from feedback.storage.database import FeedbackDatabase, copy_database, is_whole

FORMAT = 1
KEPT_DAYS = 30
SUFFIX = ".danbiet-backup"
FEEDBACK, KNOWLEDGE = "feedback.db", "knowledge.db"
_PLACE = "backup"


def make_backup(db: FeedbackDatabase, directory: Path, now: datetime, knowledge: Path | None = None) -> Path:
    """Write a checked backup into `directory` and delete those older than 30 days. Returns its path."""
    header = _header(db, now)
    directory.mkdir(parents=True, exist_ok=True)
    copies: dict[str, Path] = {}
    try:
        copies[FEEDBACK] = db.copy_to(directory / ".feedback.part")
        check_feedback(copies[FEEDBACK])
        if knowledge and knowledge.is_file():
            copies[KNOWLEDGE] = copy_database(knowledge, directory / ".knowledge.part")
        target = directory / f"{local(now):%Y-%m-%d-%H%M%S}{SUFFIX}"
        _write_sealed(target, header, copies)
    finally:
        for path in copies.values():
            path.unlink(missing_ok=True)
    _expire(directory, now)
    return target


def make_kit(db: FeedbackDatabase, target: Path, installation_key: bytes, now: datetime) -> None:
    """The custodians' kit: the installation key (and with it the pepper) sealed to the recovery key."""
    part = target.with_suffix(".part")
    part.write_bytes(installation_key)
    try:
        _write_sealed(target, _header(db, now), {"installation.key": part})
    finally:
        part.unlink(missing_ok=True)


def read_header(backup: Path) -> dict[str, Any]:
    """The clear line of a backup: when it was made, the custodians, the sealed recovery key."""
    try:
        with backup.open("rb") as file:
            header = json.loads(file.readline(1_000_000))
        if header["format"] != FORMAT:
            raise BadBackup(Fault.BACKUP_OF_OTHER_VERSION)
    except (OSError, ValueError, KeyError, TypeError):
        raise BadBackup(Fault.NOT_A_BACKUP) from None
    assert isinstance(header, dict)
    return header


def open_custodian(
    header: Mapping[str, Any], login: str, password: str, secrets: keys.Secrets, cost: keys.Cost
) -> tuple[int, bytes]:
    """A custodian's id and private key out of the header; WrongPassword when it does not open."""
    person = next((c for c in header["custodians"] if c["login"] == login), None)
    if not person:
        raise BadBackup(Fault.NO_CUSTODIAN_OF_BACKUP)
    locked, salt = base64.b64decode(person["locked"]), base64.b64decode(person["salt"])
    if person["trial"]:
        return person["id"], keys.unwrap(locked, secrets.trial_key)
    return person["id"], keys.open_with_password(locked, password, salt, cost)


def open_recovery(header: Mapping[str, Any], people: Iterable[tuple[int, bytes]]) -> bytes:
    """The recovery private key, from two different custodians."""
    opened = dict(people)
    for share in header["shares"]:
        if share["first"] in opened and share["second"] in opened:
            sealed = base64.b64decode(share["sealed"])
            return keys.unseal_pair(sealed, opened[share["first"]], opened[share["second"]])
    raise BadBackup(Fault.TWO_CUSTODIANS_NEEDED)


def restore_backup(backup: Path, recovery_private: bytes, directory: Path) -> list[Path]:
    """Decrypt a backup, check it whole, and only then put its files in place. Nothing that exists is overwritten."""
    directory.mkdir(parents=True, exist_ok=True)
    scratch = Path(tempfile.mkdtemp(prefix=".restoring", dir=directory))
    try:
        with backup.open("rb") as file:
            file.readline(1_000_000)
            blocks = keys.open_stream(iter(lambda: file.read(keys.CHUNK), b""), recovery_private, _PLACE)
            found = list(_unpack(blocks, scratch))
            if next(blocks, b""):
                raise ValueError("more than was listed")
        taken = [path.name for path in found if (directory / path.name).exists()]
        if taken:
            raise BadBackup(Fault.FILES_THERE, files=", ".join(taken))
        if (scratch / FEEDBACK) in found:
            check_feedback(scratch / FEEDBACK)
        return [path.replace(directory / path.name) for path in found]
    except (NoKey, ValueError, KeyError):
        raise BadBackup(Fault.BACKUP_BROKEN) from None
    finally:
        shutil.rmtree(scratch)


def check_feedback(path: Path) -> None:
    """Whether a feedback.db is whole: pages, references, and every chain of events. Raises BadBackup."""
    if not is_whole(path):
        raise BadBackup(Fault.DATABASE_BROKEN)
    db = FeedbackDatabase(path)
    try:
        if EventLog(db).broken_chains():
            raise BadBackup(Fault.LOG_DOES_NOT_MATCH)
    finally:
        db.close()


def _header(db: FeedbackDatabase, now: datetime) -> dict[str, Any]:
    recovery = db.setting("recovery_public")
    if not recovery:
        raise BadBackup(Fault.NO_CUSTODIANS_YET)
    staff = StaffStore(db)
    shares = staff.recovery_shares()
    people = {s["first"] for s in shares} | {s["second"] for s in shares}
    return {
        "format": FORMAT,
        "made_at": local(now).isoformat(timespec="minutes"),
        "recovery_public": _text(recovery),
        "shares": [{"first": s["first"], "second": s["second"], "sealed": _text(s["sealed"])} for s in shares],
        "custodians": [_custodian(staff, person) for person in sorted(people)],
    }


def _custodian(staff: StaffStore, person: int) -> dict[str, Any]:
    member, (locked, salt) = staff.get(person), staff.lock(person)
    assert member is not None
    return {
        "id": person,
        "login": member.login,
        "locked": _text(locked),
        "salt": _text(salt),
        "trial": member.trial,
    }


def _text(data: bytes) -> str:
    return base64.b64encode(data).decode()


def _write_sealed(target: Path, header: dict[str, Any], files: Mapping[str, Path]) -> None:
    part, digest = target.with_name(f".{target.name}.part"), hashlib.sha256()
    descriptor = os.open(part, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
    with open(descriptor, "wb") as out:
        stream = keys.seal_stream(_pack(files), base64.b64decode(header["recovery_public"]), _PLACE)
        for block in (json.dumps(header).encode() + b"\n", *stream):
            digest.update(block)
            out.write(block)
        out.flush()
        os.fsync(out.fileno())
    if _digest(part) != digest.hexdigest():
        raise BadBackup(Fault.BACKUP_WRITTEN_WRONG)
    part.replace(target)


def _pack(files: Mapping[str, Path]) -> Iterator[bytes]:
    listing = [{"name": n, "size": p.stat().st_size, "sha256": _digest(p)} for n, p in files.items()]
    yield json.dumps(listing).encode() + b"\n"
    for path in files.values():
        with path.open("rb") as file:
            yield from iter(lambda: file.read(keys.CHUNK), b"")


def _unpack(blocks: Iterator[bytes], directory: Path) -> Iterator[Path]:
    buffer = b""
    while b"\n" not in buffer:
        buffer += _next(blocks)
    line, _, buffer = buffer.partition(b"\n")
    for entry in json.loads(line):
        target = directory / Path(entry["name"]).name
        buffer = _write_entry(target, entry, blocks, buffer)
        yield target


def _write_entry(target: Path, entry: Mapping[str, Any], blocks: Iterator[bytes], buffer: bytes) -> bytes:
    left, digest = entry["size"], hashlib.sha256()
    target.touch(mode=0o600)
    with target.open("wb") as out:
        while left:
            buffer = buffer or _next(blocks)
            piece, buffer = buffer[:left], buffer[left:]
            digest.update(piece)
            out.write(piece)
            left -= len(piece)
    if digest.hexdigest() != entry["sha256"]:
        raise ValueError("checksum")
    return buffer


def _next(blocks: Iterator[bytes]) -> bytes:
    block = next(blocks, b"")
    if not block:
        raise ValueError("less than was listed")
    return block


def _digest(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def _expire(directory: Path, now: datetime) -> None:
    oldest = f"{local(now) - timedelta(days=KEPT_DAYS):%Y-%m-%d}"
    for old in directory.glob(f"*{SUFFIX}"):
        if old.name < oldest:
            old.unlink()
