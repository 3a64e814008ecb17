"""Take out of a question what could say who asked: names, companies, numbers, addresses, accounts.

What is lost is only marked ("[tên]"), so the question stays readable. A machine can miss a name; the privacy page says
so. Removing too much costs a question its detail, removing too little can cost a worker the job, so doubt removes.
"""

from __future__ import annotations

import re
import unicodedata

from knowledge.names import person_names

NAME, NUMBER, PLACE, COMPANY, ACCOUNT = "[tên]", "[số]", "[nơi]", "[công ty]", "[tài khoản]"

_WORD = r"[^\W\d_]+"
_UPPER = "".join(letter for letter in map(chr, range(0x41, 0x1EFA)) if letter.isupper())
_CAPITAL = rf"[{_UPPER}][\w&.-]*"
_CAPITALS = rf"{_CAPITAL}(?:\s+{_CAPITAL})*"


def _any(words: str) -> str:
    """Any of these words, in upper or lower case; "_" stands for a space inside one."""
    return r"(?i:\b(?:" + "|".join(w.replace("_", r"\s+") for w in words.split()) + r")\b)"


_FAMILY = _any(
    "nguyễn trần lê phạm hoàng huỳnh phan vũ võ đặng bùi đỗ hồ ngô dương lý đinh mai trịnh đoàn lâm lương "
    "thạch danh kim nguyen tran pham hoang huynh dang bui do ho ngo duong dinh trinh doan lam luong thach"
)
_MIDDLE = _any("văn van thị thi hữu huu đức duc ngọc ngoc")
_TITLE = _any(
    "anh chị chi ông ong bà cô chú bác em sếp sep quản_đốc quan_doc tổ_trưởng to_truong giám_đốc giam_doc "
    "trưởng_phòng chủ"
)
_GIVEN = _any(
    "tuấn tuan hùng hung dũng dung cường cuong thắng thang tèo tí hạnh hanh hằng hang huệ hue hương huong lan liên "
    "linh loan mai nga nhung oanh phượng phuong quyên quyen thảo thao thúy thuy trang trinh tuyết "
    "tuyet vân yến yen hải hai khánh khanh khoa kiên kien long nghĩa nghia phúc phuc quân quan sơn son tài tân "
    "tan thành thanh thịnh thinh tiến tien toàn toan tú tùng tung việt viet vinh bình binh đạt dat "
    "điệp diep hiếu hieu hòa hoa huy kim lộc loc minh"
)
_CALLED = _any("tên_là ten_la tên_tôi_là ten_toi_la tên_em_là ten_em_la tên ten")
_I_AM = _any("tôi_là em_là mình_là tui_là toi_la em_la minh_la")
_FIRM = _any(
    "công_ty cong_ty cty xí_nghiệp nhà_máy nha_may tập_đoàn ngân_hàng trường bệnh_viện nhà_hàng khách_sạn siêu_thị "
    "cửa_hàng chi_nhánh hợp_tác_xã htx hãng quán"
)
_FIRM_KIND = _any(
    "tnhh cổ_phần cp mtv sx tm dv xnk may may_mặc giày giày_da gỗ thủy_sản điện_tử tu_nhan tư_nhân mầm_non tiểu_học "
    "thcs thpt đại_học cao_đẳng"
)
_LEGAL_FORM = _any("tnhh cổ_phần mtv mầm_non tiểu_học thcs thpt")  # what comes next is a name, whatever its letters
_AREA = _any(
    "đường phố ngõ ngách hẻm kiệt ấp thôn xóm khóm bản khu_phố phường xã quận huyện thị_xã thị_trấn thành_phố tp\\.? "
    "tỉnh kcn khu_công_nghiệp kcx khu_chế_xuất cụm_công_nghiệp chung_cư khu_trọ nhà_trọ cầu chợ"
)
_SMALL_AREA = _any("phường quận huyện thị_trấn kcn khu_công_nghiệp ấp thôn ngõ hẻm khu_trọ nhà_trọ")
_MONEY = _any("đồng đ vnđ vnd triệu tr k nghìn ngàn")
_SITE = r"(?:[\w-]+\.)+(?:com|vn|me|net|org|info|io|gl|ly|be)\b(?:/\S*)?"
_NETWORK = _any("fb facebook face zalo tiktok telegram viber insta instagram nick messenger mess")
_DIGIT_WORD = r"(?i:không|khong|một|mot|hai|ba|bốn|bon|tư|năm|nam|lăm|sáu|sau|bảy|bay|tám|tam|chín|chin|mốt)"
# words that go on with the sentence, so that what stands before them is no name
_GOES_ON = (
    r"(?!(?i:có|co|không|ko|k|được|dc|đc|bị|bi|thì|là|la|mà|và|với|cho|của|tôi|em|mình|nhà|này|đó|kia|nào|nao|trừ|tru|"
    r"bắt|bat|ép|nợ|no|trả|tra|chậm|cham|phạt|phat|ở|o|tại|tai|thuê|tuyển|đang|đã|sẽ|phải|phai|nước|gần|xa|trên|dưới|"
    r"mới|cũ|khác|khac|khi|nếu|neu|vì|vi|do|thuộc|ra|vào|đuổi|duoi|sa|giữ|giu|hứa|đòi|trực|hai|một|thành|viên|tư|công|cần|chỗ|muốn|bao|xung|bên|hay|mấy|đâu|kìa)\b)"
)
_PLAIN_NAME = rf"{_GOES_ON}{_WORD}(?:\s+{_GOES_ON}{_WORD}){{0,2}}"

