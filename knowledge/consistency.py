"""What in a text does not hold together: broken counts, sentences that stop, references to what is not there."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from collections.abc import Set as AbstractSet
from itertools import pairwise

from knowledge.headings import LETTERS, split_number
from knowledge.model import Article, Clause, Document
from knowledge.numbering import KINDS, kind_letters
from knowledge.parse import ParsedText
from knowledge.quotes import closed_blocks

_SHORT = 30  # letters of a line that may be a title or a cell
_SOME = 4  # places that a sentence names before it says "…"
_SELF = "Luật|Bộ luật|Pháp lệnh|Nghị quyết|Nghị định|Thông tư(?: liên tịch)?|Quyết định|Quy chế|Quy định|Điều lệ"
_OWN_ARTICLES = re.compile(
    rf"(?:[Đđ]iều|[Cc]ác điều)(?P<list>(?:,? (?:và |hoặc |đến |Điều )?\d{{1,3}}[a-zđ]?)+)(?: của)? (?:{_SELF}) này"
)
_OWN_CLAUSE = re.compile(
    rf"[Kk]hoản (?P<clause>\d{{1,2}}[a-zđ]?) Điều (?:(?P<article>\d{{1,3}}[a-zđ]?)(?: của)? (?:{_SELF}) này|này)"
)
_THIS = re.compile(rf"(?P<kind>{_SELF}) này\b")
BEGINS = re.compile(rf"(?P<kind>{_SELF}) này (?:có|bắt đầu có) hiệu lực")
_OTHER_HEAD = re.compile(r"CỘNG H[ÒO][AÀ] XÃ HỘI CHỦ NGHĨA VIỆT NAM|^\W*(?:Luật )?[Ss]ố ?: ?\d+/\d{4}/[A-ZĐ]")
_MID_SENTENCE = re.compile(
    r"(?:[,(–-]|(?:^|\s)(?:và|của|theo|tại|hoặc|với|cho|từ|các|những|được|phải|bị|là|để|do|trong|trên|về|khi|nếu|quy"
    r"|khoản|Điều))$"
)
_UNSTOPPED = re.compile(r"[^-|][^|]{20,}\w(?<!\.doc)(?<!\.docx)")
_CLAUSE_LINE = re.compile(r"\d{1,2}\. [A-ZĐÀ-Ỹ]")
_ITEM = re.compile(r"\d{1,2}[a-zđ]?\.|[a-zđ]\d?\)")
_POINTS = [c for c in LETTERS if c not in "ăâêôơư"]


def structure(parsed: ParsedText) -> Iterator[str]:
    """Counts of clauses, points and chapters that are broken, articles without words, sentences that stop."""
    if empty := [a.number for a in parsed.articles if not a.clauses]:
        yield f"Không có nội dung: Điều {listed(empty)}. Hãy xem lại tệp gốc."
    if broken := [place for a in parsed.articles for place in _broken_places(a)]:
        yield f"Số thứ tự bị đứt ở {listed(broken)}: có thể thiếu chữ ở đó, hãy xem lại tệp gốc."
    if cut := _cut_places(parsed.articles):
        yield f"Lời dừng giữa câu ở {listed(cut)}: hãy xem lại tệp gốc."
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
    for clause in article.clauses:
        if not _points_in_order(clause) or _has_stray_item(clause):
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


def _cut_places(articles: Sequence[Article]) -> list[str]:
    """Articles with a line that stops in the middle of a sentence or of a word.

    Many texts merely leave out the last stop, so a line is cut only where its last word asks for another one, or is
    no word that the text has elsewhere; at an article's end also where its last two words never end anything else.
    """
    texts = [a.full_text().lower() for a in articles]
    words = Counter(word for text in texts for word in re.findall(r"\w+", text))
    ends = {pair for text in texts for pair in re.findall(r"(\w+ \w+)\s?[.;,:]", text)}
    lasts = [(a, _last_lines(a.full_text().splitlines())) for a in articles if a.clauses]
    return [
        f"Điều {a.number}"
        for a, lines in lasts
        if any(_is_cut(line, words) for line in lines) or _is_unfinished(lines[-1], ends)
    ]


def _is_unfinished(line: str, ends: AbstractSet[str]) -> bool:
    pair = " ".join(re.findall(r"\w+", line.lower())[-2:])
    return bool(_UNSTOPPED.fullmatch(line)) and not line.isupper() and pair not in ends


def _last_lines(lines: Sequence[str]) -> list[str]:
    """The lines with which an item ends: those before the next item, and the last."""
    return [line.rstrip() for line, after in pairwise([*lines, "1."]) if _ITEM.match(after)]


def _is_cut(line: str, words: Counter[str]) -> bool:
    if " | " in line or line.isupper():
        return False
    last = re.search(r"(?<![\w.])[^\W\d_]+$", line)
    broken = bool(last) and len(line) > _SHORT and last is not None and words[last[0].lower()] == 1
    return broken or bool(_MID_SENTENCE.search(line))


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


def references(parsed: ParsedText, consolidated: bool) -> Iterator[str]:
    """Articles and clauses that the text calls its own and does not hold; consolidated ones call repealed clauses."""
    clauses = {a.number: {c.number for c in a.clauses} for a in parsed.articles}
    last = max(split_number(n)[0] for n in clauses)
    beyond: list[str] = []
    absent: list[str] = []
    for article in parsed.articles:
        text = "\n".join(plain_lines(article))
        for match in _OWN_ARTICLES.finditer(text):
            beyond += [f"Điều {n}" for n in re.findall(r"\d{1,3}", match["list"]) if int(n) > last]
        for match in _OWN_CLAUSE.finditer("" if consolidated else text):
            number = match["article"] or article.number
            if number in clauses and match["clause"] not in clauses[number]:
                absent.append(f"khoản {match['clause']} Điều {number}")
    if beyond:
        yield f"Văn bản dẫn tới {listed(list(dict.fromkeys(beyond)))} của chính nó mà trong tệp không có."
    if absent:
        yield f"Văn bản dẫn tới {listed(list(dict.fromkeys(absent)))} mà trong tệp không có: có thể thiếu chữ."


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


def listed(places: Sequence[str], most: int = _SOME) -> str:
    """The first of some places, and "…" for the others."""
    shown = ", ".join(places[:most])
    return f"{shown}…" if len(places) > most else shown
