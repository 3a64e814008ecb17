"""Backup and restore: a consistent copy made while the service runs, encrypted to the recovery key, checked,
restorable.

A backup is one file: a line of JSON in clear (the recovery key sealed to pairs of custodians, and the custodians'
locked keys, so that two of them can open it on an empty machine), then a SecretStream with the files. The pepper is
not in it: it comes back with the installation key, from the custodians' kit, which is a file of the same form.
What stands beside `feedback.db` comes as finished copies, and the command line says which; `bot.db` and `push.db` are
left out on purpose.

Anybody can seal something to the recovery key, so the installation signs what it packs: the list of files with their
digests, and the clear line. A restore believes nothing else. A kit is signed by the very key that it holds; that this
is the right one, people see by the fingerprint on its printed sheet. Nothing lies in clear on the medium at any time.
"""

from __future__ import annotations

import base64
import hashlib
import json
import os
import shutil
import tempfile
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

from feedback.clockwork.working_days import local
from feedback.errors import BadBackup, Fault, NoKey
from feedback.journal.audit import Audit
from feedback.journal.witness import Witness
from feedback.organisation.staff_store import StaffStore
from feedback.sealing import keys
from feedback.storage.database import FeedbackDatabase, copy_database, is_whole

FORMAT = 2
KEPT_DAYS = 30
SUFFIX = ".danbiet-backup"
FEEDBACK = "feedback.db"
KIT_KEY = "installation.key"  # its name in a kit
_PLACE = "backup"


def make_backup(
    db: FeedbackDatabase, directory: Path, now: datetime, installation_key: bytes, beside: Iterable[Path] = ()
) -> Path:
    """Write a checked and signed backup into `directory` and delete those older than 30 days. Returns its path.

    `beside` are files that nobody writes any more; they come back under their names.
    """
    header = _header(db, now, "backup")
    directory.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(prefix=".copying", dir=db.path.parent if db.path else None) as scratch:
        copy = db.copy_to(Path(scratch) / FEEDBACK)
        check_feedback(copy, installation_key)
        target = directory / f"{local(now):%Y-%m-%d-%H%M%S}{SUFFIX}"
        _write_sealed(target, header, [_Packed.of(path.name, path) for path in (copy, *beside)], installation_key)
    _expire(directory, now)
    return target


def copy_of(source: Path, folder: Path) -> Path:
    """A consistent copy of a database that others write to."""
    return copy_database(source, folder / source.name)


def make_kit(db: FeedbackDatabase, target: Path, installation_key: bytes, now: datetime) -> None:
    """The custodians' kit: the installation key (and with it the pepper) sealed to the recovery key."""
    _write_sealed(target, _header(db, now, "kit"), [_Packed.held(KIT_KEY, installation_key)], installation_key)


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


def restore_backup(
    backup: Path, recovery_private: bytes, directory: Path, installation_key: bytes | None
) -> list[Path]:
    """Decrypt a backup, check it whole, and only then put its files in place. Nothing that exists is overwritten.

    `installation_key` is the one whose signature is believed; None is for a kit, which brings it. Raises BadBackup.
    """
    header = read_header(backup)
    directory.mkdir(parents=True, exist_ok=True)
    scratch = Path(tempfile.mkdtemp(prefix=".restoring", dir=directory))
    try:
        with backup.open("rb") as file:
            line = file.readline(1_000_000)
            blocks = keys.open_stream(iter(lambda: file.read(keys.CHUNK), b""), recovery_private, _PLACE)
            found, signed, signature = _unpack(blocks, scratch)
            if next(blocks, b""):
                raise ValueError("more than was listed")
        if header["kind"] == "kit":
            installation_key = (scratch / KIT_KEY).read_bytes()
        if installation_key is None:
            raise BadBackup(Fault.KIT_FIRST)
        if not keys.verify(line + signed, signature, keys.verify_key(keys.Secrets.derive(installation_key))):
            raise BadBackup(Fault.BACKUP_FORGED)
        taken = [path.name for path in found if (directory / path.name).exists()]
        if taken:
            raise BadBackup(Fault.FILES_THERE, files=", ".join(taken))
        if (scratch / FEEDBACK) in found:
            check_feedback(scratch / FEEDBACK, installation_key)
        return [path.replace(directory / path.name) for path in found]
    except (NoKey, ValueError, KeyError, OSError):
        raise BadBackup(Fault.BACKUP_BROKEN) from None
    finally:
        shutil.rmtree(scratch)


