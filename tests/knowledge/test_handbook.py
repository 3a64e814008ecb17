"""The bundled handbook keeps its rules, and beside ../shared/legal it carries no strange number and no long run."""

from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from knowledge.handbook.bundled import read_bundled, read_topics
from knowledge.handbook.check import check_rules, check_sources, copied, source_hash, stamp
from knowledge.handbook.numbers import digits_in, numbers_in
from knowledge.handbook.reader import read_handbook
from knowledge.model import Amendment, Article, Clause, Document, Point, Question, Source

TODAY = date(2026, 11, 22)
NUMBER = "7/2020/QH-THU"
QUESTIONS = tuple(Question(f"hỏi câu số {n}") for n in "abcdef")
ENTRY = Article(
    "4", "Cổng", (Clause("1", "Cổng phải mở trong 5 ngày."),),
    questions=QUESTIONS, topics=("safety",), checked_on=TODAY,
)  # fmt: skip


def retold(entry: Article) -> Document:
    return Document(NUMBER, "Luật Cổng", Source.HANDBOOK, (entry,))


def official(text: str, *amendments: Amendment) -> Document:
    article = Article("4", "Cổng", (Clause("1", text),))
    return Document(NUMBER, "Luật Cổng", Source.OFFICIAL, (article,), amended_by=amendments)


@pytest.fixture(scope="module")
def bundled() -> list[Document]:
    return read_bundled()


def test_bundled_handbook_keeps_its_rules(bundled: list[Document]) -> None:
    assert check_rules(bundled, {topic.id for topic in read_topics()}) == []


def test_bundled_handbook_covers_what_it_promises(bundled: list[Document]) -> None:
    """Whole documents, by number of articles."""
    held = {document.number: {article.number for article in document.articles} for document in bundled}
    whole = {
        "45/2019/QH14": 220, "10/2022/QH15": 91, "50/2024/QH15": 37, "59/2023/NĐ-CP": 31, "105/2026/NĐ-CP": 18,
    }  # fmt: skip
    for number, articles in whole.items():
        assert held[number] == {str(n) for n in range(1, articles + 1)}, number
    assert {str(n) for n in range(37, 49)} <= held["145/2020/NĐ-CP"]
    assert sum(map(len, held.values())) >= 600


def test_bundled_handbook_cites_no_text_it_does_not_have(bundled: list[Document]) -> None:
    for document in (d for d in bundled if d.full_text_missing):
        said = " ".join([document.note, *(a.full_text() for a in document.articles)]).lower()
        assert "chưa có" in said or "kiểm lại ở bản chính thức" in said, document.number
        assert document.part == ""


def test_articles_of_every_law_that_is_retold_are_cited_by_their_number(bundled: list[Document]) -> None:
    assert [d.number for d in bundled if not d.part and not d.full_text_missing] == []


@pytest.mark.parametrize(
    ("entry", "problem"),
    [
        (replace(ENTRY, title=""), "thiếu tên điều"),
        (replace(ENTRY, clauses=()), "thiếu nội dung"),
        (replace(ENTRY, clauses=(*ENTRY.clauses, Clause("2", ""))), "khoản trống"),
        (replace(ENTRY, clauses=(Clause("1", f"Cổng {'rất ' * 40}to."),)), "câu dài quá 40 chữ: Cổng rất"),
        (replace(ENTRY, clauses=(Clause("1", "Cổng mở."), Clause("2", "to " * 41))), "câu dài quá 40 chữ"),
        (replace(ENTRY, questions=QUESTIONS[:5]), "câu hỏi khác nhau"),
        (replace(ENTRY, questions=(*QUESTIONS, Question("hỏi khoản", ("1", "9")))), "khoản không có (9)"),
        (replace(ENTRY, topics=("không có",)), "chủ đề"),
        (replace(ENTRY, checked_on=None), "ngày đối chiếu"),
    ],
)
def test_entry_that_breaks_a_rule_is_named(entry: Article, problem: str) -> None:
    found = check_rules([retold(entry)], {"safety"})
    assert [(p.place, problem in p.text) for p in found] == [(f"{NUMBER}:4", True)]


