"""The whole law half over the bundled handbook and an imported text."""

import json
from datetime import date
from pathlib import Path

import pytest

from knowledge.library import Library
from knowledge.model import NoteKind

TODAY = date(2026, 11, 22)


@pytest.fixture(scope="module")
def data(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("data")


@pytest.fixture(scope="module")
def library(data: Path) -> Library:
    return Library.open(data)


def keys(library: Library, question: str, as_of: date = TODAY) -> list[str]:
    return [hit.citation.key for hit in library.answer(question, as_of).hits]


@pytest.mark.parametrize(
    ("question", "article"),
    [
        ("công ty có được phạt tiền khi đi trễ không", "45/2019/QH14:127"),
        ("nghi viec phai bao truoc bao nhieu ngay", "45/2019/QH14:35"),
        ("tăng ca ngày chủ nhật được trả bao nhiêu", "45/2019/QH14:98"),
    ],
)
def test_fresh_install_answers(library: Library, question: str, article: str) -> None:
    assert article in keys(library, question)[:3]


def test_every_hit_carries_its_citation_and_words(library: Library) -> None:
    for hit in library.answer("nghỉ phép năm được mấy ngày", TODAY).hits:
        assert hit.citation.document
        assert hit.document_title
        assert hit.passages[0].article.full_text()


def test_asking_for_an_article_shows_it_first(library: Library) -> None:
    hit = library.answer("khoản 2 điều 63 bộ luật lao động nói gì", TODAY).hits[0]
    assert (hit.citation.key, hit.citation.clause) == ("45/2019/QH14:63", "2")


def test_small_talk_gets_no_article(library: Library) -> None:
    answer = library.answer("hôm nay trời đẹp quá", TODAY)
    assert not answer.answered
    assert answer.hits == ()


def test_law_of_the_day_asked(library: Library) -> None:
    """The Trade Union Law of 2024 applies from 2025-07-01 (its Điều 37)."""
    question = "kinh phí công đoàn công ty phải đóng mấy phần trăm"
    assert "50/2024/QH15:29" in keys(library, question)[:3]
    assert "50/2024/QH15:29" not in keys(library, question, date(2025, 6, 30))


def test_article_out_of_force_is_shown_when_asked_for_and_says_so(library: Library) -> None:
    hit = library.article("50/2024/QH15", "29", date(2025, 6, 30))
    assert hit is not None
    assert not hit.in_force
    assert NoteKind.NOT_YET_IN_FORCE in {note.kind for note in hit.notes}


def test_second_opening_uses_the_saved_index(library: Library, data: Path) -> None:
    said: list[str] = []
    again = Library.open(data, said.append)
    assert said == []
    assert keys(again, "nghỉ phép năm") == keys(library, "nghỉ phép năm")


def test_topics_hold_articles(library: Library) -> None:
    ids = {topic.id for topic in library.topics()}
    parents = {topic.parent for topic in library.topics()} - {None}
    assert parents <= ids
    for topic in library.topics():
        if topic.id not in parents:
            assert library.topic_articles(topic.id, TODAY), topic.id


def test_few_words_are_unclear_until_a_topic_is_chosen(library: Library) -> None:
    answer = library.answer("bảo hiểm", TODAY)
    assert answer.unclear
    assert len(answer.topics) > 1
    narrowed = library.answer("bảo hiểm", TODAY, topic="sickness")
    assert narrowed.answered
    assert not narrowed.unclear
    assert all("sickness" in hit.passages[0].article.topics for hit in narrowed.hits)


def test_plan_of_2024_answers_by_quarter(library: Library) -> None:
    answer = library.answer("kế hoạch năm 2024 quý II làm gì", TODAY)
    assert answer.hits[0].citation.document == "13/KH-LĐLĐ"


def test_document_without_text_says_so(library: Library) -> None:
    answer = library.answer("chỉ thị 30-CT/TW nói về cái gì", TODAY)
    assert answer.hits[0].citation.document == "30-CT/TW"
    assert NoteKind.TEXT_MISSING in {note.kind for note in answer.hits[0].notes}


def test_answers_can_be_written_as_json(library: Library) -> None:
    answer = library.answer("nghỉ phép năm", TODAY)
    assert json.dumps([hit.citation.key for hit in answer.hits])


def test_minimum_wage_of_a_commune(library: Library) -> None:
    [wage] = library.minimum_wages("lương tối thiểu ở xã Tân Phú, Đồng Nai", TODAY)
    assert (wage.commune.region, wage.month.value, wage.hour.value) == (2, 4730000, 22700)
    assert len(library.minimum_wages("xã Tân Phú", TODAY)) > 1


def test_english_is_not_searched(library: Library) -> None:
    answer = library.answer("how many days of annual leave do I have", TODAY)
    assert (answer.english, answer.answered, answer.hits) == (True, False, ())


def test_neighbour_of_labour_law_points_to_who_answers(library: Library) -> None:
    answer = library.answer("quyết toán thuế thu nhập cá nhân ở đâu", TODAY)
    assert not answer.answered
    assert "thuế" in answer.pointer


def test_card_is_shown_with_the_sums_of_the_day(library: Library) -> None:
    name = next(n for n in library.topic_cards("maternity_benefit") if (h := library.card(n, TODAY)) and h.card)
    hit = library.card(name, TODAY)
    assert hit is not None
    assert hit.card is not None
    assert (hit.title, hit.citation) == (name, hit.card.answer.citations[0])
    assert not any("{" in statement.text for statement in hit.card.statements)


def test_follow_up_is_asked_with_the_question_before(library: Library) -> None:
    answer = library.answer("còn ngày lễ thì sao", TODAY, before="tăng ca ngày thường được trả bao nhiêu phần trăm")
    assert "45/2019/QH14:98" in [hit.citation.key for hit in answer.hits[:3]]
