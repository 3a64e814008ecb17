"""What in a text does not hold together: broken counts, another kind of document, another head."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from itertools import pairwise

from knowledge.model import Article, Clause, Document
from knowledge.parsing.headings import LETTERS
from knowledge.parsing.numbering import KINDS, kind_letters
from knowledge.parsing.parse import ParsedText
from knowledge.parsing.quotes import closed_blocks

_SOME = 4  # places that a sentence names before it says "…"
SELF = "Luật|Bộ luật|Pháp lệnh|Nghị quyết|Nghị định|Thông tư(?: liên tịch)?|Quyết định|Quy chế|Quy định|Điều lệ"
_THIS = re.compile(rf"(?P<kind>{SELF}) này\b")
BEGINS = re.compile(rf"(?P<kind>{SELF}) này (?:có|bắt đầu có) hiệu lực")
_OTHER_HEAD = re.compile(r"CỘNG H[ÒO][AÀ] XÃ HỘI CHỦ NGHĨA VIỆT NAM|^\W*(?:Luật )?[Ss]ố ?: ?\d+/\d{4}/[A-ZĐ]")
_CLAUSE_LINE = re.compile(r"\d{1,2}\. [A-ZĐÀ-Ỹ]")
_ROMAN = re.compile(r"[IVX]{1,5}\. ")
_REPEALED = re.compile(r"bãi bỏ|bị bỏ|hết hiệu lực")  # all that a consolidated text says of an article
_POINTS = [c for c in LETTERS if c not in "ăâêôơư"]


def structure(parsed: ParsedText) -> Iterator[str]:
    """Counts of clauses, points and chapters that are broken, and articles without words."""
    if empty := [a.number for a in parsed.articles if not a.clauses and not _REPEALED.search(a.title)]:
        yield f"Không có nội dung: Điều {listed(empty)}. Hãy xem lại tệp gốc."
    if broken := [place for a in parsed.articles for place in _broken_places(a)]:
        yield f"Số thứ tự bị đứt ở {listed(broken)}: có thể thiếu chữ ở đó, hãy xem lại tệp gốc."
    if chapter := _missing_chapter([a.chapter for a in parsed.articles]):
        yield f"Các chương không liền nhau ({chapter}): có thể thiếu hoặc lẫn văn bản khác."


def _broken_places(article: Article) -> Iterator[str]:
    """Clauses that do not count from 1, points that skip a letter."""
    if re.match(r"(?:Sửa đổi|Bổ sung|Thay thế)(?!.*một số điều)", article.title):
        return  # the numbers are another document's
    numbers = [c.number for c in article.clauses if c.number]
    values = [int(n) for n in numbers if n.isdigit()]
    if values and (values[0] != 1 or any(b != a + 1 for a, b in pairwise(values))):
        yield f"các khoản của Điều {article.number}"
    outlined = any(_ROMAN.match(line) for line in article.full_text().splitlines())  # a plan that the article approves
    for clause in article.clauses:
        if not _points_in_order(clause) or (not outlined and _has_stray_item(clause)):
            where = f"khoản {clause.number} " if clause.number else ""
            yield f"các điểm của {where}Điều {article.number}"


def _points_in_order(clause: Clause) -> bool:
    letters = [p.letter for p in clause.points if len(p.letter) == 1]
    if not letters:
        return True
    ranks = [_POINTS.index(x) if x in _POINTS else -1 for x in letters]
    return ranks[0] == 0 and all(b == a + 1 for a, b in pairwise(ranks))


def _has_stray_item(clause: Clause) -> bool:
    """Whether a numbered line stands in the text of a clause or a point without being one: its forerunners are lost."""
    return any(_stray(text.splitlines()) for text in (clause.text, *(p.text for p in clause.points)))


def _stray(lines: Sequence[str]) -> bool:
    plain = [line for line, inside in zip(lines, closed_blocks(lines), strict=True) if not inside]
    return any(_CLAUSE_LINE.match(line) for line in plain[1:])


def _missing_chapter(chapters: Sequence[str]) -> str:
    """Two chapters that do not follow each other, or ""."""
    named = (" ".join(c.split()[:2]).rstrip(".:") for c in chapters if c.lower().startswith("chương"))
    seen = list(dict.fromkeys(named))
    values = [numeral(c.split()[-1]) for c in seen]
    if values and (values[0] != 1 or not chapters[0]):
        return seen[0]
    for (one, a), (two, b) in pairwise(zip(seen, values, strict=True)):
        if a and b and b != a + 1:
            return f"{one}, {two}"
    return ""


def numeral(text: str) -> int:
    """The value of "XIV" or "14"."""
    if text.isdigit():
        return int(text)
    values = [{"I": 1, "V": 5, "X": 10, "L": 50}.get(c, 0) for c in text]
    return sum(-v if i + 1 < len(values) and v < values[i + 1] else v for i, v in enumerate(values))


def other_kind(document: Document, parsed: ParsedText) -> Iterator[str]:
    """A text that calls itself by another kind's name holds pieces of another document."""
    letters = kind_letters(document.consolidates or document.number)
    own = KINDS[letters][1] if letters else ""
    if letters == "QH":
        own = "Bộ luật" if document.title.lower().startswith("bộ luật") else "Luật"
    if own not in {"Luật", "Bộ luật", "Nghị định", "Thông tư"}:
        return
    others = {"Luật", "Bộ luật", "Nghị định", "Thông tư"} - {own}
    foreign = []
    for article in parsed.articles:
        named = Counter(m["kind"] for line in plain_lines(article) for m in _THIS.finditer(line))
        begins = {m["kind"] for line in plain_lines(article) for m in BEGINS.finditer(line)}
        if (begins & others) or (not named[own] and sum(named[o] for o in others) > 1):
            foreign.append(f"Điều {article.number}")
    if foreign:
        yield f"{listed(foreign)} tự gọi là loại văn bản khác, không phải {own}: có thể lẫn văn bản khác."


def traces(parsed: ParsedText) -> Iterator[str]:
    """The head of another document in the middle of an article."""
    for article in parsed.articles:
        if any(_OTHER_HEAD.search(line) for line in plain_lines(article)):
            yield f"Trong Điều {article.number} có phần đầu của một văn bản khác: hãy tách tệp rồi nhập riêng."
            return


def plain_lines(article: Article) -> list[str]:
    """The article's lines outside quotation blocks."""
    lines = [article.title, *article.full_text().splitlines()]
    return [line for line, inside in zip(lines, closed_blocks(lines), strict=True) if not inside]


def plain_clauses(article: Article) -> Iterator[tuple[Clause, str]]:
    """Each clause with its words outside quotation blocks."""
    for clause in article.clauses:
        lines = clause.full_text().splitlines()
        yield clause, "\n".join(x for x, inside in zip(lines, closed_blocks(lines), strict=True) if not inside)


def listed(places: Sequence[str], most: int = _SOME) -> str:
    """The first of some places, and "…" for the others."""
    shown = ", ".join(places[:most])
    return f"{shown}…" if len(places) > most else shown
