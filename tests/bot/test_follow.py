"""Following a petition by its code: what is read, and every right that the code gives."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

import pytest

from bot.messages import Attachment, AttachmentKind, Channel
from bot.texts import emergency as emergency_words
from bot.texts import follow as words
from bot.texts import intake as intake_words
from bot.texts import matters
from bot.texts.submissions import LANES
from bot.texts.submissions import STATES as STATE_WORDS
from feedback.cases.states import TRANSITIONS
from feedback.model.answer import Answer
from feedback.model.case import Category, EmergencyKind, Kind, Lane, Level, RefusalCode
from feedback.model.lifecycle import State as CaseState
from feedback.model.view import CaseView
from feedback.organisation.trial import READERS
from feedback.sealing.receipt import new_code
from tests.bot.test_intake import CODE, JPEG, NOW, Worker
from tests.feedback.union import opened, shown
from tests.petitions import reader

TEXT = "Lương tháng này trả chậm mười ngày, đề nghị trả đúng hạn."


class Sender(Worker):
    """A worker whose petition was sent, and the union's side of it."""

    def __init__(self, channel: Channel = Channel.TERMINAL, text: str = TEXT) -> None:
        super().__init__(channel)
        self.writes(text)
        self.code = self.sends()
        self.number = self.feedback.submissions.look_up(self.code.replace(" ", ""), NOW).public_no
        self.union = reader(self.feedback, NOW)

    def looks(self) -> str:
        """Type the code."""
        return self.says(self.code)

    def finds(self, label: str) -> str:
        """Press a button behind "Thêm"."""
        self.presses(words.MORE)
        return self.presses(label)

    def thread(self) -> str:
        """Everything that was said in the case."""
        return self.finds(words.ALL)

    def view(self) -> CaseView:
        """What the code shows."""
        return self.feedback.submissions.look_up(self.code.replace(" ", ""), self.now)

    def screened(self) -> None:
        """The union opens the case."""
        opened(self.feedback, self.union, self.number, self.now)

    def answered(self) -> None:
        """The union accepts, assigns and answers."""
        self.screened()
        self.feedback.triage.accept(self.union, self.number, Kind.PETITION, Category.WAGE, self.now)
        self.feedback.handling.assign(self.union, self.number, READERS[0], self.now)
        answer = Answer("chậm lương", "đã làm việc với công ty", "trả trước ngày 30", "Điều 97", "gõ chưa giải quyết")
        self.feedback.handling.answer(self.union, self.number, answer, self.now, law_refs=("45/2019/QH14:97",))


@pytest.fixture
def sender() -> Sender:
    return Sender()


def test_the_code_shows_state_deadlines_and_thread(sender: Sender) -> None:
    heard = sender.looks()
    assert f"Số {sender.number}: đã nhận" in heard
    assert "Hạn có người xem: 25/11/2026." in heard  # 24/11 is a day off since 2026
    assert TEXT in sender.thread()


@pytest.mark.parametrize("typed", ["{}", "mã: {}", "{dashes}", "{joined}", "mã của tui là {} xem giúp với"])
def test_the_code_is_understood_as_people_type_it(sender: Sender, typed: str) -> None:
    text = typed.format(sender.code, dashes=sender.code.replace(" ", "-"), joined=sender.code.replace(" ", ""))
    assert "Số KN26" in sender.says(text)


def test_a_delay_is_said_with_its_day(sender: Sender) -> None:
    sender.now = NOW + timedelta(days=3)
    sender.feedback.clock.step(sender.now)
    heard = sender.looks()
    assert "⚠ Chậm hạn có người xem: đáng lẽ 25/11/2026" in heard


def one_digit_off(code: str) -> str:
    return code[:-1] + str((int(code[-1]) + 1) % 10)


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ("{slip}", words.ONE_DIGIT_WRONG),
        ("mã của tôi là {slip} nhé", words.ONE_DIGIT_WRONG),
        ("{short}", words.NOT_TWENTY.format(count=16)),
        ("{code}1234", words.NOT_TWENTY.format(count=24)),
        ("{number}", words.NUMBER_ONLY[0]),
        ("{number} tới đâu rồi", words.NUMBER_ONLY[0]),
    ],
)
def test_what_is_wrong_with_a_code_is_said_and_no_desk_sees_it(sender: Sender, typed: str, said: str) -> None:
    slip, short = one_digit_off(sender.code), sender.code[:-5]
    text = typed.format(slip=slip, short=short, code="1234 5678 9012 3456 7890 ", number=sender.number)
    assert said in sender.says(text)
    assert words.LOST in sender.heard
    sender.says("/tracuu")
    assert said in sender.says(text)


