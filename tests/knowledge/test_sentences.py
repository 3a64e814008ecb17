"""Several questions in one message, and stories."""

import pytest

from knowledge.sentences import questions_in

STORY = (
    "Em làm ở xưởng gỗ được ba năm rồi, mỗi ngày đứng máy từ sáng tới tối, tổ trưởng thì khó, hôm qua em bị mạt gỗ "
    "văng vô mắt phải vô trạm xá băng lại, xong ảnh kêu về nhà nghỉ. Nay chủ nói tự lo tiền thuốc. "
    "Vậy tiền thuốc ai phải trả cho em?"
)


@pytest.mark.parametrize(
    ("text", "questions"),
    [
        ("tăng ca được trả bao nhiêu", ["tăng ca được trả bao nhiêu"]),
        (
            "Tăng ca chủ nhật trả bao nhiêu? Nghỉ phép năm được mấy ngày?",
            ["Tăng ca chủ nhật trả bao nhiêu?", "Nghỉ phép năm được mấy ngày?"],
        ),
        (
            "nghỉ ốm có lương không và thai sản được nghỉ mấy tháng",
            ["nghỉ ốm có lương không", "thai sản được nghỉ mấy tháng"],
        ),
        ("công ty và công đoàn ai lo tiền này", ["công ty và công đoàn ai lo tiền này"]),
        ("Chủ giữ bằng của em. Đúng không ạ?", ["Chủ giữ bằng của em. Đúng không ạ?"]),
        (STORY, ["Vậy tiền thuốc ai phải trả cho em?"]),
        ("", [""]),
    ],
)
def test_questions_of_a_message(text: str, questions: list[str]) -> None:
    assert questions_in(text) == questions


def test_short_question_of_a_story_takes_the_sentence_before_it() -> None:
    story = STORY.rpartition(". ")[0] + ". Đúng không?"
    assert questions_in(story) == ["Nay chủ nói tự lo tiền thuốc. Đúng không?"]
