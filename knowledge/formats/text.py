"""Plain text files and Markdown → lines."""

from __future__ import annotations

import re
import unicodedata

from knowledge.formats.old_fonts import UNREADABLE, common_words, from_tcvn3, from_vni, is_damaged
from knowledge.formats.rows import row_line
from knowledge.model import KnowledgeError

_UTF16 = {b"\xff\xfe": "utf-16", b"\xfe\xff": "utf-16"}
_VIETNAMESE = re.compile("[ăđơưẠ-ỹ]", re.IGNORECASE)
_LEAST_VIETNAMESE = 0.03  # of the letters of any Vietnamese text
_HEADING = re.compile(r"\s{0,3}#{1,6}\s+(.*?)\s*#*\s*$")
_QUOTE = re.compile(r"^(?:\s{0,3}>\s?)+")
_RULE = re.compile(r"\s*([-*_=])(?:\s*\1){2,}\s*")
_TABLE_RULE = re.compile(r"[\s|:-]*-[\s|:-]*")
_LINK = re.compile(r"!?\[([^\[\]]*)\]\([^()\s]*(?:\s\"[^\"]*\")?\)")
_EMPHASIS = re.compile(r"(\*{1,3}|_{2,3}|`+)(?=\S)(.+?)(?<=\S)\1")
_ESCAPED = re.compile(r"\\([\\`*_{}\[\]()#+.!|>-])")
_BREAK = re.compile(r"<br\s*/?>", re.IGNORECASE)


def lines_of_text(data: bytes) -> list[str]:
    """The lines of a text file in whatever code Windows writes; raises KnowledgeError when none fits."""
    try:
        return decode_unicode(data).splitlines()
    except UnicodeDecodeError:
        return _decode_old(data).splitlines()


def decode_unicode(data: bytes) -> str:
    """The text in UTF-8 or UTF-16, with or without a mark; UnicodeDecodeError says where it is neither."""
    if encoding := _UTF16.get(data[:2]):
        return data.decode(encoding)
    if data[:400].count(0) > len(data[:400]) // 4:  # every second byte of Western letters in UTF-16
        return data.decode("utf-16-be" if data[0] == 0 else "utf-16-le")
    return data.decode("utf-8-sig")


def _decode_old(data: bytes) -> str:
    """Windows' Vietnamese code (cp1258: letter and tone apart), or the bytes of an old font."""
    western = data.decode("cp1252", "replace")
    windows = unicodedata.normalize("NFC", data.decode("cp1258", "replace"))
    text = max(windows, from_tcvn3(western), from_vni(western), key=common_words)
    if is_damaged(text) or len(_VIETNAMESE.findall(text)) < _LEAST_VIETNAMESE * sum(map(str.isalpha, text)):
        raise KnowledgeError(UNREADABLE)
    return text


def lines_of_markdown(data: bytes) -> list[str]:
    """The lines without the signs of Markdown; a table row is "cell | cell"."""
    return [line for raw in lines_of_text(data) if (line := _plain(raw)).strip()]


def _plain(line: str) -> str:
    line = _QUOTE.sub("", line)
    if _RULE.fullmatch(line) or _TABLE_RULE.fullmatch(line):
        return ""
    if heading := _HEADING.fullmatch(line):
        line = heading[1]
    line = _BREAK.sub(" ", _LINK.sub(r"\1", line))
    while (plain := _EMPHASIS.sub(r"\2", line)) != line:
        line = plain
    if line.strip().startswith("|"):
        line = row_line(re.split(r"(?<!\\)\|", line.strip().strip("|")))
    return _ESCAPED.sub(r"\1", line).strip()