def test_two_telephone_numbers_are_no_code(sender: Sender) -> None:
    assert words.ONE_DIGIT_WRONG not in sender.says("gọi 0901234567 hoặc 0912345678 nhé")


def test_an_unknown_code_may_not_have_been_sent(sender: Sender) -> None:
    other = new_code(lambda n: 7)
    assert words.UNKNOWN_CODE[1] in sender.says(other)
    assert other not in sender.state.pack()


def test_a_code_that_was_shown_and_not_sent_leads_back_to_its_draft() -> None:
    worker = Worker()
    worker.writes()
    code = CODE.search(worker.says("gửi"))
    assert code
    assert intake_words.STILL_THERE in worker.says("menu")
    assert words.UNSENT_HERE in worker.says(code.group())
    assert intake_words.RESUMED in worker.presses("Gửi kiến nghị")
    assert intake_words.CODE_TITLE in worker.heard


@pytest.mark.parametrize("typed", ["tôi mất mã rồi", "không nhớ nữa", "quên mã", "em chưa chép"])
def test_a_lost_code_has_a_way_on(sender: Sender, typed: str) -> None:
    sender.says("/tracuu")
    assert matters.ANSWERS["lost_code"][0] in sender.says(typed)
    sender.says("/tracuu")
    sender.presses(words.LOST)
    sender.presses("Gửi kiến nghị")
    sender.presses("Đồng ý")
    sender.presses("Không")
    sender.says(f"Vụ cũ số {sender.number.lower()}: tháng này lại trả chậm")
    sender.presses("Xong")
    sender.presses("Bỏ qua hết")
    sender.presses("Không")
    sender.sends()
    sender.screened()
    dossier = sender.feedback.desk.show(sender.union, sender.number, sender.now)
    assert [kind for kind, _ in dossier.links] == ["sent_again"]


def test_a_question_where_a_code_is_waited_for_is_answered(sender: Sender) -> None:
    sender.says("/tracuu")
    assert "Điều 7" in sender.says("bữa ăn giữa ca mấy giờ?")
    sender.says("/tracuu")
    assert words.NOT_A_CODE in sender.says("ừm để xem")
    assert words.NOT_A_CODE in sender.says("1234")


def test_words_for_a_locked_case_wait_while_a_question_is_answered(sender: Sender) -> None:
    sender.looks()
    sender.says("hôm nay lại trừ thêm một ngày công")
    sender.now += timedelta(minutes=31)
    assert "Điều 7" in sender.says("bữa ăn giữa ca mấy giờ?")
    assert words.WAITING_WORDS in sender.looks()
    assert "hôm nay lại trừ thêm một ngày công" in sender.heard


def test_wrong_codes_never_refuse_the_right_one(sender: Sender) -> None:
    for n in range(6):
        assert words.UNKNOWN_CODE[0] in sender.says(new_code(lambda _, n=n: n))  # type: ignore[misc]
    assert sender.number in sender.says(sender.code)


def test_the_code_is_forgotten_after_half_an_hour(sender: Sender) -> None:
    sender.looks()
    sender.now += timedelta(minutes=31)
    assert words.SESSION_ENDED in sender.presses("Viết thêm")
    sender.looks()
    sender.presses(words.LEAVE)
    assert "draft" not in sender.state.draft
    assert sender.state.dialogue == ""


def test_messages_go_both_ways(sender: Sender) -> None:
    sender.screened()
    sender.feedback.triage.ask(sender.union, sender.number, "Chậm từ tháng nào?", sender.now)
    heard = sender.looks()
    assert "Chậm từ tháng nào?" in heard
    assert "chờ bạn trả lời" in heard
    sender.presses("Viết thêm")
    heard = sender.says("Từ tháng chín")
    assert words.DONE["write"] in heard
    assert "đang phân loại" in heard
    sender.thread()
    assert "Từ tháng chín" in sender.heard


def test_a_repeated_message_is_stored_once(sender: Sender) -> None:
    sender.looks()
    sender.presses("Viết thêm")
    before = sender.state
    sender.says("Thêm một điều")
    sender.state = before
    sender.says("Thêm một điều")
    assert sender.thread().count("Thêm một điều") == 1


