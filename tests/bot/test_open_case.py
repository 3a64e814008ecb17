"""A case that is open: a question beside it is answered, words for it are sent, and it can be locked at once."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest

from bot.messages import Channel
from bot.texts import answers
from bot.texts import follow as words
from feedback.model.case import Level
from knowledge.desk import Desk
from tests.bot.test_follow import Sender

LAW = "bữa ăn giữa ca là mấy giờ?"
MORE_OF_IT = "hôm nay lại trừ thêm một ngày công"


@pytest.fixture
def sender() -> Sender:
    sender = Sender()
    sender.looks()
    return sender


def labels(sender: Sender) -> list[str]:
    return [button.label for button in sender.replies[-1].buttons]


def test_a_question_of_law_is_answered_at_once_and_may_still_be_sent(sender: Sender) -> None:
    assert "khoản 1 Điều 7" in sender.says(LAW)
    assert words.LEAVE in labels(sender)
    assert words.STILL_OPEN.format(time="09:30") in sender.heard
    assert words.DONE["write"] in sender.presses(words.SEND_SAID)
    assert sender.view().messages[-1].text == LAW


def test_a_question_that_was_taken_for_words_is_one_tap_away(sender: Sender) -> None:
    assert words.PENDING in sender.says("bua an giua ca")
    assert "khoản 1 Điều 7" in sender.presses(words.QUESTION)
    assert words.STILL_OPEN.format(time="09:30") in sender.heard
    assert "bua an giua ca" not in [m.text for m in sender.view().messages]
    assert words.DONE["write"] in sender.presses(words.SEND_SAID)


def test_reading_beside_the_case_opens_it_no_longer(sender: Sender) -> None:
    sender.now += timedelta(minutes=20)
    sender.says(LAW)
    sender.now += timedelta(minutes=11)
    assert words.SESSION_ENDED in sender.says("thêm một chuyện")


def test_the_case_waits_while_law_is_read(sender: Sender) -> None:
    sender.says(LAW)
    sender.presses("Xem cả Điều 7")
    assert words.LEAVE in labels(sender)
    assert words.PENDING in sender.says(MORE_OF_IT)
    sender.presses(words.SEND_NOW)
    assert sender.view().messages[-1].text == MORE_OF_IT


def test_it_locks_at_once(sender: Sender) -> None:
    sender.says(LAW)
    assert words.CLOSED_AGAIN in sender.presses(words.LEAVE)
    assert "khoản 1 Điều 7" in sender.says(LAW)
    assert words.LEAVE not in labels(sender)


@pytest.mark.parametrize("typed", ["menu", "0", "/kiennghi"])
def test_leaving_it_says_that_it_was_locked(sender: Sender, typed: str) -> None:
    assert words.LOCKED in sender.says(typed)
    assert "code" not in sender.state.secret


def test_a_message_about_the_service_is_answered(sender: Sender) -> None:
    assert "miễn phí" in sender.says("hỏi có mất tiền không?")
    assert words.STILL_OPEN.format(time="09:30") in sender.heard


@pytest.mark.parametrize(
    ("typed", "asked"),
    [("tôi muốn rút đơn", words.WITHDRAW_ASK), ("muốn bổ sung kiến nghị", words.WRITE_ASK)],
)
def test_a_wish_that_the_case_can_do_is_begun(sender: Sender, typed: str, asked: str) -> None:
    assert asked in sender.says(typed)


def test_whoever_was_asked_is_taken_to_reply() -> None:
    sender = Sender()
    sender.screened()
    sender.feedback.triage.ask(sender.union, sender.number, "Bữa ăn mấy giờ?", sender.now)
    sender.looks()
    assert words.PENDING_REPLY in sender.says(LAW)
    sender.presses(words.SEND_NOW)
    assert sender.view().messages[-1].text == LAW


def test_more_words_join_those_that_wait_and_nothing_goes_without_a_yes(sender: Sender) -> None:
    before = len(sender.view().messages)
    sender.says("còn chuyện này")
    assert words.PENDING in sender.says("và chuyện này nữa")
    assert len(sender.view().messages) == before
    sender.says("gửi đi")
    assert sender.view().messages[-1].text == "còn chuyện này\n\nvà chuyện này nữa"


@pytest.mark.parametrize("no", ["không", "thôi", "ko"])
def test_a_no_sends_nothing(sender: Sender, no: str) -> None:
    before = len(sender.view().messages)
    sender.says("còn chuyện này")
    assert words.UNSAID_DONE in sender.says(no)
    sender.says("lời khác")
    sender.says("gửi")
    assert [m.text for m in sender.view().messages[before:]] == ["lời khác"]


def test_nothing_said_beside_a_case_reaches_the_desk(sender: Sender) -> None:
    sender.services = replace(sender.services, desk=Refusing())
    sender.says("ở chỗ tôi có chuyện không ai hiểu")
    assert answers.NOT_FOUND in sender.presses(words.QUESTION)
    sender.says(LAW)
    sender.presses("Chưa đúng ý")


class Refusing(Desk):
    """A desk that takes nothing."""

    def __init__(self) -> None: ...

    def add(self, *args: object) -> None:
        raise AssertionError("words of a case at the desk")


def test_few_buttons_and_all_of_them_reached(sender: Sender) -> None:
    assert len(labels(sender)) <= 4
    other = Sender()
    other.answered()
    other.looks()
    assert len(other.replies[-1].buttons) <= 5
    assert words.CONFIRM in labels(other)
    sender.presses(words.MORE)
    assert {words.ALL, words.WITHDRAW, words.AGREE, words.LEVEL, words.CHANGE, words.DELETE} <= set(labels(sender))
    assert f"Số {sender.number}" in sender.presses(words.BACK)


def test_a_named_case_offers_no_level() -> None:
    sender = Sender(Channel.TELEGRAM)
    code = sender.code.replace(" ", "")
    sender.feedback.submissions.raise_level(code, Level.NAMED, "Trần Thị Mẫu", sender.now)
    sender.looks()
    sender.presses(words.MORE)
    assert words.LEVEL not in labels(sender)


@pytest.mark.parametrize(
    ("typed", "said"),
    [("thêm", words.MORE_TITLE), ("Khóa lại", words.CLOSED_AGAIN), ("viet them gui anh", words.WRITE_ASK)],
)
def test_a_label_may_be_typed(sender: Sender, typed: str, said: str) -> None:
    assert said in sender.says(typed)


def test_no_danger_is_no_word_for_the_handler(sender: Sender) -> None:
    sender.says("chay roi")
    assert words.PENDING in sender.says("không phải vậy")
    sender.says("gửi")
    assert sender.view().messages[-1].text == "chay roi"


def test_a_question_among_waiting_words_is_answered_and_they_wait_on(sender: Sender) -> None:
    sender.says("còn chuyện này")
    assert "khoản 1 Điều 7" in sender.says(LAW)
    assert words.STILL_WAITING in sender.heard
    sender.presses(words.SEND_NOW)
    assert sender.view().messages[-1].text == "còn chuyện này"


def test_the_question_button_asks_what_was_typed_last(sender: Sender) -> None:
    sender.says("còn chuyện này")
    sender.says("bua an giua ca")
    assert "khoản 1 Điều 7" in sender.presses(words.QUESTION)
    sender.presses(words.SEND_NOW)
    assert sender.view().messages[-1].text == "còn chuyện này"
