"""The unanswered desk: nothing of who asked, 90 days, tied or marked."""

from __future__ import annotations

from datetime import date, timedelta
from pathlib import Path

import pytest
from sqlite_utils import Migrations

from bot.engine.desk_beside import DeskBox
from bot.engine.sealing import Seal
from knowledge.anonymize import strip_identity
from knowledge.database import open_database
from knowledge.desk import Desk, m001_desk

DAY = date(2026, 11, 22)
BOX = DeskBox(Seal(bytes(32)))


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
    ("text", "secrets"),
    [
        ("cty tnhh thiên an phát trừ lương ngày lễ", ["thiên", "phát trừ"]),
        ("công ty cổ phần may mặc Đông Tiến nợ lương", ["Đông Tiến"]),
        ("tnhh minh long vina bắt tăng ca", ["minh long", "vina"]),
        ("công ty điện tử Sunrise Tech cho nghỉ ngang", ["Sunrise", "Tech"]),
        ("trường mầm non hoa hướng dương không đóng bảo hiểm", ["hướng dương"]),
        ("nhà hàng Bếp Quê giữ lương tháng đầu", ["Bếp Quê"]),
        ("htx vận tải Tân Lập có phải ký hợp đồng không", ["Tân Lập"]),
        ("nhà em ở số nhà 45/7 ngõ 12 phố Vọng", ["45/7", "Vọng", "12"]),
        ("trọ ở phường tân thới hiệp quận 12", ["tân thới", "quận 12"]),
        ("ấp bình hòa xã Vĩnh Lộc bị ngập, nghỉ có lương không", ["bình hòa", "Vĩnh Lộc"]),
        ("kcn vsip hai có nhà trẻ không", ["vsip"]),
        ("phòng 302 chung cư Sao Mai", ["Sao Mai"]),
        ("fb em là hoadong.92 ai cần nhắn", ["hoadong"]),
        ("facebook.com/le.thi.mo nhắn em", ["le.thi.mo"]),
        ("zalo.me/0909777888 nhờ tư vấn", ["0909777888"]),
        ("link tiktok.com/@maytui nói xấu cty", ["maytui"]),
        ("t.me/nhomcongnhan12 rủ đình công", ["nhomcongnhan12"]),
        ("zalo: conhansung01", ["conhansung01"]),
        ("mail em hoa chấm le a còng gmail chấm com", ["hoa chấm", "gmail"]),
        ("sđt không chín tám bảy sáu năm bốn ba hai một", ["bảy sáu", "hai một"]),
        ("em sinh ngày 12/03/1994 nghỉ hưu năm nào", ["12/03/1994"]),
        ("msnv 20417 bị trừ chuyên cần", ["20417"]),
        ("xe 59x1 234.56 mất trong nhà xe", ["59x1", "234.56"]),
        ("anh tuấn chuyền trưởng chửi thề", ["tuấn"]),
        ("em là Nhung ở chuyền 5", ["Nhung"]),
    ],
)
def test_companies_addresses_profiles_and_people_are_taken_out(text: str, secrets: list[str]) -> None:
    stripped = strip_identity(text)
    for secret in secrets:
        assert secret.casefold() not in stripped.casefold(), stripped


@pytest.mark.parametrize(
    "text",
    [
        "công ty tnhh có bắt buộc lập công đoàn không",
        "công ty cổ phần và công ty nhà nước khác nhau gì về thang lương",
        "công ty ở khu công nghiệp có phải xây nhà trẻ không",
        "bảo hiểm xã hội trả chậm thì làm sao",
        "hợp tác xã có phải đóng bảo hiểm không",
        "xã viên có được nghỉ phép năm không",
        "anh em làm ca đêm được thêm bao nhiêu",
        "trường hợp nào được nghỉ việc ngay",
        "sinh con được nghỉ mấy tháng",
        "nghỉ 2 ngày không phép có bị đuổi không",
        "lương 5.310.000 đồng một tháng vùng nào",
        "đi đường bị tai nạn có tính tai nạn lao động không",
        "tối thiểu vùng 4 là bao nhiêu",
        "công ty có được phạt phạt tiền khi đi trễ không",
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
    desk = Desk(tmp_path / "desk.db", BOX, strip=str)
    for _ in range(3):
        desk.add("trễ lương", "unanswered", DAY)
    assert [q.question for q in desk.open()] == ["trễ lương"]


def test_questions_are_stored_without_identity_and_closed(tmp_path: Path) -> None:
    Desk(tmp_path / "desk.db", BOX).add("ông Nguyễn Văn Tèo trừ lương", "unanswered", DAY)
    content = b"".join(p.read_bytes() for p in tmp_path.iterdir())
    for words in ("Tèo", "trừ lương", "[tên]"):
        assert words.encode() not in content
    [kept] = Desk(tmp_path / "desk.db", BOX).open()
    assert kept.question == "ông [tên] trừ lương"
    assert Desk(tmp_path / "desk.db", DeskBox(Seal(b"x" * 32))).open() == ()


def test_what_an_earlier_version_wrote_in_clear_is_closed_at_the_next_opening(tmp_path: Path) -> None:
    first = Migrations("desk")
    first()(m001_desk)
    old = open_database(tmp_path / "desk.db", first)
    for n in range(300):
        day, out = DAY.isoformat(), n % 2
        old.table("desk").insert({"question": f"câu cũ {n}", "reason": "unanswered", "day": day, "out_of_scope": out})
    old.conn.commit()
    old.conn.close()
    desk = Desk(tmp_path / "desk.db", BOX)
    assert [q.question for q in desk.open()] == [f"câu cũ {n}" for n in range(0, 300, 2)]
    assert not any("câu cũ".encode() in path.read_bytes() for path in tmp_path.iterdir())


def test_questions_go_after_90_days() -> None:
    desk = Desk(None, BOX, strip=str)
    desk.add("cũ", "unanswered", DAY - timedelta(days=91))
    desk.add("mới", "unanswered", DAY)
    assert [q.question for q in desk.open()] == ["mới"]


def test_tied_and_marked_questions_leave_the_list() -> None:
    desk = Desk(None, BOX, strip=str)
    for question in ("một", "hai", "ba"):
        desk.add(question, "unhelpful", DAY)
    first, second, _ = desk.open()
    desk.remove(first.id)
    desk.mark_out_of_scope(second.id)
    assert [q.question for q in desk.open()] == ["ba"]
    assert desk.find(first.id) is None
