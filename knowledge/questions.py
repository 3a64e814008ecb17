"""The operator's own sample questions: a plain file, one JSON object a line, indexed beside the handbook's.

Each line is {"question": "…", "article": "145/2020/NĐ-CP:43"}; the file can be edited by hand, exported and shared.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable
from pathlib import Path

from knowledge.formats.text import decode_unicode
from knowledge.model import KnowledgeError
from knowledge.normalize import clean


class OwnQuestions:
    """The questions kept in one file; a missing file is an empty list."""

    def __init__(self, path: Path) -> None:
        self.path = path

    def all(self) -> list[tuple[str, str]]:
        """(question, article key) in the order of the file; raises KnowledgeError naming a line that is wrong."""
        if not self.path.exists():
            return []
        return list(read_questions(self.path))

    def by_article(self) -> dict[str, list[str]]:
        """Article key → its questions."""
        grouped: dict[str, list[str]] = {}
        for question, article in self.all():
            grouped.setdefault(article, []).append(question)
        return grouped

    def add(self, rows: Iterable[tuple[str, str]]) -> int:
        """Append questions that are not there yet; the number added."""
        kept = self.all()
        new = [row for row in dict.fromkeys(rows) if row not in kept]
        lines = [json.dumps({"question": q, "article": a}, ensure_ascii=False) for q, a in [*kept, *new]]
        self.path.parent.mkdir(parents=True, exist_ok=True)
        scratch = self.path.with_suffix(".new")
        scratch.write_text("".join(line + "\n" for line in lines), "utf-8")
        scratch.replace(self.path)
        return len(new)

    def fingerprint(self) -> str:
        """Changes whenever the file does."""
        return hashlib.sha256(self.path.read_bytes()).hexdigest() if self.path.exists() else ""


def read_questions(path: Path) -> Iterable[tuple[str, str]]:
    """(question, article key) of each line; raises KnowledgeError naming the first line that is wrong."""
    data = path.read_bytes()
    try:
        text = decode_unicode(data)
    except UnicodeDecodeError as error:
        number = data[: error.start].count(b"\n") + 1
        raise KnowledgeError(f"{path.name}, dòng {number}: chữ lỗi, hãy lưu lại tệp dạng UTF-8 rồi nhập.") from None
    for number, line in enumerate(text.splitlines(), 1):
        if not line.strip():
            continue
        try:
            row = json.loads(line)
            question, article = clean(str(row["question"])).strip(), str(row["article"]).strip()
        except (ValueError, KeyError, TypeError):
            raise KnowledgeError(
                f"{path.name}, dòng {number}: mỗi dòng phải có dạng "
                '{"question": "…", "article": "145/2020/NĐ-CP:43"}.'
            ) from None
        if not question or ":" not in article:
            raise KnowledgeError(f"{path.name}, dòng {number}: thiếu câu hỏi hoặc thiếu điều luật.")
        yield question, article
