"""The dialogues, as a worker meets them: typed words, typed numbers, pressed buttons."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, datetime

import pytest

from bot.clock import VIETNAM
from bot.conversation import Services, State, respond
from bot.conversation.parts.plain import as_plain
from bot.conversation.registry import DIALOGUES
from bot.messages import Attachment, AttachmentKind, Block, BlockKind, Button, Channel, Incoming, Reply
from bot.texts import answers, talk
from feedback.model.union import Scope
from feedback.organisation.units import Area
from knowledge.model import Answer, Clause
from tests.library import MEALS, PATHS, SmallLibrary, hit

NOW = datetime(2026, 11, 22, 9, 0, tzinfo=VIETNAM)


class Desk:
    """Remembers what reached the unanswered desk."""

    def __init__(self) -> None:
        self.kept: list[tuple[str, str]] = []

    def add(self, question: str, reason: str, day: date) -> None:
        self.kept.append((question, reason))


def codes(units: dict[str, str]) -> Callable[[str], Area | None]:
    """A lookup as `bot.posters.unit_codes` does it, over code → name."""
    areas = {code.casefold(): Area(Scope.INDUSTRIAL_PARK, code, name) for code, name in units.items()}
    return lambda code: areas.get(code.casefold())


class Person:
    """Somebody who chats; after each message the state goes through its stored form."""

    def __init__(self, limit: int = 4096, units: dict[str, str] | None = None) -> None:
        self.desk = Desk()
        self.services = Services(
            SmallLibrary(), desk=self.desk, unit=codes(units) if units else None, hotline="0299 000 000"
        )
        self.state = State()
        self.limit = limit
        self.replies: tuple[Reply, ...] = ()

    def says(self, text: str = "", **more: object) -> str:
        """Send a message; the text that comes back, with numbered choices."""
        incoming = Incoming(Channel.TERMINAL, text, limit=self.limit, **more)  # type: ignore[arg-type]
        state, self.replies = respond(self.state, incoming, services=self.services, now=NOW)
        self.state = State.unpack(state.pack())
        return "\n".join(as_plain(r) for r in self.replies)

    def presses(self, label: str) -> str:
        """Press the button that shows `label`."""
        for button in self.replies[-1].buttons:
            if label in button.label:
                return self.says(button=button.id)
        raise AssertionError(f"no button {label!r}")


def test_a_question_gets_its_clause_and_its_citation_and_both_wordings_on_a_tap() -> None:
    person = Person()
    text = person.says("bua an giua ca co khong")
    assert text.startswith("1. Ca từ 6 giờ")
    assert "a) Cơm nóng;" in text
    assert answers.OFFICIAL_WORDS not in text
    whole = person.presses("Xem cả Điều 7")
    assert whole.index(answers.PLAIN_WORDS) < whole.index(answers.OFFICIAL_WORDS) < whole.index("Căn cứ")
    assert "khoản 1 Điều 7" in text
    assert "01/2021/NĐ-THU" in text
    assert "01/02/2021" in text
    assert text.index("Cơm nóng") < text.index("Không ăn thì được nhận tiền"), "the clause that answers first"


def test_one_word_gets_an_answer_and_the_question_which_topic() -> None:
    person = Person()
    first = person.says("cơm")
    assert answers.WHICH_TOPIC in first
    assert "Căn cứ" in first
    narrowed = person.presses("An toàn")
    assert "Căn cứ" in narrowed
    assert answers.WHICH_TOPIC not in narrowed


def test_topic_without_a_question_before_it_asks_for_one() -> None:
    assert answers.NOTHING_BEFORE in Person().says(button="narrow:safety")


def test_of_a_long_article_only_the_clause_that_answers_is_shown() -> None:
    assert "2. Nơi làm việc" not in Person().says("lối đi")


def test_a_clause_never_stands_without_the_words_that_lead_into_it() -> None:
    text = Person().says("phạt tiền thay kỷ luật")
    assert text.index("Cấm:") < text.index("1. Đánh người") < text.index("👉 2. Phạt tiền"), "the law's order"


def test_words_that_only_lead_in_answer_with_what_follows_them() -> None:
    duties = (Clause(None, "Chủ bếp phải:"), Clause("1", "Rửa tay. " * 20), Clause("2", "Đội mũ. " * 20))
    person = Person()
    person.services.library.answer = lambda question, as_of, *_, **__: Answer(  # type: ignore[method-assign]
        question, question, as_of, True, (hit("01/2021/NĐ-THU", "5", "Việc của chủ bếp", duties),)
    )
    text = person.says("chủ bếp")
    assert text.index("Chủ bếp phải:") < text.index("1. Rửa tay") < text.index("2. Đội mũ")


def test_a_card_says_the_answer_first_then_the_exception_the_basis_and_what_to_do() -> None:
    text = Person().says("không ăn ca có được tiền không")
    assert text.startswith("Được. Không ăn thì nhận tiền thay.")
    order = ["⚠ Trừ khi ca dưới 6 giờ.", "Căn cứ: khoản 2 Điều 7", answers.DO_NOW, "1. Nói với tổ trưởng.", "2. Giữ"]
    assert [text.index(part) for part in order] == sorted(text.index(part) for part in order)


def test_why_shows_each_provision_in_plain_words_and_verbatim() -> None:
    person = Person()
    person.says("không ăn ca có được tiền không")
    reasons = person.presses("Vì sao")
    assert "Khoản 2 Điều 7" in reasons
    assert "Khoản 1 Điều 12a" in reasons
    assert "bữa ăn <giữa ca> & nước uống" in reasons


def test_a_card_that_is_gone_says_so() -> None:
    assert answers.ARTICLE_GONE in Person().says(button="why:000000000000")


def test_no_answer_is_longer_than_120_words_before_a_tap() -> None:
    long = (Clause("1", "Người làm ca đêm được nghỉ thêm, có người trông coi. " * 40),)
    person = Person()
    person.services.library.answer = lambda question, as_of, *_, **__: Answer(  # type: ignore[method-assign]
        question, question, as_of, True, (hit("01/2021/NĐ-THU", "5", "Ca đêm", long),)
    )
    told = person.says("ca đêm").partition("Căn cứ")[0]
    assert len(told.split()) <= 120
    assert told.rstrip().partition("…")[1]


def test_a_doubtful_answer_offers_the_next_ones() -> None:
    person = Person()
    person.services.library.answer = lambda question, as_of, *_, **__: Answer(  # type: ignore[method-assign]
        question, question, as_of, True, (MEALS, PATHS), chance=0.5
    )
    text = person.says("ăn ca và lối đi")
    assert answers.PERHAPS_ANOTHER in text
    assert "Lối đi trong xưởng" in text


def test_the_whole_article_is_one_press_away() -> None:
    person = Person()
    person.says("bữa ăn giữa ca")
    assert "Không ăn thì được nhận tiền" in person.presses("Xem cả Điều 7")


def test_an_article_that_does_not_apply_says_so_before_its_words() -> None:
    text = Person().says("mũ che nắng")
    assert text.index("không áp dụng vào ngày 22/11/2026") < text.index("Mỗi người một mũ")
    assert "hết hiệu lực từ 01/01/2024" in text
    assert "Đã có thông tư mới" in text


def test_every_legal_reply_cites() -> None:
    person = Person()
    for question in ("bữa ăn", "lối đi", "mũ che nắng"):
        person.says(question)
        assert any(b.kind is BlockKind.CITATION for r in person.replies for b in r.blocks)


def test_nothing_found_is_said_and_leads_on() -> None:
    person = Person()
    text = person.says("thời tiết ngày mai")
    assert answers.NOT_FOUND in text
    assert "0299 000 000" in text
    assert "An toàn" in text
    assert person.desk.kept == [("thời tiết ngày mai", "unanswered")]


def test_unhelpful_answer_reaches_the_desk_once() -> None:
    person = Person()
    person.says("lối đi")
    opinions = person.replies[-1].buttons
    person.presses("👎")
    person.says(button=next(b.id for b in opinions if b.id == "helpful:no"))
    assert person.desk.kept == [("lối đi", "unhelpful")]


def test_follow_up_uses_the_last_question() -> None:
    person = Person()
    person.says("bữa ăn giữa ca")
    assert "Điều 7" in person.says("còn buổi tối thì sao?")
    assert "Căn cứ: Điều 7" in person.says("điều đó ở luật nào?")


def test_place_of_nothing_asks_for_the_question() -> None:
    assert answers.NOTHING_BEFORE in Person().says("điều đó ở luật nào?")


def test_numbers_do_what_buttons_do() -> None:
    typed, pressed = Person(), Person()
    typed.says("bữa ăn giữa ca")
    pressed.says("bữa ăn giữa ca")
    assert typed.says("1") == pressed.presses("Xem cả")


@pytest.mark.parametrize("zero", ["0", "/huy", "Hủy", "HUY"])
def test_cancel_leaves_any_step(zero: str) -> None:
    person = Person(units={"KCN-01": "Khu công nghiệp Một"})
    person.says("/donvi")
    assert talk.CANCELLED in person.says(zero)
    assert person.state.dialogue == ""


def test_unit_code_is_checked_and_kept() -> None:
    person = Person(units={"KCN-01": "Khu công nghiệp Một"})
    person.says("/donvi")
    assert "không tìm thấy mã" in person.says("xyz")
    assert "Khu công nghiệp Một" in person.says("kcn-01")
    assert person.state.unit == "KCN-01"


def test_deep_link_remembers_the_unit_and_welcomes() -> None:
    person = Person(units={"KCN-01": "Khu công nghiệp Một"})
    text = person.says("/start KCN-01", start="KCN-01")
    assert "Khu công nghiệp Một" in text
    assert talk.WELCOME in text
    assert person.state.unit == "KCN-01"


def test_deep_link_with_an_unknown_code_is_said_and_goes_on() -> None:
    person = Person(units={"KCN-01": "Khu công nghiệp Một"})
    text = person.says("/start xyz", start="xyz")
    assert "“xyz”" in text
    assert talk.WELCOME in text
    assert person.state.unit == ""


def test_units_are_offered_only_where_there_are_some() -> None:
    assert talk.MENU_UNIT not in Person().says("menu")
    assert talk.MENU_UNIT in Person(units={"A": "B"}).says("menu")


def test_topics_lead_to_articles() -> None:
    person = Person()
    person.says("menu")
    assert "An toàn" in person.presses("chủ đề")
    assert "Điều 12a" in person.presses("An toàn")
    assert "Căn cứ: Điều 12a" in person.presses("Điều 12a")


def test_guide_speaks_english_too() -> None:
    person = Person()
    person.says("hướng dẫn")
    assert "press a button, or type its number" in person.presses("English")
    assert "Hỏi thẳng điều luật" in person.presses("Tiếng Việt")


def test_privacy_says_what_is_kept_and_forgets() -> None:
    person = Person()
    person.says("bữa ăn")
    assert "24 giờ" in person.says("riêng tư")
    person.presses("Quên cuộc trò chuyện này")
    assert person.state.question == ""


@pytest.mark.parametrize("kind", list(AttachmentKind))
def test_every_attachment_gets_a_kind_word(kind: AttachmentKind) -> None:
    assert talk.UNSUPPORTED[kind] in Person().says("", attachments=(Attachment(kind),))


def test_caption_is_answered() -> None:
    text = Person().says("bữa ăn giữa ca", attachments=(Attachment(AttachmentKind.PHOTO),))
    assert talk.UNSUPPORTED["photo"] in text
    assert "Điều 7" in text


@pytest.mark.parametrize("text", ["", "   ", "???", "99", "😀", "\u202e\u200b"])
def test_what_cannot_be_understood_gets_the_menu(text: str) -> None:
    person = Person()
    assert person.says(text)
    assert person.replies[-1].buttons


def test_a_number_that_was_not_offered_is_named() -> None:
    person = Person()
    person.says("bữa ăn giữa ca")
    assert "Không có lựa chọn số 40" in person.says("40")


def test_buttons_of_another_time_lead_back_to_the_menu() -> None:
    assert talk.OLD_BUTTON in Person().says(button="gone:7")
    assert answers.ARTICLE_GONE in Person().says(button="article:99/1999/X:1")


def test_a_long_story_is_never_refused_for_its_length() -> None:
    story = "Tôi làm ở đây đã ba năm và ngày nào cũng tăng ca. " * 80
    assert "Cơm nóng" in Person().says(f"{story} Bữa ăn giữa ca có không?")


@pytest.mark.parametrize("limit", [640, 2000, 4096])
def test_long_articles_are_paged_and_lose_nothing(limit: int) -> None:
    person = Person(limit=limit)
    person.says("lối đi")
    text = person.presses("Xem cả")
    seen = [text]
    while any(b.id.startswith("more:") for b in person.replies[-1].buttons):
        assert len(text) <= limit
        text = person.says("xem tiếp")
        seen.append(text)
    everything = "\n".join(seen)
    for number in range(1, 12):
        assert f"{number}. Nơi làm việc" in everything
    assert everything.count("Căn cứ") == 1
    assert "👍" in seen[-1]


def test_pages_end_between_clauses() -> None:
    person = Person(limit=900)
    person.says("lối đi")
    page = person.presses("Xem cả").split("\n\n" + talk.CHOOSE_BY_NUMBER)[0].rstrip()
    assert page.endswith("suốt ca.")


def test_old_more_button_says_so() -> None:
    person = Person(limit=640)
    person.says("lối đi")
    person.presses("Xem cả")
    old = person.replies[-1].buttons[-1].id
    person.says("mũ che nắng")
    person.says("lối đi")
    person.presses("Xem cả")
    person.says("xem tiếp")
    assert talk.MORE_IS_OLD in person.says(button=old)


def test_a_reply_survives_its_stored_form() -> None:
    reply = Reply((Block("Điều 1", BlockKind.HEADING), Block("ấm")), (Button("a:1", "Một"),), in_place=True)
    assert Reply.unpack(reply.pack()) == reply


def test_state_of_another_version_still_opens() -> None:
    assert State.unpack('{"question": "cũ", "gone": 1}') == State(question="cũ")


def test_button_ids_hold_64_bytes() -> None:
    with pytest.raises(ValueError, match="65 bytes"):
        Button("x" * 65, "quá dài")


def test_dialogue_names_and_commands_are_unique() -> None:
    names = [d.name for d in DIALOGUES]
    commands = [c for d in DIALOGUES for c in d.commands]
    assert len(names) == len(set(names))
    assert len(commands) == len(set(commands))


def test_numbers_below_an_unclear_answer_are_those_that_are_read() -> None:
    person = Person()
    person.says("cơm")
    assert not any(r.buttons for r in person.replies[:-1])
    number = [b.id for b in person.replies[-1].buttons].index("article:01/2021/NĐ-THU:7") + 1
    assert "Không ăn thì được nhận tiền" in person.says(str(number))
