"""Situation cards: their format, and the rules that they are held to."""

from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from knowledge.handbook.bundled import read_bundled, read_topics
from knowledge.model import Article, Audience, Card, Citation, Clause, Document, KnowledgeError, Point, Source
from knowledge.situations.check import check_cards
from knowledge.situations.reader import read_bundled_cards, read_cards

TODAY = date(2026, 11, 22)
NUMBER = "7/2020/QH-THU"
CARD = f"""# Nước uống và cổng
[cổng khóa giữa ca]
= Không được. Cổng phải mở trong 5 phút khi có chuông.
> {NUMBER}:4:1, {NUMBER}:5
- Chụp lại ổ khóa.
- Báo tổ trưởng.
> {NUMBER}:4:2:a
- Gọi người trực.
! Trừ giờ đêm.
> {NUMBER}:5
@for: private, state
@topics: safety
"""
QUESTIONS = "".join(f"? cổng khóa thì sao {letter}\n" for letter in "abcdefghijkl")
GATE = Article(
    "4",
    "Cổng",
    (
        Clause("1", "Có chuông thì mở cổng trong năm phút."),
        Clause("2", "Ai cũng được:", (Point("a", "báo tổ trưởng"),)),
    ),
)
LAW = Document(
    NUMBER,
    "Luật Cổng",
    Source.HANDBOOK,
    (GATE, Article("5", "Giờ đêm", (Clause(None, "Ban đêm khóa cổng."),))),
    effective_on=date(2020, 7, 1),
)


def read(tmp_path: Path, text: str) -> list[Card]:
    path = tmp_path / "cong.txt"
    path.write_text(text, "utf-8")
    return read_cards(path)


def test_card_with_all_its_parts(tmp_path: Path) -> None:
    first, second = read(tmp_path, f"{CARD}{QUESTIONS}\n[khát nước]\n= Được uống.\n> {NUMBER}:5\n")
    assert (first.name, first.place, second.name) == ("cổng khóa giữa ca", "cong.txt, dòng 2", "khát nước")
    assert first.answer.text == "Không được. Cổng phải mở trong 5 phút khi có chuông."
    assert first.answer.citations == (Citation(NUMBER, "4", "1"), Citation(NUMBER, "5"))
    below = (Citation(NUMBER, "4", "2", "a"),)
    assert [(step.text, step.citations) for step in first.steps] == [
        ("Chụp lại ổ khóa.", below),
        ("Báo tổ trưởng.", below),
        ("Gọi người trực.", ()),
    ]
    assert [(e.text, e.citations) for e in first.exceptions] == [("Trừ giờ đêm.", (Citation(NUMBER, "5"),))]
    assert (first.audience, first.topics) == ((Audience.PRIVATE, Audience.STATE), ("safety",))
    assert len(first.questions) == 12
    assert first.citations == (Citation(NUMBER, "4", "1"), Citation(NUMBER, "5"), *below)


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("= Không có tên.\n", "dòng 1: hãy bắt đầu bằng tên"),
        ("[a]\n@topics: x\n", "thiếu câu trả lời"),
        ("[a]\n= Có.\n= Không.\n", "dòng 3: mỗi thẻ có đúng một dòng “=”"),
        ("[a]\n- Làm.\n= Có.\n", "dòng 2: mỗi thẻ có đúng một dòng “=”"),
        ("[a]\n= Có.\n> Điều 4\n", "dòng 3: không đọc được căn cứ “Điều 4”"),
        ("[a]\n> 1/2:3\n", "dòng 2: dòng “>” phải đứng"),
        ("[a]\n= Có.\n> 1/2:3\n> 1/2:4\n", "dòng 4: dòng “>” phải đứng"),
        ("[a]\n= Có.\n@for: trăng\n", "dòng 3: không hiểu @for trăng"),
        ("[a]\n= Có.\n@topic: x\n", "dòng 3: không hiểu “@topic”"),
        ("[a]\n= Có.\n?\n", "dòng 3: mỗi dòng bắt đầu bằng"),
        ("[a]\n= Có.\nthêm chữ\n", "dòng 3: mỗi dòng bắt đầu bằng"),
    ],
)
def test_mistakes_name_file_and_line(tmp_path: Path, text: str, words: str) -> None:
    with pytest.raises(KnowledgeError, match=f"cong.txt, {words}" if words.startswith("dòng") else words):
        read(tmp_path, text)


def problems(tmp_path: Path, text: str, *others: Card, law: Document = LAW) -> list[str]:
    return [p.text for p in check_cards([*others, *read(tmp_path, text)], [law], {"safety"}, TODAY)]


