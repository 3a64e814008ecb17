"""What a text says came with it ("Phụ lục II ban hành kèm theo Nghị định này"), and whether the file holds that."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from knowledge.importing.consistency import SELF, listed, numeral, plain_lines
from knowledge.parsing.parse import ParsedText

_SAID = re.compile(rf"[Kk]èm theo (?:{SELF}) này\b")
_BEFORE = 120  # letters before "kèm theo …" in which the thing is named
_NAME = re.compile(
    r"(?:Phụ lục|[Bb]iểu mẫu|[Mm]ẫu|Biểu|Danh mục|Bảng|Quy chế|Quy định|Điều lệ|Chương trình|Kế hoạch|Quy trình)\b"
    r"(?: số)?(?: (?:[IVX]{1,5}\b|\d{1,2}[A-Za-z]?\b(?:[-/.]\w{1,6})?))?"
)
_HEADING = re.compile(
    r"[\W_]*(?:(?:PHỤ LỤC|Phụ lục)\b(?: (?:SỐ|số))?:?\s*(?P<key>[IVX]{1,5}\b|\d{1,2}\b)?"
    r"|MẪU|(?:Biểu mẫu|Biểu|Mẫu)(?: số| biểu)?:? ?\d"
    r"|BIỂU|DANH MỤC|BẢNG|DANH SÁCH|QUY |ĐIỀU LỆ|NỘI QUY|CHƯƠNG TRÌNH|KẾ HOẠCH|ĐỀ ÁN)"
)


def missing_enclosures(parsed: ParsedText) -> str:
    """What came with the document and is not in the file, as a sentence; "" when nothing is missing."""
    named = list(dict.fromkeys(_named(parsed)))
    headings = [m for line in parsed.rest for cell in line.split(" | ") if (m := _HEADING.match(cell))]
    if headings:
        held = {numeral(m["key"]) for m in headings if m["key"]}
        named = [name for name in named if held and (key := _key(name)) and key not in held]
    if not named:
        return ""
    return f"Thiếu {listed(named)} kèm theo văn bản: hãy tìm tệp có phần kèm theo, hoặc nhập riêng phần ấy."


def _named(parsed: ParsedText) -> Iterator[str]:
    """The names of what the articles say came with them; "phần kèm theo" where none is near."""
    for article in parsed.articles:
        for line in plain_lines(article):
            for match in _SAID.finditer(line):
                names = _NAME.findall(line[max(0, match.start() - _BEFORE) : match.start()])
                after = _NAME.match(line[match.end() :].strip(" :"))
                yield _best(names) if names else after[0] if after else "phần"


def _best(names: Sequence[str]) -> str:
    """The appendix among the names, else the last of them."""
    return next((name for name in reversed(names) if name.startswith("Phụ lục")), names[-1])


def _key(name: str) -> int:
    match = re.fullmatch(r"Phụ lục(?: số)? ([IVX]{1,5}|\d{1,2})", name)
    return numeral(match[1]) if match else 0
