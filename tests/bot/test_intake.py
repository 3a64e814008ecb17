"""Sending a petition, as a worker meets it: typed words, numbers and buttons, against the real submissions half."""

from __future__ import annotations

import json
import re
from dataclasses import replace
from datetime import datetime, timedelta

import pytest

from bot.clock import VIETNAM
from bot.conversation import Services, State, respond
from bot.conversation.intake.company import find_company
from bot.conversation.intake.hints import identity_hints, likely_category, likely_kinds
from bot.conversation.parts.plain import as_plain
from bot.messages import Attachment, AttachmentKind, Channel, Incoming, Reply
from bot.texts import intake as words
from bot.texts import kinds as kind_words
from bot.texts import matters, talk
from feedback.cases.union_words import mentions_union
from feedback.model.case import Category, Kind, Lane, Level
from feedback.model.lifecycle import State as CaseState
from feedback.model.union import Scope
from feedback.organisation.units import Area
from tests.library import SmallLibrary
from tests.petitions import trial_feedback

NOW = datetime(2026, 11, 23, 9, 0, tzinfo=VIETNAM)
CODE = re.compile(r"\d{4} \d{4} \d{4} \d{4} \d{4}")
JPEG = b"\xff\xd8 clean picture"


class Worker:
    """Somebody who writes; after each message the state goes through its stored form."""

    def __init__(self, channel: Channel = Channel.TERMINAL, *, trial: bool = False) -> None:
        self.feedback = trial_feedback(NOW)
        self.services = Services(SmallLibrary(), petitions=self.feedback.submissions, trial=trial)
        self.channel = channel
        self.state = State()
        self.replies: tuple[Reply, ...] = ()
        self.now = NOW
        self.heard = ""

    def says(self, text: str = "", **more: object) -> str:
        """Send a message; the text that comes back, with numbered choices."""
        incoming = Incoming(self.channel, text, sender="a chat", **more)  # type: ignore[arg-type]
        state, self.replies = respond(self.state, incoming, services=self.services, now=self.now)
        self.state = State.unpack(state.pack())
        self.heard = "\n".join(as_plain(r) for r in self.replies)
        return self.heard

    def presses(self, label: str) -> str:
        """Press the button whose label holds `label`."""
        for reply in self.replies:
            for button in reply.buttons:
                if label in button.label:
                    return self.says(button=button.id)
        raise AssertionError(f"no button {label!r} in {[b.label for r in self.replies for b in r.buttons]}")

    def writes(self, text: str = "Lương tháng này trả chậm mười ngày, đề nghị trả đúng hạn.") -> str:
        """Up to the preview, skipping what may be skipped."""
        self.says("/start")
        self.presses("Gửi kiến nghị")
        self.presses("Đồng ý")
        self.presses("Không")
        self.says(text)
        self.presses("Xong")
        self.presses("Bỏ qua hết")
        return self.presses(words.CONCERNS["nobody"])  # type: ignore[index]

    def sends(self) -> str:
        """From the preview to the slip; returns the code."""
        found = CODE.search(self.presses(words.SEND))
        assert found
        self.says(found.group()[-4:])
        return found.group()


def test_six_steps_lead_to_a_slip_and_the_code_opens_the_case() -> None:
    worker = Worker()
    preview = worker.writes()
    assert "Bước 6/6" in preview
    assert "Nơi nhận: Liên đoàn Lao động tỉnh Hải Sơn" in preview
    code = worker.sends()
    assert "✅ Đã nhận, số KN26-" in worker.heard
    assert "PHIẾU TIẾP NHẬN" in worker.heard
    slip = worker.replies[1].text
    assert worker.feedback.submissions.verify_slip(slip)
    view = worker.feedback.submissions.look_up(code.replace(" ", ""), NOW)
    assert view.messages[0].text.startswith("Lương tháng này")
    assert view.category is Category.WAGE
    assert worker.state == State(options=worker.state.options, sent=worker.state.sent)  # nothing of it stays


def test_every_step_works_on_typed_numbers_alone() -> None:
    worker = Worker()
    worker.says("gửi kiến nghị")
    for typed in ("1", "1", "Nước uống ở xưởng có mùi", "xong", "bỏ qua", "bỏ qua", "bỏ qua", "không"):
        worker.says(typed)
    assert "Bước 6/6" in worker.heard
    found = CODE.search(worker.says("1"))
    assert found
    assert "Đã nhận" in worker.says(found.group()[-4:])


