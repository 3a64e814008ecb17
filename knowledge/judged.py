"""Judged questions and foreign corpora, read from files; and questions damaged the way people damage them."""

from __future__ import annotations

import json
import lzma
import random
import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace
from pathlib import Path

from knowledge.collection import Entry, Unit, UnitKind
from knowledge.keystrokes import telex
from knowledge.model import KnowledgeError
from knowledge.normalize import clean, fold

FOLDS = 5  # parts of a cross-validation
_CLAUSE = re.compile(r"(\d+[a-zđ]?)\. ")
_ARTICLE = re.compile(r"^Điều \S+\.? ?")


@dataclass(frozen=True, slots=True)
class Judged:
    """A question and the places that answer it, "document:article" or "document:article:clause"; an empty gold means
    that we must abstain. `register` and `topic` say of what kind it is, where the file does."""

    id: str
    question: str
    gold: frozenset[str]
    register: str = ""
    topic: str = ""

    @property
    def fold(self) -> int:
        """The part of a cross-validation that it belongs to, however it is damaged and whatever it is asked of."""
        return sum(self.id.encode()) % FOLDS

    @property
    def articles(self) -> frozenset[str]:
        """The keys of the right articles."""
        return frozenset(":".join(key.split(":")[:2]) for key in self.gold)

    @property
    def names_clause(self) -> bool:
        """Whether the gold says which clause answers."""
        return any(key.count(":") > 1 for key in self.gold)

    def is_answered_by(self, article: str, clause: str | None) -> bool:
        """Whether a clause of an article is a right one; a gold that names no clause takes any."""
        return article in self.gold or f"{article}:{clause}" in {":".join(key.split(":")[:3]) for key in self.gold}


def read_judged(path: Path) -> list[Judged]:
    """Lines {"id", "question", "gold": ["145/2020/NĐ-CP:43:2", …]}, perhaps with "register" and "topic"; a gold may
    also be a corpus id "law+article"; a question may be called "text"; "right": "abstain" stands for an empty gold."""
    rows = []
    for number, line in enumerate(path.read_text("utf-8").splitlines(), 1):
        if not line.strip():
            continue
        try:
            row = json.loads(line)
            gold = frozenset(_key(clean(str(key))) for key in ([] if row.get("right") == "abstain" else row["gold"]))
            question = str(row["text"] if "text" in row else row["question"])
            kind = (str(row.get("register", "")), str(row.get("topic", "")))
            rows.append(Judged(str(row["id"]), question, gold, *kind))
        except (ValueError, KeyError, TypeError):
            raise KnowledgeError(f"{path.name}, dòng {number}: cần các mục id, question, gold.") from None
    return rows


def read_corpus(path: Path) -> list[Entry]:
    """Entries of a corpus file (.jsonl or .jsonl.xz) with lines {"did", "law_title", "title", "text", …}."""
    with lzma.open(path, "rt", encoding="utf-8") if path.suffix == ".xz" else path.open(encoding="utf-8") as lines:
        return [_entry(json.loads(line)) for line in lines if line.strip()]


def _entry(row: dict[str, str]) -> Entry:
    document, _, article = row["did"].rpartition("+")
    title = _ARTICLE.sub("", row["title"])
    entry = Entry(document, article, title, row["law_title"])
    # an article of one sentence has it in its title
    lines = [line for line in row["text"].splitlines() if line.strip()] or [title]
    entry.units = [Unit(UnitKind.LAW, text, number) for number, text in _clauses(lines)]
    return entry


def _clauses(lines: Iterable[str]) -> list[tuple[str | None, str]]:
    """(number, text) of each clause; lines before the first numbered one are a clause without a number."""
    found: list[tuple[str | None, list[str]]] = []
    for line in filter(str.strip, lines):
        begun = _CLAUSE.match(line)
        if begun or not found:
            found.append((begun[1] if begun else None, []))
        found[-1][1].append(line.strip())
    return [(number, " ".join(texts)) for number, texts in found]


def _key(gold: str) -> str:
    document, plus, article = gold.rpartition("+")
    return f"{document}:{article}" if plus else gold


def without_diacritics(question: Judged) -> Judged:
    """As typed on a keyboard without Vietnamese."""
    return replace(question, question=fold(question.question))


def with_typos(question: Judged) -> Judged:
    """Two words with one slip each: a letter lost, doubled or swapped with the next; the same for the same id."""
    chance = random.Random(question.id)
    words = question.question.split()
    long = [i for i, word in enumerate(words) if len(word) > 3]
    for i in chance.sample(long, min(2, len(long))):
        words[i] = _slip(words[i], chance)
    return replace(question, question=" ".join(words))


def with_telex(question: Judged) -> Judged:
    """As raw keys of the Telex method, where no Vietnamese keyboard is switched on."""
    return replace(question, question=telex(question.question))


def _slip(word: str, chance: random.Random) -> str:
    at = chance.randrange(len(word) - 1)
    rest = word[at + 1 :]
    return chance.choice(
        [word[:at] + rest, word[: at + 1] + word[at] + rest, word[:at] + rest[0] + word[at] + rest[1:]]
    )


DEGRADE: dict[str, Callable[[Judged], Judged]] = {
    "no-diacritics": without_diacritics,
    "typo": with_typos,
    "telex": with_telex,
}
