"""What a legal text says of itself: number, kind, issuer, title, dates, what it replaces or consolidates."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import date

from knowledge.model import Amendment, Document, Source
from knowledge.normalize import fold
from knowledge.parse import ParsedText

# 145/2020/NĐ-CP, 10/2022/QH15, 165/2018/TT-BQP, 34/2007/PL-UBTVQH11; and 40/VBHN-VPQH
NUMBER = r"\d{1,4}\s?/\s?\d{4}\s?/\s?[A-ZĐ]{2,}[A-ZĐ0-9]*(?:-[A-ZĐ0-9]+)*"
CONSOLIDATION = r"\d{1,4}\s?/\s?VBHN-[A-ZĐ]+"

_NUMBER = re.compile(NUMBER)
_LABELLED = re.compile(rf"(?i:số(?: hiệu)?)\s*(?::|\|)\s*(?P<number>{NUMBER})")
_NAMED = re.compile(
    rf"(?i:bộ luật|luật|nghị định|thông tư(?: liên tịch)?|pháp lệnh|nghị quyết|quyết định)(?i: số)? ({NUMBER})"
)
_CONSOLIDATION = re.compile(rf"(?i:số)\s*:\s*(?P<number>{CONSOLIDATION})")
_CONSOLIDATED = re.compile(rf" số (?P<number>{NUMBER}) ngày .*được sửa đổi, bổ sung bởi")
_DAY = r"(?P<d>\d{1,2})(?: tháng |/|-)(?P<m>\d{1,2})(?: năm |/|-)(?P<y>\d{4})"
_ISSUED = re.compile(rf"(?:, |(?i:ban hành\s*\|\s*)|thông qua )(?:ngày )?{_DAY}")
_THIS_IN_FORCE = re.compile(rf"này có hiệu lực (?:thi hành )?(?:kể )?từ ngày {_DAY}")
_IN_FORCE = re.compile(rf"có hiệu lực (?:thi hành )?(?:kể )?từ ngày {_DAY}")
_FROM_SIGNING = re.compile(r"có hiệu lực (?:thi hành )?(?:kể )?từ ngày ký")
_KIND = "(?:Bộ luật|Luật|Nghị định|Thông tư(?: liên tịch)?|Pháp lệnh|Nghị quyết|Quyết định)"
_TITLE = re.compile(rf"ban hành (?P<title>{_KIND}\b.*?)[.;:]?$")
_NAMED_LINE = re.compile(rf"{_KIND} \D{{8,300}}")
_INCLUDED = re.compile(rf"^\d+\. .*?(?P<number>{NUMBER}) .*có hiệu lực (?:thi hành )?(?:kể )?từ ngày {_DAY}")
_REPEALED = re.compile(r"hết hiệu lực|(?:được )?thay thế (?:cho )?(?:Bộ luật|Luật|Nghị định|Thông tư)|bãi bỏ")

# the end of a number → (kind, Vietnamese name, issuer)
KINDS = {
    "QH": ("law", "Luật", "Quốc hội"),
    "PL": ("ordinance", "Pháp lệnh", "Ủy ban Thường vụ Quốc hội"),
    "NĐ": ("decree", "Nghị định", "Chính phủ"),
    "NQ": ("resolution", "Nghị quyết", ""),
    "QĐ": ("decision", "Quyết định", ""),
    "CT": ("directive", "Chỉ thị", ""),
    "TTLT": ("circular", "Thông tư liên tịch", ""),
    "TT": ("circular", "Thông tư", ""),
    "VBHN": ("consolidation", "Văn bản hợp nhất", "Văn phòng Quốc hội"),
}


def read_metadata(parsed: ParsedText) -> Document:
    """A document with everything found in the text; `number` is "" when none is found."""
    number = find_number(parsed.preamble)
    consolidation = _first(_CONSOLIDATION, [*parsed.preamble, *parsed.closing])
    consolidated = _first(_CONSOLIDATED, parsed.preamble)
    kind, issuer = kind_of(number)
    document = Document(
        number=number,
        title=_title(parsed.preamble, number),
        source=Source.OFFICIAL,
        articles=parsed.articles,
        kind=kind,
        issuer=issuer,
        issued_on=_issued_on(parsed),
        effective_on=_effective_on(parsed),
        short=short_name(number),
        replaces=tuple(n for n in _replaced(parsed) if n != number),
    )
    if consolidation or consolidated:
        return _consolidated(document, parsed, consolidation, consolidated)
    return document


def find_number(lines: Sequence[str]) -> str:
    """The document's own number among the lines before its first article, or ""."""
    own = [line for line in lines if not re.match(r"\W*(Căn cứ|Theo|Thực hiện)\b", line)]
    found = [m for line in own if (m := _LABELLED.search(line))] or [m for x in own if (m := _NAMED.match(x))]
    return tidy_number(found[0][1]) if found else ""