def test_no_step_but_the_text_is_needed() -> None:
    worker = Worker()
    worker.says("/kiennghi")
    worker.says("đồng ý")
    worker.says("không")
    assert words.NEED_TEXT in worker.says("Xong")


def test_words_that_come_too_early_are_kept() -> None:
    worker = Worker()
    worker.says("/kiennghi")
    assert words.KEPT_EARLY in worker.says("Cơm ca nguội và ít")
    worker.presses("Đồng ý")
    worker.presses("Không")
    worker.presses("Xong")
    worker.presses("Bỏ qua hết")
    assert "Cơm ca nguội" in worker.says("không")


def test_many_messages_become_one_text_and_edits_count_until_sending() -> None:
    worker = Worker()
    worker.says("/kiennghi")
    worker.presses("Đồng ý")
    worker.presses("Không")
    worker.says("Đoạn một có lỗi", reference="11")
    worker.says("Đoạn hai", reference="12")
    worker.presses("Xong")
    assert words.KEPT_EDIT in worker.says("Đoạn một đã sửa", reference="11", edited=True)
    worker.presses("Bỏ qua hết")
    preview = worker.says("không")
    assert "Đoạn một đã sửa" in preview
    assert "có lỗi" not in preview
    assert preview.index("Đoạn một") < preview.index("Đoạn hai")


def test_a_wrong_last_group_sends_nothing() -> None:
    worker = Worker()
    worker.writes()
    code = CODE.search(worker.presses(words.SEND))
    assert code
    wrong = "0000" if not code.group().endswith("0000") else "1111"
    assert words.CODE_WRONG in worker.says(wrong)
    assert worker.feedback.db.value("SELECT count(*) FROM submission") == 0
    assert "Đã nhận" in worker.says(code.group()[-4:])


def test_nothing_is_sent_where_the_code_is_shown_and_it_stays_the_same_code() -> None:
    worker = Worker()
    worker.writes()
    code = CODE.search(worker.presses(words.SEND))
    assert code
    assert worker.heard.startswith(words.CODE_TITLE)
    worker.presses(words.TO_PREVIEW)
    assert code.group() in worker.presses(words.SEND)
    assert worker.feedback.db.value("SELECT count(*) FROM submission") == 0
    worker.presses(words.TO_PREVIEW)
    worker.state = replace(worker.state, secret={})  # a restart
    assert words.NEW_CODE in worker.presses(words.SEND)
    assert code.group() not in worker.heard


def test_a_repeated_last_message_sends_once() -> None:
    worker = Worker()
    worker.writes()
    code = CODE.search(worker.presses(words.SEND))
    assert code
    before = worker.state
    worker.says(code.group()[-4:])
    worker.state = before  # as after a crash between the store and the answer
    assert "Đã nhận" in worker.says(code.group()[-4:])
    assert worker.feedback.db.value("SELECT count(*) FROM submission") == 1


def test_a_code_in_the_text_is_refused_before_it_is_kept() -> None:
    worker = Worker()
    worker.says("/kiennghi")
    worker.presses("Đồng ý")
    worker.presses("Không")
    worker.says(f"Mã của tôi là {worker.feedback.submissions.new_code()} nhé")
    assert "xóa mã" in worker.heard
    assert not worker.state.draft["texts"]


def test_cancelling_drops_the_draft() -> None:
    worker = Worker()
    worker.writes()
    worker.says("0")
    assert worker.state.draft == {}


def test_the_command_that_begins_is_no_word_of_the_petition() -> None:
    worker = Worker()
    worker.says("/kiennghi")
    worker.presses("Đồng ý")
    worker.presses("Không")
    worker.says("Cơm ca nguội và ít")
    assert words.TEXT_TITLE in worker.says("gửi kiến nghị")
    assert [text for _, text in worker.state.draft["texts"]] == ["Cơm ca nguội và ít"]


def test_a_draft_that_something_interrupts_is_still_there() -> None:
    worker = Worker()
    worker.writes("Cơm ca nguội và ít")
    assert words.STILL_THERE in worker.says("menu")
    assert "Điều 7" in worker.says("bữa ăn giữa ca có không")
    heard = worker.says("gửi kiến nghị")
    assert words.RESUMED in heard
    assert "Cơm ca nguội" in heard
    worker.sends()
    assert "Đã nhận" in worker.heard
    assert not worker.state.unfinished


