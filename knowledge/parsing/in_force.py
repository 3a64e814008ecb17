"""The days of a document: when it was issued, and when it comes into force by its own words.

"Kể từ ngày ký", "từ ngày được Quốc hội thông qua" mean the day of issue; "sau 15 ngày kể từ ngày ký" counts from it;
"kể từ ngày đăng Công báo" needs the day of the gazette, which stands on its pages and nowhere else.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from datetime import date, timedelta

from knowledge.model import Article
from knowledge.normalize import fold
from knowledge.parsing.identity import BASIS
from knowledge.parsing.parse import ParsedText

DAY = r"(?P<d>\d{1,2})\s?(?:tháng\s|/|-|\.)\s?(?P<m>\d{1,2})\s?(?:năm\s|/|-|\.)\s?(?P<y>\d{4})"
IN_FORCE = re.compile(rf"có hiệu lực (?:thi hành )?(?:kể )?từ (?:0 giờ )?(?:ngày )?{DAY}")
_THIS_IN_FORCE = re.compile(rf"này (?:có|bắt đầu có) hiệu lực (?:thi hành )?(?:kể )?từ (?:0 giờ )?(?:ngày )?{DAY}")
_ISSUED = re.compile(rf"(?:, ?|(?i:ban hành\s*:?\s*\|?\s*)|thông qua )(?:ngày )?{DAY}")
_GAZETTE = re.compile(rf"(?i:công báo)\b.{{0,60}}?(?i:ngày) {DAY}")
_BEGINS = r"có hiệu lực (?:thi hành )?"
_SINCE = r"(?:kể )?từ ngày (?:được )?"
_PASSED = r"(?:Quốc hội |Hội đồng nhân dân |Ủy ban Thường vụ Quốc hội )?(?:ký|ban hành|thông qua)"
_FROM_ISSUE = re.compile(rf"{_BEGINS}{_SINCE}{_PASSED}")
_AFTER = re.compile(
    rf"{_BEGINS}sau (?P<count>\d{{1,3}}|mười|mười lăm|bốn mươi lăm|ba mươi)\s?(?:\([^)]*\) )?ngày,? "
    rf"{_SINCE}(?P<from>{_PASSED}|đăng (?:trên )?Công báo)"
)
_FROM_GAZETTE = re.compile(rf"{_BEGINS}{_SINCE}đăng (?:trên )?Công báo")
_WORDS = {"mười": 10, "mười lăm": 15, "ba mươi": 30, "bốn mươi lăm": 45}
_LAST = 3  # articles in which the words stand when no title speaks of them


def issued_on(parsed: ParsedText) -> date | None:
    """The day at the head, or of the signature."""
    own = [line for line in parsed.preamble if not BASIS.match(line)]
    return first_day(_ISSUED, own) or first_day(_ISSUED, parsed.closing)


def effective_on(parsed: ParsedText) -> date | None:
    """The day in the article on coming into force, else in the last ones, else on the first page."""
    for article in reversed(parsed.articles):
        if speaks_of_force(article) and (found := _day_of(article.full_text(), IN_FORCE, parsed)):
            return found
    for article in reversed(parsed.articles[-_LAST:]):
        if found := _day_of(f"{article.title}\n{article.full_text()}", _THIS_IN_FORCE, parsed):
            return found
    return first_day(IN_FORCE, parsed.preamble)


def unknown_start(parsed: ParsedText) -> str:
    """What to tell when the words count from a day that the text does not hold, or ""."""
    text = "\n".join(a.full_text() for a in parsed.articles[-_LAST:])
    if (_FROM_GAZETTE.search(text) or _AFTER.search(text)) and effective_on(parsed) is None:
        return "Hiệu lực tính từ ngày đăng Công báo hoặc ngày ký, trong tệp không có ngày ấy: hãy thêm --effective."
    return ""


def speaks_of_force(article: Article) -> bool:
    """Whether an article's title is about coming into force: "Hiệu lực thi hành", "Điều khoản thi hành"."""
    return bool(re.search(r"hieu luc|thi hanh|to chuc thuc hien", fold(article.title)))


def first_day(pattern: re.Pattern[str], lines: Iterable[str]) -> date | None:
    """The first day that a pattern finds; days that do not exist (misprints) are passed over."""
    for line in lines:
        for match in pattern.finditer(line):
            if day := to_day(match):
                return day
    return None


def to_day(match: re.Match[str]) -> date | None:
    """The day of a match of `DAY`, or None when there is no such day."""
    try:
        return date(int(match["y"]), int(match["m"]), int(match["d"]))
    except ValueError:  # a misprint such as "ngày 31 tháng 02"
        return None


def _day_of(text: str, stated: re.Pattern[str], parsed: ParsedText) -> date | None:
    found = first_day(stated, [text])
    return found or next(_counted(text, parsed), None)


def _counted(text: str, parsed: ParsedText) -> Iterator[date]:
    issued = issued_on(parsed)
    gazette = first_day(_GAZETTE, parsed.preamble)
    if after := _AFTER.search(text):
        start = gazette if "Công báo" in after["from"] else issued
        count = after["count"]
        if start:
            yield start + timedelta(days=_WORDS.get(count) or int(count))
        return
    if _FROM_ISSUE.search(text) and issued:
        yield issued
    if _FROM_GAZETTE.search(text) and gazette:
        yield gazette
