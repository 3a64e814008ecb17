"""The headings of a legal text: which lines may begin an article, and in which chapter and section it stands."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

LETTERS = "aăâbcdđeêghiklmnoôơpqrstuưvxy"

# "Điều 1.", "Điều 1:", "Điều 1 –", "Điều 1" alone, and as scans spell it; "Điều 8.12 Tên" has a footnote's mark
_ARTICLE = re.compile(
    r"(?:Đ[iíì][ềêểếễeẻ]u|ĐI[ỀÊỂẾE]U|Diều)\s?(?P<number>\d{1,3})\s?(?P<letter>[a-zđ]?)"
    r"(?:\s?[.:](?:\d{1,3} (?=[A-ZĐÀ-Ỹ])|(?!\d))\s*[-–]?|\s?[-–—]\s|\s*$)\s*(?P<rest>.*)",
    re.DOTALL,
)
# "Điều 4 Tên": a scan that lost the stop; taken only where this number is missing
_BARE = re.compile(
    r"Điều (?P<number>\d{1,3})(?P<letter>[a-zđ]?) "
    r"(?P<rest>(?!Luật|Bộ luật|Nghị|Thông tư|Quy |Điều|Hiến|Pháp|Quyết|Hợp|Mục|Chương)[A-ZĐÀ-Ỹ].{3,150}(?<![.;:,]))"
)
_PART = re.compile(r"(Phần|Chương|Mục|Tiểu mục)\s+(thứ \w+|[IVXLC]+|\d+|[A-Z])\s*(?:[.:]\s*(.*)|(.*))", re.IGNORECASE)
_MAX_TITLE_LINES = 10
_MAX_TITLE = 300  # letters
_MAX_HEADING_LINES = 30


@dataclass(frozen=True, slots=True)
class Heading:
    """A line that begins an article: its index, the article's number and the rest of the line."""

    line: int
    number: str
    rest: str
    sure: bool = True  # False where no mark follows the number


def candidates(lines: Sequence[str]) -> list[Heading]:
    """Every line that may begin an article, in order."""
    return [heading for index, line in enumerate(lines) if (heading := _heading(index, line))]


def _heading(index: int, line: str) -> Heading | None:
    if not line.startswith(("Đ", "D")):
        return None
    match, sure = _ARTICLE.fullmatch(line), True
    if not match:
        match, sure = _BARE.fullmatch(line), False
    return Heading(index, match["number"] + match["letter"], match["rest"].strip(), sure) if match else None


def split_number(number: str) -> tuple[int, str]:
    """ "48b" → (48, "b"): article and clause numbers, for comparing."""
    digits = number.rstrip(LETTERS)
    return int(digits), number[len(digits) :]


def letter_rank(letter: str) -> int:
    """The place of a point's letter in the Vietnamese alphabet (đ follows d); f, j, w and z come last."""
    rank = LETTERS.find(letter[:1])
    return rank if rank >= 0 else len(LETTERS)


@dataclass(frozen=True, slots=True)
class Place:
    """The chapter and the section in which an article stands, each with its title."""

    chapter: str = ""
    section: str = ""


def split_parts(body: Sequence[str], place: Place) -> tuple[list[str], Place]:
    """Take chapter and section headings off the end of an article's lines.

    Returns the lines that are left and the place of the next article. "Chương V" at a line start may be
    mid-sentence, so a heading counts only when nothing but headings and their titles stands between it and
    the next article.
    """
    first = max(0, len(body) - _MAX_HEADING_LINES)
    for start, line in enumerate(body[first:], first):
        if _PART.fullmatch(line) and _only_headings(body[start:]):
            return list(body[:start]), _place_after(body[start:], place)
    return list(body), place


def _only_headings(lines: Sequence[str]) -> bool:
    titles = 0
    if len(lines) > 2 and lines[-2].isupper() and re.fullmatch(r"[A-ZĐÀ-Ỹ].{20,600}[.:]", lines[-1]):
        lines = lines[:-1]  # a chapter that says something itself, before its first article
    for line in lines:
        match = _PART.fullmatch(line)
        titles = 0 if match else titles + 1
        text = (match[3] or match[4] or "") if match else line
        if titles > _MAX_TITLE_LINES or not _is_title(text):
            return False
    return True


def _is_title(text: str) -> bool:
    """Whether a line can be (part of) a heading's name; lines of one in capitals may end in any mark but a stop."""
    capitals = text.isupper()
    ends_sentence = text.endswith(".") or (text.endswith((";", ":", ",")) and not capitals)
    return not text or not (text[0].islower() or (ends_sentence and not capitals) or len(text) > _MAX_TITLE)


def _place_after(lines: Sequence[str], place: Place) -> Place:
    """Read headings and their titles: a new chapter ends the section, a subsection adds to its section."""
    parts: list[list[str]] = []
    for line in lines:
        if _PART.fullmatch(line) or not parts:
            parts.append([line])
        else:
            parts[-1].append(line)
    chapter, section = place.chapter, place.section
    for words in parts:
        name = " ".join(words)
        kind = name.split()[0].lower()
        if kind in {"phần", "chương"}:
            chapter, section = name, ""
        elif kind == "mục":
            section = name
        else:
            section = f"{section.split(' / ')[0]} / {name}" if section else name
    return Place(chapter, section)