def test_card_that_keeps_the_rules_has_no_problem(tmp_path: Path) -> None:
    assert problems(tmp_path, CARD + QUESTIONS) == []


@pytest.mark.parametrize(
    ("old", "new", "words"),
    [
        (f"> {NUMBER}:4:1, {NUMBER}:5\n", "", "thiếu căn cứ"),
        ("phút khi", "phút " + "rất " * 40 + "khi", "dài quá 40 chữ"),
        ("Báo tổ trưởng.", "Báo " + "ngay " * 40 + "nhé.", "câu dài quá 40 chữ"),
        ("- Chụp lại ổ khóa.\n", "- Chụp lại.\n" * 4, "nhiều nhất 5"),
        ("@topics: safety", "@topics: safety, moon", "danh mục: moon"),
        ("@topics: safety\n", "", "chủ đề thiếu"),
        (f"{NUMBER}:4:1,", f"{NUMBER}:9:1,", "sổ tay không có 7/2020/QH-THU:9:1"),
        (f"{NUMBER}:4:1,", "8/2020/QH-THU:4:1,", "sổ tay không có 8/2020/QH-THU:4:1"),
        (":4:1,", ":4:3,", "không có khoản hoặc điểm này: 7/2020/QH-THU:4:3"),
        (":4:2:a", ":4:2:b", "không có khoản hoặc điểm này: 7/2020/QH-THU:4:2:b"),
        ("5 phút", "6 phút", "số không có trong điều luật được dẫn: 6"),
        ("Trừ giờ đêm", "Trừ sau 22 giờ", "được dẫn: 22"),
        ("Trừ giờ đêm", "Chỉ từ 2/7/2020", "được dẫn: 2020, 7"),
        ("Báo tổ trưởng", "Đòi {2*base_wage}", "không có mức tiền tên {2*base_wage}"),
        ("? cổng khóa thì sao l\n", "", "có 11 câu hỏi"),
        ("? cổng khóa thì sao l\n", "? cổng khóa thì sao K\n", "có 11 câu hỏi"),
        ("sao l\n", "sao l\n" + "".join(f"? cổng mở {n}\n" for n in range(9)), "có 21 câu hỏi"),
    ],
)
def test_card_that_breaks_a_rule_is_named(tmp_path: Path, old: str, new: str, words: str) -> None:
    text = CARD + QUESTIONS
    assert old in text
    assert any(words in found for found in problems(tmp_path, text.replace(old, new)))


def test_dated_figure_and_first_day_of_the_law_are_no_strange_numbers(tmp_path: Path) -> None:
    text = (CARD + QUESTIONS).replace("Chụp lại ổ khóa.", "Đòi {20*base_salary}, từ 1/7/2020.")
    assert problems(tmp_path, text) == []


def test_law_that_has_ended_is_named(tmp_path: Path) -> None:
    ended = replace(LAW, expires_on=date(2026, 11, 22))
    assert "7/2020/QH-THU đã hết hiệu lực từ 2026-11-22" in problems(tmp_path, CARD + QUESTIONS, law=ended)


def test_exception_of_the_cited_clause_that_the_card_hides_is_named(tmp_path: Path) -> None:
    gate = replace(
        GATE, clauses=(Clause("1", "Có chuông thì mở trong 5 phút, trừ trường hợp có bão."), *GATE.clauses[1:])
    )
    law = replace(LAW, articles=(gate, *LAW.articles[1:]))
    hidden = (CARD + QUESTIONS).replace(f"! Trừ giờ đêm.\n> {NUMBER}:5\n", "")
    assert problems(tmp_path, hidden, law=law) == [f"điều luật được dẫn có ngoại lệ mà thẻ không nhắc: {NUMBER}:4:1"]
    assert problems(tmp_path, hidden) == []
    assert problems(tmp_path, CARD + QUESTIONS, law=law) == []


def test_name_and_questions_of_another_card_are_named(tmp_path: Path) -> None:
    other = replace(read(tmp_path, CARD + QUESTIONS)[0], place="khac.txt, dòng 1")
    found = problems(tmp_path, CARD + QUESTIONS, other)
    assert "tên thẻ đã có ở khac.txt, dòng 1: cổng khóa giữa ca" in found
    assert sum("câu hỏi đã có ở khac.txt" in text for text in found) == 12


def test_bundled_cards_keep_the_rules() -> None:
    topics = {topic.id for topic in read_topics()}
    assert check_cards(read_bundled_cards(), read_bundled(), topics, TODAY) == []