# what is taken out, and what stands in its place; earlier lines first
_RULES = tuple(
    (re.compile(pattern), mark)
    for pattern, mark in (
        (rf"\b[\w.+-]+@[\w-]+\.[\w.]+|(?i:https?://\S+|www\.\S+|{_SITE})|(?<!\w)@\w{{3,}}", ACCOUNT),
        (r"(?i:\S+(?:\s+chấm\s+\S+)*\s+a\s+(?:còng|móc)\s+\S+(?:\s+chấm\s+\S+)*)", ACCOUNT),
        (rf"({_NETWORK}(?:\s+(?:của\s+)?(?:tôi|em|mình|nó|tui))?\s*(?:\b(?:là|la|tên)\b|:))\s*\S+", rf"\1 {ACCOUNT}"),
        (rf"({_NETWORK}(?:\s+(?:là|tên))?)\s+(?:{_CAPITALS}|[\w.]*\d[\w.]*)", rf"\1 {ACCOUNT}"),
        (rf"(?:\b{_DIGIT_WORD}\b[\s.,-]*){{6,}}", f"{NUMBER} "),
        (r"\b(?i:sinh\s+ngày|sinh\s+năm|sn|ngày\s+sinh)\s*:?\s*\d[\d/. -]*", f"{NUMBER} "),
        (
            r"\b(?i:msnv|mnv|mscn|số\s+thẻ|thẻ\s+số|mã\s+(?:số\s+)?(?:nhân\s+viên|công\s+nhân|nv|cn|thẻ))"
            r"(?i:\s+(?:là|của\s+\w+))?\s*:?\s*[\w-]*\d[\w-]*",
            NUMBER,
        ),
        (r"\b\d{2}[a-zA-Z]\d?[ -]?\d{3}\.?\d{1,2}\b", NUMBER),  # the plate of a motorbike or car
        (r"\b\d{1,3}\.\d{4,}\b", NUMBER),  # where a telephone stands
        # six digits and more are no number of days or hours; sums of money and numbers of laws stay
        (rf"(?<![\w/.])\+?\d(?:[ .-]?\d){{5,}}(?!\s*{_MONEY})(?![\w/])", NUMBER),
        (rf"\b(?i:số nhà|số)\s+\d+[\w/]*\s*,?\s*(?={_AREA})", ""),
        (r"(?i:\bsố nhà)\s+\d+[\w/]*", PLACE),
        (rf"({_FIRM}(?:\s+{_FIRM_KIND})*)\s+{_CAPITALS}", rf"\1 {COMPANY}"),
        (rf"((?:{_FIRM}\s+)?(?:{_FIRM_KIND}\s+)*{_LEGAL_FORM}(?:\s+{_FIRM_KIND})*)\s+{_PLAIN_NAME}", rf"\1 {COMPANY}"),
        (rf"({_AREA})\s+(?:{_CAPITALS}|\d+\w*(?:/\w+)*)", rf"\1 {PLACE}"),
        (rf"({_SMALL_AREA})\s+{_PLAIN_NAME}", rf"\1 {PLACE}"),
        (rf"({_CALLED})\s+{_WORD}(?:\s+{_CAPITAL}){{0,3}}", rf"\1 {NAME}"),
        (rf"({_I_AM})\s+(?:{_CAPITALS}|{_GIVEN})", rf"\1 {NAME}"),
        # the middle name gives "nguyen van teo" away
        (rf"{_FAMILY}\s+{_MIDDLE}\s+{_WORD}(?:\s+{_CAPITAL})*", NAME),
        (rf"{_FAMILY}(?:\s+{_CAPITAL}){{1,4}}", NAME),
        (rf"({_TITLE})\s+{_CAPITALS}", rf"\1 {NAME}"),
        (rf"({_TITLE})\s+{_GIVEN}", rf"\1 {NAME}"),
        # a card or machine number: capitals and digits together
        (r"\b(?=[A-Z0-9-]*\d)(?=[A-Z0-9-]*[A-Z])[A-Z0-9]{2,}(?:-[A-Z0-9]+)*\b(?![/\w])", NUMBER),
    )
)


def strip_identity(text: str) -> str:
    """The question without names, companies, places, long numbers and accounts; numbers of laws stay."""
    text = unicodedata.normalize("NFC", text)
    for pattern, mark in _RULES:
        text = pattern.sub(mark, text)
    for name in person_names(text):
        if "[" not in name and len(name) > 1:
            text = re.sub(rf"(?<![\w/]){re.escape(name)}(?!\w)", NAME, text)
    return re.sub(rf"(?:{re.escape(NAME)}\s*)+", f"{NAME} ", text).strip()