def check_feedback(path: Path, installation_key: bytes) -> None:
    """Whether a feedback.db is whole: pages, references, the log and every case. Raises BadBackup."""
    if not is_whole(path):
        raise BadBackup(Fault.DATABASE_BROKEN)
    db = FeedbackDatabase(path)
    try:
        if Audit(db, keys.Secrets.derive(installation_key), Witness(None)).rows():
            raise BadBackup(Fault.LOG_DOES_NOT_MATCH)
    finally:
        db.close()


def _header(db: FeedbackDatabase, now: datetime, kind: str) -> dict[str, Any]:
    recovery = db.setting("recovery_public")
    if not recovery:
        raise BadBackup(Fault.NO_CUSTODIANS_YET)
    staff = StaffStore(db)
    shares = staff.recovery_shares()
    people = {s["first"] for s in shares} | {s["second"] for s in shares}
    return {
        "format": FORMAT,
        "kind": kind,
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


@dataclass(frozen=True, slots=True)
class _Packed:
    """A file that goes into a backup: from the disk, or held in memory because it may not lie there."""

    name: str
    size: int
    sha256: str
    source: Path | bytes

    @classmethod
    def of(cls, name: str, path: Path) -> _Packed:
        return cls(name, path.stat().st_size, _digest(path), path)

    @classmethod
    def held(cls, name: str, data: bytes) -> _Packed:
        return cls(name, len(data), hashlib.sha256(data).hexdigest(), data)

    def pieces(self) -> Iterator[bytes]:
        if isinstance(self.source, bytes):
            yield self.source
            return
        with self.source.open("rb") as file:
            yield from iter(lambda: file.read(keys.CHUNK), b"")


def _write_sealed(target: Path, header: dict[str, Any], files: list[_Packed], installation_key: bytes) -> None:
    part, digest = target.with_name(f".{target.name}.part"), hashlib.sha256()
    line = json.dumps(header).encode() + b"\n"
    pieces = _pack(files, line, keys.Secrets.derive(installation_key))
    descriptor = os.open(part, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
    with open(descriptor, "wb") as out:
        for block in (line, *keys.seal_stream(pieces, base64.b64decode(header["recovery_public"]), _PLACE)):
            digest.update(block)
            out.write(block)
        out.flush()
        os.fsync(out.fileno())
    if _digest(part) != digest.hexdigest():
        raise BadBackup(Fault.BACKUP_WRITTEN_WRONG)
    part.replace(target)


def _pack(files: list[_Packed], line: bytes, secrets: keys.Secrets) -> Iterator[bytes]:
    """The list of files, its signature together with the clear line, and the files; each of the two ends with a line
    feed."""
    listing = json.dumps([{"name": f.name, "size": f.size, "sha256": f.sha256} for f in files]).encode() + b"\n"
    yield listing
    yield base64.b64encode(keys.sign(line + listing, secrets)) + b"\n"
    for file in files:
        yield from file.pieces()


def _unpack(blocks: Iterator[bytes], directory: Path) -> tuple[list[Path], bytes, bytes]:
    """Write the files; returns their paths, what was signed of the list, and the signature."""
    listing, buffer = _line(blocks, b"")
    signature, buffer = _line(blocks, buffer)
    found = []
    for entry in json.loads(listing):
        target = directory / Path(entry["name"]).name
        buffer = _write_entry(target, entry, blocks, buffer)
        found.append(target)
    return found, listing + b"\n", base64.b64decode(signature, validate=True)


def _line(blocks: Iterator[bytes], buffer: bytes) -> tuple[bytes, bytes]:
    """The bytes up to the next line feed, and what came after it."""
    while b"\n" not in buffer:
        buffer += _next(blocks)
    line, _, rest = buffer.partition(b"\n")
    return line, rest


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
