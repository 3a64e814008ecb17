"""From plain lines to articles: the traps of real files, each with a small text of our own."""

import unicodedata

import pytest

from knowledge.model import Clause, Point
from knowledge.parsing.parse import parse_articles


def parse(text: str):  # type: ignore[no-untyped-def]
    return parse_articles(text.strip().splitlines())


def numbers(text: str) -> list[str]:
    return [a.number for a in parse(text).articles]


GARDEN = """
QUỐC HỘI
LUẬT
VƯỜN CÂY
Chương I
QUY ĐỊNH CHUNG
Điều 1. Phạm vi
Luật này nói về vườn cây.
Điều 2. Người trồng
Người trồng có quyền:
1. Hái quả, trừ các trường hợp:
a) quả xanh;
đ) quả của người khác.
2. Nghỉ trưa.
Chương II
TƯỚI CÂY, CHĂM CÂY,
HÁI QUẢ
Mục 1
TƯỚI SÁNG
Tiểu mục 1. BẰNG TAY
Điều 3. Giờ tưới
Tưới lúc 6 giờ.
Mục 2. TƯỚI CHIỀU
Điều 4. Hiệu lực thi hành
Luật này có hiệu lực từ ngày 01 tháng 01 năm 2030./.
Nơi nhận: mọi người.
"""


def test_articles_clauses_and_points() -> None:
    article = parse(GARDEN).articles[1]
    assert (article.number, article.title) == ("2", "Người trồng")
    assert article.clauses == (
        Clause(None, "Người trồng có quyền:"),
        Clause("1", "Hái quả, trừ các trường hợp:", (Point("a", "quả xanh;"), Point("đ", "quả của người khác."))),
        Clause("2", "Nghỉ trưa."),
    )


def test_chapter_and_section_belong_to_the_articles_below_them() -> None:
    places = [(a.chapter, a.section) for a in parse(GARDEN).articles]
    assert places == [
        ("Chương I QUY ĐỊNH CHUNG", ""),
        ("Chương I QUY ĐỊNH CHUNG", ""),
        ("Chương II TƯỚI CÂY, CHĂM CÂY, HÁI QUẢ", "Mục 1 TƯỚI SÁNG / Tiểu mục 1. BẰNG TAY"),
        ("Chương II TƯỚI CÂY, CHĂM CÂY, HÁI QUẢ", "Mục 2. TƯỚI CHIỀU"),
    ]


def test_what_follows_the_last_article_is_not_part_of_it() -> None:
    parsed = parse(GARDEN)
    assert parsed.articles[-1].full_text() == "Luật này có hiệu lực từ ngày 01 tháng 01 năm 2030./."
    assert parsed.closing == ("Nơi nhận: mọi người.",)
    assert parsed.preamble == ("QUỐC HỘI", "LUẬT", "VƯỜN CÂY")


def test_lettered_articles_and_clauses_follow_their_number() -> None:
    text = "Điều 7. Một\n1. Xét:\n1a. Thêm.\n2. Hết.\nĐiều 7a. Hai\nx\nĐiều 7b. Ba\ny\nĐiều 8. Bốn\nz"
    assert numbers(text) == ["7", "7a", "7b", "8"]
    assert [c.number for c in parse(text).articles[0].clauses] == ["1", "1a", "2"]


@pytest.mark.parametrize(
    "line",
    [
        "Điều 2 của Luật này cũng áp dụng.",
        "Điều 2, Điều 3 và Điều 4.",
        "Điều 9. Quá xa",
        "theo Điều 2. của Luật",
        "“Điều 2. Trích trong ngoặc kép",
        '"Điều 2. Trích trong ngoặc thẳng',
    ],
)
def test_only_the_next_number_at_a_line_start_begins_an_article(line: str) -> None:
    assert numbers(f"Điều 1. Một\nXem quy định sau:\n{line}\nĐiều 2. Thật\nx") == ["1", "2"]


def test_articles_quoted_by_an_amending_law_stay_inside_its_article() -> None:
    text = """
Điều 1. Sửa đổi, bổ sung một số điều của Luật Vườn cây
1. Sửa đổi Điều 2 như sau:
“Điều 2. Người trồng mới
1. Người trồng nghỉ sáng.
2. Người trồng nghỉ chiều.
Điều 2. Câu này vẫn trong ngoặc.”.
2. Bãi bỏ Điều 3.
Điều 2. Hiệu lực thi hành
Từ năm 2031.
"""
    articles = parse(text).articles
    assert [a.number for a in articles] == ["1", "2"]
    assert [c.number for c in articles[0].clauses] == ["1", "2"]
    assert "Người trồng nghỉ chiều." in articles[0].clauses[0].text
    assert articles[1].title == "Hiệu lực thi hành"


def test_a_quotation_mark_that_is_never_closed_does_not_swallow_the_rest() -> None:
    assert numbers("Điều 1. Một\n“Câu bỏ ngỏ.\nĐiều 2. Hai\nx\nĐiều 3. Ba\ny") == ["1", "2", "3"]


