"""Numbers in Vietnamese legal prose, written in digits or in words, so that a retelling can be held to its source."""

from __future__ import annotations

import re

from knowledge.normalize import clean
from knowledge.segment import syllables

_THOUSANDS = re.compile(r"(?<=\d)\.(?=\d{3}\b)")
_DIGITS = re.compile(r"\d+(?:,\d+)?")
_DATE = re.compile(
    r"ngày \d{1,2} tháng \d{1,2} năm \d{4}|\d{1,2}/\d{1,2}/\d{4}|(?:tháng \d{1,2} )?năm \d{4}|\d{1,2}/\d{4}"
)
_UNITS = "ngày làm việc|ngày|tháng|năm|tuổi|giờ|phút|tuần|lần|%|đồng|người|km|lít|điểm|phiếu"
_QUANTITY = re.compile(rf"(?<![\w,/.])(\d+(?:,\d+)?)(?: \([^)]{{1,30}}\))?\s*(triệu )?({_UNITS})")
_WORDS = {
    "không": 0, "một": 1, "hai": 2, "ba": 3, "bốn": 4, "tư": 4, "năm": 5, "lăm": 5, "sáu": 6, "bảy": 7, "tám": 8,
    "chín": 9, "mười": 10,
}  # fmt: skip

_WORDED = re.compile(rf"\b(?:một|hai|ba|bốn|năm|sáu|bảy|tám|chín|mười)(?= (?:{_UNITS})\b)", re.IGNORECASE)


def digits_in(text: str) -> set[str]:
    """Numbers written in digits, without leading zeros and thousands' dots: "05 ngày, 4.960.000" → {"5", "4960000"}."""
    plain = _THOUSANDS.sub("", clean(text)).replace(".", " ")
    return {re.sub(r"^0+(?=\d)", "", found) for found in _DIGITS.findall(plain)}


def quantities_in(text: str, words: bool = False) -> set[tuple[str, str]]:
    """Numbers with their units, dates aside: "05 ngày làm việc, 2,5 triệu đồng" → {("5", "ngày làm việc"), …}.

    With `words`, small numbers written in words count too ("năm lần").
    """
    if words:
        text = _WORDED.sub(lambda found: str(_WORDS[found[0].lower()]), text)
    plain = _THOUSANDS.sub("", _DATE.sub(" ", clean(text).lower()))
    found = set()
    for number, million, unit in _QUANTITY.findall(plain):
        value = re.sub(r"^0+(?=\d)", "", number)
        found.add((f"{float(value.replace(',', '.')) * 1_000_000:.0f}" if million else value, unit))
    return found


def numbers_in(text: str) -> set[str]:
    """Numbers written in digits or, up to 99 and by hundreds, in words: "hai mươi lăm ngày" → {"25", …}.

    Generous on purpose: "năm" is a number and a year; what it adds only makes the check milder, never wrong.
    """
    words = syllables(text)
    found = digits_in(text)
    for place, word in enumerate(words):
        if word in _WORDS:
            following = [*words[place + 1 : place + 3], "", ""]
            found |= {str(value) for value in _values(_WORDS[word], following[0], following[1])}
    return found


def _values(first: int, second: str, third: str) -> set[int]:
    """What a number word and the two syllables behind it can mean."""
    values = {first}
    if first == 10 and _WORDS.get(second, 10) < 10:
        values.add(10 + _WORDS[second])
    if second == "mươi":
        values.add(10 * first)
        if _WORDS.get(third, 10) < 10:
            values.add(10 * first + _WORDS[third])
    if second == "trăm":
        values.add(100 * first)
    return values