def tidy_number(number: str) -> str:
    """A number without spaces and in capitals: "145 / 2020/nđ-cp" → "145/2020/NĐ-CP"."""
    return re.sub(r"\s+", "", number).upper()


def numbers_in(text: str) -> list[str]:
    """All document numbers that a text names, in order, each once."""
    return list(dict.fromkeys(tidy_number(n) for n in _NUMBER.findall(text)))


def kind_of(number: str) -> tuple[str, str]:
    """Kind and issuer by the letters of a number: "145/2020/NĐ-CP" → ("decree", "Chính phủ")."""
    letters = number.split("/")[-1]
    if "VBHN" in number:
        letters = "VBHN"
    for start, (kind, _, issuer) in KINDS.items():
        if letters.startswith(start):
            return kind, issuer
    return "", ""


def short_name(number: str) -> str:
    """How people call a document that is known by its number: "Nghị định 145/2020"; "" for laws and others."""
    letters = number.split("/")[-1]
    for start in ("NĐ", "TTLT", "TT"):
        if letters.startswith(start):
            return f"{KINDS[start][1]} {number.rpartition('/')[0]}"
    return ""


def _consolidated(document: Document, parsed: ParsedText, own: str, base: str) -> Document:
    """A consolidated text: its own number carries its year, because these numbers begin again each year.

    `amended_by` lists the amendments that it already contains; they need no text of their own.
    """
    base = base or document.number
    issued_on = _day(_ISSUED, parsed.closing) or document.issued_on
    number = f"{own} ({issued_on.year})" if own and issued_on else own or f"{base} (hợp nhất)"
    return replace(
        document,
        number=number,
        consolidates=base,
        kind="consolidation",
        issuer=KINDS["VBHN"][2],
        issued_on=issued_on if own else None,
        effective_on=_day(_IN_FORCE, parsed.preamble) or document.effective_on,
        amended_by=tuple(
            Amendment(tidy_number(m["number"]), _date(m)) for line in parsed.preamble if (m := _INCLUDED.match(line))
        ),
    )


def _title(lines: Sequence[str], number: str) -> str:
    """The name in the enacting sentence, else the lines in capitals after the kind."""
    for line in lines:
        if (match := _TITLE.search(line)) and not line.startswith("Căn cứ"):
            return match["title"].strip(" ,|")
    for index, line in enumerate(lines[:-1]):
        if line.isupper() and line.title() in {name.title() for _, name, _ in KINDS.values()}:
            return f"{line} {lines[index + 1]}".capitalize()
    return next((line for line in lines if _NAMED_LINE.fullmatch(line)), number)


def _issued_on(parsed: ParsedText) -> date | None:
    own = [line for line in parsed.preamble if not line.startswith(("Căn cứ", "Theo "))]
    return _day(_ISSUED, own) or _day(_ISSUED, parsed.closing)


def _effective_on(parsed: ParsedText) -> date | None:
    """The day in the article on its coming into force, else in the last ones, else on the first page."""
    for article in reversed(parsed.articles):
        if "hieu luc" in fold(article.title):
            text = article.full_text()
            if found := _day(_IN_FORCE, [text]):
                return found
            if _FROM_SIGNING.search(text):
                return _issued_on(parsed)
    last_texts = [article.full_text() for article in reversed(parsed.articles[-3:])]
    return _day(_THIS_IN_FORCE, last_texts) or _day(_IN_FORCE, parsed.preamble)


def _replaced(parsed: ParsedText) -> list[str]:
    """The documents that the article on coming into force ends as a whole."""
    found: list[str] = []
    for article in parsed.articles:
        if "hieu luc" not in fold(article.title):
            continue
        for line in article.full_text().splitlines():
            if _REPEALED.search(line) and not re.search(
                r"(?i:điều|khoản|điểm|mục|chương) \d|một số điều|quy định (về|tại|của|trong)", line
            ):
                found += numbers_in(line)
    return list(dict.fromkeys(found))


def _first(pattern: re.Pattern[str], lines: Iterable[str]) -> str:
    for line in lines:
        if match := pattern.search(line):
            return tidy_number(match["number"])
    return ""


def _day(pattern: re.Pattern[str], lines: Iterable[str]) -> date | None:
    for line in lines:
        for match in pattern.finditer(line):
            if day := _date(match):
                return day
    return None


def _date(match: re.Match[str]) -> date | None:
    try:
        return date(int(match["y"]), int(match["m"]), int(match["d"]))
    except ValueError:  # a misprint such as "ngày 31 tháng 02"
        return None
