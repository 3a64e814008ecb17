"""Whose text this is: a document's own number, issuer and title, read from its header and from nothing else.

The header ends where the legal bases begin ("Căn cứ …"): a number in a basis, or in what a title is about, is
another document's.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from knowledge.normalize import fold
from knowledge.parsing.numbering import KINDS, NUMBER, OLD, kind_letters, tidy_number

_NAMES = (
    "Bộ luật|Luật|Nghị định|Thông tư liên tịch|Thông tư|Pháp lệnh|Nghị quyết liên tịch|Nghị quyết|Quyết định|Chỉ thị"
    "|Kế hoạch|Hướng dẫn|Kết luận|Chương trình|Quy định|Quy chế|Thông báo|Đề án|Lệnh|Điều lệ|Văn bản hợp nhất|Báo cáo"
)
BASIS = re.compile(
    r"\W*(căn cứ|theo (đề nghị|nghị|luật|quyết|chỉ|kế|chương)|xét (đề nghị|tờ trình)|trên cơ sở|thực hiện\b.*\d[/-]"
    r"|để (thực hiện|triển khai|kịp thời))",
    re.IGNORECASE,
)
_ARTICLE = re.compile(r"\W*[ĐD]i[ềêểế]u 1\b", re.IGNORECASE)
_LABEL = (
    rf"(?:(?i:{_NAMES})\s*)?(?:S[ốoôồổỗộ6]|SỐ|số)(?:\s*,?\s*(?i:/?\s*(?:và )?(?:ký )?hiệu|văn bản))?"
    r"(?P<mark>\s*\**\s*[:|.;]\s*[*|]*\s*|\s+)"
)
_LABELLED = re.compile(rf"(?<![\w])(?:{_LABEL})(?P<number>{NUMBER[NUMBER.index('(?:') :]}|{OLD})")
_BLANK = re.compile(r"(?<!\w)[Ss]ố\s*:\s*[._…\s]*/\s*(?:\d{4}|[.…]+)?\s*/?\s*[A-ZĐ]{2}")
_NAMED = re.compile(rf"\W*(?P<name>(?i:{_NAMES}))\s+(?:(?i:số)[\s:]*)?(?P<number>{NUMBER})")
_KIND_LINE = re.compile(rf"\W*(?P<name>{_NAMES.upper()})\W*")
_CUT_NUMBER = re.compile(r"(\d{1,5}\s?/(?:\s?\d{4}\s?/)?\s?[A-ZĐ]{1,4}\s?[-–/]|\d{4}\s?/\s?(?:NĐ|TT|NQ|QĐ)|\d\s?/)$")
_LABEL_ALONE = re.compile(r"\W*(?:Luật\s+)?(?:Số|SỐ|số)\s*:\W*")
ORGAN = re.compile(
    r"(QUỐC HỘI|CHÍNH PHỦ|THỦ TƯỚNG|CHỦ TỊCH|BỘ TRƯỞNG|GIÁM ĐỐC|TỔNG GIÁM"
    r"|BỘ |BAN |ỦY BAN|UỶ BAN|HỘI ĐỒNG|TỔNG LIÊN ĐOÀN|LIÊN ĐOÀN|CÔNG ĐOÀN"
    r"|TỈNH ỦY|THÀNH ỦY|HUYỆN ỦY|ĐẢNG ỦY|TỈNH UỶ|THÀNH UỶ|ĐẢNG UỶ|TÒA ÁN|TOÀ ÁN|VIỆN KIỂM SÁT|BẢO HIỂM|NGÂN HÀNG"
    r"|KIỂM TOÁN|THANH TRA|SỞ |VĂN PHÒNG|CỤC |TRUNG ƯƠNG)"
)
MOTTO = re.compile(r"CỘNG H[ÒO][AÀ]|Độc lập|ĐỘC LẬP|ĐẢNG CỘNG SẢN|_{3,}|-{3,}|\*{3,}")
_MAX_TITLE_LINES = 8


def header_lines(lines: Sequence[str]) -> list[str]:
    """The lines before the first legal basis or the first article."""
    head: list[str] = []
    for line in lines:
        if BASIS.match(line) or _ARTICLE.match(line):
            break
        head.append(line)
    return head


def join_cut_numbers(lines: Sequence[str]) -> list[str]:
    """Put a number that was cut at the end of a line together again: "12/2022/NĐ-" + "CP", "Số:" + "12/2022/NĐ-CP"."""
    joined: list[str] = []
    for line in lines:
        if joined and _LABEL_ALONE.fullmatch(joined[-1]) and re.match(NUMBER, line):
            joined[-1] += f" {line}"
        elif joined and _CUT_NUMBER.search(joined[-1]) and re.match(r"[A-ZĐ]{2,10}\d{0,2}(?=$|[\s,;.-])|\d{4}/", line):
            hyphen = "" if joined[-1][-1] in "-–/" else "-"
            joined[-1] += hyphen + line
        else:
            joined.append(line)
    return joined


def find_number(lines: Sequence[str]) -> str:
    """The document's own number among the lines before its first article, or ""."""
    lines = join_cut_numbers(lines)
    head = header_lines(lines)
    numbers = list(_labelled(head)) or list(_labelled_alone(lines[len(head) :]))
    laws = [n for n in numbers if kind_letters(n) != "L"]
    if numbers:  # the President's order that publishes a law may stand before it
        return (laws or numbers)[0]
    return "" if any(_BLANK.search(line) for line in head) else _named(head)