def test_forgetting_forgets_the_draft_too() -> None:
    worker = Worker()
    worker.writes()
    worker.says("riêng tư")
    worker.presses("cuộc trò chuyện này")
    assert worker.state.draft == {}
    assert not worker.state.unfinished


def test_preview_names_what_could_give_the_worker_away_and_never_blocks() -> None:
    worker = Worker()
    preview = worker.writes("Tôi là Trần Văn Mẫu, chuyền 5 ca đêm, số 0912 345 678. Chỉ có tôi biết chuyện 14h30.")
    for passage in ("Trần Văn Mẫu", "chuyền 5", "ca đêm", "0912 345 678", "Chỉ có tôi"):
        assert f"“{passage}" in preview
    assert words.SEND in preview
    worker.sends()
    assert "Đã nhận" in worker.heard


@pytest.mark.parametrize(
    "text", ["Lương trả chậm mười ngày", "Nước uống có mùi, nhà vệ sinh bẩn", "đề nghị công khai quỹ phúc lợi"]
)
def test_plain_texts_have_no_identity_hints(text: str) -> None:
    assert identity_hints(text) == ()


@pytest.mark.parametrize(
    ("text", "kinds"),
    [
        ("đề nghị thêm quạt", (Kind.PETITION,)),
        ("tôi muốn khiếu nại quyết định kỷ luật", (Kind.COMPLAINT,)),
        ("tố cáo giám đốc ăn chặn tiền cơm", (Kind.DENUNCIATION,)),
        ("cong ty no luong ba thang", (Kind.DISPUTE,)),
        ("tố cáo ăn chặn và đòi công ty trả lương còn nợ lương", (Kind.DENUNCIATION, Kind.DISPUTE)),
    ],
)
def test_kinds_are_guessed_only_to_say_the_true_word(text: str, kinds: tuple[Kind, ...]) -> None:
    assert likely_kinds(text) == kinds


def test_the_true_word_of_a_kind_stands_in_the_preview_with_its_article() -> None:
    preview = Worker().writes("Công ty nợ lương tôi ba tháng")
    assert kind_words.WORDS[Kind.DISPUTE] in preview
    assert "thời hạn ấy vẫn chạy" in preview
    assert "Điều 190" in preview
    assert "45/2019/QH14" in preview
    denunciation = Worker().writes("Tố cáo quản lý ăn chặn tiền cơm")
    assert "Điều 25" in denunciation


def test_categories_are_guessed_and_can_be_changed() -> None:
    assert likely_category("tăng ca quá giờ làm") is Category.WORKING_TIME
    assert likely_category("abc") is Category.OTHER
    worker = Worker()
    worker.writes()
    worker.presses(words.CHANGE_CATEGORY)
    assert "Bảo hiểm" in worker.presses("Bảo hiểm")
    assert "Về việc: Bảo hiểm" in worker.heard


def test_place_goes_by_steps_names_and_codes() -> None:
    worker = Worker()
    worker.writes()
    worker.presses(words.CHANGE_PLACE)
    worker.says("song lam")  # an industrial park by a part of its name
    preview = worker.says("Công ty Không Có Trong Danh Sách")
    assert "Công ty Không Có Trong Danh Sách, KCN Sông Lam" in preview
    assert "Nơi nhận: Công đoàn các khu công nghiệp tỉnh" in preview
    worker.presses(words.CHANGE_PLACE)
    assert "May Ánh Dương" in worker.says("may-anh-duong")


@pytest.mark.parametrize("typed", ["may", "ánh dương", "cty may anh duong chi nhanh 2"])
def test_a_company_that_may_be_meant_is_asked_about(typed: str) -> None:
    worker = Worker()
    worker.writes()
    worker.presses(words.CHANGE_PLACE)
    worker.says("song lam")
    assert words.COMPANY_LIKE.format(name=typed) in worker.says(typed)
    assert f"{typed}, KCN Sông Lam" in worker.presses(words.COMPANY_OTHER)
    worker.presses(words.CHANGE_PLACE)
    worker.says("song lam")
    worker.says(typed)
    preview = worker.presses("May Ánh Dương")
    assert "Nơi xảy ra: Công ty May Ánh Dương (mẫu), KCN Sông Lam" in preview


