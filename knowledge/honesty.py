"""Whether a text may be called whole. It may only when nothing speaks against it; otherwise we say what and where.

The series of articles, of clauses and points in each, of chapters; headings that fit nowhere; what the text itself
refers to; its own coming into force and its end; traces of another document; and the counts that others know.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import pairwise

from knowledge.consistency import BEGINS, listed, numeral, other_kind, structure, traces
from knowledge.endings import cut_sentences
from knowledge.headings import split_number
from knowledge.identity import find_header_number
from knowledge.in_force import DAY, first_day, speaks_of_force
from knowledge.model import Document
from knowledge.normalize import fold
from knowledge.numbering import kind_letters
from knowledge.outlines import differences, known_outlines
from knowledge.parse import ParsedText
from knowledge.references import dangling

_LAST = 4
_MAX_WAIT = 3  # years between a document's number and its coming into force
_PASSED = re.compile(rf"thông qua ngày {DAY}")
_FINAL = re.compile(
    r"chiu trach nhiem (?:to chuc |huong dan )?(?:thi hanh|thuc hien)|de nghi .{0,60}phan anh|kip thoi phan anh"
    r"|phan anh .{0,80}(?:nghien cuu|giai quyet|xem xet|huong dan|bo sung)|\./\.$"
)
_SIGNED = re.compile(
    r"\W*(?:Nơi nhận|(?:TM|KT|TUQ|TL)\.|XÁC THỰC|.{0,60}này (?:đã )?được .*thông qua"
    r"|(?:PHÓ )?(?:CHỦ TỊCH|THỦ TƯỚNG|BỘ TRƯỞNG|THỨ TRƯỞNG|BÍ THƯ|TRƯỞNG BAN|GIÁM ĐỐC|CHỦ NHIỆM|CHÁNH VĂN PHÒNG))"
)
_FOOT = re.compile(r"XÁC THỰC VĂN BẢN|^Văn bản liên quan|^HIỆU LỰC VĂN BẢN")  # the last: a page's own foot


def doubts(document: Document, parsed: ParsedText, expected: int | None, at_least: int | None) -> list[str]:
    """What speaks against the text being whole, in sentences; [] when nothing does.

    A text that equals the copy which the handbook was checked against needs no other proof. `expected` is the count of
    articles that the file's own folder states, `at_least` the one that our handbook knows.
    """
    if document.part != "Điều":
        return list(_outline_doubts(document, parsed))
    known = document.number in known_outlines()
    differing = list(differences(document)) if known else []
    if known and not differing:
        return list(_others(document, parsed))
    found = [] if parsed.codified else list(_unlike(differing))
    found += [*_series(parsed, _amends(document), expected, at_least), *structure(parsed)]
    found += [*cut_sentences(parsed), *traces(parsed)]
    if not _amends(document):
        found += [*dangling(parsed, consolidated=bool(document.consolidates)), *other_kind(document, parsed)]
    return [*found, *_days(document, parsed), *_others(document, parsed), *_end(document, parsed, expected)]


def _series(parsed: ParsedText, amends: bool, expected: int | None, at_least: int | None) -> Iterator[str]:
    numbers = [a.number for a in parsed.articles]
    count = sum(n.isdigit() for n in numbers)
    if numbers[0] != "1":
        yield f"Văn bản bắt đầu từ Điều {numbers[0]}, thiếu các điều trước đó: hãy tìm bản đầy đủ hơn."
    if parsed.holes:
        yield f"Thiếu Điều {listed(parsed.holes, 30)}: hãy tìm bản đầy đủ hơn, hoặc xem lại chỗ đó trong tệp gốc."
    if unused := _unexplained(parsed) if amends else parsed.unused:
        yield f"Còn dòng “Điều {listed(unused)}” không khớp thứ tự trong thân văn bản: hãy xem lại tệp gốc."
    if expected is not None and count != expected:
        yield f"meta.json ghi {expected} điều, trong văn bản có {count}: hãy xem bên nào đúng."
    elif at_least and count < at_least:
        yield f"Sổ tay biết văn bản này có ít nhất {at_least} điều, tệp chỉ có {count}: hãy tìm bản đầy đủ hơn."
    following = split_number(numbers[-1])[0] + 1
    swallowed = re.compile(rf"(?:[.;:”\"|]|\w)\s+Điều {following}\s?[.:] ?(?:[A-ZĐÀ-Ỹ]|$)")
    if any(swallowed.search(line) for a in parsed.articles for line in a.full_text().splitlines()):
        yield f"“Điều {following}.” nằm lẫn trong lời của điều khác: hãy xem lại tệp gốc, hoặc nhập bản .docx."


def _unlike(differing: Sequence[str]) -> Iterator[str]:
    """What differs from the copy that the handbook was checked against; a codified text may carry amendments."""
    if differing:
        yield f"Khác bản mà sổ tay đã đối chiếu ở {listed(differing)}: hãy xem lại tệp gốc, hoặc tìm bản đầy đủ hơn."


def _unexplained(parsed: ParsedText) -> list[str]:
    """Unused headings, but for the articles that an amending text gives a new wording without quotation marks."""
    amended = {
        number
        for article in parsed.articles
        for line in (article.title, *article.full_text().splitlines())
        if re.search(r"[Ss]ửa đổi|[Bb]ổ sung|[Tt]hay thế", line)
        for number in re.findall(r"Điều (\d{1,3}[a-zđ]?)", line)
    }
    return [n for n in parsed.unused if n not in amended and not (amended and not n.isdigit())]


def _end(document: Document, parsed: ParsedText, expected: int | None) -> Iterator[str]:
    """Why the text seems to be cut off at its end. Laws end with articles on their coming into force."""
    first, last = parsed.articles[0].number, parsed.articles[-1].number
    if any(line.startswith("(Xem tiếp") for line in parsed.closing):
        yield f"Văn bản còn tiếp ở số Công báo khác: tệp này chỉ có Điều {first} đến Điều {last}."
        return
    ending = parsed.articles[-_LAST:]
    if not any(speaks_of_force(a) or BEGINS.search(a.full_text()) for a in ending):
        yield f"Có thể thiếu phần cuối: tệp dừng ở Điều {last} mà chưa có điều về hiệu lực thi hành."
    elif not (_has_end(document, parsed) or expected is not None):
        yield f"Không thấy chữ ký, “Nơi nhận” hay câu kết sau Điều {last}: có thể thiếu phần cuối, hãy so với bản gốc."


def _days(document: Document, parsed: ParsedText) -> Iterator[str]:
    """A beginning long before or after the day of issue is another document's."""
    year = _year(document)
    starts = document.effective_on
    if year and starts and not document.consolidates and not year <= starts.year <= year + _MAX_WAIT:
        yield f"Số hiệu là của năm {year} mà ngày hiệu lực là {starts:%d/%m/%Y}: có thể lẫn văn bản khác."
    if document.consolidates and any(find_header_number(line) == document.consolidates for line in parsed.preamble):
        yield "Đầu tệp là văn bản thường, cuối tệp là văn bản hợp nhất: có thể lẫn hai văn bản."
    passed = first_day(_PASSED, parsed.closing)
    if year and passed and kind_letters(document.number) == "QH" and passed.year != year:
        yield f"Số hiệu là của năm {year} mà cuối văn bản ghi thông qua năm {passed.year}: có thể lẫn văn bản khác."


