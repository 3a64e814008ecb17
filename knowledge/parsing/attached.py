"""What a file holds beside the document itself: regulations issued with it, and appendices.

A regulation ("QUY CHẾ … (Ban hành kèm theo Quyết định …)") has articles of its own and is kept as a document of its
own, cited as "Điều 2 Quy chế ban hành kèm theo Quyết định …". Appendices are kept as one more, by sections and rows;
forms to fill in are left out.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from knowledge.model import Article, Document
from knowledge.parsing.body_end import is_attached
from knowledge.parsing.identity import BASIS
from knowledge.parsing.numbering import KINDS, kind_letters, numbers_in
from knowledge.parsing.parse import ParsedText, parse_articles
from knowledge.parsing.provisions import read_clauses, read_provisions, start_of_provisions

APPENDIX = "Phụ lục"
_APPENDIX = re.compile(
    r"[\W_]*(?:PHỤ LỤC|Phụ lục)(?: (?:SỐ|số))?:?\s*(?P<key>[IVX]{1,5}|\d{1,2})?[A-Z]?\b[\W_]*(?P<rest>.*)"
)
_FORM = re.compile(
    r"[\W_]*(?:MẪU|Mẫu)(?: (?:SỐ|số|biểu|đơn))?:?\s*\d|[\W_]*(?:BIỂU MẪU|MẪU ĐƠN|TỜ KHAI|ĐƠN ĐỀ NGHỊ|HỢP ĐỒNG)"
)
_COMES_WITH = re.compile(r"\W*(?:(?:Được )?[Bb]an hành |[Pp]hê duyệt )?[Kk]èm theo\b.*")
_BLANKS = re.compile(r"[.…_]{5,}")
_MANY_BLANKS = 0.15  # share of lines with dotted blanks that makes an appendix a form
_HEAD = 12  # lines among which a file says what it was issued with
_MAX_NAME = 8  # lines of a name
_BELOW = 4  # lines below a heading, for "(Ban hành kèm theo …)"


@dataclass(frozen=True, slots=True)
class Attached:
    """A text beside the main one: what it is ("Quy chế", "Phụ lục I"), its name, and its lines."""

    kind: str
    name: str
    lines: tuple[str, ...]
    key: str = ""  # the number of an appendix


def split_attached(closing: Sequence[str]) -> tuple[list[str], list[Attached]]:
    """What follows the articles → signature and recipients, and the texts that come after them."""
    starts: list[int] = []
    for index in range(len(closing)):
        named = starts and all(line.isupper() for line in closing[starts[-1] : index])  # still the name of the last one
        if not named and _begins(closing, index):
            starts.append(index)
    if not starts:
        return list(closing), []
    found = [
        text
        for start, end in zip(starts, [*starts[1:], len(closing)], strict=True)
        if (text := _attached(closing[start:end]))
    ]
    return list(closing[: starts[0]]), found


def begins_attached(preamble: Sequence[str]) -> int | None:
    """Where a file that holds only a regulation or an appendix begins, or None when it holds the decision itself."""
    for index, line in enumerate(preamble[:_HEAD]):
        if BASIS.match(line):
            return None
        if _begins(preamble, index) and own_attachment(preamble[index : index + _HEAD]):
            return index
    return None


def _begins(lines: Sequence[str], index: int) -> bool:
    match = _APPENDIX.fullmatch(lines[index])
    if not match or match["rest"].endswith((".", ";", ",")):
        return is_attached(lines, index)
    rest = match["rest"]
    alone = bool(match["key"] or lines[index].isupper()) and (not rest or rest[0] == "(")
    said = any(_COMES_WITH.match(line) for line in lines[index + 1 : index + _BELOW])
    return alone or rest.isupper() or lines[index].isupper() or said


def _attached(lines: Sequence[str]) -> Attached | None:
    appendix = _APPENDIX.fullmatch(lines[0])
    name, size = _name(lines)
    body = lines[size:]
    if appendix:
        if _FORM.match(name.upper()) or _is_form(body):
            return None
        return Attached(APPENDIX, name, tuple(body), appendix["key"] or "")
    if _FORM.match(lines[0]) or lines[0].startswith("MẪU "):
        return None
    kind = re.match(r"\W*(QUY CHẾ|QUY ĐỊNH|ĐIỀU LỆ|NỘI QUY|[A-ZĐÀ-Ỹ]+ [A-ZĐÀ-Ỹ]+)", lines[0])
    return Attached(kind[1].capitalize() if kind else "Văn bản", name, tuple(body))


def _name(lines: Sequence[str]) -> tuple[str, int]:
    """The words of the heading in lower case, and how many lines it takes, with "(Ban hành kèm theo …)"."""
    size, words = 1, [_APPENDIX.sub(lambda m: m["rest"], lines[0])]
    for index, line in enumerate(lines[1:_MAX_NAME], 1):
        if _COMES_WITH.match(line):
            size = index + 1
            break
        if not line.isupper() or re.match(r"(Chương|CHƯƠNG|Điều|ĐIỀU|I\.|1\.)", line) or " | " in line:
            break
        words.append(line)
        size = index + 1
    text = " ".join(filter(None, words))
    return re.split(r"\(?\s*[Bb]an hành kèm|\(?\s*[Kk]èm theo", text)[0].strip(" ()").capitalize(), size


def _is_form(lines: Sequence[str]) -> bool:
    """Whether lines are to be filled in, or a model whose "Điều 1." is nobody's law."""
    if any(re.match(r"\W*Điều 1\b", line) for line in lines):
        return True
    blank = sum(bool(_BLANKS.search(line)) for line in lines)
    return bool(lines) and (any(_FORM.match(line) for line in lines[:3]) or blank >= _MANY_BLANKS * len(lines))