def test_lines_of_a_list_are_short_sentences() -> None:
    listed = Clause("1", f"Cổng {'rất ' * 30}to:\n- {'mở ' * 20}ra;\n- {'đóng ' * 20}lại.", (Point("a", "to " * 39),))
    assert check_rules([retold(replace(ENTRY, clauses=(listed,)))], {"safety"}) == []


def test_question_asked_in_two_entries_is_named() -> None:
    twice = replace(retold(ENTRY), articles=(ENTRY, replace(ENTRY, number="5")))
    assert len(check_rules([twice], {"safety"})) == len(QUESTIONS)


def problems(entry: Article, original: Document) -> list[str]:
    return [problem.text for problem in check_sources([retold(entry)], [original], TODAY)]


def test_entry_like_its_source_has_no_problem() -> None:
    assert problems(ENTRY, official("Trong thời hạn 05 ngày phải mở cổng.")) == []
    assert problems(ENTRY, official("Trong thời hạn năm ngày phải mở cổng.")) == []


def test_number_that_the_source_lacks_is_named() -> None:
    assert "5" in problems(ENTRY, official("Trong thời hạn 06 ngày phải mở cổng."))[0]


def test_number_of_the_amending_words_is_allowed() -> None:
    amendment = Amendment("9/2025/QH-THU", date(2025, 7, 1), ("4",), "Thay 06 bằng 05.")
    assert problems(ENTRY, official("Trong thời hạn 06 ngày phải mở cổng.", amendment)) == []


def test_long_run_of_the_sources_words_is_named() -> None:
    text = " ".join(f"tiếng{letter}" for letter in "abcdefghijklmnopqrstuvwxyz")
    assert copied(text, f"trước {text} sau")
    assert not copied(" ".join(text.split()[:24]), text)


def test_change_of_the_source_since_it_was_checked_is_named(tmp_path: Path) -> None:
    file = tmp_path / "thu.txt"
    file.write_text(
        f'+++\nnumber = "{NUMBER}"\ntitle = "Luật Cổng"\n+++\n'
        "Điều 4. Cổng\n@checked_on: 2026-11-22\n1. Mở 5 ngày.\n? a b c\n",
        "utf-8",
    )
    before, after = official("Mở trong 05 ngày."), official("Mở trong 05 ngày làm việc.")
    assert stamp(file, read_handbook(file), [before]) == 1
    stamped = read_handbook(file)
    assert stamped.articles[0].source_hash == source_hash(before.articles[0])
    assert check_sources([stamped], [before], TODAY) == []
    assert "đã khác" in check_sources([stamped], [after], TODAY)[0].text


def test_expired_source_is_named() -> None:
    ended = replace(official("Trong 05 ngày."), expires_on=date(2026, 1, 1))
    assert any("hết hiệu lực" in text for text in problems(ENTRY, ended))


def test_article_that_the_source_lacks_is_named() -> None:
    assert problems(replace(ENTRY, number="9"), official("Trong 05 ngày.")) == ["không có trong văn bản chính thức"]


@pytest.mark.parametrize(
    ("text", "number"),
    [("05 ngày", "5"), ("4.960.000 đồng", "4960000"), ("0,5 %", "0,5"), ("ngày 01/7/2025", "2025")],
)
def test_digits_are_read(text: str, number: str) -> None:
    assert number in digits_in(text)


@pytest.mark.parametrize(
    ("text", "number"), [("hai mươi lăm ngày", "25"), ("mười hai tháng", "12"), ("ba trăm", "300")]
)
def test_numbers_in_words_are_read(text: str, number: str) -> None:
    assert number in numbers_in(text)