@pytest.mark.parametrize(
    ("typed", "sure", "perhaps"),
    [
        ("Công ty TNHH May Ánh Dương", "A", ""),
        ("cty may anh duong", "A", ""),
        ("may", "", "AB"),
        ("Ánh", "", "AB"),
        ("dương", "", "A"),
        ("duo", "", ""),
        ("công ty", "", ""),
        ("Điện tử Sao Mai", "", ""),
        ("Ánh Dương May", "", ""),
        ("", "", ""),
    ],
)
def test_a_typed_company_is_matched_only_when_sure(typed: str, sure: str, perhaps: str) -> None:
    listed = [Area(Scope.COMPANY, "A", "Công ty May Ánh Dương (mẫu)"), Area(Scope.COMPANY, "B", "May Ánh Sáng")]
    found = find_company(typed, listed)
    assert (found.sure.code if found.sure else "") == sure
    assert "".join(c.code for c in found.perhaps) == perhaps


def test_an_unknown_place_is_said_and_may_be_skipped() -> None:
    worker = Worker()
    worker.writes()
    worker.presses(words.CHANGE_PLACE)
    assert words.PLACE_NONE in worker.says("xã không đâu")
    assert "Bước 6/6" in worker.presses("Bỏ qua hết")


def test_a_unit_from_a_poster_is_the_place() -> None:
    worker = Worker()
    worker.state = State(unit="MAY-ANH-DUONG")
    preview = worker.writes()
    assert "May Ánh Dương" in preview or "Sông Lam" in preview


def test_the_named_union_never_gets_the_case() -> None:
    worker = Worker()
    worker.writes("Chủ tịch công đoàn công ty không họp với chúng tôi")
    worker.presses(words.CHANGE_CONCERN)
    assert words.CONCERN_HINT in worker.heard  # the text itself names the union: asked plainly
    preview = worker.presses("Công đoàn công ty")
    assert words.PERSON_BOARD in preview
    assert "Ủy ban Kiểm tra" in preview


def test_a_person_is_asked_for_and_stays_inside_the_sealed_text() -> None:
    worker = Worker()
    worker.writes()
    worker.presses(words.CHANGE_CONCERN)
    worker.presses("Một người cụ thể")
    preview = worker.says("phó chủ tịch phụ trách tài chính")
    assert "Người liên quan: phó chủ tịch" in preview
    code = worker.sends().replace(" ", "")
    assert "phó chủ tịch" in worker.feedback.submissions.look_up(code, NOW).messages[0].text


def test_where_nobody_neutral_is_left_nothing_can_be_sent_and_the_way_leads_outside() -> None:
    worker = Worker()
    worker.writes()
    draft = json.loads(json.dumps(worker.state.draft))
    draft["concerns"] = ["province", "superior", "grassroots"]
    worker.state = State(dialogue="intake", draft=draft)
    worker.feedback.db.run("DELETE FROM unit_key_grant WHERE unit LIKE 'tld%'")
    worker.feedback.db.run("UPDATE unit SET public_key = NULL WHERE code LIKE 'tld%'")
    heard = worker.says()
    assert "không chắc công bằng cho bạn" in heard
    assert words.CODE_TITLE not in worker.says("gửi")
    assert words.SEND not in heard


def test_levels_ask_for_a_contact_and_go_back_to_anonymous() -> None:
    worker = Worker()
    worker.writes()
    worker.presses(words.CHANGE_LEVEL)
    worker.presses("Nêu tên")
    assert "Tên bạn: nêu tên" in worker.says("Nguyễn Thị Mẫu, 0900 000 000")
    worker.presses(words.CHANGE_LEVEL)
    assert "Tên bạn: ẩn danh" in worker.presses("Ẩn danh")
    worker.presses(words.CHANGE_LEVEL)
    worker.presses("Giữ kín tên")
    worker.says("Nguyễn Thị Mẫu")
    code = worker.sends().replace(" ", "")
    assert worker.feedback.submissions.look_up(code, NOW).level is Level.CONFIDENTIAL


