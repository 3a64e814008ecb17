"""Follow-up questions lean on the last one: "còn ở doanh nghiệp nhà nước thì sao?", "điều đó ở luật nào?"."""

from __future__ import annotations

import re
from collections.abc import Sequence
from unicodedata import normalize

from bot.conversation.words import fold
from knowledge.model import Hit

LONGEST = 12  # syllables; a longer question says by itself what it is about
FEW = 3  # syllables that are no question of their own: "chồng thì sao?"
SEAM = " … "  # between the last question and the new circumstance

# Marks tell "còn" (and) from "con" (child); without marks only what is rarely a child counts.
OPENING = re.compile(r"(?:thế |vậy |à )?còn |thế (?!nào)|vậy ")
OPENING_FOLDED = re.compile(r"(?:the|vay|a) con |con (?:o|tai|doi voi|voi|neu|khi|nhu|truong hop) |con .+ thi ")
POINTING = re.compile(r"\b(?:điều|cái|việc|chuyện|quy định|trường hợp|luật) (?:đó|này|ấy)\b")
POINTING_FOLDED = re.compile(
    r"\b(?:(?:dieu|cai|viec|chuyen) (?:nay|ay)|(?:dieu|cai|quy dinh|truong hop|luat) (?:do|nay))\b"
)
WHAT_OF = re.compile(r"(?:neu |nhung |khi )?(?P<what>.+?) thi (?:sao|the nao|nhu the nao)(?: a| vay| ban| ad)*")

THAT = r"(?:dieu|cai|viec|chuyen|quy dinh|truong hop|luat) (?:do|nay|ay)"
LAW = r"(?:bo luat|dieu luat|luat|van ban|nghi dinh|thong tu|can cu)(?: phap luat)? (?:nao|gi|so may|may)"
PART = r"(?:dieu khoan|dieu|khoan|quy dinh) (?:nao|so may|may)"
SAID = rf"(?:{THAT}|no|nam|ghi|noi|quy dinh|can cu|dua|luat)"
KIND_WORDS = "a|ban|ad|anh|chi|em|nhi|ha|nha|nhe|cho hoi|xin hoi"
AROUND = rf"(?:{SAID}|{KIND_WORDS}|the|vay|thi|la|o|trong|theo|tai|vao)"
PLACE = re.compile(rf"(?:{AROUND} )*(?:{LAW}|{PART}|{SAID} (?:{AROUND} )*dau)(?: {AROUND})*")

_SAYS_LITTLE = (  # syllables that do not tell what is asked about
    "con thi sao the nao nhu vay a neu nhung khi cai dieu viec chuyen truong hop quy dinh do nay ay bao nhieu may gi "
    "ai dau co duoc khong la o cho bi phai toi em minh"
)
EMPTY = frozenset(_SAYS_LITTLE.split())


def asks_where(text: str) -> bool:
    """Whether it asks only for the place in the law of the last answer: "điều đó ở luật nào?"."""
    bare = _bare(fold(text))
    return _is_short(bare) and PLACE.fullmatch(bare) is not None


def leans_back(text: str) -> bool:
    """Whether the question cannot be understood without the one before it."""
    bare = _bare(fold(text))
    what = WHAT_OF.fullmatch(bare)
    few = what is not None and len(what["what"].split()) <= FEW
    return _is_short(bare) and (few or _opens(text) or _points(text))


def is_circumstance(text: str) -> bool:
    """Whether it asks nothing of its own, but what holds in another case: "hợp đồng thời vụ thì sao?"."""
    bare = _bare(fold(text))
    return _is_short(bare) and WHAT_OF.fullmatch(bare) is not None


def joined(last: str, text: str) -> str:
    """The last question with the new circumstance, which takes the place of an earlier one."""
    before = last if _points(text) else last.partition(SEAM)[0]
    return f"{before.rstrip(' ?.!')}{SEAM}{text}"


def closest(both: Sequence[Hit], alone: Sequence[Hit], text: str) -> tuple[Hit, ...]:
    """What was found for both questions, and for the new one alone if that asks something, best first.

    Best is what stands high in both lists and speaks of what is new: a repetition that does not comes last.
    """
    alone = () if is_circumstance(text) else alone
    worth: dict[str, float] = {}
    for found in (both, alone):
        for rank, hit in enumerate(found, 1):
            worth[hit.citation.key] = worth.get(hit.citation.key, 0.0) + 1 / rank
    new = set(_bare(fold(text)).split()) - EMPTY
    hits = {hit.citation.key: hit for hit in (*alone, *both)}
    order = {key: (worth[key] * len(new & _words(hit)), worth[key]) for key, hit in hits.items()}
    return tuple(sorted(hits.values(), key=lambda hit: order[hit.citation.key], reverse=True))


def _words(hit: Hit) -> set[str]:
    texts = (passage.article.full_text() for passage in hit.passages)
    return set(_bare(fold(" ".join([hit.title, *texts]))).split())


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