def attached_documents(document: Document, texts: Sequence[Attached]) -> list[tuple[Document, ParsedText]]:
    """The documents beside the main one, each with its text as it was read."""
    regulations = [(t, parse_articles(t.lines)) for t in texts if t.kind != APPENDIX]
    found = [_regulation(document, t, parsed) for t, parsed in regulations]
    appendices = [t for t in texts if t.kind == APPENDIX]
    rows = tuple(a for t in appendices for a in appendix_articles(t, alone=len(appendices) == 1))
    if rows:
        title = next((t.name for t in appendices if t.name), APPENDIX)
        appendix = _beside(document, APPENDIX, f"{APPENDIX} {title[:1].lower()}{title[1:]}", rows, APPENDIX)
        found.append((appendix, ParsedText(rows)))
    return [pair for pair in found if pair[0].articles]


def _regulation(document: Document, text: Attached, parsed: ParsedText) -> tuple[Document, ParsedText]:
    if not parsed.articles:
        parsed = ParsedText(read_provisions(text.lines))
        return _beside(document, text.kind, text.name, parsed.articles, "Mục"), parsed
    return _beside(document, text.kind, text.name, parsed.articles, "Điều"), parsed


def _beside(document: Document, kind: str, title: str, articles: tuple[Article, ...], part: str) -> Document:
    base = document.number.partition(" (")[0]
    letters = kind_letters(base)
    issued_with = f"{KINDS[letters][1]} {base}" if letters else base
    return replace(
        document,
        number=f"{base} ({kind})",
        title=title,
        articles=articles,
        short=f"{kind} ban hành kèm theo {issued_with}" if kind != APPENDIX else f"{kind} {issued_with}",
        part=part,
        attached_to=document.number,
        consolidates=None,
        replaces=(),
        amended_by=(),
        note="",
    )


def appendix_articles(text: Attached, *, alone: bool) -> tuple[Article, ...]:
    """An appendix by its sections ("I, mục 5"); one without sections is one article."""
    start = start_of_provisions(text.lines)
    before = read_clauses([line for line in text.lines[:start] if not _BLANKS.search(line)])
    key = text.key or ("" if alone else "khác")
    sections = [
        replace(a, number=", ".join(filter(None, [key, f"mục {a.number}"])))
        for a in read_provisions(text.lines[start:])
    ]
    first = [Article(key or "chung", text.name, before)] if before or not sections else []
    return tuple(a for a in (*first, *sections) if a.clauses or a.title)


def own_attachment(lines: Sequence[str]) -> str:
    """The number of the decision that a text says it was issued with: "(Ban hành kèm theo Quyết định số 41/…)"."""
    for line in lines:
        if _COMES_WITH.match(line) or re.match(r"\W*\((?:Ban hành )?[Kk]èm theo", line):
            return next(iter(numbers_in(line)), "")
    return ""
