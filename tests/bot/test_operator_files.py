"""Files that operators write by hand: read in every Unicode, or refused in a sentence with line and remedy."""

from __future__ import annotations

import random
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from bot.cli import main
from feedback.organisation.trial import sample_province
from feedback.sealing import keys

HOLIDAYS = '[[holiday]]\nday = 2027-02-12\nname = "Nghỉ bù"\nworking = false\nsource = "số 1"\n'
RULES = (
    '[[rule]]\nclock = "first_look"\ndays = 2\nunit = "working_day"\nsource = "Quy chế"\neffective_from = 2026-07-01\n'
)
QUESTIONS = '{"question": "tăng ca chủ nhật tính sao", "article": "293/2025/NĐ-CP:3"}\n'
# what is typed after the name of the file's command, the file's name, and a text that is taken
FILES = {
    "holidays": (["clock", "holidays"], "nghi.toml", HOLIDAYS),
    "rules": (["clock", "rules"], "han.toml", RULES),
    "organisation": (["org", "import"], "to-chuc.toml", sample_province()),
    "questions": (["knowledge", "questions", "import"], "hoi.jsonl", QUESTIONS),
}


@pytest.fixture(autouse=True)
def folder(one_book: None, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("DANBIET_DATA", str(tmp_path / "data"))
    monkeypatch.setattr("feedback.assembly.Cost", lambda: keys.Cost(1, 8192))


def run(kind: str, folder: Path, data: bytes, name: str = "") -> Result:
    command, usual, _ = FILES[kind]
    path = folder / (name or usual)
    path.write_bytes(data)
    return CliRunner().invoke(main, [*command, str(path)])


@pytest.mark.parametrize("kind", FILES)
@pytest.mark.parametrize("code", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le"])
def test_every_unicode_that_an_editor_saves_is_read(kind: str, code: str, tmp_path: Path) -> None:
    result = run(kind, tmp_path, FILES[kind][2].replace("\n", "\r\n").encode(code))
    assert result.exit_code == 0, result.output


BROKEN = {
    "holidays": [
        (HOLIDAYS.replace("2027-02-12", "2027-02-30"), "dòng 2"),
        (HOLIDAYS.replace("2027-02-12", '"12/02/2027"'), "dòng 1: “day”"),
        (HOLIDAYS.replace("2027-02-12", "2027-02-12T08:00:00"), "dòng 1: “day”"),
        (HOLIDAYS.replace("day =", "ngay ="), "dòng 1: “day”"),
        (HOLIDAYS + HOLIDAYS.replace("false", '"không"'), "dòng 6: “working”"),
        (HOLIDAYS.replace('name = "Nghỉ bù"', 'name = "Nghỉ bù'), "dòng 3"),
        (HOLIDAYS.replace("[[holiday]]", "[[holidays]]"), "Dòng 1: không hiểu [[holidays]]"),
        (HOLIDAYS.replace("[[holiday]]", "[holiday]"), "dòng 1"),
        ("holiday = 3", "dòng 1"),
        ("ngày nghỉ: 12/2", "dòng 1"),
    ],
    "rules": [
        (RULES.replace("days = 2", 'days = "hai"'), "dòng 1: “days”"),
        (RULES.replace("days = 2", "days = true"), "dòng 1: “days”"),
        (RULES.replace("days = 2", "days = 0"), "dòng 1: “days”"),
        (RULES.replace("first_look", "first"), "dòng 1: “clock”"),
        (RULES.replace("2026-07-01", '"1/7/2026"'), "dòng 1: “effective_from”"),
        (RULES.replace("unit =", "unitt ="), "dòng 1: “unit”"),
        (RULES + "thêm = 1\n", "dòng 7"),
        (RULES.replace("working_day", "weeks"), "working_day, day, hour hoặc minute"),
    ],
    "organisation": [
        (sample_province().replace("[[unit]]", "[[units]]", 1), "area, unit hoặc coverage"),
        (sample_province().replace('tier = "', 'tier = "x', 1), "“tier”"),
        (sample_province().replace("name =", "ten =", 1), "“ten”"),
        (sample_province() + "\n[[unit]]\n", "“code”"),
        (sample_province() + "\n[[unit]\n", "TOML viết sai ở dòng"),
        ("area = 5", "dòng 1"),
    ],
    "questions": [
        (QUESTIONS + "{câu hỏi}\n", "dòng 2"),
        ('["câu hỏi"]\n', "dòng 1"),
        ('{"question": "", "article": ""}\n', "dòng 1"),
    ],
}


@pytest.mark.parametrize(("kind", "text", "said"), [(kind, *case) for kind, cases in BROKEN.items() for case in cases])
def test_what_is_wrong_is_said_with_its_line(kind: str, text: str, said: str, tmp_path: Path) -> None:
    result = run(kind, tmp_path, text.encode())
    assert result.exit_code == 1, result.output
    assert said in result.output
    assert "Traceback" not in result.output
    assert isinstance(result.exception, SystemExit)


@pytest.mark.parametrize("kind", FILES)
def test_another_code_than_unicode_is_refused_with_the_line(kind: str, tmp_path: Path) -> None:
    result = run(kind, tmp_path, (FILES[kind][2] + "\n# Nghỉ bù").encode("cp1258", "replace"))
    assert result.exit_code == 1
    assert "dòng" in result.output
    assert "UTF-8" in result.output


def test_a_broken_csv_names_its_line(tmp_path: Path) -> None:
    text = "record,code,name,tier\nunit,u1,Công đoàn,xx\n"
    result = run("organisation", tmp_path, text.encode("utf-8-sig"), "to-chuc.csv")
    assert "Dòng 2, unit “u1”: “tier”" in result.output
    result = run("organisation", tmp_path, b"record,code\nunit," + b"x" * 200_000, "to-chuc.csv")
    assert "CSV viết sai ở dòng" in result.output


@pytest.mark.parametrize("kind", FILES)
def test_damaged_files_never_end_in_a_traceback(kind: str, tmp_path: Path) -> None:
    chance, whole = random.Random(kind), FILES[kind][2].encode()
    for _ in range(25):
        data = bytearray(whole)
        for _ in range(chance.choice((1, 5, 40))):
            data[chance.randrange(len(data))] = chance.choice(b'"=[]\n\x00\xff09-x')
        del data[chance.randrange(len(data)) :]
        result = run(kind, tmp_path, bytes(data))
        assert result.exception is None or isinstance(result.exception, SystemExit), result.exception
