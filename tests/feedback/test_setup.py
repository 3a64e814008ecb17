"""From an empty folder to a union that can receive, by the commands of the README, and what doctor says of it."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from bot.cli import main
from bot.clock import vietnam_now
from bot.operations.union_check import findings, lacking
from bot.settings import Settings
from bot.submissions import open_submissions
from feedback.assembly import Feedback
from feedback.model.draft import Draft
from feedback.sealing import keys
from tests.feedback.real_union import give_heads, real_union, session
from tests.feedback.union import COMPANY, MONDAY, trial_union

ROOT = Path(__file__).parents[2]
PASSWORD = "bốn từ dễ nhớ"
Run = Callable[..., Result]


@pytest.fixture
def run(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Run:
    monkeypatch.setenv("DANBIET_DATA", str(tmp_path / "data"))
    monkeypatch.chdir(tmp_path)
    cheap = keys.Cost(1, 8192)
    monkeypatch.setattr("feedback.assembly.Cost", lambda: cheap)
    for sample, name in (("sample_province.toml", "to-chuc.toml"), ("sample_people.toml", "can-bo.toml")):
        (tmp_path / name).write_bytes((ROOT / "feedback" / "data" / sample).read_bytes())

    def call(*words: str, typed: str = "") -> Result:
        return CliRunner().invoke(main, list(words), input=typed)

    return call


def half_of(tmp_path: Path) -> Feedback:
    return open_submissions(Settings(data=tmp_path / "data"))


def passwords(tmp_path: Path) -> str:
    return f"{PASSWORD}\n{PASSWORD}\n" * (tmp_path / "can-bo.toml").read_text("utf-8").count("[[person]]")


def test_the_block_of_the_readme_makes_a_union_that_receives(run: Run, tmp_path: Path) -> None:
    text = (ROOT / "docs" / "operations.md").read_text("utf-8").split("## Kiến nghị: từ chạy thử đến làm thật")[1]
    lines = re.findall(r"^\.venv/bin/danbiet (.+)$", text.split("```")[1], flags=re.MULTILINE)
    assert lines[0].startswith("setup ")
    (tmp_path / "usb").mkdir()
    for line in lines:
        words = line.replace("/mnt", str(tmp_path)).split()
        result = run(*words, typed=passwords(tmp_path) if words[0] == "setup" else "")
        assert result.exit_code == 0, result.output
    assert list((tmp_path / "sao-luu").glob("*.danbiet-backup"))
    half = half_of(tmp_path)
    assert half.house.is_open()
    assert half.submissions.submit(Draft("Thật.", place=COMPANY), half.submissions.new_code(), vietnam_now()).public_no
    said = [f for f in findings(half, vietnam_now()) if f.ok is False]
    assert said == []


def test_the_set_up_leaves_no_case_and_a_sealed_kit(run: Run, tmp_path: Path) -> None:
    result = run("setup", "to-chuc.toml", "can-bo.toml", "--kit", "kit", typed=passwords(tmp_path))
    assert result.exit_code == 0, result.output
    assert "Vụ thử không để lại gì" in result.output
    assert re.search(r"([0-9a-f]{4} ){7}[0-9a-f]{4}", result.output)
    half = half_of(tmp_path)
    assert half.db.value("SELECT COUNT(*) FROM submission") == 0
    assert (tmp_path / "kit").stat().st_mode & 0o077 == 0
    key = (tmp_path / "data" / "keys" / "bot.key").read_text().strip()
    assert bytes.fromhex(key) not in (tmp_path / "kit").read_bytes()
    assert half.people.unconfirmed(vietnam_now()) == {}
    assert "intake_opened" in {row["kind"] for row in half.acts.all()}
    assert "đã mở" in run("setup", "to-chuc.toml", "can-bo.toml", "--kit", "kit").output


@pytest.mark.parametrize(
    ("without", "word"),
    [("ldld-tinh-ubkt", "cấp trên"), ("supervisor", "ủy ban kiểm tra"), ("giu-3", "ba người")],
    ids=["board of the province left", "no board", "two custodians"],
)
def test_what_is_missing_is_said_and_the_intake_stays_shut(run: Run, tmp_path: Path, without: str, word: str) -> None:
    blocks = (tmp_path / "can-bo.toml").read_text("utf-8").split("[[person]]")
    kept = [b for b in blocks if f'"{without}"' not in b]
    if without == "ldld-tinh-ubkt":  # a chain without its top: nobody takes over from the province
        kept = [b for b in blocks if '"tld"' not in b]
    (tmp_path / "can-bo.toml").write_text("[[person]]".join(kept), "utf-8")
    result = run("setup", "to-chuc.toml", "can-bo.toml", "--kit", "kit", typed=passwords(tmp_path))
    assert result.exit_code == 1
    assert word in result.output
    assert not half_of(tmp_path).house.is_open()


def test_a_set_up_that_was_interrupted_goes_on(run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    whole = (tmp_path / "can-bo.toml").read_text("utf-8")
    first = run("setup", "to-chuc.toml", "can-bo.toml", "--kit", "kit", typed=f"{PASSWORD}\n{PASSWORD}\n")
    assert first.exit_code == 1  # the input ended at the second person
    secret = "JBSWY3DPEHPK3PXP" * 2
    monkeypatch.setattr("pyotp.random_base32", lambda: secret)
    import pyotp

    known = f"{PASSWORD}\n{pyotp.TOTP(secret).at(vietnam_now())}\n"
    rest = f"{PASSWORD}\n{PASSWORD}\n" * (whole.count("[[person]]") - 1)
    again = run("setup", "to-chuc.toml", "can-bo.toml", "--kit", "kit", typed=known + rest)
    assert again.exit_code == 0, again.output
    assert half_of(tmp_path).house.is_open()


def test_doctor_names_what_was_changed_past_the_verbs() -> None:
    half = real_union()
    half.db.run("UPDATE unit SET parent = 'cd-an-thuong' WHERE code = 'cd-kcn'")
    [only] = list(findings(half, MONDAY))
    assert only.ok is False
    assert "unit cd-kcn" in only.text


def test_doctor_is_content_with_a_whole_union_and_says_trial() -> None:
    half = real_union()
    assert set(half.house.readiness(MONDAY).headless_boards) == {"ldld-tinh-ubkt", "tld-ubkt"}
    assert "không ai đóng được" in "".join(f.text for f in findings(half, MONDAY) if f.ok is False)
    give_heads(half)
    assert [f.text for f in findings(half, MONDAY) if f.ok is False] == []
    assert any("Dấu vân tay" in f.text for f in findings(half, MONDAY))
    trial = list(findings(trial_union(), MONDAY))
    assert any("thử nghiệm" in f.text for f in trial)
    assert lacking(half.house.readiness(MONDAY)) == []


def test_doctor_names_who_waits_and_whose_key_is_lost() -> None:
    half = real_union()

    half.keyring.rotate("ldld-tinh", session(half, "tinh-lanh-dao"), MONDAY)
    half.keyring.remove_person(session(half, "xa-lanh-dao").member, {}, MONDAY)
    said = " ".join(f.text for f in findings(half, MONDAY) if f.ok is False)
    assert "cd-kcn chờ xác nhận: unit ldld-tinh" in said
    assert "cd-an-thuong: không còn ai mở được khóa" in said
