"""Finds the headings of a legal text: which lines begin an article, in which chapter and section it stands.

Only "Điều N." at the start of a line begins an article, and only when N is the next number (7a and 48b may
follow 7 and 48). An amending law quotes “Điều N. …” of another law: such a block, from its opening to its
closing quotation mark, holds no heading of its own.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

LETTERS = "aăâbcdđeêghiklmnoôơpqrstuưvxy"
MAX_GAP = 10  # how many article headings may be lost in a row (bad scans) before we stop believing a number

_ARTICLE = re.compile(r"Điều (\d{1,3})([a-zđ]?)\s?\.(?!\d)\s*(.*)", re.DOTALL)
_PART = re.compile(r"(Phần|Chương|Mục|Tiểu mục)\s+(thứ \w+|[IVXLC]+|\d+|[A-Z])\s*(?:[.:]\s*(.*)|(.*))", re.IGNORECASE)
_MAX_TITLE_LINES = 4
_MAX_TITLE = 300  # letters
_MAX_RUNS = 8
_MAX_HEADING_LINES = 20


@dataclass(frozen=True, slots=True)
class Heading:
    """A line that begins an article: its index, the article's number and the rest of the line."""

    line: int
    number: str
    rest: str


def quote_depths(lines: Sequence[str]) -> list[int]:
    """For every line, how many quotation blocks are open where it begins.

    Only a line that starts with a quotation mark opens a block: marks inside a sentence are balanced, or a
    misprint.
    """
    depths, depth = [], 0
    for line in lines:
        depths.append(depth)
        if depth or line[:1] in "“\"'":
            depth += line.count("“") - line.count("”")
            if line.count('"') % 2:
                depth += -1 if depth > 0 else 1
            depth = max(depth, 0)
    return depths


def find_articles(lines: Sequence[str]) -> list[Heading]:
    """The headings that begin an article, in order.

    A table of contents or a model contract in an appendix numbers its own "Điều 1.": of all the runs that
    begin with an Điều 1, the one with the most articles that have a text is the document.
    """
    depths = quote_depths(lines)
    candidates = [Heading(i, m[1] + m[2], m[3].strip()) for i, line in enumerate(lines) if (m := _ARTICLE.match(line))]
    starts = [i for i, h in enumerate(candidates) if h.number == "1" and not depths[h.line]][:_MAX_RUNS]
    runs = [_run(candidates[start:], depths) for start in starts or [0]]
    return max(runs, key=_articles_with_text)


def _articles_with_text(run: Sequence[Heading]) -> int:
    return len(run) - sum(b.line == a.line + 1 for a, b in pairwise(run))


def _run(candidates: Sequence[Heading], depths: Sequence[int]) -> list[Heading]:
    """The longest believable sequence of articles from the first candidate on."""
    last_line = {h.number: h.line for h in candidates}
    last_plain_line = {h.number: h.line for h in candidates if not depths[h.line]}
    found: list[Heading] = []
    for heading in candidates:
        if not _may_follow(found[-1].number if found else None, heading, last_line):
            continue
        # an unclosed quotation mark must not swallow the rest of the document
        if not depths[heading.line] or heading.line > last_plain_line.get(heading.number, -1):
            found.append(heading)
    return found


def _may_follow(last: str | None, heading: Heading, last_line: dict[str, int]) -> bool:
    """Whether an article may come after number `last`; `last_line` says where each number is seen last."""
    value, letter = split_number(heading.number)
    if last is None:
        return not letter and (value == 1 or "1" not in last_line)
    last_value, last_letter = split_number(last)
    if value == last_value:
        return bool(letter) and (not last_letter or letter_rank(letter) > letter_rank(last_letter))
    gap = value - last_value
    lost = last_line.get(str(last_value + 1), -1) < heading.line
    return not letter and (gap == 1 or (1 < gap <= MAX_GAP and lost))


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
    for line in lines:
        match = _PART.fullmatch(line)
        titles = 0 if match else titles + 1
        text = (match[3] or match[4] or "") if match else line
        if titles > _MAX_TITLE_LINES or not _is_title(text):
            return False
    return True


def _is_title(text: str) -> bool:
    """Whether a line can be (part of) a heading's name; a comma may end a line of one in capitals."""
    ends_sentence = text.endswith((".", ";", ":")) or (text.endswith(",") and not text.isupper())
    return not text or not (text[0].islower() or ends_sentence or len(text) > _MAX_TITLE)


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
