"""The commands of staff and operators, as they are typed."""

from __future__ import annotations

import json
import re
from datetime import timedelta
from pathlib import Path

import pyotp
import pytest
from click.testing import CliRunner, Result

from bot.cli import COMMANDS, main
from bot.clock import vietnam_now
from bot.engine.desk_beside import open_desk
from bot.operations import lock
from bot.settings import Settings
from bot.submissions import open_submissions
from feedback.organisation.trial import sample_province
from feedback.sealing import keys

PASSWORD = "bốn từ dễ nhớ"
SECRET = "JBSWY3DPEHPK3PXP" * 2


class Telephones:
    """Everybody's app shows the digits of one secret; each log-in comes half a minute after the one before."""

    def __init__(self) -> None:
        self.now = vietnam_now()

    def log_in(self, password: str = PASSWORD) -> str:
        """What somebody types to log in."""
        self.now += timedelta(seconds=30)
        return f"{password}\n{pyotp.TOTP(SECRET).at(self.now)}\n"


@pytest.fixture
def telephones(monkeypatch: pytest.MonkeyPatch) -> Telephones:
    here = Telephones()
    monkeypatch.setattr("pyotp.random_base32", lambda: SECRET)
    monkeypatch.setattr("bot.commands.log_in.vietnam_now", lambda: here.now)
    return here


@pytest.fixture
def run(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):  # type: ignore[no-untyped-def]
    """Run a command against an own data folder; passwords are typed as input."""
    monkeypatch.setenv("DANBIET_DATA", str(tmp_path / "data"))
    monkeypatch.chdir(tmp_path)
    cheap = keys.Cost(1, 8192)
    monkeypatch.setattr("feedback.assembly.Cost", lambda: cheap)
    monkeypatch.setattr("bot.commands.backup.Cost", lambda: cheap)

    def call(*words: str, typed: str = "", fails: bool = False) -> Result:
        result = CliRunner().invoke(main, list(words), input=typed)
        assert (result.exit_code != 0) is fails, result.output
        return result

    return call


def assist(run, tmp_path: Path, *more: str, typed: str = "") -> tuple[str, str]:  # type: ignore[no-untyped-def]
    (tmp_path / "loi.txt").write_text("Công ty trả lương chậm hai tháng.", encoding="utf-8")
    place = ("--company", "may-anh-duong", "--category", "wage", "--danger", "none", "--concern", "nobody")
    output = run("feedback", "assist", "loi.txt", *place, *more, typed=typed).output
    number, code = re.search(r"KN\d\d-\w{5}", output), re.search(r"(\d{4} ){4}\d{4}", output)
    assert number
    assert code
    return number[0], code[0]


def test_assist_asks_about_danger_and_conflict(run, tmp_path: Path) -> None:  # type: ignore[no-untyped-def]
    run("trial")
    write(tmp_path / "k.txt", "Vừa có người bị máy cuốn tay, máu chảy nhiều!")
    place = ("--company", "may-anh-duong")
    assert "nguy hiểm" in run("feedback", "assist", "k.txt", *place, fails=True).output
    refused = run("feedback", "assist", "k.txt", *place, "--danger", "none", "--concern", "nobody", fails=True).output
    assert "tai nạn" in refused
    run("feedback", "assist", "k.txt", *place, typed="none\nn\nnobody\n")
    assert "khẩn" in run("feedback", "queue", "--unit", "cd-kcn").output
    write(tmp_path / "c.txt", "Chủ tịch công đoàn công ty giữ quỹ công đoàn.")
    refused = run("feedback", "assist", "c.txt", *place, "--danger", "none", "--concern", "nobody", fails=True).output
    assert "công đoàn" in refused
    run("feedback", "assist", "c.txt", *place, "--danger", "none", "--concern", "grassroots")


def test_a_case_from_entry_to_answer(run, tmp_path: Path) -> None:  # type: ignore[no-untyped-def]
    assert "THỬ NGHIỆM" in run("trial").output
    number, _ = assist(run, tmp_path)
    assert number in run("feedback", "queue", "--unit", "cd-kcn").output
    assert "liên quan" in run("feedback", "show", number, fails=True).output
    assert "chậm hai tháng" in run("feedback", "show", number, "--not-involved").output
    run("feedback", "accept", number, "--kind", "petition", "--category", "wage", "--yes")
    run("feedback", "assign", number, "thu-1")
    (tmp_path / "tra-loi.txt").write_text("Nêu\n---\nLàm\n---\nKết quả\n---\nCăn cứ\n---\nTiếp\n", encoding="utf-8")
    assert "đã trả lời" in run("feedback", "answer", number, "tra-loi.txt", "--law", "45/2019/QH14:97").output
    rows = json.loads(run("feedback", "queue", "--unit", "cd-kcn", "--json").stdout)
    assert [r["state"] for r in rows] == ["answered"]