def test_lost_articles_are_holes_and_a_text_may_begin_later() -> None:
    parsed = parse("Điều 102. A\nx\nĐiều 103. B\ny\nĐiều 106. C\nz")
    assert [a.number for a in parsed.articles] == ["102", "103", "106"]
    assert parsed.holes == ("104", "105")


def test_hard_wraps_are_joined() -> None:
    article = parse("Điều 1. Việc tưới\ncây buổi sáng\n1. Người trồng phải\ntưới cây mỗi\nngày.").articles[0]
    assert article.title == "Việc tưới cây buổi sáng"
    assert article.clauses == (Clause("1", "Người trồng phải tưới cây mỗi ngày."),)


@pytest.mark.parametrize("heading", ["Chương V", "Mục 1", "Phần thứ hai"])
def test_a_chapter_named_mid_sentence_is_text(heading: str) -> None:
    article = parse(f"Điều 1. Một\nViệc này theo quy định tại\n{heading}\ncủa Luật này.\nĐiều 2. Hai\nx").articles[1]
    assert (article.chapter, article.section) == ("", "")


def test_footnote_marks_are_dropped() -> None:
    article = parse("Điều 1.[1] Vườn[12]\n1.2 Vườn là nơi trồng cây[3].\n2. Hết.").articles[0]
    assert article.title == "Vườn"
    assert article.clauses == (Clause("1", "Vườn là nơi trồng cây."), Clause("2", "Hết."))


def test_numbers_that_are_not_clauses() -> None:
    article = parse("Điều 1. Tiền\n1. Phạt từ\n1.500.000 đồng.\n2030. Năm.\n2. Hết.").articles[0]
    assert [c.number for c in article.clauses] == ["1", "2"]


def test_a_clause_that_lost_its_stop_is_one_when_the_next_follows() -> None:
    article = parse("Điều 1. Cây\n1 Trồng cây.\n2. Tưới cây:\n3 Hái quả.\n4. Hết.\n5 Không phải khoản.").articles[0]
    assert [c.number for c in article.clauses] == ["1", "2", "3", "4"]


def test_table_rows_stay_readable() -> None:
    article = parse("Điều 1. Mức\n1. Theo bảng:\nVùng | Mức\nI | 5 đồng\n2. Hết.").articles[0]
    assert article.clauses[0].text == "Theo bảng:\nVùng | Mức\nI | 5 đồng"


def test_one_spelling_for_letters_and_spaces() -> None:
    text = unicodedata.normalize("NFD", "Điều 1. Tưới\u00a0cây").replace("Đ", "Ð") + "\nCây\u00ad  xanh."
    article = parse(text).articles[0]
    assert (article.title, article.full_text()) == ("Tưới cây", "Cây xanh.")


def test_a_table_of_contents_is_not_the_law() -> None:
    contents = "Điều 1. Một\nĐiều 2. Hai\nĐiều 3. Ba\n"
    body = "Điều 1. Một\nA.\nĐiều 2. Hai\nB.\nĐiều 3. Ba\nC.\n"
    for text in (contents + body, body + "MỤC LỤC\n" + contents):
        assert [a.full_text() for a in parse(text).articles] == ["A.", "B.", "C."]


def test_a_sentence_on_the_heading_line_is_text_and_not_a_title() -> None:
    article = parse("Điều 1. Mọi người đều được nghỉ trưa.\nĐiều 2. Hai\nx").articles[0]
    assert (article.title, article.full_text()) == ("", "Mọi người đều được nghỉ trưa.")


def test_points_in_the_vietnamese_order_and_letters_that_are_none() -> None:
    article = parse("Điều 1. Một\n1. Gồm:\na) A;\nb) B;\nd) D;\nđ) Đ;\na) vẫn là lời của điểm đ;\ne) E.").articles[0]
    assert [p.letter for p in article.clauses[0].points] == ["a", "b", "d", "đ", "e"]


def test_a_text_without_articles_gives_none() -> None:
    parsed = parse("Kính gửi anh chị,\nĐiều kiện là 1. đúng giờ.")
    assert parsed.articles == ()
    assert len(parsed.preamble) == 2


def test_heads_and_numbers_of_a_gazettes_pages_are_no_words_of_an_article() -> None:
    lines = ["CÔNG BÁO/Số 7 + 8/Ngày 18-01-2030", "31", "Điều 1. Cây", "1. Trồng cây và", "32",
             "CÔNG BÁO/Số 7 + 8/Ngày 18-01-2030", "tưới cây.", "2. Hái quả."]  # fmt: skip
    parsed = parse_articles(lines)
    assert parsed.preamble == ("CÔNG BÁO/Số 7 + 8/Ngày 18-01-2030",)
    assert [c.text for c in parsed.articles[0].clauses] == ["Trồng cây và tưới cây.", "Hái quả."]
