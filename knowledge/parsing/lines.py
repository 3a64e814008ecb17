"""Raw lines of a file → lines that can be read: one spelling, table cells apart, hard wraps joined."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

from knowledge.normalize import clean

POINT = re.compile(r"([a-zđ]\d?)\s?\)\s*(.*)", re.DOTALL)
_FOOTNOTE_MARK = re.compile(r"\s?\[\d{1,3}\]")
_MARKDOWN = re.compile(r"^\s*(?:#{1,6}|>)\s+|\*\*|__(?=\w)|(?<=\w)__")
_FILE_NAME = re.compile(r"[^|.:;]{3,120}\.(?:docx?|xlsx?|pdf|rar|zip)")  # a page's attachment: no words of the law
_RUNNING_HEAD = re.compile(r"(?:\d{1,4} )?CÔNG BÁO ?/ ?Số .{1,60}")
_TABS = re.compile(r"[^\t]\t[^\t]*\t")
# "theo", "và", "khoản 1 và": a sentence that goes on with what stands below it
_GOES_ON = re.compile(
    r"(?:^|\s)(?:theo|tại|và|của|hoặc|với|đến|từ|các|cùng|về|là|bằng|trong|do|bởi|trừ|quy định|(?:khoản|điểm)"
    r"(?: \d{1,2}[a-zđ]?| [a-zđ])?)$"
)
_REFERENCE = re.compile(r"(?:Điều|Khoản|Điểm|Mục|Chương|Phụ lục) [\dIVXa-zđ]+")


def clean_lines(lines: Iterable[str]) -> list[str]:
    """Lines in one spelling: NFC, single spaces, no footnote marks "[1]", no Markdown, no empty lines, no names of
    attached files.

    Columns that tabs hold apart become cells: "1 | Xây dựng kế hoạch | Quý I".
    """
    cleaned = (" ".join(_FOOTNOTE_MARK.sub("", _MARKDOWN.sub("", clean(_cells(line)))).split()) for line in lines)
    return [line for line in cleaned if line.strip("_-–—=*.| ") and not _FILE_NAME.fullmatch(line)]


def without_running_heads(lines: Sequence[str]) -> list[str]:
    """Lines of a gazette that was saved as text, without the head and the number of each page; the first head stays,
    for it names the day of the gazette."""
    heads = [i for i, line in enumerate(lines) if _RUNNING_HEAD.fullmatch(line)]
    beside = {i + step for i in heads for step in (-1, 1)}
    dropped = set(heads[1:]) | {i for i in beside if 0 <= i < len(lines) and re.fullmatch(r"\d{1,4}", lines[i])}
    return [line for i, line in enumerate(lines) if i not in dropped]


def _cells(line: str) -> str:
    return line.replace("\t", " | ") if line.count("\t") > 1 and _TABS.search(f" {line}") else line


def join_broken(lines: Sequence[str]) -> list[str]:
    """Put hard-wrapped lines together: one that continues an unfinished sentence goes to the line before it."""
    joined: list[str] = []
    for line in lines:
        if joined and _continues(joined[-1], line):
            glue = "" if joined[-1][-1] in "-/" and re.search(r"\d/\S*$", joined[-1]) else " "
            joined[-1] += glue + line
        else:
            joined.append(line)
    return joined


def _continues(before: str, line: str) -> bool:
    if " | " in line or " | " in before:
        return False
    if line[0].islower():
        return not POINT.match(line) and before[-1] not in '.;:”"'
    if _REFERENCE.match(line):
        return bool(_GOES_ON.search(before))
    return before[-1] in "-/" and bool(re.search(r"\d/(?:\d{4}/)?[A-ZĐ]*[-/]$", before)) and line[:2].isupper()
