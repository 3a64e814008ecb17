"""A maker of damaged texts: real ones cut, mixed and halved as files in offices are. Each cut is (lines, other, random)
→ lines, or None when the text has no place for it."""

from __future__ import annotations

import re
from collections.abc import Callable
from itertools import pairwise
from random import Random

Lines = list[str]
Cut = Callable[[Lines, Lines, Random], Lines | None]

_CLAUSE = re.compile(r"\d{1,2}[a-zđ]?\. ")
_POINT = re.compile(r"[a-zđ]\d?\) ")
_PART = re.compile(r"Chương|Mục|Phần")
_SIGNED = re.compile(r"\W*(?:Nơi nhận|(?:TM|KT)\.|PHỤ LỤC|Phụ lục|Mẫu|MẪU)")
_FEWEST_LOST = 5  # words; honest copies differ by two


def articles(lines: Lines) -> list[tuple[int, int]]:
    """First line and line after the last one of each article, chapter headings below it left out."""
    starts = [i for i, line in enumerate(lines) if re.match(r"Điều \d+[a-zđ]?\.", line)]
    found = []
    for start, end in pairwise([*starts, len(lines)]):
        while end > start + 1 and (_PART.match(lines[end - 1]) or lines[end - 1].isupper()):
            end -= 1
        found.append((start, end))
    return found


def _clauses(lines: Lines, start: int, end: int) -> list[tuple[int, int]]:
    starts = [i for i in range(start + 1, end) if _CLAUSE.match(lines[i])]
    return list(pairwise([*starts, end]))


def last_clause_lost(lines: Lines, _: Lines, random: Random) -> Lines | None:
    """An article in the middle loses its last clause."""
    found = [c[-1] for start, end in articles(lines)[:-1] if len(c := _clauses(lines, start, end)) > 1]
    if not found:
        return None
    start, end = random.choice(found)
    return lines[:start] + lines[end:]


def last_point_lost(lines: Lines, _: Lines, random: Random) -> Lines | None:
    """A clause that another one follows loses its last point."""
    found = []
    for article in articles(lines)[:-1]:
        for start, end in _clauses(lines, *article)[:-1]:
            points = [i for i in range(start, end) if _POINT.match(lines[i])]
            if len(points) > 1:
                found.append((points[-1], end))
    if not found:
        return None
    start, end = random.choice(found)
    return lines[:start] + lines[end:]


def line_halved(lines: Lines, _: Lines, random: Random) -> Lines | None:
    """A line inside an article loses its second half."""
    found = [
        i
        for start, end in articles(lines)[:-1]
        for i in range(start + 1, end)
        if len(lines[i].split()) >= 12 and not lines[i].isupper()
    ]
    if not found:
        return None
    place = random.choice(found)
    words = lines[place].split()
    return [*lines[:place], " ".join(words[: len(words) // 2]), *lines[place + 1 :]]


def article_cut(lines: Lines, _: Lines, random: Random) -> Lines | None:
    """An article ends in the middle of one of its lines."""
    found = [(start, end) for start, end in articles(lines)[:-1] if end - start > 3]
    if not found:
        return None
    start, end = random.choice(found)
    place = random.randrange(start + 1, end - 1)
    words = lines[place].split()
    lost = words[len(words) // 2 + 1 :] + " ".join(lines[place + 1 : end]).split()
    if len(lost) < _FEWEST_LOST:
        return None
    return [*lines[:place], " ".join(words[: len(words) // 2 + 1]), *lines[end:]]


def article_replaced(lines: Lines, other: Lines, random: Random) -> Lines | None:
    """Another document's article stands under the number of one of this text."""
    own, foreign = articles(lines)[1:-1], articles(other)[1:-1]
    if not own or not foreign:
        return None
    (start, end), (first, last) = random.choice(own), random.choice(foreign)
    number = lines[start].partition(".")[0]
    title = re.sub(r"^Điều \d+[a-zđ]?", number, other[first])
    return [*lines[:start], title, *other[first + 1 : last], *lines[end:]]


def rest_of_another(lines: Lines, other: Lines, random: Random) -> Lines | None:
    """From some article on the text is another document's."""
    own, foreign = articles(lines), articles(other)
    count = min(len(own), len(foreign))
    if count < 4:
        return None
    place = random.randrange(1, count - 1)
    return lines[: own[place][0]] + other[foreign[place][0] :]


def middle_of_another(lines: Lines, other: Lines, random: Random) -> Lines | None:
    """A few articles in the middle are another document's."""
    own, foreign = articles(lines), articles(other)
    count = min(len(own), len(foreign))
    if count < 6:
        return None
    first = random.randrange(1, count - 3)
    last = random.randrange(first + 1, min(count - 1, first + 6))
    return lines[: own[first][0]] + other[foreign[first][0] : foreign[last][0]] + lines[own[last][0] :]


def line_lost(lines: Lines, _: Lines, random: Random) -> Lines | None:
    """A line inside an article is not there."""
    found = [(start, end) for start, end in articles(lines)[:-1] if end - start > 3]
    if not found:
        return None
    start, end = random.choice(found)
    place = random.randrange(start + 1, end)
    return lines[:place] + lines[place + 1 :]


def end_of_last_article_lost(lines: Lines, _: Lines, random: Random) -> Lines | None:
    """The file stops before the last clause of the last article, with all that followed it."""
    start, end = articles(lines)[-1]
    end = next((i for i in range(start, end) if _SIGNED.match(lines[i])), end)
    clauses = _clauses(lines, start, end)
    return lines[: clauses[-1][0]] if len(clauses) > 1 else None


HARD_CUTS: list[Cut] = [
    last_clause_lost, last_point_lost, line_halved, article_cut, article_replaced, rest_of_another, middle_of_another,
    line_lost, end_of_last_article_lost,
]  # fmt: skip
