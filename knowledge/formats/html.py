"""Web pages → lines, whoever published them.

The element that holds all "Điều N." headings is taken, so menus, scripts and a second language around it
are left behind. Words split across `<span>`s stay whole because only block elements end a line.
"""

from __future__ import annotations

import codecs
import re
from collections.abc import Iterator, Sequence
from contextlib import suppress
from typing import Any

from lxml import html

from knowledge.formats.html_tables import table_rows
from knowledge.formats.marks import is_footnote_mark
from knowledge.formats.rows import PICTURE, name_formulas, row_lines, said_again
from knowledge.normalize import clean

_HEADING = re.compile(r"Điều\s+(\d+[a-zđ]?)\s?\.")
_BLOCKS = {
    "address", "article", "blockquote", "body", "br", "center", "dd", "div", "dl", "dt", "figure", "footer",
    "form", "h1", "h2", "h3", "h4", "h5", "h6", "header", "hr", "li", "main", "nav", "ol", "p", "pre",
    "section", "table", "tbody", "tr", "ul",
}  # fmt: skip
_INLINE = {"p", "span", "a", "b", "i", "strong", "em"}
_MOST = 0.8  # of the articles named on the page: links to other laws name a few more
_DROPPED = (
    "script",
    "style",
    "noscript",
    "template",
    "head",
    "iframe",
    "object",
    "select",
    "textarea",
    "svg",
)


def lines_of_html(data: bytes) -> list[str]:
    """The lines of the page's main text; a table row is one line, "cell | cell"."""
    root = parse_page(data)
    return list(name_formulas(lines_of_element(_main_element(root))))


def parse_page(data: bytes) -> Any:
    """The page as a tree, without scripts, styles and comments."""
    parser = html.HTMLParser(encoding=_encoding(data), remove_comments=True, remove_pis=True)
    root = html.document_fromstring(data, parser=parser)
    for element in root.xpath("|".join(f"//{tag}" for tag in _DROPPED)):
        element.drop_tree()
    return root


def lines_of_element(element: Any) -> Iterator[str]:
    """The text of an element, a line for each block."""
    text = "".join(_pieces(element))
    return (line for line in (" ".join(part.split()) for part in text.split("\n")) if line)


def _encoding(data: bytes) -> str:
    """What the bytes show wins over what the page says of itself: pages saved anew often keep an old word."""
    if data[:2] in (b"\xff\xfe", b"\xfe\xff"):
        return "utf-16"
    with suppress(UnicodeDecodeError):
        data.decode("utf-8")
        return "utf-8"
    declared = re.search(rb"charset=[\"']?([\w-]+)", data[:4096])
    with suppress(LookupError):
        return codecs.lookup(declared[1].decode()).name if declared else "cp1252"
    return "cp1252"


def _main_element(root: Any) -> Any:
    """The smallest element with nearly all articles of the page; if two have them, the longer."""
    element, count = root, len(_article_numbers(root))
    while count:
        holding = [e for e in element if e.tag not in _INLINE and len(_article_numbers(e)) >= _MOST * count]
        if not holding:
            break
        element = max(holding, key=lambda e: len(e.text_content()))
    return element


def _article_numbers(element: Any) -> set[str]:
    return set(_HEADING.findall(clean(element.text_content())))


def _pieces(element: Any) -> Iterator[str]:
    """Text in order; line ends inside it are only white space, so a line end is written for blocks alone."""
    if element.tag == "sup" and is_footnote_mark("", element.text_content()):
        return
    if element.tag == "img":
        yield PICTURE
    if element.tag == "table" and not element.xpath(".//table"):  # one around other tables is a frame
        yield from _table_pieces(element)
        return
    block = element.tag in _BLOCKS
    if block:
        yield "\n"
    yield _flat(element.text)
    for child in element:
        yield from _pieces(child)
        yield _flat(child.tail)
    if block:
        yield "\n"


def _table_pieces(table: Any) -> Iterator[str]:
    for caption in table.xpath("./caption"):
        yield f"\n{_flat(caption.text_content())}\n"
    seen: dict[Any, Sequence[str]] = {}
    for cells in table_rows(table):
        held = [seen[cell] if cell in seen else list(lines_of_element(cell)) for cell in cells]
        seen.update((cell, said_again(lines)) for cell, lines in zip(cells, held, strict=True))
        lines = row_lines(held)
        yield "\n" + "".join(f"{line}\n" for line in lines)


def _flat(text: str | None) -> str:
    return (text or "").replace("\n", " ").replace("\r", " ")
