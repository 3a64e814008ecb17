"""What the README and the privacy page say of who learns what is held by tests: each cell and sentence names its own.

A cell or a sentence that changes, a new one, or a test that goes, fails here: say what is true, and show it.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from pathlib import Path

import pytest

from bot.texts import intake, talk

ROOT = Path(__file__).parents[1]
README = (ROOT / "README.md").read_text("utf-8")
KEPT = "slow/test_what_is_kept.py::test_the_server_knows_no_code_no_sent_word_and_no_tie"
ACCESS, PRIVACY, ATTACKS = "feedback/test_access.py", "feedback/test_privacy.py", "feedback/test_attacks.py"

# (who, column) → what the cell says, and the tests that hold it
CELLS: dict[tuple[str, str], tuple[str, tuple[str, ...]]] = {
    ("Người cầm cơ sở dữ liệu hoặc bản sao lưu", "learns"): (
        "bao nhiêu vụ, ngày nào, địa bàn, lĩnh vực, đơn vị giữ, trạng thái",
        (f"{PRIVACY}::test_what_a_worker_does_has_a_day_and_no_hour",),
    ),
    ("Người cầm cơ sở dữ liệu hoặc bản sao lưu", "does not"): (
        "lời kể, ảnh, tên công ty, liên hệ, ai gửi",
        (
            f"{PRIVACY}::test_nothing_planted_is_found_anywhere",
            "feedback/test_backup.py::test_a_backup_tells_nothing",
            "feedback/test_commands.py::test_custodians_backup_and_restore",
        ),
    ),
    ("Người quản trị máy chủ", "learns"): (
        "như trên; câu hỏi và bản nháp chưa gửi trong 24 giờ qua ở Telegram, Zalo; nếu cố ý sửa phần mềm: những gì "
        "gửi từ lúc đó",
        (
            KEPT,
            "bot/test_at_rest.py::test_the_reader_of_these_tests_opens_what_it_can",
            "bot/test_engine.py::test_state_is_kept_for_24_hours",
        ),
    ),
    ("Người quản trị máy chủ", "does not"): (
        "nội dung đã gửi trước đó",
        (f"{ACCESS}::test_a_stolen_database_with_every_server_secret_opens_nothing", KEPT),
    ),
    ("Cán bộ của đơn vị giữ vụ", "learns"): (
        "nội dung vụ đó; có thể nhận ra văn phong",
        (f"{ACCESS}::test_keys_decide_who_reads",),
    ),
    ("Cán bộ của đơn vị giữ vụ", "does not"): (
        "tài khoản, số điện thoại (trừ khi bạn chọn nêu tên)",
        ("stories/test_petition_privacy.py::test_nothing_planted_is_found_anywhere",),
    ),
    ("Cấp trên kế tiếp", "learns"): (
        "rằng có vụ quá hạn; nội dung khi vụ được chuyển lên",
        ("feedback/test_escalation.py::test_the_new_owner_can_open_what_the_clock_handed_up",),
    ),
    ("Cấp trên kế tiếp", "does not"): (
        "nội dung trước lúc đó (theo quy tắc; chìa khóa đã niêm sẵn)",
        (
            f"{ACCESS}::test_the_policy_is_no_wider_than_the_keys",
            "feedback/test_policy.py::test_a_mode_written_into_the_database_opens_nothing",
        ),
    ),
    ("Công đoàn công ty, và nơi bị nêu trong kiến nghị", "learns"): (
        "không gì cả: không có chìa khóa nào được niêm cho họ",
        (
            f"{ACCESS}::test_a_grassroots_union_never_holds_a_case_key",
            f"{ACCESS}::test_a_unit_that_is_named_is_never_the_owner",
        ),
    ),
    ("Công đoàn công ty, và nơi bị nêu trong kiến nghị", "does not"): (
        "mọi thứ",
        (
            f"{ACCESS}::test_a_barred_company_union_is_not_named_in_the_database",
            f"{ACCESS}::test_a_post_in_the_barred_union_hides_the_case_from_lists_and_door",
        ),
    ),
    ("Công ty", "learns"): (
        "bản viết lại, chỉ khi bạn đồng ý; nhóm ít người thì có thể đoán",
        ("feedback/test_oversight.py::test_nothing_leaves_the_union_without_consent",),
    ),
    ("Công ty", "does not"): (
        "lời của bạn",
        ("feedback/test_oversight.py::test_nothing_leaves_the_union_without_consent",),
    ),
    ("Telegram, Zalo, nhà mạng, Wi-Fi công ty", "learns"): (
        "việc bạn dùng bot; ứng dụng chat thấy cả lời bạn gõ",
        ("bot/test_telegram.py::test_a_worker_asks_and_is_answered",),
    ),
    ("Telegram, Zalo, nhà mạng, Wi-Fi công ty", "does not"): ("mã và nội dung đã lưu ở đây", (KEPT,)),
    ("Người thấy mã tra cứu của bạn", "learns"): (
        "toàn bộ vụ đó, và viết tiếp được, cho đến khi bạn đổi mã",
        ("feedback/test_service.py::test_a_changed_code_opens_and_the_old_one_never_again",),
    ),
    ("Người thấy mã tra cứu của bạn", "does not"): (
        "vụ khác",
        ("feedback/test_service.py::test_a_code_opens_its_own_case_alone",),
    ),
    ("Cơ quan có lệnh hợp pháp", "learns"): ("những gì đang có ở trên", (KEPT,)),
    ("Cơ quan có lệnh hợp pháp", "does not"): ("những gì không lưu", (KEPT,)),
}
# how a promise of the README begins → the tests that hold it
PROMISES: dict[str, tuple[str, ...]] = {
    "không lưu gì nối tài khoản": (KEPT, "bot/test_mailbox.py::test_news_reach_only_those_who_asked"),
    "việc bạn làm chỉ ghi ngày": (f"{PRIVACY}::test_what_a_worker_does_has_a_day_and_no_hour",),
    "mã không lưu ở đâu": (KEPT, "bot/test_web_petition.py::test_a_typed_code_stands_in_no_line"),
    "bị từ chối thì phải có hai người": (
        "feedback/test_oversight.py::test_the_database_itself_wants_two_people",
        "bot/test_follow.py::test_a_refusal_shows_code_and_reason_and_can_be_appealed",
    ),
    "quá hạn thì tự lên cấp": ("feedback/test_escalation.py::test_the_clock_climbs_every_tier_though_nobody_opens",),
    "bạn xóa thì công đoàn hết khóa": (
        "feedback/test_service.py::test_deleting_closes_the_content_at_once_and_destroys_it_later",
    ),
}
# how a sentence of the privacy page begins → the tests that hold it; advice and warnings promise nothing
PAGE: dict[str, tuple[str, ...]] = {
    "Không cần nói bạn là ai": (
        "bot/test_web_petition.py::test_a_petition_goes_from_the_form_to_the_slip_without_a_cookie",
    ),
    "Cuộc trò chuyện được khóa kín": ("bot/test_sealing.py::test_no_word_of_a_chat_stands_in_the_files",),
    "Sau 24 giờ không nhắn": (
        "bot/test_engine.py::test_state_is_kept_for_24_hours",
        "bot/test_web.py::test_lines_go_24_hours_after_the_last",
    ),
    "Câu hỏi tôi chưa trả lời được": (
        "knowledge/test_desk.py::test_questions_go_after_90_days",
        "feedback/test_commands.py::test_custodians_backup_and_restore",
    ),
    "Trước khi lưu, máy xóa tên": (
        "knowledge/test_desk.py::test_companies_addresses_profiles_and_people_are_taken_out",
    ),
    "Không lưu ai hỏi": ("knowledge/test_desk.py::test_questions_are_stored_without_identity_and_closed",),
    "Máy xóa có thể sót": (),
    "Tôi đếm mỗi ngày": ("knowledge/test_question_counts.py::test_the_file_has_a_day_a_topic_an_outcome_and_a_number",),
    "Chỉ giữ con số": ("knowledge/test_question_counts.py::test_the_file_has_a_day_a_topic_an_outcome_and_a_number",),
    "Ứng dụng bạn đang dùng": (),
    "Nên dùng điện thoại": (),
    "Kiến nghị: lời kể được khóa": (f"{ACCESS}::test_keys_decide_who_reads",),
    "Kiến nghị gửi thử: lời kể được khóa, nhưng chìa": (f"{ACCESS}::test_trial_mode_is_marked_and_can_be_left",),
    "Không lưu ai gửi kiến nghị": (KEPT,),
    "Mã tra cứu không được lưu": (KEPT, "bot/test_web_petition.py::test_a_typed_code_stands_in_no_line"),
    "Bạn xem, viết thêm, rút, xóa": (
        "feedback/test_service.py::test_the_view_says_what_can_be_done",
        "feedback/test_service.py::test_a_message_with_the_same_token_is_stored_once",
        "feedback/test_states.py::test_a_worker_can_withdraw_from_every_state_that_staff_work_in",
        "feedback/test_service.py::test_deleting_closes_the_content_at_once_and_destroys_it_later",
    ),
    "Giữ 12 tháng": (
        "feedback/test_service.py::test_a_closed_case_is_kept_twelve_months_and_its_pictures_ninety_days",
    ),
    "Nhắc và báo tin: chỉ khi": ("bot/test_mailbox.py::test_news_reach_only_those_who_asked",),
    "Được khóa ở chỗ riêng, không sao lưu": (
        "bot/test_mailbox.py::test_the_file_names_neither_chat_nor_token",
        "bot/test_mailbox.py::test_three_reminders_then_nothing",
        "feedback/test_commands.py::test_custodians_backup_and_restore",
    ),
}
# how a sentence of the README above its table begins → the tests that hold it
README_SAYS: dict[str, tuple[str, ...]] = {
    "Mọi việc làm được không cần JavaScript": (
        "console/test_entry.py::test_no_page_may_be_kept_framed_or_scripted",
        "bot/test_web.py::test_a_question_is_answered_on_the_page_without_javascript",
    ),
    "Muốn xem phía cán bộ": (
        "bot/test_demo.py::test_two_hundred_cases_of_which_ten_have_a_code",
        "bot/test_demo.py::test_the_last_weeks_of_the_sample_union_show_every_open_state",
    ),
    "Dòng đầu là câu trả lời": (
        "bot/test_conversation.py::test_a_card_says_the_answer_first_then_the_exception_the_basis_and_what_to_do",
    ),
    "Không tìm thấy thì nói là chưa tìm thấy": ("knowledge/test_search.py::test_other_subjects_get_no_answer",),
}
# what somebody who writes the database may try → the tests in which it is found or has no effect
WRITES: dict[str, tuple[str, ...]] = {
    "recovery key": (
        f"{ATTACKS}::test_a_replaced_recovery_key_gets_no_new_case",
        f"{ATTACKS}::test_a_swapped_recovery_key_gets_no_copy_of_an_old_case",
    ),
    "unit key": (
        f"{ATTACKS}::test_the_same_by_rows_alone_is_named_and_refused",
        f"{ATTACKS}::test_a_swapped_key_above_reads_nothing_old_even_with_the_files",
    ),
    "member's key before a rotation": (f"{ATTACKS}::test_a_members_key_swapped_before_a_rotation_gets_nothing",),
    "inserted role": (f"{ATTACKS}::test_an_inserted_role_opens_no_session",),
    "grant mode": ("feedback/test_policy.py::test_a_mode_written_into_the_database_opens_nothing",),
    "forged answer": (f"{ATTACKS}::test_a_forged_answer_is_not_shown_and_named",),
    "internal note shown": (f"{ATTACKS}::test_a_changed_row_is_not_shown",),
    "rewritten chain": ("feedback/test_audit.py::test_tampering_is_found",),
    "forged backup": ("feedback/test_backup.py::test_a_forged_backup_is_refused_and_nothing_written",),
    "older database put back": ("feedback/test_audit.py::test_an_older_file_that_is_written_on_is_found",),
}


HELD = (PROMISES, PAGE, README_SAYS, WRITES)
ALL = [*(tests for _, tests in CELLS.values()), *(tests for held in HELD for tests in held.values())]


def cells() -> list[tuple[str, str, str]]:
    """(who, what they learn, what they do not) of the README's table."""
    table = README.partition("| Ai | Biết được | Không biết được |")[2].partition("\n\n")[0]
    rows = [[cell.strip() for cell in line.strip("|").split("|")] for line in table.strip().splitlines()[1:]]
    return [(who, learns, not_learns) for who, learns, not_learns in rows]


