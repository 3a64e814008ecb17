"""Plain lines → articles with clauses and points.

Texts are kept as they stand, cleaned of invisible characters only (`normalize.clean`). Tables arrive as lines
"cell | cell" and stay lines of the clause that they stand in.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from knowledge.formats.marks import CODIFIED
from knowledge.model import Article, Clause, Point
from knowledge.normalize import fold
from knowledge.parsing.headings import Heading, Place, letter_rank, split_number, split_parts
from knowledge.parsing.lines import POINT, clean_lines, join_broken, without_running_heads
from knowledge.parsing.main_run import find_main_run
from knowledge.parsing.quotes import quote_depths

# "8a.5 Nhân lực": the mark of a footnote glued to the number of a clause in consolidated texts
_CLAUSE = re.compile(r"(\d{1,2})([a-zđ]?)\s?\.(?:\d{1,3} (?=[A-ZĐÀ-Ỹ])|(?!\d))\s*(.*)", re.DOTALL)
_BARE_CLAUSE = re.compile(r"(\d{1,2})()\s([A-ZĐÀ-Ỹ].*)", re.DOTALL)  # "1 Cá nhân": its stop was lost
_MAX_LOST_CLAUSES = 3
_CONSOLIDATES = re.compile(r"/vbhn\b|duoc sua doi,? bo sung (?:mot so dieu )?boi\s?:|van ban nay duoc hop nhat")
_HEAD = 40  # lines among which a document's name stands
_MAX_TITLE = 150  # letters of a title that stands below "Điều 1" alone


@dataclass(frozen=True, slots=True)
class ParsedText:
    """The articles of one text, and what its reader should know.

    `holes` are the numbers missing between the first and the last article; `preamble` are the lines before
    the first article, `closing` those after the last one (signature, recipients); `unused` are the
    numbers of "Điều N" lines in the body that fit nowhere.
    """

    articles: tuple[Article, ...]
    holes: tuple[str, ...] = ()
    preamble: tuple[str, ...] = ()
    closing: tuple[str, ...] = ()
    unused: tuple[str, ...] = ()
    rest: tuple[str, ...] = ()  # every line after the last article, also of what came with the document
    codified: bool = False  # out of the Bộ pháp điển, whose markup says what an article is


def parse_articles(lines: Iterable[str]) -> ParsedText:
    """Read the articles out of plain lines; a text without any gives none, with all lines as preamble."""
    kept = join_broken(without_running_heads(clean_lines(lines)))
    codified = CODIFIED in kept[:1]
    run = find_main_run(kept, amending=is_amending_text(kept), marked=codified)
    if not run.headings:
        return ParsedText((), preamble=tuple(kept))
    preamble, place = split_parts(kept[: run.headings[0].line], Place())
    articles: list[Article] = []
    for heading, following in zip(run.headings, [*run.headings[1:], None], strict=True):
        body = kept[heading.line + 1 : following.line if following else run.end]
        if following:
            body, next_place = split_parts(body, place)
            articles.append(_article(heading, body, place))
            place = next_place
        else:
            articles.append(_article(heading, body, place))
    closing = kept[run.end :]
    holes = find_holes([a.number for a in articles])
    return ParsedText(tuple(articles), holes, tuple(preamble), tuple(closing), run.unused, tuple(closing), codified)


def is_amending_text(lines: Sequence[str]) -> bool:
    """Whether the name of a text, at its head, says that it amends others; a consolidation tells who amended it."""
    head = fold(" ".join(lines[:_HEAD]))
    return not _CONSOLIDATES.search(head) and bool(
        re.search(r"(?:luat|nghi dinh|thong tu|nghi quyet|quyet dinh|dieu le)\W+(?:ve )?(?:sua doi|bai bo)", head)
    )


def _article(heading: Heading, body: Sequence[str], place: Place) -> Article:
    """An article; a sentence on the heading's line is text and not a title."""
    title = heading.rest
    if not title and len(body) > 1 and _is_title_below(body[0]):
        title, body = body[0], body[1:]
    if title and title[-1] in ".;:" and (not body or title[-1] != "." or len(title) > 150):
        title, body = "", [title, *body]
    return Article(heading.number, title.rstrip("."), parse_clauses(body), place.chapter, place.section)


def _is_title_below(line: str) -> bool:
    plain = not (_CLAUSE.match(line) or POINT.match(line) or line[0] in '“"-' or " | " in line)
    return plain and len(line) <= _MAX_TITLE and line[-1] not in ".;:,"


def parse_clauses(lines: Sequence[str]) -> tuple[Clause, ...]:
    """The clauses of one article. Text before the first numbered clause is a clause without number."""
    depths = quote_depths(lines)
    starts = {i: m for i, line in enumerate(lines) if not depths[i] and (m := _CLAUSE.match(line))}
    last_line = {m[1] + m[2]: i for i, m in starts.items()}
    for i, line in enumerate(lines):
        if not depths[i] and (m := _BARE_CLAUSE.match(line)) and _is_lost_clause(int(m[1]), i, last_line):
            starts[i], last_line[m[1]] = m, i
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


def _is_lost_clause(number: int, line: int, last_line: dict[str, int]) -> bool:
    """Whether "1 Cá nhân" is a clause that lost its stop: its number stands nowhere else, and the next one below."""
    return str(number) not in last_line and last_line.get(str(number + 1), -1) > line


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
        match = None if depth else POINT.match(line)
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
