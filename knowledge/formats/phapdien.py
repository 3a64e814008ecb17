"""The export of the Bộ pháp điển → one text for each document in it.

The export mixes the articles of all documents on one subject. Each article has a heading "Điều
44.13.NĐ.1.2. Tên", a note "(Điều 2 Nghị định số 59/2023/NĐ-CP … ngày 14/08/2023 của Chính phủ, có hiệu lực
thi hành kể từ ngày 15/08/2023)" and its text. The texts that come out look like a published document, so
that the one parser reads them.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import Any

from knowledge.formats.html import lines_of_element, parse_page
from knowledge.formats.marks import CODIFIED
from knowledge.normalize import clean

_TITLE = re.compile(r"Điều\s+[\w.]+\.\s+(.*)", re.DOTALL)
_SOURCE = re.compile(
    r"\(\s*Điều (?P<article>\d+[a-zđ]?) (?P<kind>[^\d(]*?) số (?P<number>\d+/[\w/-]+[\w])"
    r"(?P<title>.*?)(?: ngày (?P<issued>\d+/\d+/\d+) của (?P<issuer>[^,]+(?:, [^,]+)*?))?"
    r", có hiệu lực thi hành kể từ ngày (?P<effective>\d+/\d+/\d+)",
    re.DOTALL,
)


@dataclass(slots=True)
class _Document:
    head: list[str]
    articles: dict[str, list[str]] = field(default_factory=dict)


def is_phapdien(data: bytes) -> bool:
    """Whether a page is such an export."""
    return b"pDieu" in data and b"pGhiChu" in data


def texts_of_phapdien(data: bytes) -> list[list[str]]:
    """The lines of every document in the export, in the order in which they first appear."""
    documents: dict[str, _Document] = {}
    title, article = "", None
    for element in parse_page(data).iter("p", "table"):
        kind, text = element.get("class", ""), " ".join(clean(element.text_content()).split())
        if kind == "pDieu":
            heading = _TITLE.match(text)
            title, article = heading[1] if heading else text, None
        elif kind == "pGhiChu" and (source := _SOURCE.match(text)):
            document = documents.setdefault(source["number"], _Document(_head(source)))
            article = document.articles.setdefault(source["article"], [f"Điều {source['article']}. {title}"])
        elif kind in {"pChuong", "pChiDan", "pGhiChu"}:
            article = article if kind == "pGhiChu" else None
        elif article is not None and not _inside_table(element):
            article.extend(lines_of_element(element))
    return [[CODIFIED, *d.head, *_in_order(d.articles)] for d in documents.values()]


def _inside_table(element: Any) -> bool:
    return any(True for _ in element.iterancestors("table"))


def _head(source: re.Match[str]) -> list[str]:
    """What a published document says on its first page."""
    title = " ".join(source["title"].split()) or source["number"]
    named = title if title.lower().startswith(source["kind"].lower()) else f"{source['kind']} {title}"
    issued = [f"Hà Nội, ngày {source['issued']}"] if source["issued"] else []
    return [
        f"Số: {source['number']}",
        *issued,
        f"{source['issuer'] or ''} ban hành {named}.",
        f"có hiệu lực thi hành kể từ ngày {source['effective']}",
    ]


def _in_order(articles: dict[str, list[str]]) -> list[str]:
    """The lines of all articles, by number (7, 7a, 8)."""

    def place(number: str) -> tuple[int, str]:
        digits = re.match(r"\d+", number)
        return int(digits[0]) if digits else 0, number

    return [line for number in sorted(articles, key=place) for line in articles[number]]