def test_each_cell_of_the_table_is_held_as_it_stands() -> None:
    said = {
        (who, column): text
        for who, learns, not_learns in cells()
        for column, text in (("learns", learns), ("does not", not_learns))
    }
    assert said == {cell: text for cell, (text, _) in CELLS.items()}
    assert all(tests for _, tests in CELLS.values())


def test_each_promise_of_the_readme_has_its_tests() -> None:
    said = " ".join(README.partition("**Hứa:**")[2].partition("**Không hứa:**")[0].split()).rstrip(".")
    assert unheld(said.split("; "), PROMISES) == []


def test_each_line_of_the_privacy_page_has_its_tests() -> None:
    lines = [*talk.PRIVACY, intake.PRIVACY_KEYS, intake.PRIVACY_KEYS_TRIAL, *intake.PRIVACY]
    assert unheld([sentence for line in lines for sentence in sentences(line)], PAGE) == []


def test_what_the_readme_says_above_its_table_still_stands_there() -> None:
    said = sentences(" ".join(README.partition("## Kiến nghị ẩn danh")[0].split()))
    assert [begin for begin in README_SAYS if not any(sentence.startswith(begin) for sentence in said)] == []


def sentences(line: str) -> list[str]:
    """The sentences of a line."""
    return re.split(r"(?<=[.!?]) ", line)


def unheld(said: Iterable[str], held: dict[str, tuple[str, ...]]) -> list[str]:
    """What is said and not held, and what is held and no longer said."""
    lines = [line.strip() for line in said]
    new = [line for line in lines if not any(line.startswith(begin) for begin in held)]
    return [*new, *(begin for begin in held if not any(line.startswith(begin) for line in lines))]


@pytest.mark.parametrize("address", sorted({address for tests in ALL for address in tests}))
def test_the_tests_are_there(address: str) -> None:
    path, _, name = address.partition("::")
    assert re.search(rf"^(?:async )?def {name}\(", (ROOT / "tests" / path).read_text("utf-8"), re.MULTILINE)