def test_words_without_an_act_wait_for_a_yes(sender: Sender) -> None:
    sender.looks()
    assert words.PENDING in sender.says("còn chuyện này nữa")
    sender.presses("Gửi")
    assert "còn chuyện này nữa" in sender.thread()


def test_photos_are_looked_at_before_they_go(sender: Sender) -> None:
    sender.looks()
    sender.presses("Viết thêm")
    picture = Attachment(AttachmentKind.PHOTO, "x", content=JPEG)
    assert "mặt người" in sender.says("bảng lương đây", attachments=(picture,))
    sender.presses("Gửi")
    assert "(1 ảnh)" in sender.thread()
    assert "bảng lương đây" in sender.heard
    sender.presses("Viết thêm")
    assert "Phần chữ vẫn giữ" in sender.says(attachments=(Attachment(AttachmentKind.VOICE),))


def test_a_code_in_a_message_opens_its_case_and_is_never_part_of_it(sender: Sender) -> None:
    sender.looks()
    sender.presses("Viết thêm")
    assert sender.number in sender.says(f"mã của tôi {sender.code} đó")
    assert not any(sender.code in m.text for m in sender.view().messages)


def test_an_answer_can_be_confirmed_with_stars(sender: Sender) -> None:
    sender.answered()
    heard = sender.looks()
    assert "trả trước ngày 30" in heard
    assert "Căn cứ: Điều 97, 45/2019/QH14" in heard
    sender.presses("Đã giải quyết xong")
    heard = sender.presses("5 sao")
    assert "đã đóng" in heard
    assert "người gửi xác nhận" in heard


def test_an_answer_can_be_disputed_with_or_without_a_reason(sender: Sender) -> None:
    sender.answered()
    sender.looks()
    sender.presses("Chưa giải quyết")
    assert words.DONE["dispute"] in sender.says("Vẫn chưa trả")
    other = Sender()
    other.answered()
    other.looks()
    other.presses("Chưa giải quyết")
    assert words.DONE["dispute"] in other.presses("không cần lý do")


def test_a_refusal_shows_code_and_reason_and_can_be_appealed(sender: Sender) -> None:
    sender.screened()
    second = sender.feedback.keyring.open_trial_session("thu-2", NOW)
    sender.feedback.triage.propose_refusal(
        sender.union, sender.number, RefusalCode.PRIVATE_MATTER, "Việc riêng hai người", sender.now
    )
    shown(sender.feedback, second, sender.number, sender.now)
    sender.feedback.triage.confirm_refusal(second, sender.number, sender.now)
    heard = sender.looks()
    assert "N5" in heard
    assert "Việc riêng hai người" in heard
    sender.presses("cấp trên xem lại")
    assert words.DONE["appeal"] in sender.says("Đây là việc của cả tổ")


@pytest.mark.parametrize(
    ("choice", "done", "lane"),
    [("tự rút", "withdraw", Lane.NORMAL), ("bị ép", "withdraw_coerced", Lane.URGENT)],
)
def test_withdrawing_asks_whether_somebody_forced_it(choice: str, done: str, lane: Lane) -> None:
    sender = Sender()
    sender.looks()
    assert words.WITHDRAW_ASK in sender.finds("Rút kiến nghị")
    heard = sender.presses(choice)
    assert words.DONE[done] in heard
    view = sender.feedback.submissions.look_up(sender.code.replace(" ", ""), NOW)
    assert (view.state, view.lane) == (CaseState.WITHDRAW_CHECK, lane)
    assert words.DONE["keep"] in sender.presses("Không rút nữa")


def test_retaliation_makes_it_urgent_and_names_the_law(sender: Sender) -> None:
    sender.looks()
    sender.presses("trù dập")
    heard = sender.says("Bị chuyển xuống kho sau khi góp ý")
    assert words.DONE["retaliation"] in heard
    assert "Điều 9" in heard
    assert "10/2022/QH15" in heard
    assert "Đây là việc gấp" in heard


def test_the_code_can_be_changed_after_the_new_one_was_copied(sender: Sender) -> None:
    sender.looks()
    found = CODE.search(sender.finds("Đổi mã"))
    assert found
    new = found.group()
    wrong = "0000" if not new.endswith("0000") else "1111"
    assert words.CHANGE_WRONG in sender.says(wrong)
    assert words.DONE["change"] in sender.says(new[-4:])
    assert words.UNKNOWN_CODE[0] in sender.looks()
    assert f"Số {sender.number}" in sender.says(new)


