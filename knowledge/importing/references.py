"""What a text calls its own and does not hold: "điểm c khoản 5 Điều 12 của Luật này", "khoản 4 Điều này", "Điều 70 …".

Real texts hold what they refer to, so a reference into nothing shows a lost clause, or another document's article.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from knowledge.importing.consistency import SELF, listed, plain_clauses, plain_lines
from knowledge.model import Article, Clause
from knowledge.parsing.headings import split_number
from knowledge.parsing.parse import ParsedText

_OWN_ARTICLES = re.compile(
    rf"(?:[Đđ]iều|[Cc]ác điều)(?P<list>(?:,? (?:và |hoặc |đến |Điều )?\d{{1,3}}[a-zđ]?)+)(?: của)? (?:{SELF}) này"
)
# the places before "Điều 5 của Luật này", "Điều này" and "khoản này": "các điểm a, b khoản 1 và khoản 3"
_PLACES = r"(?P<places>(?:\b(?:các|điểm|khoản|và|hoặc|từ|đến|[a-zđ]|\d{1,2}[a-zđ]?)\b,?\s+)+)"
_IN_ARTICLE = re.compile(
    rf"{_PLACES}Điều (?:này\b|(?P<article>\d{{1,3}}[a-zđ]?)(?: của)? (?:{SELF}) này\b)", re.IGNORECASE
)
_IN_CLAUSE = re.compile(rf"{_PLACES}khoản này\b", re.IGNORECASE)
_TOKEN = re.compile(r"điểm|khoản|\d{1,2}[a-zđ]?|[a-zđ]\b")

Place = tuple[str, str]  # clause and point, "" where none is named


def dangling(parsed: ParsedText, *, consolidated: bool) -> Iterator[str]:
    """Sentences on references into nothing; consolidated texts may call clauses that were repealed."""
    beyond = list(dict.fromkeys(_beyond(parsed)))
    if beyond:
        yield f"Văn bản dẫn tới {listed(beyond)} của chính nó mà trong tệp không có."
    absent = [] if consolidated else list(dict.fromkeys(_absent(parsed)))
    if absent:
        yield f"Văn bản dẫn tới {listed(absent)} mà trong tệp không có: có thể thiếu chữ."


def _beyond(parsed: ParsedText) -> Iterator[str]:
    last = max(split_number(article.number)[0] for article in parsed.articles)
    for article in parsed.articles:
        for match in _OWN_ARTICLES.finditer("\n".join(plain_lines(article))):
            yield from (f"Điều {n}" for n in re.findall(r"\d{1,3}", match["list"]) if int(n) > last)


def _absent(parsed: ParsedText) -> Iterator[str]:
    held = {article.number: article for article in parsed.articles}
    for article in parsed.articles:
        for clause, text in plain_clauses(article):
            for match in _IN_ARTICLE.finditer(text):
                target = held.get(match["article"] or article.number)
                for place in _places(match["places"]) if target else ():
                    if target and not _holds(target, place):
                        yield _name(place, target.number)
            for match in _IN_CLAUSE.finditer(text):
                points = {point.letter for point in clause.points}
                for _, letter in _places(match["places"]):
                    if letter and points and letter not in points:
                        yield _name((clause.number or "", letter), article.number)


def _places(words: str) -> list[Place]:
    """ "điểm a, b khoản 1 và khoản 3" → [("1", "a"), ("1", "b"), ("3", "")]; points without a clause have ""."""
    found: list[Place] = []
    letters: list[str] = []
    kind = ""
    for token in _TOKEN.findall(words.lower()):
        if token in {"điểm", "khoản"}:
            kind = token
        elif kind == "điểm" and not token[0].isdigit():
            letters.append(token)
        elif kind == "khoản" and token[0].isdigit():
            found += [(token, letter) for letter in letters] or [(token, "")]
            letters = []
    return found + [("", letter) for letter in letters]


def _holds(article: Article, place: Place) -> bool:
    number, letter = place
    numbered = [c for c in article.clauses if c.number == number]
    if not number:
        numbered = [c for c in article.clauses if c.points]
        return not numbered or any(letter in _letters(c) for c in numbered)
    return bool(numbered) and (not letter or letter in _letters(numbered[0]))


def _letters(clause: Clause) -> set[str]:
    return {point.letter for point in clause.points}


def _name(place: Place, article: str) -> str:
    number, letter = place
    return " ".join(
        filter(None, [f"điểm {letter}" if letter else "", f"khoản {number}" if number else "", f"Điều {article}"])
    )
