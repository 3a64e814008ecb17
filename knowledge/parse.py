"""Plain lines → articles with clauses and points (the traps of DESIGN.md §3).

Texts are kept as they stand, cleaned of invisible characters only (`normalize.clean`). Tables arrive as lines
"cell | cell" and stay lines of the clause that they stand in.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from knowledge.headings import (
    Heading,
    Place,
    find_articles,
    letter_rank,
    quote_depths,
    split_number,
    split_parts,
)
from knowledge.model import Article, Clause, Point
from knowledge.normalize import clean

# "8a.5 Nhân lực": the mark of a footnote glued to the number of a clause in consolidated texts
_CLAUSE = re.compile(r"(\d{1,2})([a-zđ]?)\s?\.(?:\d{1,3} (?=[A-ZĐÀ-Ỹ])|(?!\d))\s*(.*)", re.DOTALL)
_POINT = re.compile(r"([a-zđ]\d?)\s?\)\s*(.*)", re.DOTALL)
_FOOTNOTE_MARK = re.compile(r"\s?\[\d{1,3}\]")
# what follows the last article: signature, recipients, appendices
_CLOSING = re.compile(
    r"PHỤ LỤC|Phụ lục( [IVX\d]+)?$|MẪU SỐ|Mẫu số \d+[^.]{0,40}$|Nơi nhận|\(Xem tiếp "
    r"|(Bộ luật|Luật|Pháp lệnh) này (đã )?được .{0,90}thông qua"
    r"|\|? ?(TM|KT|TUQ)\. |\|? ?(CHỦ TỊCH|CHỦ NHIỆM|THỦ TƯỚNG|BỘ TRƯỞNG)( QUỐC HỘI)?\b(?!.*[.;]$)"
    r"|VĂN PHÒNG QUỐC HỘI|XÁC THỰC VĂN BẢN"
    r"|Văn bản liên quan|HIỆU LỰC VĂN BẢN|MỤC LỤC|FILE ĐƯỢC ĐÍNH KÈM"  # web pages
)
_MAX_LOST_CLAUSES = 3


@dataclass(frozen=True, slots=True)
class ParsedText:
    """The articles of one text, and what its reader should know.

    `holes` are the numbers missing between the first and the last article; `preamble` are the lines before
    the first article, `closing` those after the last one (signature, recipients, appendices).
    """

    articles: tuple[Article, ...]
    holes: tuple[str, ...] = ()
    warnings: tuple[str, ...] = ()
    preamble: tuple[str, ...] = ()
    closing: tuple[str, ...] = ()


def parse_articles(lines: Iterable[str]) -> ParsedText:
    """Read the articles out of plain lines; a text without any gives none, with all lines as preamble."""
    kept = join_broken(clean_lines(lines))
    headings = find_articles(kept)
    if not headings:
        return ParsedText((), preamble=tuple(kept))
    preamble, place = split_parts(kept[: headings[0].line], Place())
    articles: list[Article] = []
    closing: list[str] = []
    for heading, following in zip(headings, [*headings[1:], None], strict=True):
        body = kept[heading.line + 1 : following.line if following else None]
        if following:
            body, next_place = split_parts(body, place)
        else:
            body, closing = _cut_closing(body)
            next_place = place
        articles.append(_article(heading, body, place))
        place = next_place
    holes = find_holes([a.number for a in articles])
    return ParsedText(tuple(articles), holes, _warnings(articles, holes, closing), tuple(preamble), tuple(closing))


def clean_lines(lines: Iterable[str]) -> list[str]:
    """Lines in one spelling: NFC, single spaces, no footnote marks "[1]", no empty lines."""
    cleaned = (" ".join(_FOOTNOTE_MARK.sub("", clean(line)).split()) for line in lines)
    return [line for line in cleaned if line.strip("_-–—=*.| ")]


def join_broken(lines: Sequence[str]) -> list[str]:
    """Put hard-wrapped lines together: one that starts in lower case continues an unfinished sentence."""
    joined: list[str] = []
    for line in lines:
        continues = line[0].islower() and not _POINT.match(line) and " | " not in line
        if continues and joined and joined[-1][-1] not in '.;:”"' and " | " not in joined[-1]:
            joined[-1] += " " + line
        else:
            joined.append(line)
    return joined


def _cut_closing(body: Sequence[str]) -> tuple[list[str], list[str]]:
    """Split what follows the last article off its lines ("./." ends most documents)."""
    for index, line in enumerate(body):
        if index and _CLOSING.match(line):
            return list(body[:index]), list(body[index:])
        if line.endswith("./."):
            return list(body[: index + 1]), list(body[index + 1 :])
    return list(body), []


def _article(heading: Heading, body: Sequence[str], place: Place) -> Article:
    """An article; a sentence on the heading's line is text and not a title."""
    title = heading.rest
    if title and title[-1] in ".;:" and (not body or title[-1] != "." or len(title) > 150):
        title, body = "", [title, *body]
    return Article(heading.number, title.rstrip("."), parse_clauses(body), place.chapter, place.section)


