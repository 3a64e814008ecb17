"""Follow-up questions: which ones lean on the last question, which ask for the place in the law, what they find."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from bot.conversation.ask.follow_up import asks_where, is_circumstance, joined, leans_back
from bot.texts import answers, talk
from tests.bot.test_conversation import Person
from tests.library import HITS

QUESTIONS = Path(__file__).parents[1] / "data" / "questions"
ORDINARY = ("everyday.jsonl", "everyday_first.jsonl", "out_of_scope.jsonl", "out_of_scope_fit.jsonl")


@pytest.mark.parametrize(
    ("text", "leans"),
    [
        ("còn ở doanh nghiệp nhà nước thì sao?", True),
        ("thế còn lao động nữ", True),
        ("trường hợp đó có được trả lương không", True),
        ("cái đó phạt bao nhiêu", True),
        ("còn lương thử việc bao nhiêu", True),
        ("cái đó thì sao", True),
        ("Còn chồng thì sao?", True),
        ("vậy còn ban đêm", True),
        ("con o cong ty nha nuoc", True),
        ("con chong thi sao", True),
        ("đình công thì sao", False),
        ("chồng thì sao", False),
        ("neu thu viec thi sao", False),
        ("vậy đình công có được không", False),
        ("con om thi sao", False),
        ("con may thang thi gui nha tre duoc", False),
        ("công ty có được phạt tiền không", False),
        ("nếu công ty chậm trả lương quá ba mươi ngày mà không nói gì thì chúng tôi làm thế nào", False),
        ("công nhân nghỉ việc", False),
        ("con mấy tháng thì gửi nhà trẻ được", False),
        ("con gai 16 tuoi di lam duoc khong", False),
        ("thế nào là phân biệt đối xử", False),
        ("vay tien cong ty duoc khong", False),
        ("bị thôi việc do công ty bán", False),
    ],
)
def test_which_questions_lean_on_the_last(text: str, leans: bool) -> None:
    assert leans_back(text) is leans


@pytest.mark.parametrize(
    ("text", "asks"),
    [
        ("điều đó ở luật nào?", True),
        ("ở luật nào vậy", True),
        ("căn cứ nào", True),
        ("cái đó nằm ở điều mấy", True),
        ("luật nào quy định", True),
        ("luật nào nói vậy?", True),
        ("căn cứ vào đâu", True),
        ("can cu vao dau vay", True),
        ("điều này ở đâu", True),
        ("quy định ở đâu", True),
        ("điều luật nào vậy bạn?", True),
        ("theo quy định nào", True),
        ("căn cứ pháp lý nào", True),
        ("can cu phap ly nao", True),
        ("còn căn cứ pháp lý nào", True),
        ("căn cứ pháp lý là gì", True),
        ("dựa vào đâu mà nói vậy", True),
        ("căn cứ pháp lý để sa thải là gì", False),
        ("làm thêm giờ quy định ở luật nào", False),
        ("luật nào cho nghỉ phép", False),
        ("nội quy ở đâu", False),
        ("ở đâu", False),
        ("công khai ở đâu", False),
    ],
)
def test_which_questions_ask_for_the_place_only(text: str, asks: bool) -> None:
    assert asks_where(text) is asks


def test_ordinary_questions_are_not_taken_for_follow_ups() -> None:
    lines = [line for name in ORDINARY for line in (QUESTIONS / name).read_text("utf-8").splitlines()]
    questions = [json.loads(line)["question"] for line in lines]
    assert len(questions) > 500
    assert [q for q in questions if leans_back(q) or asks_where(q) or is_circumstance(q)] == []


def test_a_new_circumstance_takes_the_place_of_the_last_one() -> None:
    night = joined("Làm chủ nhật được trả bao nhiêu?", "còn ban đêm thì sao")
    assert night == "Làm chủ nhật được trả bao nhiêu … còn ban đêm thì sao"
    assert joined(night, "còn ngày lễ thì sao") == "Làm chủ nhật được trả bao nhiêu … còn ngày lễ thì sao"
    assert joined(night, "cái đó phạt bao nhiêu").startswith(night), "it points at all that was said"


@pytest.mark.parametrize("text", ["mũ che nắng thì sao?", "lối đi thì sao?", "kỷ luật thì sao", "ky luat thi sao"])
def test_what_is_answered_alone_keeps_its_answer(text: str) -> None:
    alone, later = Person(), Person()
    later.says("bữa ăn giữa ca")
    assert later.says(text) == alone.says(text)
    assert later.state.question.endswith(text)


@pytest.mark.parametrize("text", ["còn chồng thì sao", "con chong thi sao", "chồng thì sao", "cái đó phạt bao nhiêu"])
def test_what_leans_on_the_last_question_is_asked_with_it(text: str) -> None:
    person = Person()
    person.says("bữa ăn giữa ca")
    assert "Điều 7" in person.says(text)
    assert person.state.question == f"bữa ăn giữa ca … {text}"


def test_the_last_question_is_kept_in_mind() -> None:
    person = Person()
    person.says("bữa ăn giữa ca")
    assert "Điều 7" in person.says("buổi tối thì sao?")
    assert "Điều 7" in person.says("còn buổi trưa thì sao?")
    assert "Căn cứ: Điều 7" in person.says("luật nào quy định")


def test_without_a_question_before_it_a_follow_up_stands_alone() -> None:
    person = Person()
    assert "Điều 7" in person.says("còn bữa ăn thì sao?")
    assert answers.NOT_FOUND in Person().says("chồng thì sao?")


def test_typing_more_below_a_last_page_says_that_all_was_seen() -> None:
    person = Person(limit=900)
    person.says("lối đi")
    person.presses("Xem cả")
    while any(b.id.startswith("more:") for b in person.replies[-1].buttons):
        person.says("xem tiếp")
    assert talk.MORE_IS_ALL in person.says("xem tiếp")
    assert talk.MENU_BROWSE in [b.label for b in person.replies[-1].buttons]
    person.says(button="browse:meals")
    assert talk.MORE_IS_ALL in person.says("xem tiếp"), "a list of one page"
    assert talk.MORE_IS_OLD in Person().says("xem tiếp"), "nothing is remembered"


def test_typing_more_turns_the_page_of_a_list() -> None:
    person = Person()
    person.services.library.topic_articles = lambda topic_id, as_of: tuple(HITS.values()) * 3  # type: ignore[method-assign]
    person.says(button="browse:safety")
    first = [b.id for b in person.replies[-1].buttons]
    person.says("xem tiếp")
    second = [b.id for b in person.replies[-1].buttons]
    assert "browse:safety@8" in first
    assert "browse:safety@8" not in second
    assert any(b.startswith("article:") for b in second)
