"""500 scripted submissions with planted secrets; afterwards nothing of them is on disk, in logs or in backups."""

from __future__ import annotations

import base64
import logging
import os
from pathlib import Path

import pytest

from feedback.backup import make_backup
from feedback.errors import CodeInText, FeedbackError
from feedback.model.case import Category, Kind, Level
from feedback.model.draft import Draft, Photo
from feedback.sealing import receipt
from feedback.sealing.keys import Secrets, WorkerKeys
from tests.feedback.stories import ANSWER
from tests.feedback.union import COMPANY, KEY, Union, trial_union

COUNT = 500 if os.environ.get("DANBIET_FULL") else 15
NAME, PHONE, CHAT, FIRM = "Nguyễn Thị Dấu Vết", "0977123456", "chat:5550001234", "Cty TNHH Kín Tiếng"
GPS = b"GPSLatitude=10.7769;GPSLongitude=106.7009"


def test_nothing_planted_is_found_anywhere(tmp_path: Path, caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level(logging.DEBUG)
    feedback = trial_union(tmp_path / "feedback.db")
    union, codes = Union(feedback), []
    for n in range(COUNT):
        codes.append(one_life(union, n))
    make_backup(feedback.db, tmp_path / "backups", union.now, KEY)
    secrets = [NAME, PHONE, CHAT, FIRM, GPS.decode(), *codes, *map(receipt.format_code, codes)]
    assert find(tmp_path, secrets) == []  # with the write-ahead log still there
    feedback.clock.step(union.now)
    feedback.db.tidy(vacuum=True)
    feedback.db.close()
    assert find(tmp_path, secrets) == []
    assert not [s for s in secrets if s in caplog.text]


def one_life(union: Union, n: int) -> str:
    """A submission with everything in it that could betray somebody; every third goes all the way to an answer."""
    submissions = union.feedback.submissions
    level = (Level.ANONYMOUS, Level.CONFIDENTIAL, Level.NAMED)[n % 3]
    code = submissions.new_code()
    draft = Draft(
        f"Tôi là {NAME}, máy số {n}, gọi {PHONE}.",
        place=COMPANY,
        category=Category.WAGE,
        company_name=FIRM,
        photos=(Photo(b"\xff\xd8" + GPS),) if n % 5 == 0 else (),
        level=level,
        contact=f"{NAME}, {PHONE}" if level is not Level.ANONYMOUS else "",
        sender=CHAT,
    )
    number = submissions.submit(draft, code, union.now).public_no
    for wrong in (code[:-1], receipt.format_code(code)[::-1]):
        with pytest.raises(FeedbackError):
            submissions.look_up(wrong, union.now)
    with pytest.raises(CodeInText):
        submissions.add_message(code, f"Mã của tôi: {receipt.format_code(code)}", union.now, token="m")
    submissions.add_message(code, f"{NAME} nói thêm.", union.now, token="n")
    if n % 3 == 0:
        answer(union, number)
        submissions.dispute(code, union.now, text=f"{PHONE} chưa được trả.")
    if n % 7 == 0:
        submissions.delete(code, union.now)
    return code


def answer(union: Union, number: str) -> None:
    half = union.feedback
    union.meet(number)
    if union.case(number).state == "quarantined":
        half.triage.release(union.first, number, union.now)
    half.triage.open(union.first, number, union.now)
    half.triage.accept(union.first, number, Kind.PETITION, Category.WAGE, union.now)
    half.handling.assign(union.first, number, "thu-1", union.now)
    half.handling.answer(union.first, number, ANSWER, union.now)


def find(folder: Path, secrets: list[str]) -> list[str]:
    """Which secrets are in which files, as text in two encodings or in base64."""
    hits = []
    forms = {s: [s.encode(), s.encode("utf-16-le"), base64.b64encode(s.encode()).rstrip(b"=")[:-2]] for s in secrets}
    for path in sorted(p for p in folder.rglob("*") if p.is_file()):
        data = path.read_bytes()
        hits += [f"{path.name}: secret {secrets.index(s)}" for s, fs in forms.items() if any(f in data for f in fs)]
    return hits


def test_errors_name_nobody(union: Union) -> None:
    code = union.feedback.submissions.new_code()
    for attempt in (
        lambda: union.feedback.submissions.look_up(code, union.now),
        lambda: union.feedback.submissions.submit(Draft(f"{NAME} {code}"), code, union.now),
        lambda: union.feedback.desk.show(union.first, "KN26-XXXXX", union.now),
    ):
        with pytest.raises(FeedbackError) as error:
            attempt()
        assert NAME not in repr(error.value)
        assert code not in repr(error.value)


def test_secrets_do_not_print() -> None:
    shown = repr((Secrets.derive(KEY), WorkerKeys(b"id", b"geheim-geheim"), Draft("x", sender=CHAT)))
    assert "geheim" not in shown
    assert CHAT not in shown


def test_ids_tell_no_order(union: Union) -> None:
    numbers = [union.send()[1] for _ in range(12)]
    ids = [union.case(number).id for number in numbers]
    assert ids != sorted(ids)
    assert numbers != sorted(numbers)


def test_what_a_worker_does_has_a_day_and_no_hour(union: Union) -> None:
    code, number = union.send()
    union.feedback.submissions.add_message(code, "Thêm.", union.now, token="a")
    union.feedback.submissions.withdraw(code, union.now)
    for event in union.feedback.events.of(union.case(number).subject):
        assert event["actor"] != "worker" or len(event["at"]) == len("2026-11-23")
    assert {n["made_at"] for n in union.feedback.notices.of_person(union.first.member.id)} == {"2026-11-23"}
    clocks = union.feedback.db.rows("SELECT started_on, due_at, next_at FROM deadline")
    assert not any("T09:0" in str(row.values()) for row in clocks)


def test_what_is_deleted_is_gone_from_the_pages(tmp_path: Path) -> None:
    """Without rewriting the whole file: a page that lost a row holds nothing of it any more."""
    feedback = trial_union(tmp_path / "feedback.db")
    sealed = b"\x07" + bytes(range(256)) * 8
    feedback.db.set_setting("passing", sealed)
    feedback.db.tidy(vacuum=False)
    assert sealed[:200] in (tmp_path / "feedback.db").read_bytes()
    feedback.db.run("DELETE FROM setting WHERE name = 'passing'")
    feedback.db.tidy(vacuum=False)
    assert [p.name for p in tmp_path.iterdir() if p.is_file() and sealed[:200] in p.read_bytes()] == []
