"""Judged questions and foreign corpora, read from files; and questions damaged the way people damage them."""

from __future__ import annotations

import json
import lzma
import random
import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from pathlib import Path

from knowledge.collection import Entry, Unit, UnitKind
from knowledge.model import KnowledgeError
from knowledge.normalize import clean, fold

_CLAUSE = re.compile(r"(\d+[a-zđ]?)\. ")
_ARTICLE = re.compile(r"^Điều \S+\.? ?")


@dataclass(frozen=True, slots=True)
class Judged:
    """A question and the keys of the articles that answer it; an empty gold means that we must abstain."""

    id: str
    question: str
    gold: frozenset[str]


def read_judged(path: Path) -> list[Judged]:
    """Lines {"id", "question", "gold": ["145/2020/NĐ-CP:43", …]}; a gold may also be a corpus id "law+article"."""
    rows = []
    for number, line in enumerate(path.read_text("utf-8").splitlines(), 1):
        if not line.strip():
            continue
        try:
            row = json.loads(line)
            gold = frozenset(_key(clean(str(key))) for key in row["gold"])
            rows.append(Judged(str(row["id"]), str(row["question"]), gold))
        except (ValueError, KeyError, TypeError):
            raise KnowledgeError(f"{path.name}, dòng {number}: cần các mục id, question, gold.") from None
    return rows


def read_corpus(path: Path) -> list[Entry]:
    """Entries of a corpus file (.jsonl or .jsonl.xz) with lines {"did", "law_title", "title", "text", …}."""
    with lzma.open(path, "rt", encoding="utf-8") if path.suffix == ".xz" else path.open(encoding="utf-8") as lines:
        return [_entry(json.loads(line)) for line in lines if line.strip()]


def _entry(row: dict[str, str]) -> Entry:
    document, _, article = row["did"].rpartition("+")
    entry = Entry(document, article, _ARTICLE.sub("", row["title"]), row["law_title"])
    entry.units = [Unit(UnitKind.LAW, text, number) for number, text in _clauses(row["text"].splitlines())]
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
    return Judged(question.id, fold(question.question), question.gold)


def with_typos(question: Judged) -> Judged:
    """Two words with one slip each: a letter lost, doubled or swapped with the next; the same for the same id."""
    chance = random.Random(question.id)
    words = question.question.split()
    long = [i for i, word in enumerate(words) if len(word) > 3]
    for i in chance.sample(long, min(2, len(long))):
        words[i] = _slip(words[i], chance)
    return Judged(question.id, " ".join(words), question.gold)


def _slip(word: str, chance: random.Random) -> str:
    at = chance.randrange(len(word) - 1)
    rest = word[at + 1 :]
    return chance.choice(
        [word[:at] + rest, word[: at + 1] + word[at] + rest, word[:at] + rest[0] + word[at] + rest[1:]]
    )


DEGRADE: dict[str, Callable[[Judged], Judged]] = {"no-diacritics": without_diacritics, "typo": with_typos}