def parse_clauses(lines: Sequence[str]) -> tuple[Clause, ...]:
    """The clauses of one article. Text before the first numbered clause is a clause without number."""
    depths = quote_depths(lines)
    starts = {i: m for i, line in enumerate(lines) if not depths[i] and (m := _CLAUSE.match(line))}
    last_line = {m[1] + m[2]: i for i, m in starts.items()}
    clauses: list[Clause] = []
    number: str | None = None
    part: list[str] = []
    for index, line in enumerate(lines):
        match = starts.get(index)
        if match and _may_follow(number, match[1] + match[2], index, last_line):
            if part:
                clauses.append(_clause(number, part))
            number, part = match[1] + match[2], [match[3]]
        else:
            part.append(line)
    if part:
        clauses.append(_clause(number, part))
    return tuple(clauses)


def _may_follow(last: str | None, number: str, index: int, last_line: dict[str, int]) -> bool:
    """The next number, a lettered one (1a), or one after a few that are lost for good (bad scans)."""
    value, letter = split_number(number)
    last_value, last_letter = split_number(last) if last else (0, "")
    if value == last_value:
        return bool(letter) and (not last_letter or letter_rank(letter) > letter_rank(last_letter))
    gap = value - last_value
    lost = last_line.get(str(last_value + 1), -1) < index
    return gap == 1 or (1 < gap <= _MAX_LOST_CLAUSES and lost)


def _clause(number: str | None, lines: Sequence[str]) -> Clause:
    """A clause: its text, then its points; a line after a point belongs to that point."""
    depths = quote_depths(lines)
    text: list[str] = []
    points: list[tuple[str, list[str]]] = []
    for line, depth in zip(lines, depths, strict=True):
        match = None if depth else _POINT.match(line)
        if match and (not points or _point_rank(match[1]) > _point_rank(points[-1][0])):
            points.append((match[1], [match[2]]))
        else:
            (points[-1][1] if points else text).append(line)
    return Clause(
        number, "\n".join(filter(None, text)), tuple(Point(letter, "\n".join(words)) for letter, words in points)
    )


def _point_rank(letter: str) -> tuple[int, str]:
    return letter_rank(letter), letter[1:]


def find_holes(numbers: Sequence[str]) -> tuple[str, ...]:
    """The article numbers that should stand between the first and the last and do not."""
    if not numbers:
        return ()
    values = {split_number(number)[0] for number in numbers}
    return tuple(str(n) for n in range(min(values), max(values)) if n not in values)


def _warnings(articles: Sequence[Article], holes: Sequence[str], closing: Sequence[str]) -> tuple[str, ...]:
    warnings = []
    if articles[0].number != "1":
        warnings.append(f"Văn bản bắt đầu từ Điều {articles[0].number}, thiếu các điều trước đó.")
    if holes:
        warnings.append(f"Thiếu Điều {', '.join(holes)}.")
    empty = [a.number for a in articles if not a.clauses]
    if empty:
        warnings.append(f"Không có nội dung: Điều {', '.join(empty)}.")
    if any(line.upper().startswith("PHỤ LỤC") for line in closing):
        warnings.append("Phụ lục kèm theo không được nhập; chỉ nhập các điều.")
    return tuple(warnings)
