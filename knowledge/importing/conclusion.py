"""Whether a text ends as a whole one of its kind does: signature, recipients, "./.", the sentence of adoption.

Decrees, circulars and decisions end with who must carry them out; a last article without that has lost a clause.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from knowledge.importing.consistency import BEGINS
from knowledge.importing.endings import last_line_breaks_off
from knowledge.model import Document
from knowledge.normalize import fold
from knowledge.parsing.in_force import speaks_of_force
from knowledge.parsing.numbering import kind_letters
from knowledge.parsing.parse import ParsedText

_LAST = 4
_FINAL = re.compile(
    r"chiu trach nhiem (?:to chuc |huong dan )?(?:thi hanh|thuc hien)|de nghi .{0,60}phan anh|kip thoi phan anh"
    r"|phan anh .{0,80}(?:nghien cuu|giai quyet|xem xet|huong dan|bo sung)|\./\.$"
)
_SIGNED = re.compile(
    r"\W*(?:Nơi nhận|(?:TM|KT|TUQ|TL)\.|XÁC THỰC|.{0,60}này (?:đã )?được .*thông qua"
    r"|(?:PHÓ )?(?:CHỦ TỊCH|THỦ TƯỚNG|BỘ TRƯỞNG|THỨ TRƯỞNG|BÍ THƯ|TRƯỞNG BAN|GIÁM ĐỐC|CHỦ NHIỆM|CHÁNH VĂN PHÒNG))"
)
_FOOT = re.compile(r"XÁC THỰC VĂN BẢN|^Văn bản liên quan|^HIỆU LỰC VĂN BẢN")  # the last: a page's own foot
_NAMES_WHO_ACTS = {"NĐ", "TT", "TTLT", "QĐ"}


def is_signed(closing: Sequence[str]) -> bool:
    """Whether the lines after a text have its signature, recipients or adoption."""
    return any(_SIGNED.match(line) for line in closing)


def goes_on_elsewhere(parsed: ParsedText) -> bool:
    """Whether the text breaks off because its gazette goes on in another issue."""
    return any(line.startswith("(Xem tiếp") for line in parsed.closing)


def lost_end(parsed: ParsedText) -> Iterator[str]:
    """Why the text is cut off before its end. Laws end with articles on their coming into force."""
    first, last = parsed.articles[0].number, parsed.articles[-1].number
    if goes_on_elsewhere(parsed):
        yield f"Văn bản còn tiếp ở số Công báo khác: tệp này chỉ có Điều {first} đến Điều {last}."
    elif not any(speaks_of_force(a) or BEGINS.search(a.full_text()) for a in parsed.articles[-_LAST:]):
        yield f"Có thể thiếu phần cuối: tệp dừng ở Điều {last} mà chưa có điều về hiệu lực thi hành."


def unmarked_end(document: Document, parsed: ParsedText) -> Iterator[str]:
    """Why the end is not marked as the end of a whole text is."""
    last = parsed.articles[-1].number
    if not _has_end(document, parsed):
        yield f"Không thấy chữ ký, “Nơi nhận” hay câu kết sau Điều {last}: có thể thiếu phần cuối, hãy so với bản gốc."
    elif not parsed.closing and last_line_breaks_off(parsed.articles[-1]):
        yield f"Dòng cuối của tệp (Điều {last}) không có dấu chấm: có thể thiếu phần cuối, hãy so với bản gốc."
    elif _must_say_who_acts(document, parsed) and not _says_who_acts(parsed):
        yield f"Điều {last} chưa nói ai chịu trách nhiệm thi hành: có thể thiếu khoản cuối, hãy so với bản gốc."


def _has_end(document: Document, parsed: ParsedText) -> bool:
    last = parsed.articles[-1]
    if is_signed(parsed.closing) or any(_FOOT.search(line) for line in parsed.closing):
        return True
    if fold(last.full_text().strip()).endswith("./."):
        return True
    if parsed.codified:
        return speaks_of_force(last) or bool(re.search(r"chuyen tiep|quy dinh chi tiet", fold(last.title)))
    by_law = kind_letters(document.consolidates or document.number) in {"QH", "PL"}
    return not by_law and _says_who_acts(parsed)


def _must_say_who_acts(document: Document, parsed: ParsedText) -> bool:
    letters = kind_letters(document.number)
    return letters in _NAMES_WHO_ACTS and not (document.consolidates or document.attached_to or parsed.codified)


def _says_who_acts(parsed: ParsedText) -> bool:
    return bool(_FINAL.search(fold(" ".join(parsed.articles[-1].full_text().split()))))
