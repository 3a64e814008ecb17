"""Take out of a question what could say who asked: names, companies, numbers, addresses, accounts.

What is lost is only marked ("[tên]"), so the question stays readable. A machine can miss a name; the privacy page says
so. Removing too much costs a question its detail, removing too little can cost a worker the job, so doubt removes.
"""

from __future__ import annotations

import re
import unicodedata

from knowledge.segment import person_names

NAME, NUMBER, PLACE, COMPANY, ACCOUNT = "[tên]", "[số]", "[nơi]", "[công ty]", "[tài khoản]"

_WORD = r"[^\W\d_]+"
_CAPITAL = r"[A-ZÀ-ỸĐ][\w&.-]*"
_CAPITALS = rf"{_CAPITAL}(?:\s+{_CAPITAL})*"


def _any(words: str) -> str:
    """Any of these words, in upper or lower case; "_" stands for a space inside one."""
    return "(?i:" + "|".join(w.replace("_", r"\s+") for w in words.split()) + ")"


_FAMILY = _any(
    "nguyễn trần lê phạm hoàng huỳnh phan vũ võ đặng bùi đỗ hồ ngô dương lý đinh mai trịnh đoàn lâm lương "
    "thạch danh kim nguyen tran pham hoang huynh dang bui do ho ngo duong dinh trinh doan lam luong thach"
)
_MIDDLE = _any("văn van thị thi hữu huu đức duc ngọc ngoc")
_TITLE = _any(
    "anh chị chi ông ong bà cô chú bác em sếp sep quản_đốc quan_doc tổ_trưởng to_truong giám_đốc giam_doc "
    "trưởng_phòng chủ"
)
_CALLED = _any("tên_là ten_la tên_tôi_là ten_toi_la tên_em_là ten_em_la tên ten")
_FIRM = _any("công_ty cong_ty cty xí_nghiệp nhà_máy nha_may tập_đoàn ngân_hàng trường bệnh_viện")
_FIRM_KIND = _any("tnhh cổ_phần cp mtv may giày gỗ thủy_sản điện_tử")
_AREA = _any("đường hẻm ấp thôn khóm phường xã quận huyện thị_xã thành_phố tp\\.? tỉnh kcn khu_công_nghiệp kcx")
_MONEY = _any("đồng đ\\b vnđ vnd triệu tr\\b k\\b nghìn ngàn")

# what is taken out, and what stands in its place; earlier lines first
_RULES = tuple(
    (re.compile(pattern), mark)
    for pattern, mark in (
        (r"\b[\w.+-]+@[\w-]+\.[\w.]+|(?i:https?://\S+|www\.\S+)|(?<!\w)@\w{3,}", ACCOUNT),
        # six digits and more are no number of days or hours; sums of money and numbers of laws stay
        (rf"(?<![\w/.])\+?\d(?:[ .-]?\d){{5,}}(?!\s*{_MONEY})(?![\w/])", NUMBER),
        (rf"\b(?i:số nhà|số)\s+\d+[\w/]*\s*,?\s*(?={_AREA})", ""),
        (rf"\b({_FIRM}(?:\s+{_FIRM_KIND})*)\s+{_CAPITALS}", rf"\1 {COMPANY}"),
        (rf"\b({_AREA})\s+(?:{_CAPITALS}|\d+\w*)", rf"\1 {PLACE}"),
        (rf"\b({_CALLED})\s+{_WORD}(?:\s+{_CAPITAL}){{0,3}}", rf"\1 {NAME}"),
        # the middle name gives "nguyen van teo" away
        (rf"\b{_FAMILY}\s+{_MIDDLE}\s+{_WORD}(?:\s+{_CAPITAL})*", NAME),
        (rf"\b{_FAMILY}(?:\s+{_CAPITAL}){{1,4}}", NAME),
        (rf"\b({_TITLE})\s+{_CAPITALS}", rf"\1 {NAME}"),
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