def test_reminders_are_offered_only_where_the_channel_may_write_first() -> None:
    zalo = Worker(Channel.ZALO_OA)
    assert words.CHANGE_REMINDER not in zalo.writes()
    telegram = Worker(Channel.TELEGRAM)
    assert "Nhắc: Nhắc sau 3, 10, 20 ngày" in telegram.writes()
    telegram.sends()
    assert telegram.state.mail == "remind"
    watching = Worker(Channel.TELEGRAM)
    watching.writes()
    watching.presses(words.CHANGE_REMINDER)
    watching.presses("Báo ngay")
    watching.sends()
    assert watching.state.mail.startswith("watch:")
    silent = Worker(Channel.TELEGRAM)
    silent.writes()
    silent.presses(words.CHANGE_REMINDER)
    silent.presses("Không nhắc")
    silent.sends()
    assert silent.state.mail == ""


def photo(**more: object) -> Attachment:
    return Attachment(AttachmentKind.PHOTO, "x", **{"content": JPEG, **more})  # type: ignore[arg-type]


def test_photos_are_asked_about_kept_and_dropped() -> None:
    worker = Worker(Channel.TELEGRAM)
    worker.says("/kiennghi")
    worker.presses("Đồng ý")
    worker.presses("Không")
    worker.says("Máy hở điện", attachments=(photo(),))
    assert "mặt người" in worker.heard
    worker.says(attachments=(photo(),))
    worker.presses("Bỏ ảnh này")
    worker.presses("Xong")
    worker.presses("Bỏ qua hết")
    assert "Ảnh: 1" in worker.says("không")
    code = worker.sends().replace(" ", "")
    (attached,) = worker.feedback.submissions.look_up(code, NOW).messages[0].photos
    kept = worker.feedback.submissions.photo(code, attached, NOW)
    assert kept
    assert kept.jpeg == JPEG


@pytest.mark.parametrize(
    ("attachment", "said"),
    [
        (photo(content=b"", trouble="too_big"), "10 MB"),
        (photo(content=b"", trouble="broken"), "Ảnh hỏng"),
        (photo(content=b""), "Chưa tải được"),
        (Attachment(AttachmentKind.VOICE), "giọng nói"),
        (Attachment(AttachmentKind.VIDEO), "video"),
        (Attachment(AttachmentKind.LOCATION), "Chỉ nhận ảnh"),
        (Attachment(AttachmentKind.FILE, trouble="pdf"), "PDF"),
    ],
)
def test_a_refused_file_gets_one_sentence_and_the_text_stays(attachment: Attachment, said: str) -> None:
    worker = Worker(Channel.TELEGRAM)
    worker.says("/kiennghi")
    worker.presses("Đồng ý")
    worker.presses("Không")
    worker.says("Lối thoát hiểm bị chặn")
    heard = worker.says(attachments=(attachment,))
    assert said in heard
    assert "Phần chữ vẫn giữ" in heard
    assert "Lối thoát hiểm" in str(worker.state.draft["texts"])


def test_an_answer_leads_to_a_petition_with_its_basis() -> None:
    worker = Worker()
    worker.says("bữa ăn giữa ca có không")
    heard = worker.presses("chưa thực hiện")
    assert "Điều luật ghi kèm: Điều 7, 01/2021/NĐ-THU" in heard
    assert worker.state.draft["category"] == Category.WELFARE
    worker.presses("Đồng ý")
    worker.presses("Không")
    worker.says("Chỗ tôi không có bữa ăn")
    worker.presses("Xong")
    worker.presses("Bỏ qua hết")
    assert "Điều luật: Điều 7, 01/2021/NĐ-THU" in worker.says("không")
    worker.sends()
    assert worker.feedback.db.value("SELECT legal_basis FROM submission") == '["01/2021/NĐ-THU:7"]'


def test_danger_in_the_text_sets_the_lane_and_swallows_nothing() -> None:
    worker = Worker()
    worker.says("/kiennghi")
    worker.presses("Đồng ý")
    worker.presses("Không")
    heard = worker.says("Bạn tôi vừa bị máy cuốn tay, máu chảy nhiều")
    assert heard.startswith("🆘")
    assert "115 (cấp cứu y tế, 24/7)" in heard
    assert "Đã ghi 1 đoạn" in heard
    assert "🆘" not in worker.says("Công ty không gọi xe, máu chảy nhiều")  # said once
    worker.presses("Xong")
    worker.presses("Bỏ qua hết")
    assert "KHẨN" in worker.says("không")
    code = worker.sends().replace(" ", "")
    assert "không có người trực" in worker.heard
    assert worker.feedback.submissions.look_up(code, NOW).lane is Lane.EMERGENCY


