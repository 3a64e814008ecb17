"""Reads one file of the handbook: a head of TOML between `+++` lines, then articles.

An article is "Điều N. Tên", its retold clauses ("1. …", "a) …", or plain lines), and lines with a mark:
`@topics:`, `@see:`, `@note:`, `@for:` (whom it binds), `@checked_on:`, `@source_hash:`,
`@own:` (the place in a plan's own numbering), and `? …` for a question as
workers ask it; `?1 …` or `?2,3 …` names the clauses that answer it. The head's `for` is a list like `@for:`.
The same clause rules as for official texts read the rest.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterable
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

from knowledge.model import Amendment, Article, Audience, Document, KnowledgeError, Question, Source, Trust
from knowledge.normalize import clean
from knowledge.parsing.parse import parse_clauses

_QUESTION = re.compile(r"\?(\d+[a-zđ]?(?:,\d+[a-zđ]?)*)?\s+(\S.*)")
_HEADING = re.compile(r"Điều (\d+[a-zđ]?)\. (.+)")
_LISTS = {"topics", "see"}
_HEAD_KEYS = {
    "number", "title", "short", "kind", "issuer", "issued_on", "effective_on", "expires_on", "replaces",
    "amended_by", "consolidates", "trust", "note", "full_text_missing", "part", "for",
}  # fmt: skip


def read_handbook(path: Path) -> Document:
    """The document that a handbook file retells; raises KnowledgeError naming the file and line at fault."""
    lines = clean(path.read_text(encoding="utf-8")).splitlines()
    try:
        start, end = (i for i, line in enumerate(lines) if line.strip() == "+++")
        head = tomllib.loads("\n".join(lines[start + 1 : end]))
        document = _document(head)
    except (ValueError, KeyError, TypeError) as error:
        raise KnowledgeError(f"{path.name}: sửa phần đầu giữa hai dòng +++ ({error}).") from error
    return replace(document, articles=tuple(_articles(path.name, lines, end + 1)))


def _document(head: dict[str, Any]) -> Document:
    if unknown := head.keys() - _HEAD_KEYS:
        raise ValueError(f"không hiểu {', '.join(sorted(unknown))}")
    values: dict[str, Any] = {k: v for k, v in head.items() if k not in {"amended_by", "trust", "for"}}
    values["audience"] = tuple(Audience(name) for name in head.get("for", ()))
    values["replaces"] = tuple(head.get("replaces", ()))
    amended_by = tuple(
        Amendment(a["by"], a.get("effective_on"), tuple(a.get("articles", ())), a.get("text", ""))
        for a in head.get("amended_by", ())
    )
    trust = Trust(head.get("trust", "high"))
    return Document(source=Source.HANDBOOK, amended_by=amended_by, trust=trust, **values)


def _articles(name: str, lines: list[str], start: int) -> Iterable[Article]:
    """The articles from line `start` on (counted from 0)."""
    seen: set[str] = set()
    article: Article | None = None
    body: list[str] = []
    for place, raw in enumerate(lines[start:], start + 1):
        line = raw.strip()
        if heading := _HEADING.fullmatch(line):
            if article:
                yield replace(article, clauses=parse_clauses(body))
            if heading[1] in seen:
                raise KnowledgeError(f"{name}, dòng {place}: Điều {heading[1]} đã có ở trên, hãy gộp lại.")
            seen.add(heading[1])
            article, body = Article(heading[1], heading[2], ()), []
        elif line and article is None:
            raise KnowledgeError(f"{name}, dòng {place}: hãy bắt đầu bằng một dòng “Điều N. Tên điều”.")
        elif line[:1] in {"@", "?"} and article:
            article = _marked(article, line, f"{name}, dòng {place}")
        elif line:
            body.append(line)
    if article:
        yield replace(article, clauses=parse_clauses(body))


def _marked(article: Article, line: str, place: str) -> Article:
    """The article with what a line "@key: value" or "? question" adds to it."""
    if line.startswith("?"):
        return replace(article, questions=(*article.questions, _question(line, place)))
    key, _, value = (part.strip() for part in line[1:].partition(":"))
    if key in _LISTS:
        values = tuple(v.strip() for v in value.split(",") if v.strip())
        return replace(article, topics=values) if key == "topics" else replace(article, see=values)
    if key == "for":
        return replace(article, audience=read_audience(value, place))
    if key == "note":
        return replace(article, notes=(*article.notes, value))
    if key == "source_hash":
        return replace(article, source_hash=value)
    if key == "own":
        return replace(article, own=value)
    if key == "checked_on":
        try:
            return replace(article, checked_on=date.fromisoformat(value))
        except ValueError:
            raise KnowledgeError(f"{place}: ghi ngày dạng 2026-11-22.") from None
    raise KnowledgeError(f"{place}: không hiểu “@{key}”.")


def _question(line: str, place: str) -> Question:
    parts = _QUESTION.fullmatch(line)
    if not parts:
        raise KnowledgeError(f"{place}: ghi câu hỏi dạng “? câu hỏi”, hoặc “?2,3 câu hỏi” khi khoản 2 và 3 trả lời.")
    return Question(parts[2], tuple(parts[1].split(",")) if parts[1] else ())


def read_audience(value: str, place: str) -> tuple[Audience, ...]:
    """The audiences of a line "@for: private, state"; `place` is the file and line that an error names."""
    names = [name.strip() for name in value.split(",") if name.strip()]
    if unknown := [name for name in names if name not in set(Audience)]:
        raise KnowledgeError(f"{place}: không hiểu @for {', '.join(unknown)}; có {', '.join(Audience)}.")
    return tuple(Audience(name) for name in names)
