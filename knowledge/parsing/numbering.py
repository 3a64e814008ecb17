"""Numbers of documents as offices write them: 145/2020/NĐ-CP, 604/QĐ-TTg, 13/KH-LĐLĐ, 37-QĐ/TW, 40/VBHN-VPQH.

Three shapes: with a year (29/2025/QĐ-TTg, 66.4/2025/NQ-CP, 10/2022/QH15), without one (13/NQ-CP), and the Party's
(02-HD/TU, 35-L/CTN). What kind of document a number belongs to is read from its letters.
"""

from __future__ import annotations

import re

_ORGAN = r"[A-ZĐ][A-ZĐ0-9]*(?:TTg|[a-zđ]{0,2}[A-ZĐ0-9]*)"
_DASH = r"\s?[-–—]\s?"
_COUNT = r"\d{1,5}(?:\.\d{1,2})?[a-zđ]?"
# the letters that begin a number without a year; anything else with a slash may be a date or a fraction
_LETTERS = (
    "VBHN|TTLT|NQLT|QĐi|QyĐ|CTr|CTPH|QCPH|KHPH|HDLN|HDLT|"
    "TTr|NĐ|ND|QĐ|QD|NQ|CT|KH|HD|KL|TB|QC|QT|PL|TT|BC|ĐA|CV|ĐCT|L|SL"
)
DATED = rf"{_COUNT}\s?/\s?\d{{4}}\s?/\s?[A-ZĐ]{{2,}}[A-ZĐ0-9]*(?:{_DASH}{_ORGAN}|[./]{_ORGAN})*|" + (
    rf"{_COUNT}\s?/\s?\d{{4}}\s?/\s?(?:QĐi|CTr|TTr|L){_DASH}{_ORGAN}"
)
UNDATED = rf"{_COUNT}\s?/\s?(?:{_LETTERS})(?:{_DASH}{_ORGAN})+"
PARTY = rf"{_COUNT}{_DASH}(?:{_LETTERS})\s?/\s?{_ORGAN}(?:{_DASH}{_ORGAN})*"
OLD = r"\d{1,4}\s?[-/]\s?(?:CP|TTg|HĐBT|CTN)\b"  # before 1997; only where a label says that it is a number
NUMBER = rf"(?<![\w/.-])(?:{DATED}|{UNDATED}|{PARTY})"
_NUMBER = re.compile(NUMBER)

# letters → (kind, Vietnamese name, issuer; "" where many organs use them)
KINDS = {
    "VBHN": ("consolidation", "Văn bản hợp nhất", "Văn phòng Quốc hội"),
    "UBTVQH": ("resolution", "Nghị quyết", "Ủy ban Thường vụ Quốc hội"),
    "QH": ("law", "Luật", "Quốc hội"),
    "PL": ("ordinance", "Pháp lệnh", "Ủy ban Thường vụ Quốc hội"),
    "NĐ": ("decree", "Nghị định", "Chính phủ"),
    "NQ": ("resolution", "Nghị quyết", ""),
    "QĐi": ("regulation", "Quy định", ""),
    "QĐ": ("decision", "Quyết định", ""),
    "CTr": ("programme", "Chương trình", ""),
    "CT": ("directive", "Chỉ thị", ""),
    "TTLT": ("circular", "Thông tư liên tịch", ""),
    "TTr": ("proposal", "Tờ trình", ""),
    "TT": ("circular", "Thông tư", ""),
    "KH": ("plan", "Kế hoạch", ""),
    "HD": ("guidance", "Hướng dẫn", ""),
    "KL": ("conclusion", "Kết luận", ""),
    "QC": ("rules", "Quy chế", ""),
    "TB": ("notice", "Thông báo", ""),
    "ĐA": ("scheme", "Đề án", ""),
    "L": ("order", "Lệnh", "Chủ tịch nước"),
}
_ORGANS = {
    "CP": "Chính phủ", "TTg": "Thủ tướng Chính phủ", "TLĐ": "Tổng Liên đoàn Lao động Việt Nam",
    "BNV": "Bộ Nội vụ", "BYT": "Bộ Y tế", "BTC": "Bộ Tài chính", "BCA": "Bộ Công an", "BQP": "Bộ Quốc phòng",
    "BLĐTBXH": "Bộ Lao động - Thương binh và Xã hội", "BGDĐT": "Bộ Giáo dục và Đào tạo",
}  # fmt: skip
# how a part of a number is spelt when it was written in capitals or without its marks
_SPELLING = {
    "TTG": "TTg", "QĐI": "QĐi", "QDI": "QĐi", "CTR": "CTr", "TTR": "TTr", "QYĐ": "QyĐ", "ND": "NĐ", "QD": "QĐ",
    "TLD": "TLĐ", "LDLD": "LĐLĐ", "HDND": "HĐND", "BLDTBXH": "BLĐTBXH", "BGDDT": "BGDĐT",
}  # fmt: skip
# "NĐCP": the hyphen was lost where the line ended
_LOST_HYPHEN = re.compile(
    r"(VBHN|TTLT|NĐ|NQ|QĐ|TT|CT|KH|HD|KL|TB|PL)"
    r"(CP|TTG|TLĐ|LĐLĐ|UBND|HĐND|UBTVQH\d+|VPQH|VPCP|TW|TANDTC|NHNN|BHXH|TTCP|KTNN|B(?:NV|YT|TC|CA|QP|CT|XD|TP|LĐTBXH"
    r"|GDĐT|KHCN|TTTT|GTVT|KHĐT|NN|NNPTNT|NNMT|TNMT|VHTTDL))"
)
_NOT_DASH = str.maketrans({"–": "-", "—": "-"})


