"""Where the articles of a document end: signature, recipients, appendices, or a text that was issued with it."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Sequence

# what follows the last article: signature, recipients, appendices
_CLOSING = re.compile(
    r"[\W_]*(?:PHỤ LỤC|Phụ lục(?: (?:số )?[IVX\d]+[A-Z]?)?$|MẪU SỐ|Mẫu số:? ?\d+[^.]{0,40}$|BIỂU MẪU|Nơi nhận"
    r"|\(Xem tiếp"
    r"|[A-ZĐ][^\W\d]*(?: [^\W\d]+){0,5}, ngày \d{1,2} tháng \d{1,2} năm \d{4}$"  # where and when it was signed
    r"|(?:Bộ luật|Luật|Pháp lệnh|Nghị quyết) này (?:đã )?được .{0,120}thông qua"
    r"|\|? ?(?:TM|KT|TUQ|TL)\. ?[A-ZĐ]|(?:CHỦ TỊCH|CHỦ NHIỆM|THỦ TƯỚNG|BỘ TRƯỞNG)(?: QUỐC HỘI)?\b(?!.*[.;]$)"
    r"|VĂN PHÒNG QUỐC HỘI|XÁC THỰC VĂN BẢN|HỢP ĐỒNG(?: [A-ZĐÀ-Ỹ ]+)?$"
    r"|Văn bản liên quan|HIỆU LỰC VĂN BẢN|MỤC LỤC|FILE ĐƯỢC ĐÍNH KÈM)"  # web pages
)
_ATTACHED = re.compile(
    r"[\W_]*(?P<kind>QUY CHẾ|QUY ĐỊNH|ĐIỀU LỆ|NỘI QUY|QUY TRÌNH|CHƯƠNG TRÌNH|KẾ HOẠCH|ĐỀ ÁN|CHIẾN LƯỢC|HƯỚNG DẪN"
    r"|QUY CHUẨN|BỘ TIÊU CHÍ|QUY TẮC|DANH MỤC|BẢNG|MẪU)\b"
)
_COMES_WITH = re.compile(r"\W*(?:(?i:được )?(?i:ban hành|phê duyệt) )?(?i:kèm theo)\b")
_PART_LINE = re.compile(r"(?:Phần|Chương|Mục|Tiểu mục)\s+(?:thứ \w+|[IVXLC]+|\d+|[A-Z])\W*$", re.IGNORECASE)
_TITLE_LINES = 4
_WITHIN = 10  # lines between an attached text's name and "(Ban hành kèm theo …)"


def is_end(lines: Sequence[str], index: int) -> bool:
    """Whether a line can be the first after the articles; below "Chương III" it is a title."""
    if _in_title_of_part(lines, index):
        return False
    return bool(_CLOSING.match(lines[index])) or is_attached(lines, index)


def _in_title_of_part(lines: Sequence[str], index: int) -> bool:
    """Whether a line belongs to the name, in capitals, of a chapter or section that begins above it."""
    above = index - 1
    while above > max(0, index - _TITLE_LINES) and lines[above].isupper() and not _PART_LINE.match(lines[above]):
        above -= 1
    return above >= 0 and bool(_PART_LINE.match(lines[above]))


def is_attached(lines: Sequence[str], index: int) -> bool:
    """Whether a text that was issued with this one begins at a line: "QUY CHẾ", then "(Ban hành kèm theo …)"."""
    match = _ATTACHED.match(lines[index])
    if not match or not match["kind"].isupper() or lines[index].endswith((".", ";")) or len(lines[index]) > 250:
        return False
    head = lines[index : index + _WITHIN]
    return any(_COMES_WITH.match(line) or re.search(r"\((?:Ban hành )?[Kk]èm theo", line) for line in head)


def ends_between(ends: Sequence[int], first: int, last: int) -> bool:
    """Whether a mark of an end stands between two lines."""
    return bisect_right(ends, first) < bisect_right(ends, last)