def test_step_two_takes_the_kind_of_danger() -> None:
    worker = Worker()
    worker.says("/kiennghi")
    worker.presses("Đồng ý")
    heard = worker.presses("Bị đánh, dọa, nhốt")
    assert "113 (công an, 24/7)" in heard
    assert "Bước 3/6" in heard
    assert worker.state.draft["emergency"] == "violence"


def test_unclear_danger_is_asked_and_a_no_is_remembered() -> None:
    worker = Worker()
    worker.says("/kiennghi")
    worker.presses("Đồng ý")
    worker.presses("Không")
    heard = worker.says("ban toi noi muon tu tu")
    assert "không muốn sống" in heard
    assert worker.state.draft["texts"][0][1] == "ban toi noi muon tu tu"
    assert worker.state.draft["emergency"] == ""
    worker.presses("Đúng vậy")
    assert worker.state.draft["emergency"] == "self_harm"
    assert "Bước 3/6" in worker.heard


def test_danger_is_answered_alone_and_its_words_go_into_the_urgent_petition() -> None:
    worker = Worker()
    heard = worker.says("vừa có người ngất xỉu nằm bất động, bữa ăn giữa ca có không")
    assert heard.startswith("🆘")
    assert "Cơm nóng" not in heard
    assert worker.state.question == ""
    worker.presses("Gửi kiến nghị khẩn")
    assert worker.state.draft["emergency"] == "accident"
    assert "ngất xỉu" in str(worker.state.draft["texts"])  # what was written need not be typed again
    assert worker.state.told == ""


def test_a_long_story_is_answered_and_goes_into_a_petition() -> None:
    worker = Worker()
    story = "Tôi làm ở xưởng này đã ba năm, ngày nào cũng đứng mười tiếng. " * 20 + "Bữa ăn giữa ca có không?"
    assert "Cơm nóng" in worker.says(story)
    worker.presses("Gửi kiến nghị với lời kể này")
    assert worker.state.draft["texts"][0][1] == story


def test_the_emergency_button_is_always_there() -> None:
    worker = Worker()
    worker.says("menu")
    worker.presses("Khẩn cấp")
    heard = worker.presses("Không muốn sống nữa")
    assert "Bạn không một mình" in heard
    assert "096 306" not in heard  # not checked for more than 180 days
    assert "không phải tổng đài" in heard


def test_trial_mode_is_said_where_something_is_sent() -> None:
    worker = Worker(trial=True)
    worker.says("/kiennghi")
    assert words.TRIAL in worker.heard
    worker = Worker(trial=True)
    assert words.TRIAL in worker.writes()


def test_a_flood_is_stored_and_told_so() -> None:
    worker = Worker()
    for _ in range(3):
        worker.writes()
        worker.sends()
        assert "chờ kiểm tra" not in worker.heard
    worker.writes()
    worker.sends()
    assert "chờ kiểm tra trước" in worker.heard
    assert words.AFTER_TIMES_CHECKED.format(checked=2) in worker.heard


def test_what_is_promised_is_counted_by_the_rules() -> None:
    worker = Worker()
    rule = (
        'days = 3\nunit = "working_day"\nsource = "Quy chế 12/QC"\neffective_from = 2026-01-01\n'
        '[[rule]]\nclock = "classification"\ndays = 4\n'
    )
    tail = 'unit = "working_day"\nsource = "Quy chế 12/QC"\neffective_from = 2026-01-01\n'
    worker.feedback.deadlines.rules.load(f'[[rule]]\nclock = "first_look"\n{rule}{tail}')
    worker.writes()
    worker.sends()
    assert words.AFTER_TIMES.format(look=3, classified=4) in worker.heard


def test_a_petition_after_a_burst_of_messages_waits_and_is_told_so() -> None:
    worker = Worker()
    for number in range(25):
        worker.says(f"tin {number}")
    worker.writes()
    code = worker.sends()
    assert "chờ kiểm tra trước" in worker.heard
    assert words.AFTER_TIMES_CHECKED.format(checked=2) in worker.heard
    view = worker.feedback.submissions.look_up(code.replace(" ", ""), worker.now)
    assert view.state is CaseState.QUARANTINED
    assert "trả chậm mười ngày" in view.messages[0].text
    worker.now += timedelta(minutes=11)
    worker.writes()
    worker.sends()
    assert "chờ kiểm tra" not in worker.heard


