"""The unanswered desk: nothing of who asked, 90 days, tied or marked."""

from __future__ import annotations

from datetime import date, timedelta
from pathlib import Path

import pytest

from knowledge.anonymize import strip_identity
from knowledge.desk import Desk

DAY = date(2026, 11, 22)


@pytest.mark.parametrize(
    ("text", "secrets"),
    [
        ("ông Nguyễn Văn Tèo trừ lương tôi", ["Nguyễn", "Tèo"]),
        ("chị Lan tổ trưởng chửi công nhân", ["Lan"]),
        ("nguyen van teo danh toi", ["teo"]),
        ("em tên Hoa làm ở tổ 3", ["Hoa"]),
        ("gọi tôi số 0912 345 678 hoặc 0912345678", ["0912", "345", "678"]),
        ("cccd 079123456789 bị giữ", ["079123456789"]),
        ("mail teo.nguyen@gmail.com", ["teo.nguyen", "gmail"]),
        ("zalo @teoden nhắn tôi", ["teoden"]),
        ("công ty TNHH Pouyuen Việt Nam không trả lương", ["Pouyuen"]),
        ("cty Hoa Sen có được phạt không", ["Hoa Sen"]),
        ("tôi ở số 12/3 đường Lê Lợi phường Bến Nghé", ["Lê Lợi", "Bến Nghé", "12/3"]),
        ("kcn Trà Nóc bắt tăng ca", ["Trà Nóc"]),
        ("sếp Kim giữ hộ chiếu", ["Kim"]),
        ("thẻ NV-00123 bị thu", ["00123"]),
    ],
)
def test_what_could_name_somebody_is_taken_out(text: str, secrets: list[str]) -> None:
    stripped = strip_identity(text)
    for secret in secrets:
        assert secret.casefold() not in stripped.casefold(), stripped


@pytest.mark.parametrize(
    "text",
    [
        "công ty có được phạt tiền khi đi trễ không",
        "nghỉ việc phải báo trước 45 ngày hay 30 ngày",
        "làm thêm 200 giờ trong 1 năm có đúng không",
        "điều 43 nghị định 145/2020/NĐ-CP nói gì",
        "lương 4.960.000 đồng có thấp hơn lương tối thiểu không",
        "anh em muốn gặp sếp nói chuyện tăng ca",
    ],
)
def test_a_question_without_names_stays_as_it_is(text: str) -> None:
    assert strip_identity(text) == text


def test_the_same_question_of_a_day_is_kept_once(tmp_path: Path) -> None:
    desk = Desk(tmp_path / "desk.db", strip=str)
    for _ in range(3):
        desk.add("trễ lương", "unanswered", DAY)
    assert [q.question for q in desk.open()] == ["trễ lương"]


def test_questions_are_stored_without_identity(tmp_path: Path) -> None:
    Desk(tmp_path / "desk.db").add("ông Nguyễn Văn Tèo trừ lương", "unanswered", DAY)
    content = b"".join(p.read_bytes() for p in tmp_path.iterdir())
    assert "Tèo".encode() not in content
    assert "trừ lương".encode() in content


def test_questions_go_after_90_days() -> None:
    desk = Desk(None, strip=str)
    desk.add("cũ", "unanswered", DAY - timedelta(days=91))
    desk.add("mới", "unanswered", DAY)
    assert [q.question for q in desk.open()] == ["mới"]


def test_tied_and_marked_questions_leave_the_list() -> None:
    desk = Desk(None, strip=str)
    for question in ("một", "hai", "ba"):
        desk.add(question, "unhelpful", DAY)
    first, second, _ = desk.open()
    desk.remove(first.id)
    desk.mark_out_of_scope(second.id)
    assert [q.question for q in desk.open()] == ["ba"]
    assert desk.find(first.id) is None
