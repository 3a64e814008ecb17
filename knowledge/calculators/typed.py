"""What people type for a sum, a time or a day: "8tr5", "2h30", "3 năm 2 tháng", "5/8/26". None: not understood.

A number that may mean two things is not guessed: "8" for a wage, "3" for a time of work.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from datetime import date, timedelta
from fractions import Fraction

from knowledge.calculators.calculator import Kind, Question, Values
from knowledge.model import WagePlace
from knowledge.normalize import clean, fold
from knowledge.retirement import Month

LEAST_SUM = 10_000  # đồng: a smaller bare number lacks its unit
MOST_SUM = 10**11
UNITS = {"ty": 10**9, "ti": 10**9, "tr": 10**6, "trieu": 10**6, "m": 10**6, "cu": 10**6, "chai": 10**6}
THOUSANDS = dict.fromkeys(("k", "nghin", "ngan", "ng"), 1000)
ONES = {"khong": 0, "mot": 1, "hai": 2, "ba": 3, "bon": 4, "tu": 4, "nam": 5, "lam": 5, "sau": 6, "bay": 7}
ONES |= {"tam": 8, "chin": 9, "muoi": 10}
REGIONS = {"1": 1, "2": 2, "3": 3, "4": 4, "i": 1, "ii": 2, "iii": 3, "iv": 4, "mot": 1, "hai": 2, "ba": 3, "bon": 4}
NONE = {"khong", "khong co", "chua", "chua co", "ko", "k", "0"}

_GROUPED = re.compile(r"\d{1,3}(?:([ .,])\d{3})(?:\1\d{3})*")
_SUM = re.compile(
    rf"(?P<many>\d+(?:[.,]\d+)?) ?(?P<unit>{'|'.join([*UNITS, *THOUSANDS])})\b"
    r" ?(?P<rest>ruoi\b|\d{1,3}(?![.,\d]| ?(?:k|nghin|ngan|ng)\b))?"
)
_AROUND = re.compile(
    r"^(?:khoang|tam|chung|co|gan|hon)\b(?= ?\d)"  # "khoảng 8 triệu"
    r"|(?:(?<=\d) ?d| ?(?:dong|vnd))? ?(?:/|mot|1|moi)? ?\b(?:thang|ngay|gio|h)$"
    r"|(?<=\d) ?d$| ?(?:dong|vnd)$"
)
_GLUED = re.compile(r"(?<=\d)(?=[a-z])|(?<=[a-z])(?=\d)")


def read(question: Question, text: str, values: Values) -> object | None:
    """The value that a text gives to a question, or None where it is not understood."""
    if question.kind is Kind.CHOICE:
        return _choice(question, text)
    if question.kind is Kind.PLACE:
        return region(text, values)
    if question.kind is Kind.DAY:
        return day(text, values.today)
    return _READERS[question.kind](text)


def money(text: str) -> int | None:
    """Đồng: "8tr5", "8.500.000", "8,5 triệu", "8 triệu rưỡi", "8500k", "350 nghìn"."""
    words = _AROUND.sub("", _bare(text)).strip()
    if _GROUPED.fullmatch(words) or words.isdecimal():
        total = Fraction(re.sub(r"\D", "", words))
        return int(total) if LEAST_SUM <= total < MOST_SUM else None
    words = _digits(_GLUED.sub(" ", words))
    total, at, least = Fraction(0), 0, 10**12
    for match in _SUM.finditer(words):
        unit = {**UNITS, **THOUSANDS}[match["unit"]]
        if words[at : match.start()].strip() or unit >= least:
            return None
        total += unit * (_decimal(match["many"]) + _rest(match["rest"]))
        at, least = match.end(), unit
    left = words[at:].strip()
    return int(total) if at and not left and total < MOST_SUM else None


def hours(text: str) -> Fraction | None:
    """Hours: "2,5", "2h30", "2 tiếng rưỡi", "30 phút", "nửa tiếng"."""
    words = _digits(_GLUED.sub(" ", _bare(text)))
    match = re.fullmatch(r"(?:(\d+(?:[.,]\d+)?) ?(?:h|g|gio|tieng)?)? ?(?:(\d{1,2}) ?(?:p|ph|phut)?|(ruoi))?", words)
    if words in ("nua tieng", "nua gio"):
        return Fraction(1, 2)
    only = re.fullmatch(r"(\d{1,3}) ?(?:p|ph|phut)", words)
    if only:
        return Fraction(int(only[1]), 60)
    if not match or not match[1]:
        return Fraction(0) if words in NONE else None
    if match[2] and not re.search(r"h|g|gio|tieng", words):
        return None  # "2 30": of what?
    minutes = Fraction(int(match[2] or 0), 60) if not match[3] else Fraction(1, 2)
    return _decimal(match[1]) + minutes if minutes < 1 else None


def count(text: str) -> Fraction | None:
    """A number of days or persons: "5", "5,5 ngày", "5 ngày rưỡi", "nửa ngày", "hai"."""
    words = _digits(_GLUED.sub(" ", _bare(text)))
    if words in NONE:
        return Fraction(0)
    if words in ("sinh doi", "doi"):
        return Fraction(2)
    if re.fullmatch(r"nua(?: \w+)?", words):
        return Fraction(1, 2)
    match = re.fullmatch(r"(\d+(?:[.,]\d+)?)(?: [a-z]+)??( ruoi)?(?: [a-z]+)?", words)
    return _decimal(match[1]) + Fraction(bool(match[2]), 2) if match else None


def span(text: str) -> Fraction | None:
    """Months: "3 năm 2 tháng", "38 tháng", "2 năm rưỡi", "nửa năm", "chưa có"."""
    bare = _bare(text)
    if bare in NONE:
        return Fraction(0)
    if bare == "nua nam":
        return Fraction(6)
    # "năm" is the number 5 and the word for a year: only the word before "tháng", "năm" or "rưỡi" is a number
    tens = r"\b(?:(\w+) )?muoi(?: (?!nam\b|thang\b)(\w+))?\b"
    counted = re.sub(tens, lambda m: _tens(m[1], m[2]), _GLUED.sub(" ", bare))
    words = re.sub(r"\b(\w+) (?=nam\b|thang\b|ngay\b)", lambda m: f"{ONES.get(m[1], m[1])} ", counted)
    match = re.fullmatch(
        r"(?:(\d+(?:[.,]\d+)?) ?(?:nam|n)( ruoi)?)?(?: ?(\d+(?:[.,]\d+)?) ?(?:thang|th|t)( ruoi)?)?"
        r"(?: ?(\d+) ?(?:ngay|ng))?",
        words,
    )
    if not match or not words:
        return None
    years, half, months, half_month, days = match.groups()
    total = _decimal(years or "0") * 12 + _decimal(months or "0") + Fraction(int(days or 0), 30)
    return total + (6 if half else 0) + Fraction(bool(half_month), 2)


def day(text: str, today: date) -> date | None:
    """A day: "5/8/2026", "5-8-26", "ngày 5 tháng 8 năm 2026", "5/8" (of this year), "hôm nay", "mai"."""
    words = _bare(text)
    near = {"hom nay": 0, "bua nay": 0, "nay": 0, "hom qua": -1, "ngay mai": 1, "mai": 1, "hom kia": -2, "mot": 2}
    if words in near:
        return today + timedelta(days=near[words])
    iso = re.fullmatch(r"(\d{4})-(\d{1,2})-(\d{1,2})", words)
    if iso:
        return _date(int(iso[1]), int(iso[2]), int(iso[3]))
    written = re.sub(
        r"\b(?:ngay|mung|mong)\b|(?<=\d) ?(?:thang|nam) ?", lambda m: "" if m[0][0] in "nm" else "/", words
    )
    written = re.sub(r"\bnam\b", "/", written)
    match = re.fullmatch(r"(\d{1,2}) ?[/.\- ] ?(\d{1,2})(?: ?[/.\- ] ?(\d{4}|\d{2}))?", written.strip())
    return _date(_year(match[3], today.year), int(match[2]), int(match[1])) if match else None


def month(text: str) -> Month | None:
    """A month of birth: "3/1985", "tháng 3 năm 1985", "15/3/1985"; a year alone counts from its January."""
    numbers = re.findall(r"\d+", _bare(text))
    if not 1 <= len(numbers) <= 3 or len(numbers[-1]) != 4:
        return None
    year, number = int(numbers[-1]), int(numbers[-2]) if len(numbers) > 1 else 1
    return Month(year, number) if 1900 <= year <= 2100 and 1 <= number <= 12 else None


def region(text: str, values: Values) -> WagePlace | None:
    """The wage region of a commune with its province, or "vùng 2"; None too where several regions have one."""
    named = re.fullmatch(r"(?:vung|khu vuc)? ?(\w+)", _bare(text))
    if named and named[1] in REGIONS:
        return WagePlace(REGIONS[named[1]])
    places = values.find_places(text, values.today)
    if len({place.region for place in places}) != 1:
        return None
    return places[0] if len(places) == 1 else WagePlace(places[0].region)


def _choice(question: Question, text: str) -> str | None:
    said = _bare(text)
    for choice in question.choices:
        if said in (choice.id, _bare(choice.label)):
            return choice.id
    near = [c.id for c in question.choices if len(said) > 2 and said in _bare(c.label)]
    return near[0] if len(near) == 1 else None


def _bare(text: str) -> str:
    """Folded, with single spaces and without a full stop at the end."""
    return " ".join(fold(clean(text)).split()).rstrip(" .?!")


def _digits(words: str) -> str:
    """Number words up to 99 as digits: "muoi hai trieu" → "12 trieu"."""
    tens = re.sub(
        r"\b(?:(\w+) )?muoi(?: (\w+))?\b",
        lambda m: _tens(m[1], m[2]) or m[0],
        words,
    )
    return " ".join(str(ONES[w]) if w in ONES else w for w in tens.split())


def _tens(before: str | None, behind: str | None) -> str:
    first, last = ONES.get(before or "", 1 if not before else -1), ONES.get(behind or "", -1)
    lead = "" if first >= 0 else f"{before} "
    rest = "" if last >= 0 or not behind else f" {behind}"
    return f"{lead}{max(first, 1) * 10 + max(last, 0)}{rest}"


def _decimal(written: str) -> Fraction:
    return Fraction(written.replace(",", "."))


def _rest(written: str | None) -> Fraction:
    """What follows a unit: "8tr5" and "8tr500" are half a million more, and "rưỡi" is too."""
    if written == "ruoi":
        return Fraction(1, 2)
    return Fraction(int(written), 10 ** len(written)) if written else Fraction(0)


def _year(written: str | None, this_year: int) -> int:
    if not written:
        return this_year
    return int(written) + (2000 if len(written) == 2 else 0)


def _date(year: int, number: int, day_of_month: int) -> date | None:
    try:
        return date(year, number, day_of_month) if 1900 <= year <= 2100 else None
    except ValueError:
        return None


_READERS: Mapping[Kind, Callable[[str], object | None]] = {
    Kind.MONEY: money,
    Kind.HOURS: hours,
    Kind.COUNT: count,
    Kind.SPAN: span,
    Kind.MONTH: month,
}
