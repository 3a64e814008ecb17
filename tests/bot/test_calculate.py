"""Calculators in a chat: asked one by one, each may be skipped, numbers are values, nothing is kept."""

from __future__ import annotations

from datetime import date, datetime

import pytest

from bot.clock import VIETNAM
from bot.conversation import Services, State, respond
from bot.conversation.parts.menu import try_out
from bot.messages import Channel, Incoming, Reply
from bot.texts import calculate as words
from bot.texts import talk
from knowledge.calculators.every import CALCULATORS
from tests.library import SmallLibrary

NOW = datetime(2026, 11, 30, 9, 0, tzinfo=VIETNAM)


class Chat:
    """Somebody in a channel; `restarts` loses what lies in memory alone."""

    def __init__(self, channel: Channel = Channel.TELEGRAM) -> None:
        self.channel, self.state, self.replies = channel, State(), ()
        self.services = Services(SmallLibrary())

    replies: tuple[Reply, ...]

    def says(self, text: str = "", button: str = "") -> str:
        incoming = Incoming(self.channel, text, button=button)
        self.state, self.replies = respond(self.state, incoming, services=self.services, now=NOW)
        return "\n".join(reply.text for reply in self.replies)

    def restarts(self) -> None:
        kept = State.unpack(self.state.pack())
        self.state = State(dialogue=kept.dialogue, draft=kept.draft, options=kept.options)

    @property
    def labels(self) -> list[str]:
        return [button.label for reply in self.replies for button in reply.buttons]


@pytest.mark.parametrize("channel", list(Channel))
def test_a_calculation_from_the_first_question_to_the_result(channel: Channel) -> None:
    chat = Chat(channel)
    assert words.MENU in chat.says("tính thử")
    chat.says("1")
    chat.says("2")  # a rest day
    chat.says("8")
    chat.says("0")
    chat.says("1")
    chat.says("8.320.000")
    text = chat.says("26")
    # 8 x 200% x 8.320.000 / 208
    assert text.startswith("Ít nhất 640.000 đồng")
    assert words.WORKING in text
    assert "Căn cứ: điểm b khoản 1 Điều 98" in text
    assert chat.state.dialogue == ""


def test_a_typed_number_is_a_value_and_presses_no_button() -> None:
    chat = Chat()
    chat.says(button="calculate:overtime")
    chat.says(button="calculate:=normal")
    assert words.SKIP in chat.labels
    text = chat.says("1")
    assert "Câu 3" in text  # one hour, not the first button


def test_channels_with_numbered_choices_show_none_beside_a_number() -> None:
    chat = Chat(Channel.ZALO_BOT)
    chat.says(button="calculate:overtime")
    assert words.SKIP in chat.labels
    chat.says(button="calculate:=normal")
    assert chat.labels == []
    assert "Câu 3" in chat.says("bỏ qua")


def test_everything_may_be_skipped() -> None:
    for calculator in CALCULATORS:
        chat = Chat()
        text = chat.says(button=f"calculate:{calculator.id}")
        for _ in calculator.questions:
            if chat.state.dialogue:
                text = chat.says(button="calculate:skip")
        assert chat.state.dialogue == "", calculator.id
        assert "Căn cứ:" in text, calculator.id


def test_what_is_not_understood_is_asked_again_with_a_way_out() -> None:
    chat = Chat()
    chat.says(button="calculate:unemployment")
    chat.says(button="calculate:=lawful")
    text = chat.says("3")
    assert words.NOT_READ["span"] in text
    assert "Câu 2" in text
    assert words.STOPPED in chat.says("dừng")
    assert chat.state.dialogue == ""


def test_a_question_in_between_is_answered() -> None:
    chat = Chat()
    chat.says(button="calculate:overtime")
    chat.says(button="calculate:=normal")
    assert "Căn cứ:" in chat.says("công ty cho ăn cơm giữa ca thế nào")


def test_other_ways_out_still_work() -> None:
    chat = Chat()
    chat.says(button="calculate:leave")
    assert talk.MENU in chat.says("menu")
    assert chat.state.dialogue == ""
    chat.says(button="calculate:leave")
    assert talk.CANCELLED in chat.says("/huy")


def test_what_was_typed_is_never_stored() -> None:
    chat = Chat()
    chat.says(button="calculate:overtime")
    chat.says(button="calculate:=normal")
    chat.says("3")
    kept = State(**{**{name: getattr(chat.state, name) for name in State.__slots__}, "secret": {}})
    assert "normal" not in kept.pack()
    chat.restarts()
    assert words.BEGUN_ANEW in chat.says("8tr5")


def test_the_result_is_forgotten_too() -> None:
    chat = Chat()
    chat.says(button="calculate:retirement")
    chat.says("3/1970")
    chat.says(button="calculate:=woman")
    assert "tháng 7/2027" in chat.says(button="calculate:=normal")
    assert "1970" not in chat.state.pack()


def test_an_article_offers_its_calculator() -> None:
    assert [b.label for b in try_out(["1/2020:5", "45/2019/QH14:98"])] == [
        words.OFFER.format(title=CALCULATORS[0].title)
    ]
    assert try_out(["1/2020:5"]) == ()


def test_the_menu_offers_them() -> None:
    chat = Chat()
    chat.says("menu")
    assert words.BUTTON in chat.labels


def test_the_place_is_found_by_the_lists_of_the_library() -> None:
    chat = Chat()
    chat.says(button="calculate:wage_floor")
    assert words.NOT_READ["place"] in chat.says("xã Tân Phú")  # five of that name in three regions
    chat.says("xã Tân Phú, Đồng Nai")
    for _ in range(2):
        text = chat.says(button="calculate:skip")
    assert text.startswith("4.730.000 đồng")


def test_today_is_the_day_of_the_turn() -> None:
    assert date(2026, 11, 30) == NOW.date()
    chat = Chat()
    chat.says(button="calculate:due_dates")
    chat.says(button="calculate:=wage")
    assert "còn 181 ngày" in chat.says("hôm nay")  # to 30/5/2027: 31 + 31 + 28 + 31 + 30 + 30
