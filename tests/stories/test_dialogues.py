"""Each dialogue in each channel: the same story, told by what a worker does and reads."""

from __future__ import annotations

from pathlib import Path

import pytest

from bot.messages import Channel
from bot.texts import answers, share, talk
from tests.doubles.people import ZALO_LINK, Act, channel_of, chooses, writes
from tests.doubles.product import without_pauses

# a story is a row of (what the worker does, what is read afterwards)
Story = tuple[tuple[Act, str], ...]

STORIES: dict[str, Story] = {
    "welcome and menu": (
        (writes("chào"), talk.WELCOME),
        (writes("menu"), talk.MENU),
    ),
    "ask, whole article, opinion": (
        (writes("bua an giua ca"), "khoản 1 Điều 7"),
        (chooses("Xem cả Điều 7"), "Không ăn thì được nhận tiền"),
        (chooses("Có ích"), answers.THANKS),
    ),
    "unhelpful": (
        (writes("mũ che nắng"), "không áp dụng"),
        (chooses("Chưa đúng ý"), answers.SORRY),
    ),
    "follow-up": (
        (writes("bữa ăn giữa ca"), "Điều 7"),
        (writes("còn buổi tối thì sao?"), "Điều 7"),
        (writes("điều đó ở luật nào?"), "Căn cứ: Điều 7"),
    ),
    "nothing found, then a topic": (
        (writes("thời tiết ngày mai"), answers.NOT_FOUND),
        (chooses("An toàn"), "An toàn"),
        (chooses("Điều 12a"), "lối đi thông thoáng"),
    ),
    "browse": (
        (writes("chủ đề"), answers.TOPICS),
        (chooses("An toàn"), "An toàn"),
        (chooses("Bữa ăn"), "Bữa ăn"),
        (chooses("Điều 7"), "Cơm nóng"),
    ),
    "guide in two languages": (
        (writes("hướng dẫn"), "Hỏi thẳng điều luật"),
        (chooses("English"), "Menus and petitions are in English."),
        (chooses("Tiếng Việt"), "Hỏi thẳng điều luật"),
    ),
    "privacy and forgetting": (
        (writes("bữa ăn giữa ca"), "Điều 7"),
        (writes("riêng tư"), "24 giờ"),
        (chooses("cuộc trò chuyện này"), talk.FORGOTTEN),
        (writes("điều đó ở luật nào?"), answers.NOTHING_BEFORE),
    ),
    "the address for a colleague": (
        (writes("menu"), talk.MENU),
        (chooses("Giới thiệu cho đồng nghiệp"), ZALO_LINK),
        (writes("menu"), talk.MENU),
        (writes("giới thiệu"), share.SHARE),
    ),
    "unit and cancel": (
        (writes("/donvi"), "mã nơi làm việc"),
        (writes("không có mã này"), "không tìm thấy mã"),
        (writes("0"), talk.CANCELLED),
    ),
    "what cannot be understood": (
        (writes("???"), talk.EMPTY),
        (writes("77"), "Không có lựa chọn số 77"),
    ),
}


@pytest.mark.parametrize("channel", list(Channel))
async def test_every_dialogue(channel: Channel, tmp_path: Path) -> None:
    async with channel_of(channel, tmp_path) as (meet, app):
        if app:
            without_pauses(app)
        for name, story in STORIES.items():
            person = meet()
            for act, expected in story:
                read = await act(person)
                assert expected in read, f"{name}: {read}"
        assert app is None or app.engine.inbox.set_aside() == 0
