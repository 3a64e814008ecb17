"""The restore drill: a backup made while others write opens elsewhere, with two custodians, and everything works."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest

from feedback import backup
from feedback.assembly import Feedback, open_feedback
from feedback.errors import BadBackup, Fault, FeedbackError, WrongPassword
from feedback.journal.audit import Trouble
from feedback.model.draft import Draft, Photo
from feedback.sealing import keys
from tests.feedback.real_union import PASSWORD, real_union, session
from tests.feedback.union import CHEAP, COMPANY, KEY, MONDAY, shown

SECRETS = keys.Secrets.derive(KEY)


def send(half: Feedback, text: str) -> str:
    code = half.submissions.new_code()
    half.submissions.submit(Draft(text, place=COMPANY, photos=(Photo(b"anh"),)), code, MONDAY)
    return code


def custodian(header: dict[str, object], login: str, password: str = PASSWORD) -> tuple[int, bytes]:
    return backup.open_custodian(header, login, password, SECRETS, CHEAP)


def restore(file: Path, target: Path, *logins: str) -> Feedback:
    header = backup.read_header(file)
    private = backup.open_recovery(header, [custodian(header, login) for login in logins])
    backup.restore_backup(file, private, target, KEY)
    return open_feedback(target / "feedback.db", KEY, CHEAP)


def test_the_drill_under_load(tmp_path: Path) -> None:
    half = real_union(tmp_path / "feedback.db")
    before = [send(half, f"Trước khi sao lưu {n}.") for n in range(5)]
    other = open_feedback(tmp_path / "feedback.db", KEY, CHEAP)
    during: list[str] = []
    writer = threading.Thread(target=lambda: during.extend(send(other, f"Trong khi sao lưu {n}.") for n in range(20)))
    writer.start()
    file = backup.make_backup(half.db, tmp_path / "backups", MONDAY, KEY)
    writer.join()

    again = restore(file, tmp_path / "elsewhere", "giu-1", "giu-3")
    for n, code in enumerate(before):
        view = again.submissions.look_up(code, MONDAY)
        assert view.messages[0].text == f"Trước khi sao lưu {n}."
        assert again.submissions.photo(code, view.messages[0].photos[0], MONDAY) == Photo(b"anh")
    assert {finding.trouble for finding in again.audit.verify()} == {Trouble.OTHER_DATABASE}
    again.record.sign_restore(session(again, "giu-1"), session(again, "giu-3"), MONDAY)
    assert not again.audit.verify()
    lead = session(again, "kcn-lanh-dao")
    number = again.submissions.look_up(before[0], MONDAY).public_no
    assert shown(again, lead, number, MONDAY).messages
    found = [works(again, code) for code in during]
    assert found == sorted(found, reverse=True), "a backup is one moment: whoever came before it is in it"
    assert all(works(half, code) for code in during)


def works(half: Feedback, code: str) -> bool:
    try:
        return bool(half.submissions.look_up(code, MONDAY).messages)
    except FeedbackError:
        return False


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("made")
    half = real_union(folder / "feedback.db")
    send(half, "Một vụ có Tên Riêng.")
    return backup.make_backup(half.db, folder / "backups", MONDAY, KEY)


def test_one_custodian_is_not_enough(made: Path) -> None:
    header = backup.read_header(made)
    with pytest.raises(BadBackup):
        backup.open_recovery(header, [custodian(header, "giu-1"), custodian(header, "giu-1")])
    with pytest.raises(WrongPassword):
        custodian(header, "giu-1", "không phải mật khẩu")


def test_a_backup_tells_nothing(made: Path) -> None:
    data = made.read_bytes()
    assert b"SQLite format" not in data
    assert "Tên Riêng".encode() not in data
    assert made.stat().st_mode & 0o077 == 0
    assert [p for p in made.parent.iterdir() if p.name.endswith(".part")] == []


@pytest.mark.parametrize("damage", ["cut", "flipped", "swapped end", "empty", "text"])
def test_a_damaged_backup_is_refused_and_nothing_written(made: Path, tmp_path: Path, damage: str) -> None:
    data = made.read_bytes()
    middle = len(data) // 2
    broken = {
        "cut": data[:-100],
        "flipped": data[:middle] + bytes([data[middle] ^ 1]) + data[middle + 1 :],
        "swapped end": data + b"x",
        "empty": b"",
        "text": "không phải bản sao lưu".encode(),
    }[damage]
    file = tmp_path / "hong.danbiet-backup"
    file.write_bytes(broken)
    header = backup.read_header(made)
    private = backup.open_recovery(header, [custodian(header, "giu-1"), custodian(header, "giu-2")])
    with pytest.raises(BadBackup):
        read_and_restore(file, private, tmp_path / "target")
    assert list((tmp_path / "target").glob("*")) == []


def read_and_restore(file: Path, private: bytes, target: Path) -> None:
    backup.read_header(file)
    backup.restore_backup(file, private, target, KEY)


def test_a_restore_overwrites_nothing(made: Path, tmp_path: Path) -> None:
    (tmp_path / "feedback.db").write_bytes(b"da co")
    with pytest.raises(BadBackup, match="files_there"):
        restore(made, tmp_path, "giu-1", "giu-2")
    assert (tmp_path / "feedback.db").read_bytes() == b"da co"


def test_an_altered_log_is_noticed(tmp_path: Path) -> None:
    half = real_union(tmp_path / "feedback.db")
    send(half, "x")
    half.db.run("DROP TRIGGER event_no_update")
    half.db.run("UPDATE event SET actor = 'timer'")
    with pytest.raises(BadBackup, match="log_does_not_match"):
        backup.make_backup(half.db, tmp_path / "backups", MONDAY, KEY)


def test_old_backups_go_and_bot_databases_stay_out(tmp_path: Path) -> None:
    half = real_union(tmp_path / "feedback.db")
    (tmp_path / "bot.db").write_bytes(b"x")
    first = backup.make_backup(half.db, tmp_path / "b", MONDAY, KEY)
    second = backup.make_backup(half.db, tmp_path / "b", MONDAY + timedelta(days=31), KEY)
    assert not first.exists()
    restore(second, tmp_path / "r", "giu-2", "giu-3")
    assert {p.name for p in (tmp_path / "r").glob("*.db")} == {"feedback.db"}


def test_the_kit_brings_the_pepper_back(tmp_path: Path) -> None:
    half = real_union(tmp_path / "feedback.db")
    code = send(half, "Cần mã này.")
    file = backup.make_backup(half.db, tmp_path / "b", MONDAY, KEY)
    kit = tmp_path / "kit.danbiet-backup"
    backup.make_kit(half.db, kit, KEY, MONDAY)
    assert KEY not in kit.read_bytes()
    header = backup.read_header(kit)
    private = backup.open_recovery(header, [custodian(header, "giu-1"), custodian(header, "giu-2")])
    backup.restore_backup(file, private, tmp_path / "r", KEY)
    without = open_feedback(tmp_path / "r" / "feedback.db", b"x" * 32, CHEAP)
    assert not works(without, code)
    [key] = backup.restore_backup(kit, private, tmp_path / "k", None)
    assert works(open_feedback(tmp_path / "r" / "feedback.db", key.read_bytes(), CHEAP), code)


def test_without_custodians_there_is_no_backup(tmp_path: Path) -> None:
    with pytest.raises(BadBackup, match="no_custodians_yet"):
        backup.make_backup(open_feedback(None, KEY, CHEAP).db, tmp_path, MONDAY, KEY)


def test_a_forged_backup_is_refused_and_nothing_written(tmp_path: Path) -> None:
    """Anybody can seal a database of their own to the recovery key, which stands in the database in clear."""
    half = real_union(tmp_path / "feedback.db")
    send(half, "Thật.")
    with pytest.MonkeyPatch.context() as program:  # who forges has a program of their own
        program.setattr(backup, "check_feedback", lambda *_: None)
        forged = backup.make_backup(half.db, tmp_path / "b", MONDAY, b"x" * 32)
    header = backup.read_header(forged)
    private = backup.open_recovery(header, [custodian(header, "giu-1"), custodian(header, "giu-2")])
    with pytest.raises(BadBackup) as error:
        backup.restore_backup(forged, private, tmp_path / "r", KEY)
    assert error.value.fault is Fault.BACKUP_FORGED
    assert list((tmp_path / "r").glob("*")) == []


def test_a_backup_under_a_changed_clear_line_is_refused(tmp_path: Path) -> None:
    """Other custodians in the clear line, for the next restore to trust."""
    half = real_union(tmp_path / "feedback.db")
    file = backup.make_backup(half.db, tmp_path / "b", MONDAY, KEY)
    header = backup.read_header(file)
    private = backup.open_recovery(header, [custodian(header, "giu-1"), custodian(header, "giu-2")])
    line, _, rest = file.read_bytes().partition(b"\n")
    file.write_bytes(line.replace(b'"giu-1"', b'"giu-9"') + b"\n" + rest)
    with pytest.raises(BadBackup) as error:
        backup.restore_backup(file, private, tmp_path / "r", KEY)
    assert error.value.fault is Fault.BACKUP_FORGED


def test_a_backup_waits_for_the_kit_on_an_empty_machine(made: Path, tmp_path: Path) -> None:
    header = backup.read_header(made)
    private = backup.open_recovery(header, [custodian(header, "giu-1"), custodian(header, "giu-2")])
    with pytest.raises(BadBackup) as error:
        backup.restore_backup(made, private, tmp_path / "r", None)
    assert error.value.fault is Fault.KIT_FIRST


def test_the_kit_never_lies_in_clear_on_the_medium(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    half = real_union(tmp_path / "feedback.db")
    written: list[Path] = []
    write = Path.write_bytes

    def noted(path: Path, data: bytes) -> int:
        written.append(path)
        return write(path, data)

    monkeypatch.setattr(Path, "write_bytes", noted)
    stick = tmp_path / "stick"
    stick.mkdir()
    backup.make_kit(half.db, stick / "kit.danbiet-backup", KEY, MONDAY)
    assert written == []
    assert [p.name for p in stick.iterdir()] == ["kit.danbiet-backup"]
    assert (stick / "kit.danbiet-backup").stat().st_mode & 0o077 == 0
    assert KEY not in (stick / "kit.danbiet-backup").read_bytes()


@pytest.mark.parametrize("kind", ["backup", "kit"])
def test_a_backup_is_never_in_clear_on_the_medium(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, kind: str) -> None:
    """Everything that the medium ever held, seen at each step of the writing."""
    half, stick = real_union(tmp_path / "feedback.db"), tmp_path / "stick"
    send(half, "Một vụ.")
    stick.mkdir()
    seen: list[Path] = []
    modes: set[int] = set()
    stream = keys.seal_stream

    def watched(*sealed: Any) -> Iterator[bytes]:
        for block in stream(*sealed):
            found = [path for path in stick.rglob("*") if path.is_file()]
            seen.extend(found)
            modes.update(path.stat().st_mode & 0o777 for path in found)
            held = b"".join(path.read_bytes() for path in found)
            assert b"SQLite format" not in held
            assert KEY not in held
            yield block

    monkeypatch.setattr(keys, "seal_stream", watched)
    made = stick / "kit.danbiet-backup"
    if kind == "kit":
        backup.make_kit(half.db, made, KEY, MONDAY)
    else:
        made = backup.make_backup(half.db, stick, MONDAY, KEY)
    assert {path.name for path in seen} == {f".{made.name}.part"}
    assert modes == {0o600}
    assert made.stat().st_mode & 0o777 == 0o600
    assert [path.name for path in stick.iterdir()] == [made.name]
    assert not list(tmp_path.glob(".copying*"))