def tidy_number(number: str) -> str:
    """A number in its one spelling: "145 / 2020/nđ–cp" → "145/2020/NĐ-CP", "29/2025/QĐ-TTG" → "29/2025/QĐ-TTg"."""
    base, remark, rest = number.strip().partition(" (")
    parts = re.split(r"([/.-])", re.sub(r"\s+", "", base).translate(_NOT_DASH).upper())
    for place in range(0, len(parts), 2):
        part = _SPELLING.get(parts[place], parts[place])
        if lost := _LOST_HYPHEN.fullmatch(part):
            part = f"{lost[1]}-{_SPELLING.get(lost[2], lost[2])}"
        parts[place] = re.sub(r"^(\d+)([A-ZĐ])$", lambda m: m[1] + m[2].lower(), part)
    joined = re.sub(r"^(\d[^/]*/\d{4}/[^/.]+)[/.](?=\D)", r"\1-", "".join(parts))  # 04/2015/NĐ/CP
    return f"{joined}{remark}{rest}"


def numbers_in(text: str) -> list[str]:
    """All document numbers that a text names, in order, each once."""
    return list(dict.fromkeys(tidy_number(n) for n in _NUMBER.findall(text)))


def kind_letters(number: str) -> str:
    """The letters that say what a numbered document is: "37-QĐ/TW" → "QĐ"; "" when they are none that we know."""
    base = number.partition(" (")[0]
    for part in re.split(r"[/-]", base)[1:]:
        letters = part.rstrip("0123456789")
        if letters in KINDS:
            return letters
    return ""


def kind_of(number: str) -> tuple[str, str]:
    """Kind and issuer by the letters of a number: "145/2020/NĐ-CP" → ("decree", "Chính phủ")."""
    letters = kind_letters(number)
    if not letters:
        return "", ""
    kind, _, issuer = KINDS[letters]
    organ = re.split(r"[/-]", number.partition(" (")[0])[-1]
    return kind, issuer if letters == "VBHN" else _ORGANS.get(organ, issuer)


def short_name(number: str) -> str:
    """How people call a document that is known by its number: "Nghị định 145/2020", "Kế hoạch 13/KH-LĐLĐ".

    "" for laws, which are known by their names.
    """
    letters = kind_letters(number)
    if letters in {"", "QH", "PL", "L", "VBHN", "UBTVQH"}:
        return ""
    name = KINDS[letters][1]
    if letters in {"NĐ", "TTLT", "TT"} and re.match(r"[^/]+/\d{4}/", number):
        return f"{name} {number.rpartition('/')[0]}"
    return f"{name} {number.partition(' (')[0]}"


def has_year(number: str) -> bool:
    """Whether the number itself carries its year; without one the count begins anew each year."""
    return bool(re.match(r"[^/]+/\d{4}/", number))