def test_a_refusal_takes_two_people(run, tmp_path: Path) -> None:  # type: ignore[no-untyped-def]
    run("trial")
    number, _ = assist(run, tmp_path)
    run("feedback", "refuse", number, "--code", "N5", "--reason", "Việc riêng.", fails=True)  # nobody asked yet
    run("feedback", "show", number, "--not-involved")
    run("feedback", "refuse", number, "--code", "N5", "--reason", "Việc riêng.")
    run("feedback", "refuse", number, "--confirm", fails=True)
    run("feedback", "show", number, "--not-involved", "--as", "thu-2")
    assert "không tiếp nhận" in run("feedback", "refuse", number, "--confirm", "--as", "thu-2").output


def test_the_rarer_steps(run, tmp_path: Path) -> None:  # type: ignore[no-untyped-def]
    run("trial")
    number, _ = assist(run, tmp_path)
    run("feedback", "accept", number, "--kind", "petition", "--category", "wage", "--yes")
    run("feedback", "assign", number, "thu-1")
    run("feedback", "note", number, "Đã gọi.")
    assert "hạn trả lời mới" in run("feedback", "extend", number, "Chờ số liệu").output
    assert "đối thoại" in run("feedback", "dialogue", number, "--on", "2099-12-01").output
    run("feedback", "result", number, "Đã thỏa thuận.")
    run("feedback", "forward", number, "--to", "Công ty", "--copy", "x", fails=True)
    until = (vietnam_now() + timedelta(days=30)).date().isoformat()
    run("feedback", "hold", number, "Thanh tra", "--until", until)
    run("feedback", "show", number, "--not-involved", "--as", "thu-2")
    run("feedback", "hold", number, "Đồng ý", "--confirm", fails=True)
    run("feedback", "hold", number, "Đồng ý", "--confirm", "--as", "thu-2")
    assert "Liên đoàn" in run("feedback", "escalate", number, "--reason", "Vượt quyền").output
    run("feedback", "export", "--unit", "ldld-tinh", "vu.csv")
    exported = (tmp_path / "vu.csv").read_text(encoding="utf-8-sig")
    assert number in exported
    assert "lương chậm" not in exported


def open_the_intake(tmp_path: Path) -> None:
    """What the end of `danbiet setup` does, without its canary."""
    half = open_submissions(Settings(data=tmp_path / "data"))
    with half.manifest.changing():
        half.org.open_intake()
    half.db.close()


def test_people_with_passwords_leave_trial_mode_out(run, tmp_path: Path, telephones: Telephones) -> None:  # type: ignore[no-untyped-def]
    (tmp_path / "to-chuc.toml").write_text(sample_province(), encoding="utf-8")
    run("org", "import", "to-chuc.toml")
    twice, log_in = f"{PASSWORD}\n{PASSWORD}\n", telephones.log_in
    run("staff", "add", "lan", "--name", "Lan", "--unit", "cd-kcn", "--role", "lead", typed=twice)
    run("staff", "add", "minh", "--name", "M", "--unit", "cd-kcn", "--role", "intake", typed=twice, fails=True)
    add = ("staff", "add", "minh", "--name", "M", "--unit", "cd-kcn", "--role", "intake", "--by", "lan")
    assert "mã dự phòng" in run(*add, typed=f"{log_in()}{twice}").output
    first = run("feedback", "queue", "--as", "minh", typed=log_in()).output
    assert "THỬ NGHIỆM" not in first
    assert SECRET in first
    assert SECRET not in run("feedback", "queue", "--as", "minh", typed=log_in()).output
    wrong = run("feedback", "queue", "--as", "minh", typed=log_in("sai mật khẩu đó"), fails=True).output
    assert "Sai tên" in wrong
    run("feedback", "queue", "--as", "minh", typed=f"{PASSWORD}\n000000\n", fails=True)
    run("trial", fails=True)
    new = "một mật khẩu khác"
    run("staff", "password", "minh", typed=f"{log_in()}{new}\n{new}\n")
    run("feedback", "queue", "--as", "minh", typed=log_in(new))
    assert "khóa lại" in run("staff", "remove", "minh", "--by", "lan", typed=log_in()).output
    assert "minh" not in run("staff", "list").output


