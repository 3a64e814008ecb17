"""Units of numbers in clauses and in questions ("mấy ngày", "bao nhiêu %"), as bits, so that both can be compared."""

from __future__ import annotations

import re
from collections.abc import Sequence

from knowledge.normalize import fold, fold_word

DEFERS = 1 << 30  # the mark of a clause that only says who will decide

# folded; what a clause says after a number, and how a question asks for it
_UNITS = {
    "ngay": 1, "thang": 2, "nam": 4, "gio": 8, "tuan": 16, "phut": 32, "phan tram": 64, "dong": 128, "lan": 256,
    "tuoi": 512, "nguoi": 1024,
}  # fmt: skip
_TIME = 1 | 2 | 4 | 8 | 16 | 32
ANY = 1 << 20  # the mark of a clause that holds any number
_NUMBER = r"(?:\d[\d.,/]*|mot|hai|ba|bon|nam|sau|bay|tam|chin|muoi|nua)"
_IN_TEXT = re.compile(
    rf"\b{_NUMBER}\s*(?:lam viec\s*)?(ngay|thang|nam|gio|tuan|phut|%|phan tram|dong|trieu|lan|tuoi|nguoi)"
)
_ASKED = re.compile(
    r"\b(?:may|bao nhieu)\s*(ngay|thang|nam|gio|tieng|tuan|phut|%|phan tram|dong|tien|trieu|lan|tuoi|nguoi)?"
)
_HOW_LONG = re.compile(r"\b(?:bao lau|thoi han|han chot|chung nao|khi nao)\b")
_DEFERS = re.compile(
    r"^(?:\d+[a-z]?\.\s*)?(?:chinh phu|bo truong|thu tuong|chinh phu va|bo|uy ban|tong lien doan|dieu le)\b[^.;]{0,120}"
    r"(?:quy dinh|huong dan|ban hanh|dinh ra|noi ro|se quy dinh)"
)
_SAME = {"tieng": "gio", "%": "phan tram", "tien": "dong", "trieu": "dong"}


def marks_of(text: str) -> int:
    """What a clause holds, as bits: the units of its numbers, `ANY`, and `DEFERS`."""
    plain = re.sub(r"^\d+[a-zđ]?\.\s*", "", fold(text))
    found = {_SAME.get(unit, unit) for unit in _IN_TEXT.findall(plain)}
    marks = sum(_UNITS[unit] for unit in found) | (ANY if found else 0)
    return marks | (DEFERS if _DEFERS.match(plain) and len(plain) < 260 else 0)


def sought(words: Sequence[str]) -> int:
    """The units for which a question asks, as bits; `ANY` for a number of any sort, 0 for none."""
    text = " ".join(map(fold_word, words))
    bits = 0
    for unit in _ASKED.findall(text):
        bits |= (_UNITS[_SAME.get(unit, unit)] if unit else 0) | ANY
    return bits | (_TIME | ANY if _HOW_LONG.search(text) else 0)