def test_a_nearly_full_disk_refuses_photos_first_and_says_so() -> None:
    worker = Worker(Channel.TELEGRAM)
    worker.services = replace(worker.services, free_disk=lambda: 0.08)
    worker.says("/kiennghi")
    worker.presses("Đồng ý")
    worker.presses("Không")
    heard = worker.says("Lối thoát hiểm bị chặn", attachments=(photo(),))
    assert words.NO_ROOM in heard
    assert "Lối thoát hiểm" in str(worker.state.draft["texts"])
    worker.services = replace(worker.services, free_disk=lambda: 0.02, hotline="0299 000 000")
    heard = worker.says("xong")
    assert words.FULL in heard
    assert "0299 000 000" in heard


def test_without_the_submissions_half_nothing_is_offered() -> None:
    services = Services(SmallLibrary())
    _, (reply,) = respond(State(), Incoming(Channel.TERMINAL, "/kiennghi"), services=services, now=NOW)
    assert words.CLOSED in reply.text
    _, (reply,) = respond(State(), Incoming(Channel.TERMINAL, "menu"), services=services, now=NOW)
    assert not any("kiến nghị" in b.label for b in reply.buttons)


@pytest.mark.parametrize("text", ["chủ tịch công đoàn giữ quỹ", "cong doan cong ty khong hop", "kinh phí công đoàn"])
def test_words_about_the_union_are_noticed(text: str) -> None:
    assert mentions_union(text)


def test_a_button_of_a_draft_that_is_gone_says_so_before_the_first_step() -> None:
    worker = Worker()
    worker.says("/start")
    worker.presses("Gửi kiến nghị")
    worker.state = State()  # 24 hours later
    heard = worker.presses("Đồng ý")
    assert heard.index(words.DRAFT_GONE) < heard.index("Bước 1/6")
    worker.state = State()
    assert words.DRAFT_GONE not in worker.says(button="intake:about:01/2021/NĐ-THU:7")
    worker.state = State()
    assert words.DRAFT_GONE not in worker.says("kiến nghị")


def test_a_number_that_was_not_offered_is_no_word_and_no_answer() -> None:
    worker = Worker()
    worker.says("/kiennghi")
    for step in ("Đồng ý", "Không"):
        assert talk.NO_SUCH_NUMBER.format(number=9) in worker.says("9")
        worker.presses(step)
    assert worker.state.draft["texts"] == []


def test_a_place_is_known_by_its_long_name_and_is_no_danger() -> None:
    worker = Worker()
    worker.says("/kiennghi")
    worker.presses("Đồng ý")
    worker.presses("Không")
    worker.says("Xưởng nóng quá")
    worker.presses("Xong")
    assert worker.replies[-1].buttons[0].label.startswith("KCN")
    heard = worker.says("khu công nghiệp sông lam")
    assert "KCN Sông Lam" in heard
    assert "không muốn sống" not in heard


def test_words_in_small_letters_are_no_names() -> None:
    assert [h.what for h in identity_hints("Ca đêm không có phụ cấp")] == ["ca làm"]
    assert "tên người" in [h.what for h in identity_hints("Quản đốc Đặng Văn Ước chửi")]


def test_a_no_and_a_question_are_no_words_of_the_petition() -> None:
    worker = Worker()
    worker.says("/kiennghi")
    assert words.NO_CONSENT in worker.says("không đồng ý")
    heard = worker.says("ai đọc cái này vậy")
    assert matters.ANSWERS["who_reads"][0] in heard
    assert words.NOTICE_TITLE in heard
    worker.presses("Đồng ý")
    worker.says("không có ai")
    worker.says("Lương trả chậm")
    assert words.STOP_HINT in worker.says("thôi không gửi nữa")
    worker.says("gửi")
    worker.presses("Bỏ qua hết")
    worker.says("không")
    assert words.PREVIEW_TITLE in worker.says("quay lại")
    code = CODE.search(worker.says("gửi"))
    assert code
    assert code.group() in worker.says("mất mã thì sao")
    assert [text for _, text in worker.state.draft["texts"]] == ["Lương trả chậm"]
    assert "Đã nhận" in worker.says(code.group()[-4:])
