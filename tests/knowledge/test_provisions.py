"""Documents without articles: their own numbering, dashes, letters and rows; and what is issued with a document."""

from __future__ import annotations

import pytest

from knowledge.citations import find_citation
from knowledge.model import Citation, Document, clause_name
from knowledge.parsing.attached import attached_documents
from knowledge.parsing.reading import read_document

PLAN = """LIÊN ĐOÀN LAO ĐỘNG TỈNH A
Số: 5/KH-LĐLĐ
KẾ HOẠCH
Trồng cây năm 2030
Căn cứ Luật Cây; Liên đoàn xây dựng kế hoạch như sau:
I. MỤC ĐÍCH
- Nơi làm việc có bóng mát.
- Người lao động được nghỉ dưới cây.
+ Cả ca đêm.
II. NỘI DUNG
1. Việc chung
a) Chọn cây.
b) Đào hố.
2. Việc cụ thể
STT | Nội dung | Thời gian
1 | Mua cây giống | Quý I
2 | Trồng cây | Quý II
 | dọc hàng rào |
III. TỔ CHỨC THỰC HIỆN
1. Công đoàn cơ sở
Tưới cây mỗi ngày.
Trên đây là kế hoạch trồng cây.
Nơi nhận:
- Như trên;"""


def read(text: str) -> Document:
    return read_document(text.splitlines())[0]


def test_a_plan_by_its_own_numbers() -> None:
    plan = read(PLAN)
    assert (plan.number, plan.part, plan.kind) == ("5/KH-LĐLĐ", "Mục", "plan")
    assert plan.short == "Kế hoạch 5/KH-LĐLĐ"
    assert [(a.number, a.title) for a in plan.articles] == [
        ("I", "MỤC ĐÍCH"),
        ("II.1", "Việc chung"),
        ("II.2", "Việc cụ thể"),
        ("III.1", "Công đoàn cơ sở"),
    ]


def test_dashes_letters_and_rows_are_its_clauses_as_they_stand() -> None:
    first, common, tasks, last = read(PLAN).articles
    assert [(c.number, c.full_text()) for c in first.clauses] == [
        ("-1", "- Nơi làm việc có bóng mát."),
        ("-2", "- Người lao động được nghỉ dưới cây.\n+ Cả ca đêm."),
    ]
    assert [c.number for c in common.clauses] == ["a", "b"]
    assert [(c.number, c.text) for c in tasks.clauses][1:] == [
        ("#1", "1 | Mua cây giống | Quý I"),
        ("#2", "2 | Trồng cây dọc hàng rào | Quý II"),
    ]
    assert last.full_text() == "Tưới cây mỗi ngày."


@pytest.mark.parametrize(
    ("number", "name"),
    [("2", "khoản 2"), ("-3", "gạch đầu dòng thứ 3"), ("#12", "dòng 12"), ("b", "điểm b"), ("a'2", "điểm a")],
)
def test_clauses_have_names(number: str, name: str) -> None:
    assert clause_name(number) == name


@pytest.mark.parametrize("text", ["mục II.2, Kế hoạch 5/KH-LĐLĐ", "muc ii.2 ke hoach 5/kh-ldld", "Mục II.2 5/KH-LĐLĐ"])
def test_a_provision_can_be_cited(text: str) -> None:
    assert find_citation(text, [read(PLAN)]) == Citation("5/KH-LĐLĐ", "II.2")


@pytest.mark.parametrize(
    ("text", "keys"),
    [
        ("1. Một việc:\na) nhỏ.\n2. Hai việc.\n3- Ba việc.\nNơi nhận:", ["1", "2", "3"]),
        (
            "A. Phần một\n1. Việc.\nB. Phần hai\n1. Việc.\n1.1. Việc con.\n1.2. Việc con.\nNơi nhận:",
            ["A.1", "B.1", "B.1.1", "B.1.2"],
        ),
        ("Phần I. Một\n1) Việc.\n2) Việc.\nPhần II. Hai\n1) Việc.\nNơi nhận:", ["I.1", "I.2", "II.1"]),
        ("I- MỘT\n1- Việc\nlời.\n2- Việc\nlời.\nII- HAI\nlời.\nNơi nhận:", ["I.1", "I.2", "II"]),
        ("I/ MỘT\n2024. Năm này.\nII/ HAI\nlời.\nNơi nhận:", ["I", "II"]),
    ],
)
def test_outlines_of_directives_conclusions_and_guidelines(text: str, keys: list[str]) -> None:
    head = "TỈNH ỦY A\nSố 7-CT/TU\nCHỈ THỊ\nvề vườn cây\n"
    assert [a.number for a in read(head + text).articles] == keys


