"""What in a text could tell who wrote it, or which article applies: shown before sending, never blocking.

Patterns only find the usual: names after a title, numbers, shift, machine, exact times, "chỉ mình tôi". What people do
not write in these words is not found, and the preview says so by its own advice.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from bot.conversation.parts.words import fold
from feedback.model.case import Category, Kind

_UPPER = "A-Z" + "".join(c for c in map(chr, range(0xC0, 0x1EFA)) if c.isupper() and c.isalpha())  # À … Ỹ, no đ
_NAME = rf"(?:\b[{_UPPER}]\w+\s+){{1,3}}[{_UPPER}]\w+"
_IDENTITY = (
    ("số điện thoại, số giấy tờ", r"(?<!\d)(?:\+?84|0)[\d .-]{8,13}\d(?!\d)|(?<!\d)\d{9,12}(?!\d)"),
    ("địa chỉ thư điện tử", r"(?<![\w.+-])[\w.+-]{1,64}@[\w-]{1,63}\.[\w.]{2,}"),
    (
        "tên người",
        rf"(?i:\b(?:tên|anh|chị|cô|chú|bác|ông|bà|em|sếp))\s+(?:là\s+)?(?:{_NAME}|[{_UPPER}]\w+)|{_NAME}",
    ),
    (
        "bộ phận, ca, chuyền, máy",
        r"(?i)\b(?:tổ|chuyền|line|ca|máy(?: số)?|xưởng|phân xưởng|đội|phòng)\s+(?:số\s+)?\d+\w*",
    ),
    ("ca làm", r"(?i)\bca (?:đêm|ngày|sáng|chiều|tối|gãy)\b"),
    ("giờ, ngày chính xác", r"(?i)\b\d{1,2}\s?(?:h|giờ|g)\s?\d{0,2}\b|\b\d{1,2}[/-]\d{1,2}(?:[/-]\d{2,4})?\b"),
    (
        "chỉ một người như vậy",
        r"(?i)\b(?:chỉ (?:có |mình |một mình )*(?:tôi|em|mình|tui)|mỗi (?:mình )?(?:tôi|em|mình|tui)|duy nhất)\b",
    ),
    ("lời nói nguyên văn", r"[“\"][^“”\"]{8,300}[”\"]"),
    ("tình trạng riêng", r"(?i)\b(?:có bầu|mang thai|có thai|nghỉ sinh|mới sinh|khuyết tật|bị bệnh)\b[^.,;\n]{0,20}"),
)
_MOST = 6
_CATEGORY_WORDS = (
    (Category.HARASSMENT, "quay roi|sam so|xuc pham|lang ma|chui boi|so soang"),
    (
        Category.UNION_AFFAIRS,
        "quy cong doan|kinh phi cong doan|doan phi|chu tich cong doan|cong doan cong ty|bau cong doan",
    ),
    (Category.SOCIAL_INSURANCE, "bao hiem|bhxh|bhyt|bhtn|thai san|om dau|huu tri|so bao hiem"),
    (Category.SAFETY, "an toan|tai nan|bao ho|hoa chat|nong qua|bui|on qua|chay no|doc hai|khoi|dien giat|may hong"),
    (Category.DISCIPLINE, "phat tien|ky luat|sa thai|tru tien|bien ban|khien trach|duoi viec"),
    (Category.CONTRACT, "hop dong|thu viec|thoi viec|nghi viec|cham dut|chuyen viec"),
    (Category.DEMOCRACY, "doi thoai|cong khai|hoi nghi|quy che dan chu|lay y kien|gop y"),
    (Category.WORKING_TIME, "tang ca|lam them|gio lam|nghi phep|nghi le|ca dem|chu nhat|nghi tuan|phep nam"),
    (Category.WAGE, "luong|thuong tet|tien thuong|phu cap|tien cong|no tien|don gia|dinh muc"),
    (Category.WELFARE, "com|bua an|can tin|nuoc uong|nha ve sinh|nha tro|xe dua|nha tre|suat an"),
)
_KIND_WORDS = (
    (Kind.DENUNCIATION, "to cao|tham o|tham nhung|an chan|bien thu|hoi lo|lam gia|gian lan|rut ruot|an tien"),
    (Kind.COMPLAINT, "khieu nai|quyet dinh ky luat|quyet dinh sa thai|xem xet lai quyet dinh|quyet dinh .{0,20}sai"),
    (
        Kind.DISPUTE,
        "no luong|khong tra luong|chua tra luong|quyt luong|duoi viec|sa thai|cho nghi viec|tru luong|boi thuong|"
        "khong chot so|giu luong|tien thai san|tro cap",
    ),
)


@dataclass(frozen=True, slots=True)
class Hint:
    """What a passage gives away, and the passage."""

    what: str
    passage: str


def identity_hints(text: str) -> tuple[Hint, ...]:
    """At most six passages that could tell who wrote the text."""
    found = dict.fromkeys(_passages(text))
    return tuple(Hint(*pair) for pair in list(found)[:_MOST])


def _passages(text: str) -> Iterator[tuple[str, str]]:
    for what, pattern in _IDENTITY:
        for match in re.finditer(pattern, text):
            yield what, " ".join(match.group().split())[:40]


def likely_category(text: str) -> Category:
    """What the text is about, by its words; staff decide."""
    plain = fold(text)
    counts = {c: len(re.findall(rf"\b(?:{words})\b", plain)) for c, words in _CATEGORY_WORDS}
    best = max(counts, key=lambda c: counts[c])
    return best if counts[best] else Category.OTHER


def likely_kinds(text: str) -> tuple[Kind, ...]:
    """The kinds that the text may be in law; a plain petition when nothing points elsewhere."""
    plain = fold(text)
    kinds = tuple(kind for kind, words in _KIND_WORDS if re.search(rf"\b(?:{words})\b", plain))
    return kinds or (Kind.PETITION,)