def _year(document: Document) -> int | None:
    match = re.match(r"[^/]+/(\d{4})/", document.cited_as)
    return int(match[1]) if match else None


def _others(document: Document, parsed: ParsedText) -> Iterator[str]:
    """Another document after the end of this one."""
    own = {document.number.partition(" (")[0], document.consolidates}
    named = [n for line in parsed.rest if (n := find_header_number(line)) and n not in own]
    if named:
        yield f"Tệp còn chứa văn bản khác ({named[0]}) chưa được nhập: hãy tách tệp rồi nhập riêng."
    elif any(re.match(r"Điều 1\s?[.:]", line) for line in parsed.closing):
        yield "Sau phần kết còn “Điều 1.” của một văn bản khác chưa được nhập: hãy tách tệp rồi nhập riêng."


def _has_end(document: Document, parsed: ParsedText) -> bool:
    last = parsed.articles[-1]
    text = fold(" ".join(last.full_text().split()))
    if any(_SIGNED.match(line) or _FOOT.search(line) for line in parsed.closing) or text.endswith("./."):
        return True
    if parsed.codified:
        return speaks_of_force(last) or bool(re.search(r"chuyen tiep|quy dinh chi tiet", fold(last.title)))
    by_law = kind_letters(document.consolidates or document.number) in {"QH", "PL"}
    return not by_law and bool(_FINAL.search(text))


def _outline_doubts(document: Document, parsed: ParsedText) -> Iterator[str]:
    """For provisions: numbers that follow each other, and an end."""
    if document.attached_to:
        yield "Phần kèm theo không có dấu hiệu kết thúc để biết đã đủ hay chưa: hãy so với bản gốc."
        return
    skipped = [two for one, two in pairwise(parsed.articles) if _skips(one.number, two.number)]
    if skipped:
        yield f"Số thứ tự các mục bị đứt trước mục {listed([a.number for a in skipped])}: hãy xem lại tệp gốc."
    if parsed.articles and parsed.articles[0].number not in {"1", "I", "A", "I.1", "A.1", "1.1"}:
        yield f"Văn bản bắt đầu từ mục {parsed.articles[0].number}, thiếu phần trước: hãy tìm bản đầy đủ hơn."
    if not any(_SIGNED.match(line) for line in parsed.closing):
        yield "Không thấy chữ ký hay “Nơi nhận” ở cuối: có thể thiếu phần cuối, hãy so với bản gốc."


def _skips(one: str, two: str) -> bool:
    """Whether provision numbers do not follow: II.1 → II.3."""
    a, b = one.split("."), two.split(".")
    if len(a) == len(b) and a[:-1] == b[:-1] and a[-1].isdigit() and b[-1].isdigit():
        return int(b[-1]) - int(a[-1]) != 1
    if a[0] != b[0] and not a[0].isdigit() and set(a[0] + b[0]) <= set("IVX"):
        return numeral(b[0]) - numeral(a[0]) != 1
    return False


def _amends(document: Document) -> bool:
    return "sua doi" in fold(document.title)
