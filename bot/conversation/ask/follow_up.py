"""Follow-up questions lean on the last one: "còn ở doanh nghiệp nhà nước thì sao?", "điều đó ở luật nào?"."""

from __future__ import annotations

import re
from unicodedata import normalize

from bot.conversation.parts.words import fold

LONGEST = 12  # syllables; a longer question says by itself what it is about
SEAM = " … "  # between the last question and the new circumstance

# Marks tell "còn" (and) from "con" (child); without marks only what is rarely a child counts.
OPENING = re.compile(r"(?:thế |vậy |à )?còn ")
CHILD = r"(?:om|benh|nho|nuoi|gai|trai|toi|em|minh)\b"
OPENING_FOLDED = re.compile(
    r"(?:the|vay|a) con |con (?:o|tai|doi voi|voi|neu|khi|nhu|truong hop) |"
    rf"con (?!{CHILD}).+ thi (?:sao|the nao)"
)
POINTING = re.compile(r"\b(?:điều|cái|việc|chuyện|quy định|trường hợp|luật) (?:đó|này|ấy)\b")
POINTING_FOLDED = re.compile(
    r"\b(?:(?:dieu|cai|viec|chuyen) (?:nay|ay)|(?:dieu|cai|quy dinh|truong hop|luat) (?:do|nay))\b"
)
WHAT_OF = re.compile(r".+ thi (?:sao|the nao|nhu the nao)(?: a| vay| ban| ad)*")

THAT = r"(?:dieu|cai|viec|chuyen|quy dinh|truong hop|luat) (?:do|nay|ay)"
DOCUMENT = r"(?:bo luat|dieu luat|luat|van ban|nghi dinh|thong tu) (?:nao|gi|so may|may)"
BASIS = r"can cu(?: phap luat| phap ly)?(?: la)? (?:nao|gi)"
PART = r"(?:dieu khoan|dieu|khoan|quy dinh) (?:nao|so may|may)"
SAID = rf"(?:{THAT}|no|nam|ghi|noi|quy dinh|can cu|dua|luat)"
KIND_WORDS = "a|ban|ad|anh|chi|em|nhi|ha|nha|nhe|cho hoi|xin hoi"
AROUND = rf"(?:{SAID}|{KIND_WORDS}|con|the|vay|thi|la|ma|o|trong|theo|tai|vao)"
PLACE = re.compile(rf"(?:{AROUND} )*(?:{DOCUMENT}|{BASIS}|{PART}|{SAID} (?:{AROUND} )*dau)(?: {AROUND})*")


def asks_where(text: str) -> bool:
    """Whether it asks only for the place in the law of the last answer: "điều đó ở luật nào?"."""
    bare = _bare(fold(text))
    return _is_short(bare) and PLACE.fullmatch(bare) is not None


def leans_back(text: str) -> bool:
    """Whether it says that it goes on from the question before it: "còn …", "cái đó …"."""
    return _is_short(_bare(fold(text))) and (_opens(text) or _points(text))


def is_circumstance(text: str) -> bool:
    """Whether it may ask only what holds in another case: "chồng thì sao?".

    It may as well ask for itself ("đình công thì sao?"), so it is joined only when it finds nothing alone.
    """
    bare = _bare(fold(text))
    return _is_short(bare) and WHAT_OF.fullmatch(bare) is not None


def joined(last: str, text: str) -> str:
    """The last question with the new circumstance, which takes the place of an earlier one."""
    before = last if _points(text) else last.partition(SEAM)[0]
    return f"{before.rstrip(' ?.!')}{SEAM}{text}"


def _opens(text: str) -> bool:
    return bool(OPENING.match(_marked(text)) or (_is_folded(text) and OPENING_FOLDED.match(_bare(fold(text)))))


def _points(text: str) -> bool:
    return bool(POINTING.search(_marked(text)) or (_is_folded(text) and POINTING_FOLDED.search(_bare(fold(text)))))


def _is_folded(text: str) -> bool:
    """Whether it was typed without marks."""
    return _bare(fold(text)) == _marked(text)


def _is_short(bare: str) -> bool:
    return len(bare.split()) <= LONGEST


def _marked(text: str) -> str:
    return _bare(normalize("NFC", text.casefold()))


def _bare(text: str) -> str:
    return " ".join(re.sub(r"[^\w ]", " ", text).split())
