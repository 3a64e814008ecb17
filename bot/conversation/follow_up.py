"""Follow-up questions lean on the last one: "còn ở doanh nghiệp nhà nước thì sao?", "điều đó ở luật nào?"."""

from __future__ import annotations

import re

from bot.conversation.words import fold

LONGEST = 12  # syllables; a longer question says by itself what it is about
THAT = r"(dieu|cai|viec|chuyen|quy dinh|truong hop|luat) (do|nay|ay)"
OPENING = re.compile(r"(the |vay |a )?con |(the|vay|neu|nhung) .*(thi sao|the nao)\b")
POINTING = re.compile(rf"\b{THAT}\b")
PLACE = re.compile(
    rf"(the |vay )?({THAT} |no )?(nam |ghi |noi |quy dinh )?(o |trong |theo |tai |dua vao )?"
    r"(luat|bo luat|dieu|khoan|van ban|nghi dinh|can cu)( luat)? (nao|gi|may|dau)( vay| the| a)?"
)


def asks_where(text: str) -> bool:
    """Whether it asks only for the place in the law of the last answer: "điều đó ở luật nào?"."""
    return bool(PLACE.fullmatch(_bare(text)))


def leans_back(text: str) -> bool:
    """Whether the question cannot be understood without the one before it."""
    bare = _bare(text)
    short = len(bare.split()) <= LONGEST
    return short and bool(OPENING.match(bare) or POINTING.search(bare))


def joined(last: str, text: str) -> str:
    """The last question with the new circumstance: what is searched for a follow-up."""
    return f"{last.rstrip(' ?.!')}, {text}"


def _bare(text: str) -> str:
    return re.sub(r"[^\w ]", "", fold(text)).strip()