def _labelled(lines: Sequence[str]) -> Iterator[str]:
    """Numbers after "Số:", in any cell of a line; "Số 13/…" without a colon only where a cell begins."""
    for line in lines:
        for match in _LABELLED.finditer(line):
            begins = not line[: match.start()].strip("*#| ") or line[: match.start()].rstrip("*# ").endswith("|")
            lower = match[0].startswith("số")
            if match["mark"].strip() or (begins and not lower and not _NAMED.match(line)):
                yield tidy_number(match["number"])


def _labelled_alone(lines: Sequence[str]) -> Iterator[str]:
    """Numbers of a header that stands below bases."""
    return (number for line in lines if (number := find_header_number(line)))


def find_header_number(line: str) -> str:
    """The number in a line that is a label, a number and perhaps a place and a day or the country's name; or ""."""
    match = _LABELLED.match(line)
    rest = line[match.end() :] if match else ""
    alone = re.fullmatch(r"\W*(.{0,40}, ?ngày .{0,30}|CỘNG H.*)?", rest)
    return tidy_number(match["number"]) if match and ":" in match["mark"] and alone else ""


def _named(head: Sequence[str]) -> str:
    """The number in a title line "NGHỊ ĐỊNH SỐ 1/2030/NĐ-CP …"; after a bare "THÔNG TƯ" it is what that is about."""
    for line in head:
        if _KIND_LINE.fullmatch(line):
            return ""
        if (match := _NAMED.match(line)) and _agrees(match["name"], match["number"]):
            return tidy_number(match["number"])
    return ""


def _agrees(name: str, number: str) -> bool:
    letters = kind_letters(tidy_number(number))
    expected = fold(KINDS[letters][1]) if letters else ""
    named = fold(name)
    same = named.endswith("luat") if letters == "QH" else named == expected
    return same or (letters == "QH" and named == "nghi quyet") or (letters == "QĐ" and named == "quy dinh")


def names_a_kind(head: Sequence[str]) -> bool:
    """Whether a line is a document's kind alone: "KẾ HOẠCH"."""
    return any(_KIND_LINE.fullmatch(line) for line in head)


def find_issuer(lines: Sequence[str]) -> str:
    """The organ at the head of the document, as it stands there: "LIÊN ĐOÀN LAO ĐỘNG TỈNH LAI CHÂU"; or ""."""
    found: list[str] = []
    for line in header_lines(lines)[:12]:
        if _KIND_LINE.fullmatch(line):
            break
        for cell in line.split(" | "):
            words = MOTTO.split(_LABELLED.split(cell)[0])[0].strip(" -_*|")
            if words and words == words.upper() and (ORGAN.match(words) or found) and words not in found:
                found.append(words)
        if _LABELLED.search(line):
            break
    return " ".join(found)


def find_title(lines: Sequence[str], number: str) -> str:
    """The name in the enacting sentence, else what stands below the kind, else a title line; else the number."""
    head = header_lines(lines)
    return _enacted_title(lines) or _title_below_kind(head) or _title_line(head) or number


def _enacted_title(lines: Sequence[str]) -> str:
    for index, line in enumerate(lines):
        sentence = line
        for following in lines[index + 1 : index + 4]:
            if sentence[-1] in ".;:" or "ban hành" not in line or re.match(r"Chương|Phần|Mục|Điều", following):
                break
            sentence += f" {following}"
        match = re.search(rf"\bban hành (?P<title>(?:{_ENACTED})\b.*?)[.;:]?$", sentence)
        if match and not BASIS.match(line) and " kèm theo " not in sentence[: match.start("title")]:
            return match["title"].strip(" ,|*")
    return ""


_ENACTED = "Bộ luật|Luật|Nghị định|Thông tư(?: liên tịch)?|Pháp lệnh|Nghị quyết|Quyết định"


def _title_below_kind(head: Sequence[str]) -> str:
    for index, line in enumerate(head):
        match = _KIND_LINE.fullmatch(line)
        if match:
            return " ".join([match["name"].capitalize(), *_title_words(head[index + 1 :])])
    return ""


def _title_words(lines: Sequence[str]) -> Iterator[str]:
    """The lines of a name: up to a rule, an organ, a sentence that ends, or a bracket on what it comes with."""
    for line in lines[:_MAX_TITLE_LINES]:
        words = line.strip(" -_*|#")
        if _LABELLED.match(words):
            continue
        if not words or ORGAN.match(words) or re.match(r"\(|Kính gửi|Chương |Phần |I\.", words):
            return
        yield _sentence_case(words)
        if words[-1] in ".:;":
            return


def _sentence_case(words: str) -> str:
    return words.lower() if words.isupper() else words


def _title_line(head: Sequence[str]) -> str:
    named = re.compile(rf"(?:{_NAMES})\b (?!số\b)\D{{8,300}}")
    return next((line for line in head if named.fullmatch(line)), "")