def test_a_paper_without_any_number_is_one_provision() -> None:
    notice = read("SỞ CÂY XANH\nSố: 9/TB-SCX\nTHÔNG BÁO\nVề việc tưới cây\nCăn cứ lịch tưới;\nMai tưới cây.\nTM. SỞ")
    assert (notice.part, [a.number for a in notice.articles]) == ("", ["1"])


def test_a_letter_and_a_broken_law_are_no_outline() -> None:
    assert read("Kính gửi anh chị,\n1. Xin nghỉ một ngày.\n2. Cảm ơn.").articles == ()
    assert read("CHÍNH PHỦ\nSố: 5/2030/NĐ-CP\nNGHỊ ĐỊNH\n1. Lời còn sót của nghị định.").articles == ()


APPENDIX = """CHÍNH PHỦ
Số: 5/2030/NĐ-CP
Chính phủ ban hành Nghị định về cây.
Điều 1. Cây
Cây theo Phụ lục.
Điều 2. Hiệu lực thi hành
Nghị định này có hiệu lực từ ngày 01 tháng 5 năm 2030.
Nơi nhận:
PHỤ LỤC I
DANH MỤC VÙNG CÂY
(Kèm theo Nghị định số 5/2030/NĐ-CP ngày 2 tháng 3 năm 2030)
1. Tỉnh A
- Vùng I, gồm các phường Cam, Chanh.
- Vùng II, gồm các xã còn lại.
2. Tỉnh B
- Vùng III, gồm phường Ổi.
PHỤ LỤC II
CHIỀU CAO CÂY
Năm | Cao
1 | 2 m
2 | 3 m
PHỤ LỤC III
MẪU ĐƠN
Kính gửi: ...................."""


def test_appendices_are_kept_by_sections_and_rows_and_forms_are_left_out() -> None:
    document, _, texts = read_document(APPENDIX.splitlines())
    ((appendix, _),) = attached_documents(document, texts)
    assert (appendix.number, appendix.part, appendix.attached_to) == (
        "5/2030/NĐ-CP (Phụ lục)",
        "Phụ lục",
        "5/2030/NĐ-CP",
    )
    assert [(a.number, a.title) for a in appendix.articles] == [
        ("I, mục 1", "Tỉnh A"),
        ("I, mục 2", "Tỉnh B"),
        ("II", "Chiều cao cây"),
    ]
    assert appendix.articles[0].clauses[0].full_text() == "- Vùng I, gồm các phường Cam, Chanh."
    head, first, second = appendix.articles[2].clauses
    assert [c.number for c in (head, first, second)] == ["#0", "#1", "#2"]
    assert appendix.articles[2].head_of(second) == head
    assert appendix.articles[2].head_of(head) is None
    assert appendix.articles[0].head_of(appendix.articles[0].clauses[0]) is None


def test_a_regulation_or_an_appendix_in_a_file_of_its_own() -> None:
    rules = (
        "QUY CHẾ\nTRỒNG CÂY\n(Ban hành kèm theo Quyết định số 41/2035/QĐ-UBND ngày 2/3/2035)\nĐiều 1. Cây\nTrồng cây."
    )
    assert (read(rules).number, read(rules).attached_to) == ("41/2035/QĐ-UBND (Quy chế)", "41/2035/QĐ-UBND")
    rows = APPENDIX[APPENDIX.index("PHỤ LỤC I") : APPENDIX.index("PHỤ LỤC II")]
    assert (read(rows).number, len(read(rows).articles)) == ("5/2030/NĐ-CP (Phụ lục)", 2)
