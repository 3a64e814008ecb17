"""The `danbiet knowledge` commands as an operator uses them."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from bot.cli import main

DECREE = """CHÍNH PHỦ
Số: 8/2030/NĐ-CP
Hà Nội, ngày 02 tháng 3 năm 2020
Chính phủ ban hành Nghị định về vườn cây.
Điều 1. Phạm vi
Nghị định này nói về vườn cây ở nơi làm việc, người trồng cây, người tưới cây và người hái quả trong vườn ấy.
Điều 2. Tưới cây
1. Tưới sáng trước giờ làm việc, trừ:
a) ngày mưa;
đ) ngày nghỉ.
2. Tưới chiều sau giờ làm việc.
Điều 4. Hiệu lực thi hành
Nghị định này có hiệu lực thi hành từ ngày 01 tháng 5 năm 2020./.
"""

Run = Callable[..., Result]


@pytest.fixture
def run(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Run:
    monkeypatch.setenv("DANBIET_DATA", str(tmp_path / "data"))
    return lambda *words: CliRunner().invoke(main, ["knowledge", *map(str, words)])


@pytest.fixture
def decree(tmp_path: Path) -> Path:
    path = tmp_path / "decree.txt"
    path.write_text(DECREE, encoding="utf-8")
    return path


def test_import_reports_on_stdout_and_progress_on_stderr(run: Run, decree: Path) -> None:
    result = run("import", decree)
    assert result.exit_code == 0
    assert "Đã nhập: 8/2030/NĐ-CP – Nghị định về vườn cây" in result.stdout
    assert "3 điều, chưa đủ văn bản, hiệu lực từ 01/05/2020" in result.stdout
    assert "Thiếu Điều 3: hãy" in result.stdout
    assert result.stderr == "[1/1] decree.txt\n"


def test_a_refused_file_ends_with_status_1_and_the_others_are_taken(run: Run, decree: Path, tmp_path: Path) -> None:
    empty = tmp_path / "empty.docx"
    empty.touch()
    result = run("import", empty, decree)
    assert result.exit_code == 1
    assert "Tệp rỗng: hãy tải lại" in result.stdout
    assert "1 văn bản, 1 tệp không nhập được" in result.stdout
    assert [d["document"] for d in listed(run) if d["source"] == "official"] == ["8/2030/NĐ-CP"]


def listed(run: Run) -> list[dict[str, object]]:
    documents = json.loads(run("list", "--json").stdout)
    assert isinstance(documents, list)
    return documents


def test_list_shows_handbook_and_imported_documents(run: Run, decree: Path) -> None:
    run("import", decree, "--expires", "2021-01-01")
    documents = listed(run)
    assert {d["source"] for d in documents} == {"handbook", "official"}
    assert len({d["document"] for d in documents}) == len(documents)
    assert documents[-1] == {
        "document": "8/2030/NĐ-CP",
        "title": "Nghị định về vườn cây",
        "articles": 3,
        "in_force": False,
        "effective_on": "2020-05-01",
        "expires_on": "2021-01-01",
        "sources": {"official": 3},
        "source": "official",
        "part": "Điều",
    }
    assert "Nguyên văn: 3 điều, hiệu lực từ 01/05/2020, hết hiệu lực từ 01/01/2021" in run("list").stdout


@pytest.mark.parametrize(
    ("place", "shown", "hidden"),
    [
        ("Điều 2 8/2030/NĐ-CP", "2. Tưới chiều", "vườn cây ở nơi"),
        ("khoan 1 dieu 2 nghi dinh 8", "đ) ngày nghỉ.", "Tưới chiều"),
        ("điểm đ khoản 1 Điều 2 nghị định 8/2030", "đ) ngày nghỉ.", "ngày mưa"),
    ],
)
def test_show_prints_the_place_that_is_named(run: Run, decree: Path, place: str, shown: str, hidden: str) -> None:
    run("import", decree)
    result = run("show", place)
    assert result.exit_code == 0
    assert "Nguyên văn" in result.stdout
    assert shown in result.stdout
    assert hidden not in result.stdout


def test_show_reads_the_handbook_without_any_import(run: Run) -> None:
    result = run("show", "Điều 63 Bộ luật Lao động")
    assert result.exit_code == 0
    assert result.stdout.startswith("Nói dễ hiểu\nĐiều 63 45/2019/QH14")


@pytest.mark.parametrize(
    ("place", "words"),
    [
        ("vườn cây", "Hãy viết như"),
        ("Điều 9 8/2030/NĐ-CP", "Chưa có Điều 9"),
        ("khoản 7 Điều 2 nghị định 8", "Chưa có khoản 7"),
    ],
)
def test_show_says_what_to_do_when_there_is_nothing(run: Run, decree: Path, place: str, words: str) -> None:
    run("import", decree)
    result = run("show", place)
    assert result.exit_code == 1
    assert words in result.stderr


def test_check_lists_holes_ended_documents_and_missing_amendments(run: Run, decree: Path, tmp_path: Path) -> None:
    assert "Chưa nhập văn bản chính thức nào" in run("check").stdout
    folder = tmp_path / "8-2030-ND-CP"
    folder.mkdir()
    decree.rename(folder / "text.txt")
    meta = {"so_hieu": "8/2030/NĐ-CP", "ngay_het_hieu_luc": "2021-01-01", "sua_doi_boi": ["9/2020/NĐ-CP"]}
    (folder / "meta.json").write_text(json.dumps(meta), encoding="utf-8")
    run("import", folder)
    assert run("check").stdout.splitlines() == [
        "8/2030/NĐ-CP: thiếu Điều 3. Hãy nhập bản đầy đủ hơn.",
        "8/2030/NĐ-CP: hết hiệu lực từ 01/01/2021. Vẫn giữ để tra cứu; câu trả lời sẽ nói rõ.",
        "8/2030/NĐ-CP: được sửa bởi 9/2020/NĐ-CP nhưng chưa có nguyên văn. Hãy nhập văn bản đó hoặc bản hợp nhất.",
    ]


PLAN = """LIÊN ĐOÀN LAO ĐỘNG TỈNH A
Số: 5/KH-LĐLĐ
KẾ HOẠCH
Trồng cây ở nơi làm việc trong năm nay
Căn cứ Luật Cây, Liên đoàn Lao động tỉnh xây dựng kế hoạch trồng cây ở nơi làm việc như sau:
I. MỤC ĐÍCH
- Nơi làm việc nào cũng có bóng mát cho người lao động nghỉ giữa ca và chờ xe đưa đón.
II. NỘI DUNG
1. Mua cây giống
2. Trồng cây
- Trồng dọc hàng rào, mỗi tổ sản xuất nhận một hàng và tưới trước giờ làm.
Nơi nhận:
"""


def test_a_plan_is_imported_listed_shown_and_checked_by_its_own_numbers(run: Run, tmp_path: Path) -> None:
    (tmp_path / "plan.txt").write_text(PLAN, encoding="utf-8")
    result = run("import", tmp_path / "plan.txt")
    assert "Đã nhập: 5/KH-LĐLĐ – Kế hoạch Trồng cây ở nơi làm việc trong năm nay" in result.stdout
    assert "3 mục, không thấy thiếu (chưa có bản mẫu để đối chiếu)" in result.stdout
    shown = run("show", "mục II.2 kế hoạch 5/KH-LĐLĐ")
    assert shown.exit_code == 0
    assert "Mục II.2, Kế hoạch 5/KH-LĐLĐ" in shown.stdout
    assert "- Trồng dọc hàng rào" in shown.stdout
    assert "không thiếu điều" in run("check").stdout


def test_a_dry_run_says_so_and_a_folder_names_what_it_leaves_aside(run: Run, decree: Path) -> None:
    (decree.parent / "sums.xyz").write_text("1", encoding="utf-8")
    result = run("import", "--dry-run", decree.parent)
    assert "Sẽ nhập: 8/2030/NĐ-CP" in result.stdout
    assert f"Bỏ qua: {decree.parent / 'sums.xyz'}" in result.stdout
    assert "chưa ghi gì" in result.stdout
    assert "8/2030/NĐ-CP" not in {d["document"] for d in listed(run)}


def test_what_was_issued_with_a_text_and_is_missing_is_named(run: Run, tmp_path: Path) -> None:
    (tmp_path / "without.txt").write_text(
        "CHÍNH PHỦ\nSố: 5/2030/NĐ-CP\nHà Nội, ngày 2 tháng 3 năm 2030\nChính phủ ban hành Nghị định về cây.\n"
        "Điều 1. Cây\nDanh mục cây tại Phụ lục I kèm theo Nghị định này.\nĐiều 2. Hiệu lực thi hành\n"
        "Nghị định này có hiệu lực thi hành từ ngày 01 tháng 5 năm 2030.\n"
        "Các Bộ trưởng chịu trách nhiệm thi hành Nghị định này.\nNơi nhận:\n",
        encoding="utf-8",
    )
    result = run("import", tmp_path / "without.txt")
    assert "2 điều, không thấy thiếu điều nào, còn thiếu phần kèm theo" in result.stdout
    assert "Thiếu Phụ lục I kèm theo văn bản" in result.stdout


@pytest.mark.parametrize(
    ("end", "words"),
    [
        ("Các Bộ trưởng chịu trách nhiệm thi hành Nghị định này.\nNơi nhận:\n", "không thấy thiếu (chưa có bản mẫu"),
        ("", "chưa rõ đủ hay chưa"),
    ],
)
def test_a_text_without_a_copy_to_compare_is_never_called_whole(run: Run, tmp_path: Path, end: str, words: str) -> None:
    (tmp_path / "new.txt").write_text(
        "CHÍNH PHỦ\nSố: 5/2030/NĐ-CP\nHà Nội, ngày 2 tháng 3 năm 2030\nChính phủ ban hành Nghị định về cây.\n"
        "Điều 1. Cây\nCây trồng ở nơi làm việc.\nĐiều 2. Hiệu lực thi hành\n"
        f"Nghị định này có hiệu lực thi hành từ ngày 01 tháng 5 năm 2030.\n{end}",
        encoding="utf-8",
    )
    result = run("import", tmp_path / "new.txt")
    assert f"2 điều, {words}" in result.stdout
    assert "đủ văn bản" not in result.stdout


def test_remove(run: Run, decree: Path) -> None:
    run("import", decree)
    assert run("remove", "8/2030/nđ-cp").stdout == "Đã xóa 8/2030/NĐ-CP khỏi kho.\n"
    again = run("remove", "8/2030/NĐ-CP")
    assert again.exit_code == 1
    assert "Trong kho không có" in again.stderr


def test_an_empty_folder_and_a_number_for_many_files(run: Run, decree: Path, tmp_path: Path) -> None:
    (tmp_path / "nothing").mkdir()
    assert "Không thấy tệp" in run("import", tmp_path / "nothing").stderr
    assert "nhập từng tệp một" in run("import", decree, decree, "--number", "1/2030/NĐ-CP").stderr


def test_show_tells_of_amendments(run: Run, decree: Path, tmp_path: Path) -> None:
    folder = tmp_path / "8-2030-ND-CP"
    folder.mkdir()
    decree.rename(folder / "text.txt")
    amended = ["9/2031/NĐ-CP (bãi bỏ Điều 2, 2031-01-01)", "7/2032/NĐ-CP"]
    meta = {"so_hieu": "8/2030/NĐ-CP", "sua_doi_boi": amended}
    (folder / "meta.json").write_text(json.dumps(meta), encoding="utf-8")
    run("import", folder)
    shown = run("show", "Điều 2 nghị định 8").stdout
    assert "Đã được sửa bởi 9/2031/NĐ-CP từ 01/01/2031 (chưa có nguyên văn phần sửa)." in shown
    assert "Văn bản này đã được sửa bởi 7/2032/NĐ-CP" in shown
