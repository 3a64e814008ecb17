"""Whether a text may be called whole. It may only when nothing speaks against it; otherwise we say what and where.

The series of articles, of clauses and points in each, of chapters; headings that fit nowhere; what the text itself
refers to; its own coming into force and its end; traces of another document; and the counts that others know.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import pairwise
from typing import NamedTuple

from knowledge.importing.conclusion import is_signed, lost_end, unmarked_end
from knowledge.importing.consistency import listed, numeral, other_kind, structure, traces
from knowledge.importing.endings import cut_sentences, unstopped
from knowledge.importing.outlines import differences, known_outlines
from knowledge.importing.references import dangling
from knowledge.model import Document
from knowledge.normalize import fold
from knowledge.parsing.headings import split_number
from knowledge.parsing.identity import find_header_number
from knowledge.parsing.in_force import DAY, first_day
from knowledge.parsing.numbering import kind_letters
from knowledge.parsing.parse import ParsedText

_REFERS = r"(?:[a-zđ]|tại|theo|của|và|hoặc|các|đến|từ|sau|trước|khoản|thuộc)\s"  # words before a reference
_FORM = re.compile(r"\W*(?:Mẫu|MẪU|Phụ lục|PHỤ LỤC|HỢP ĐỒNG|GIẤY|VĂN BẢN ỦY QUYỀN)|.*\.{6}|.*…{2}")
_MAX_WAIT = 3  # years between a document's number and its coming into force
_PASSED = re.compile(rf"thông qua ngày {DAY}")


class Doubts(NamedTuple):
    """What speaks against a text being whole, in sentences: what is missing, and what only leaves it unclear."""

    missing: list[str]
    unclear: list[str]


def is_compared(document: Document) -> bool:
    """Whether a text equals, in the counts of its clauses and words, the copy that the handbook was checked against."""
    return document.number in known_outlines() and not any(differences(document))


def doubts(document: Document, parsed: ParsedText, expected: int | None, at_least: int | None) -> Doubts:
    """What speaks against the text being whole; nothing of it does for a text that equals the copy that we know.

    `expected` is the count of articles that the file's own folder states, `at_least` the one that our handbook knows.
    """
    if document.part != "Điều":
        return Doubts(list(_broken_outline(document, parsed)), list(_unmarked_outline(document, parsed)))
    if is_compared(document):
        return Doubts(list(_others(document, parsed)), [])
    found = [] if parsed.codified else list(_unlike(document))
    found += _series(parsed, _amends(document), expected, at_least)
    broken = list(structure(parsed))
    found += [] if _amends(document) else broken  # the numbers that an amending text quotes are another document's
    found += [*cut_sentences(parsed), *traces(parsed)]
    if not _amends(document):
        found += [*dangling(parsed, consolidated=bool(document.consolidates)), *other_kind(document, parsed)]
    found += [*_days(document, parsed), *_others(document, parsed)]
    cut_off = list(lost_end(parsed))
    unclear = [*(broken if _amends(document) else ()), *unstopped(parsed.articles)]
    if not cut_off and expected is None:
        unclear += unmarked_end(document, parsed)
    return Doubts([*found, *cut_off], unclear)


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
    title = rf"Điều {following}\s?[.:] ?(?:[A-ZĐÀ-Ỹ]|$)"
    swallowed = re.compile(rf"[.;:”\"|]\s+{title}|\b(?!{_REFERS})[^\W\d]+\s+{title}")
    if any(swallowed.search(line) for a in parsed.articles for line in a.full_text().splitlines()):
        yield f"“Điều {following}.” nằm lẫn trong lời của điều khác: hãy xem lại tệp gốc, hoặc nhập bản .docx."


def _unlike(document: Document) -> Iterator[str]:
    """What differs from the copy that the handbook was checked against; a codified text may carry amendments."""
    differing = list(differences(document)) if document.number in known_outlines() else []
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
    elif not _is_consolidation(document) and _begins_again(parsed.closing):
        yield "Sau phần kết còn “Điều 1.” của một văn bản khác chưa được nhập: hãy tách tệp rồi nhập riêng."


def _is_consolidation(document: Document) -> bool:
    return bool(document.consolidates) or kind_letters(document.number) == "VBHN"


def _begins_again(closing: Sequence[str]) -> bool:
    """Whether "Điều 1." stands after the end, and not in a form or among a consolidation's notes."""
    first = next((i for i, line in enumerate(closing) if re.match(r"Điều 1\s?[.:]", line)), None)
    return first is not None and not any(_FORM.match(line) for line in closing[:first])


def _broken_outline(document: Document, parsed: ParsedText) -> Iterator[str]:
    """For provisions: numbers that do not follow each other."""
    if document.attached_to:
        return
    skipped = [two for one, two in pairwise(parsed.articles) if _skips(one.number, two.number)]
    if skipped:
        yield f"Số thứ tự các mục bị đứt trước mục {listed([a.number for a in skipped])}: hãy xem lại tệp gốc."
    if parsed.articles and parsed.articles[0].number not in {"1", "I", "A", "I.1", "A.1", "1.1"}:
        yield f"Văn bản bắt đầu từ mục {parsed.articles[0].number}, thiếu phần trước: hãy tìm bản đầy đủ hơn."


def _unmarked_outline(document: Document, parsed: ParsedText) -> Iterator[str]:
    """For provisions: an end that nothing marks."""
    if document.attached_to:
        yield "Phần kèm theo không có dấu hiệu kết thúc để biết đã đủ hay chưa: hãy so với bản gốc."
    elif not is_signed(parsed.closing):
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
