"""Sentences that stop too early: in the middle of a word or of a phrase, or with a mark that promises another item.

Many texts merely leave out the last stop, so a line is cut only where its last word asks for another one, is no word
that the text has elsewhere, or where its last two words never end anything else.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from collections.abc import Set as AbstractSet
from itertools import pairwise

from knowledge.importing.consistency import listed
from knowledge.model import Article, Clause
from knowledge.parsing.parse import ParsedText

_SHORT = 30  # letters of a line that may be a title or a cell
_HABIT = 0.25  # share of the clauses with points that end with ";" where the writer does so
_RARE = 0.05  # share of the articles without a stop at their end where it is no habit
_MID_SENTENCE = re.compile(
    r"(?:[,(–-]|(?:^|\s)(?:và|của|theo|tại|hoặc|với|cho|từ|các|những|được|phải|bị|là|để|do|trong|trên|về|khi|nếu|quy"
    r"|khoản|Điều))$"
)
# a line without a mark at its end that is no dash, cell, formula, address or row of sums
_UNSTOPPED = re.compile(r"(?!.*(?:\.vn|\.html?|[\d.,]+ [\d.,]+)$)[^-|][^|=]{20,}\w")
_STOPPED = re.compile(r"[.;:,!?”\"’)\]…/|]$")
_AMENDS = re.compile(r"Sửa đổi|Bổ sung|Thay thế|Bãi bỏ")
_ITEM = re.compile(r"\d{1,2}[a-zđ]?\.|[a-zđ]\d?\)")


def cut_sentences(parsed: ParsedText) -> Iterator[str]:
    """A sentence on the places where words stop too early, if there are any."""
    cut = list(dict.fromkeys(_cut_articles(parsed.articles)))
    if cut:
        yield f"Lời dừng giữa câu ở {listed(cut)}: có thể thiếu chữ ở đó, hãy xem lại tệp gốc."


def _cut_articles(articles: Sequence[Article]) -> Iterator[str]:
    texts = [a.full_text().lower() for a in articles]
    words = Counter(word for text in texts for word in re.findall(r"\w+", text))
    ends = {pair for text in texts for pair in re.findall(r"(\w+ \w+)\s?[.;,:]", text)}
    ends |= {_last_pair(a.title) for a in articles}
    for article in articles:
        lines = _last_lines(article.full_text().splitlines())
        if any(_is_cut(line, words) for line in lines):
            yield f"Điều {article.number}"
        for clause in article.clauses:
            if any(_is_unfinished(item, ends) for item in _items(clause)):
                yield _place(clause, article)
    heads = [(clause, article) for article in articles for clause in article.clauses if _has_bare_head(clause)]
    if len(heads) == 1 and _is_unfinished(heads[0][0].text.splitlines()[-1], ends):
        yield _place(*heads[0])


def _last_lines(lines: Sequence[str]) -> list[str]:
    """The lines with which an item ends: those before the next item, and the last."""
    return [line.rstrip() for line, after in pairwise([*lines, "1."]) if line and _ITEM.match(after)]


def _items(clause: Clause) -> list[str]:
    """The last line of each item that another one of its kind follows: of the points, or of a clause without points."""
    texts = [p.text for p in clause.points] or [clause.text]
    return [text.splitlines()[-1].rstrip() for text in texts if text.strip()]


def _has_bare_head(clause: Clause) -> bool:
    """Whether words that lead into points lack their colon; where writers give clauses titles, many do."""
    head = clause.text.strip()
    return bool(clause.points and head) and head[-1] not in ":.;,”" and not _AMENDS.match(head)


def _is_cut(line: str, words: Counter[str]) -> bool:
    if " | " in line or line.isupper():
        return False
    last = re.search(r"(?<![\w.])[^\W\d_]+$", line)
    broken = bool(last) and len(line) > _SHORT and last is not None and words[last[0].lower()] == 1
    return broken or bool(_MID_SENTENCE.search(line))


def _is_unfinished(line: str, ends: AbstractSet[str]) -> bool:
    return bool(_UNSTOPPED.fullmatch(line)) and not line.isupper() and _last_pair(line) not in ends


def _last_pair(line: str) -> str:
    return " ".join(re.findall(r"\w+", line.lower())[-2:])


def _unended(articles: Sequence[Article]) -> list[str]:
    """Clauses whose last point ends as if another one followed, unless the writer has that habit."""
    pointed = [(clause, article) for article in articles for clause in article.clauses if clause.points]
    found = [_place(*one) for one in pointed if one[0].points[-1].text.rstrip().endswith((";", ",", "; hoặc", "; và"))]
    return found if len(found) < max(2, _HABIT * len(pointed)) else []


def unstopped(articles: Sequence[Article]) -> Iterator[str]:
    """Sentences on the few articles without a stop at their end, and on last points that promise another one."""
    if unended := _unended(articles):
        yield f"Điểm cuối của {listed(unended)} kết thúc như còn điểm nữa: có thể thiếu chữ, hãy so với bản gốc."
    ends = [(a.number, _end(a.clauses[-1])) for a in articles if a.clauses]
    bare = [f"Điều {number}" for number, end in ends if not _STOPPED.search(end) and " | " not in end]
    if 0 < len(bare) <= max(1, _RARE * len(ends)):
        yield f"Không có dấu chấm ở cuối {listed(bare)}: có thể thiếu chữ ở đó, hãy so với bản gốc."


def last_line_breaks_off(article: Article) -> bool:
    """Whether the last words of an article have no stop."""
    end = _end(article.clauses[-1]) if article.clauses else article.title
    return not _STOPPED.search(end)


def _end(clause: Clause) -> str:
    """The last line of a clause."""
    lines = clause.full_text().split("\n")
    return lines[-1].rstrip()


def _place(clause: Clause, article: Article) -> str:
    return f"khoản {clause.number} Điều {article.number}" if clause.number else f"Điều {article.number}"
