"""What a legal text says of itself: number, kind, issuer, title, dates, what it replaces or consolidates."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from knowledge.model import Amendment, Document, Source
from knowledge.normalize import fold
from knowledge.parsing.identity import find_issuer, find_number, find_title, header_lines, join_cut_numbers
from knowledge.parsing.in_force import IN_FORCE, effective_on, first_day, issued_on, to_day
from knowledge.parsing.numbering import KINDS, NUMBER, kind_letters, kind_of, numbers_in, short_name, tidy_number
from knowledge.parsing.parse import ParsedText

_CONSOLIDATION = re.compile(r"(?i:số)\s*:?\s*(?P<number>\d{1,4}\s?/\s?VBHN-[A-ZĐ]+)")
# a consolidated text's own sentence; it names its days, and stands before the bases
_CONSOLIDATED = re.compile(
    rf"\W*(?i:Bộ luật|Luật|Nghị định|Thông tư|Pháp lệnh|Nghị quyết|Quyết định)\b.*? số (?P<number>{NUMBER}) ngày "
    r".*có hiệu lực.*được sửa đổi, bổ sung (?:một số điều )?(?:bởi|theo)"
)
_AUTHENTICATED = re.compile(r"X[ÁA]C THỰC VĂN BẢN HỢP NHẤT|VĂN BẢN HỢP NHẤT")
_INCLUDED = re.compile(
    rf"\W*(?:\d+\. )?(?i:Bộ luật|Luật|Nghị định|Thông tư|Pháp lệnh|Nghị quyết|Quyết định)\b"
    rf".*?(?P<number>{NUMBER}) .*{IN_FORCE.pattern}"
)
_REPEALED = re.compile(r"hết hiệu lực|(?:được )?thay thế (?:cho )?(?:Bộ luật|Luật|Nghị định|Thông tư)|bãi bỏ")
_IN_PART = re.compile(r"(?i:điều|khoản|điểm|mục|chương) \d|một số điều|quy định (về|tại|của|trong)")


def read_metadata(parsed: ParsedText) -> Document:
    """A document with everything found in the text; `number` is "" when none is found."""
    number = find_number(parsed.preamble)
    kind, issuer = kind_of(number)
    document = Document(
        number=number,
        title=find_title(parsed.preamble, number),
        source=Source.OFFICIAL,
        articles=parsed.articles,
        kind=kind,
        issuer=issuer or find_issuer(parsed.preamble),
        issued_on=issued_on(parsed),
        effective_on=effective_on(parsed),
        short=short_name(number),
        replaces=tuple(n for n in _replaced(parsed) if n != number),
    )
    return _consolidated(document, parsed)


def _consolidated(document: Document, parsed: ParsedText) -> Document:
    """A consolidated text: its own number carries its year, because these numbers begin again each year.

    `amended_by` lists the amendments that it already contains; they need no text of their own.
    """
    own, base = _consolidation(document.number, parsed)
    if not own and not base:
        return document
    issued = issued_on(replace_preamble(parsed)) or document.issued_on
    number = f"{own} ({issued.year})" if own and issued else own or f"{base} (hợp nhất)"
    statement = _statement(parsed.preamble)
    return replace(
        document,
        number=number,
        consolidates=base or None,
        kind="consolidation",
        issuer=KINDS["VBHN"][2] if own.endswith("VPQH") or not own else document.issuer,
        issued_on=issued if own else None,
        effective_on=first_day(IN_FORCE, statement) or document.effective_on,
        short="",
        amended_by=tuple(
            Amendment(tidy_number(m["number"]), to_day(m))
            for line in statement[1:]
            if (m := _INCLUDED.match(line)) and tidy_number(m["number"]) != base
        ),
    )


def replace_preamble(parsed: ParsedText) -> ParsedText:
    """The text without its first page: a consolidation signed at its end is dated there."""
    return replace(parsed, preamble=()) if _own_consolidation(parsed.closing) else parsed


def _consolidation(number: str, parsed: ParsedText) -> tuple[str, str]:
    """The consolidation's own number and the number of what it consolidates; "" for what is not there."""
    own = number if kind_letters(number) == "VBHN" else _own_consolidation([*parsed.preamble, *parsed.closing])
    statement = _statement(parsed.preamble)
    match = _CONSOLIDATED.match(statement[0]) if statement else None
    stated = tidy_number(match["number"]) if match else ""
    authenticated = any(_AUTHENTICATED.search(line) for line in (*header_lines(parsed.preamble), *parsed.closing))
    if own or authenticated:
        return own, stated or (number if number != own else "")
    return "", stated if stated and number in {"", stated} else ""


def _own_consolidation(lines: Sequence[str]) -> str:
    found = (_CONSOLIDATION.search(line) for line in lines)
    return next((tidy_number(match["number"]) for match in found if match), "")


def _statement(preamble: Sequence[str]) -> list[str]:
    """The lines on what is consolidated: from the sentence that names it to the first basis."""
    head = header_lines(join_cut_numbers(preamble))
    start = next((i for i, line in enumerate(head) if _CONSOLIDATED.match(line)), len(head))
    return head[start:]


def _replaced(parsed: ParsedText) -> list[str]:
    """The documents that the article on coming into force ends as a whole."""
    found: list[str] = []
    for article in parsed.articles:
        if "hieu luc" not in fold(article.title):
            continue
        for line in article.full_text().splitlines():
            if _REPEALED.search(line) and not _IN_PART.search(line):
                found += numbers_in(line)
    return list(dict.fromkeys(found))