def test_deleting_asks_once_and_closes_the_content(sender: Sender) -> None:
    sender.looks()
    sender.finds(words.DELETE)
    heard = sender.presses("chắc chắn")
    assert words.DONE["delete"] in heard
    assert "máy hủy hẳn" in heard
    assert [b.id for b in sender.replies[-1].buttons] == ["follow:leave"]


def test_levels_are_raised_with_a_contact_only(sender: Sender) -> None:
    sender.looks()
    sender.finds(words.LEVEL)
    sender.presses("Nêu tên")
    assert words.DONE["level"] in sender.says("Trần Thị Mẫu")
    view = sender.feedback.submissions.look_up(sender.code.replace(" ", ""), NOW)
    assert view.level is Level.NAMED


def test_forwarding_is_agreed_to_explicitly(sender: Sender) -> None:
    sender.looks()
    sender.finds(words.AGREE)
    assert words.DONE["agree"] in sender.presses("chắc chắn")


def test_news_can_be_asked_for_where_the_channel_may_write_first() -> None:
    sender = Sender(Channel.TELEGRAM)
    until: dict[str, date] = {}
    sender.services = replace(sender.services, watched_until=lambda chat, token: until.get(token))
    sender.looks()
    asked = sender.finds(words.WATCH)
    assert "tài khoản Telegram này" in asked
    assert "21/02/2027" in asked
    assert not sender.state.mail.startswith("watch")
    sender.presses(words.WATCH_YES)
    assert sender.state.mail.startswith("watch:")
    until[sender.state.mail.removeprefix("watch:")] = date(2027, 2, 21)
    sender.presses(words.BACK)
    sender.presses(words.MORE)
    assert words.WATCH not in [b.label for b in sender.replies[-1].buttons]
    sender.presses("đang báo đến 21/02/2027")
    assert sender.state.mail == "unwatch"


def test_what_is_going_on_is_offered_and_nothing_else(sender: Sender) -> None:
    sender.looks()
    sender.presses(words.MORE)
    labels = [b.label for b in sender.replies[-1].buttons]
    assert words.WITHDRAW in labels
    assert words.CONFIRM not in labels
    assert words.APPEAL not in labels
    assert words.WATCH not in labels  # the terminal cannot write first


def test_every_sentence_that_the_union_half_may_say_has_words() -> None:
    assert {t.text for t in TRANSITIONS if t.text} - {"draft_expiring"} <= set(words.TEMPLATES)
    assert set(STATE_WORDS) == set(CaseState)


def test_plain_words_of_danger_raise_the_case(sender: Sender) -> None:
    sender.looks()
    sender.presses("Viết thêm")
    heard = sender.says("Vừa có người bị máy cuốn tay!")
    assert emergency_words.IN_CASE in heard
    assert words.LANE.format(lane=LANES[Lane.EMERGENCY]) in heard
    assert sender.view().lane is Lane.EMERGENCY


def test_unclear_words_are_asked_about_and_a_yes_raises_the_case(sender: Sender) -> None:
    sender.looks()
    sender.presses("Viết thêm")
    sender.says("chay roi")
    assert sender.view().lane is Lane.NORMAL
    before = sender.state
    assert words.DONE["danger"] in sender.presses(emergency_words.YES)
    assert sender.view().lane is Lane.EMERGENCY
    sender.state = before
    sender.says(button="follow:danger:accident")  # the channel repeats the press
    said = [m.text for m in sender.view().messages]
    confirmed = emergency_words.CONFIRMED.format(kind=emergency_words.KINDS[EmergencyKind.ACCIDENT])
    assert said[-2:] == ["chay roi", confirmed]


def test_a_yes_takes_waiting_words_along(sender: Sender) -> None:
    sender.looks()
    assert words.PENDING in sender.says("chay roi")
    sender.presses(emergency_words.YES)
    assert sender.view().messages[-1].text.startswith("chay roi\n\n")


def test_an_invented_danger_raises_nothing(sender: Sender) -> None:
    sender.looks()
    sender.says(button="follow:danger:x")
    assert sender.view().lane is Lane.NORMAL
