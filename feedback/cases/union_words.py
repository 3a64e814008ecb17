"""R11: words about the union itself, for the worker's dialogue and for staff alike.

Texts are compared without marks: most people who type on a telephone at work leave them out.
"""

from __future__ import annotations

import re
import unicodedata

_UNION = r"(?:cong doan|cong d|cdcs|cd)"
_PEOPLE = r"(?:chu tich|pho chu tich|chu nhiem|to truong|uy vien|ban chap hanh|bch|can bo|cb|ct|nguoi ben|lanh dao)"
_MONEY = r"(?:quy|kinh phi|doan phi|tien|phi|thu chi|so sach)"
_PATTERN = re.compile(
    rf"\b(?:(?:{_PEOPLE}|{_MONEY})(?: cua| ben| nop| dong)? {_UNION}"
    rf"|{_UNION} (?:cong ty|cty|co so|nha may|xi nghiep|nhan tien|an chan|khong bao ve)"
    r"|cdcs|doan phi)\b"
)


def mentions_union(text: str) -> bool:
    """Whether the words may be about somebody or something of the union, so that the conflict question is asked."""
    return _PATTERN.search(fold(text)) is not None


def fold(text: str) -> str:
    """Lower case, no marks, single spaces, no punctuation: "  Chủ tịch Công-đoàn " → "chu tich cong doan"."""
    plain = unicodedata.normalize("NFD", text.casefold()).replace("đ", "d")
    letters = "".join(c for c in plain if not unicodedata.combining(c))
    return " ".join(re.findall(r"[a-z0-9]+", letters))