def test_an_office_takes_many_lines_after_one_log_in(run, tmp_path: Path, telephones: Telephones) -> None:  # type: ignore[no-untyped-def]
    run("org", "import", write(tmp_path / "o.toml", sample_province()))
    twice = f"{PASSWORD}\n{PASSWORD}\n"
    run("staff", "add", "lan", "--name", "Lan", "--unit", "cd-kcn", "--role", "lead", typed=twice)
    run("staff", "add", "tam", "--name", "Tam", "--unit", "ldld-tinh", "--role", "lead", typed=twice)
    open_the_intake(tmp_path)
    number, _ = assist(run, tmp_path, "--as", "lan", typed=telephones.log_in())
    lines = (
        f'feedback show {number} --not-involved\nfeedback note {number} "Đã gọi."\n\n# xong\nthoat\nfeedback queue\n'
    )
    output = run("office", "--as", "lan", typed=telephones.log_in() + lines).output
    assert "chậm hai tháng" in output
    failed = run("office", "--as", "lan", typed=f"{telephones.log_in()}feedback show KN26-XXXXX\norg list", fails=True)
    assert "không có khóa" in failed.output
    telephones.now += timedelta(minutes=1)
    run("office", "--as", "lan", typed="sai mật khẩu đó\n123456\n", fails=True)


def test_custodians_backup_and_restore(run, tmp_path: Path, telephones: Telephones) -> None:  # type: ignore[no-untyped-def]
    run("org", "import", write(tmp_path / "o.toml", sample_province()))
    twice = f"{PASSWORD}\n{PASSWORD}\n"
    for login in ("an", "binh", "chi"):
        by = ("--by", "an") if login != "an" else ()
        words = ("staff", "add", login, "--name", login, "--unit", "ldld-tinh-giu-danh-tinh", "--role", "custodian")
        run(*words, *by, typed=(telephones.log_in() if by else "") + twice)
    run("backup", "b", fails=True)
    run("custodians", "set", "an", "binh", "chi")
    assert "Dấu vân tay" in run("custodians", "kit", "kit.danbiet-backup").output
    drill = ("custodians", "drill", "--custodian", "an", "chi")
    assert "Dấu vân tay" in run(*drill, typed=telephones.log_in() + telephones.log_in()).output
    beside = lay_beside(tmp_path / "data")
    file = run("backup", "b").stdout.strip()
    both = f"{PASSWORD}\n{PASSWORD}\n"
    run("restore", file, "moi", "--custodian", "an", "chi", typed=both)
    assert (tmp_path / "moi" / "feedback.db").stat().st_size
    assert {path.name for path in (tmp_path / "moi").iterdir()} == {"feedback.db", "desk.db", *beside}
    for name, content in beside.items():
        assert (tmp_path / "moi" / name).read_bytes() == content
    key = (tmp_path / "data" / "keys" / "bot.key").read_text(encoding="ascii").strip()
    kept = open_desk(Settings(data=tmp_path / "moi", key=key)).open()
    assert [question.question for question in kept] == ["nghỉ lễ được mấy ngày"]
    assert not list((tmp_path / "data").glob(".copying*"))
    run("restore", file, "moi", "--custodian", "an", "chi", typed=both, fails=True)


def lay_beside(data: Path) -> dict[str, bytes]:
    """What else the place wrote into its data folder. The older question would outlive its 90 days in a backup."""
    desk, today = open_desk(Settings(data=data)), vietnam_now().date()
    desk.add("lương làm đêm tính sao", "unanswered", today - timedelta(days=61))
    desk.add("nghỉ lễ được mấy ngày", "unanswered", today - timedelta(days=1))
    for name in ("bot.db", "push.db", "counts.db"):  # what is on its way, and what was promised to stand in no backup
        (data / name).touch()
    beside = {"questions.jsonl": b"{}\n", "hotlines.toml": b"# none\n", "emblem.png": b"\x89PNG"}
    for name, content in beside.items():
        (data / name).write_bytes(content)
    return beside


def test_the_organisation_round_trips_and_explains(run, tmp_path: Path) -> None:  # type: ignore[no-untyped-def]
    run("org", "import", write(tmp_path / "o.toml", sample_province()))
    assert run("org", "export").stdout == sample_province()
    run("org", "export", "--csv", "o.csv")
    run("org", "import", "o.csv")
    assert run("org", "export").stdout == sample_province()
    assert (
        "Vòng lặp"
        in run(
            "org",
            "check",
            write(
                tmp_path / "x.toml",
                sample_province().replace(
                    'kind = "general_confederation"', 'kind = "general_confederation"\nparent = "cd-kcn"'
                ),
            ),
            fails=True,
        ).output
    )
    assert "chưa có nơi nhận" in run("org", "route", fails=True).output.lower()
    run("trial")
    output = run("org", "route", "--place", "company=may-anh-duong", "--category", "wage").output
    assert "4. Địa bàn, khu công nghiệp, ngành: cd-kcn" in output
    assert "Nơi nhận: Công đoàn các khu công nghiệp tỉnh" in output


def test_the_clock_by_hand(run, tmp_path: Path) -> None:  # type: ignore[no-untyped-def]
    run("trial")
    number, _ = assist(run, tmp_path)
    refused = run("clock", "run", "--now", "2099-01-05 08:00", fails=True).output
    assert "bản sao" in refused.lower()
    with lock.hold(tmp_path / "data" / "serve.lock"):
        assert "đang được" in run("clock", "run", "--copy", "--now", "2099-01-05 08:00", fails=True).output
    output = run("clock", "run", "--copy", "--now", "2099-01-05 08:00").output
    assert "không xử lý được: 0" in output
    assert number
    holiday = '[[holiday]]\nday = 2027-02-12\nname = "Nghỉ bù"\nsource = "QĐ"\n'
    assert "1 ngày" in run("clock", "holidays", write(tmp_path / "h.toml", holiday)).output


def write(path: Path, text: str) -> str:
    path.write_text(text, encoding="utf-8")
    return str(path)


@pytest.mark.parametrize("name", ["backup", "clock", "custodians", "feedback", "org", "restore", "staff", "trial"])
def test_every_command_has_help_with_an_example(name: str) -> None:
    assert name in COMMANDS
    output = CliRunner().invoke(main, [name, "--help"]).output
    assert "Ví dụ: danbiet" in output


def test_after_the_set_up_nobody_changes_people_or_units_without_a_log_in(  # type: ignore[no-untyped-def]
    run, tmp_path: Path, telephones: Telephones
) -> None:
    tree, twice, log_in = write(tmp_path / "o.toml", sample_province()), f"{PASSWORD}\n{PASSWORD}\n", telephones.log_in
    run("org", "import", tree)
    run("staff", "add", "tam", "--name", "T", "--unit", "ldld-tinh", "--role", "lead", typed=twice)
    open_the_intake(tmp_path)
    add = ("staff", "add", "lan", "--name", "L", "--unit", "cd-kcn", "--role", "lead")
    assert "người phụ trách" in run(*add, typed=twice, fails=True).output
    assert "quản trị" in run("org", "import", tree, fails=True).output
    run(*add, "--by", "tam", typed=log_in() + twice)
    run("org", "import", tree, "--by", "tam", typed=log_in())
    run("staff", "posts", "lan", "--also", "cd-an-thuong", "--by", "tam", typed=log_in())
    assert "kiêm nhiệm: cd-an-thuong" in run("staff", "list").output


def test_a_lead_sees_and_confirms_what_waits(run, tmp_path: Path, telephones: Telephones) -> None:  # type: ignore[no-untyped-def]
    run("org", "import", write(tmp_path / "o.toml", sample_province()))
    twice, log_in = f"{PASSWORD}\n{PASSWORD}\n", telephones.log_in
    run("staff", "add", "lan", "--name", "Lan", "--unit", "cd-kcn", "--role", "lead", typed=twice)
    run("staff", "add", "tam", "--name", "Tam", "--unit", "ldld-tinh", "--role", "lead", typed=twice)
    shown = run("staff", "pending", "--as", "lan", typed=log_in()).output
    assert re.search(r"unit ldld-tinh: Liên đoàn .*dấu vân tay ([0-9a-f]{4} ?){8}", shown)
    run("staff", "confirm", "unit ldld-tinh", "--as", "lan", typed=f"{log_in()}y\n")
    assert "Không có khóa nào" in run("staff", "pending", "--as", "lan", typed=log_in()).output


def test_a_forgotten_password_by_command(run, tmp_path: Path, telephones: Telephones) -> None:  # type: ignore[no-untyped-def]
    run("org", "import", write(tmp_path / "o.toml", sample_province()))
    twice, log_in, new = f"{PASSWORD}\n{PASSWORD}\n", telephones.log_in, "bốn từ khác hẳn"
    run("staff", "add", "lan", "--name", "Lan", "--unit", "cd-kcn", "--role", "lead", typed=twice)
    run("staff", "add", "tam", "--name", "Tam", "--unit", "ldld-tinh", "--role", "lead", typed=twice)
    output = run("staff", "reset", "lan", "--by", "tam", typed=f"{log_in()}{new}\n{new}\n").output
    assert "danbiet staff renew-unit" in output
    renew = ("staff", "renew-unit", "cd-kcn", "lan", "--by", "tam")
    assert "0 vụ còn chờ" in run(*renew, typed=log_in() + log_in(new)).output
    assert "chưa có khóa" not in run("staff", "list").output
