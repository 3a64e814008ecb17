"""What is measured with: the judged texts beside the repository where they are, else our own handbook and questions."""

from __future__ import annotations

import json
import lzma
from collections.abc import Iterator
from datetime import date
from itertools import islice
from pathlib import Path

from knowledge.collection import collect
from knowledge.handbook.bundled import read_bundled
from knowledge.judged import Judged, read_judged
from tests.bench.figures import FULL

ROOT = Path(__file__).parents[2]
SHARED = ROOT.parent / "shared"
OWN = ROOT / "tests" / "data" / "questions"
CODIFIED = SHARED / "eval" / "corpus_codified.jsonl.xz"  # 78,233 articles of all fields of law
SLICE = 3_000
DAY = date(2026, 11, 22)  # the judged answers are those of the law in force on this day


def everyday() -> list[Judged]:
    """Our own questions in workers' words."""
    return [judged for name in ("everyday.jsonl", "everyday_first.jsonl") for judged in read_judged(OWN / name)]


def out_of_scope() -> list[Judged]:
    """Messages that have no answer in labour law."""
    return read_judged(OWN / "out_of_scope.jsonl")


def large_corpus(folder: Path) -> Path:
    """A corpus file: all codified articles in the full form, else a slice of them, or the handbook where they are
    not at hand; what is cut is written to `folder`."""
    if FULL and CODIFIED.exists():
        return CODIFIED
    path = folder / "corpus.jsonl"
    path.write_text("".join(_slice() if CODIFIED.exists() else _handbook()), "utf-8")
    return path


def corpus_questions() -> Path:
    """A file of questions to ask of the large corpus."""
    judged = SHARED / "eval" / "zalo_dev.jsonl"
    return judged if judged.exists() else OWN / "everyday.jsonl"


def _slice() -> Iterator[str]:
    with lzma.open(CODIFIED, "rt", encoding="utf-8") as lines:
        yield from islice(lines, SLICE)


def _handbook() -> Iterator[str]:
    for entry in collect(read_bundled()):
        text = "\n".join(unit.text for unit in entry.units)
        row = {"did": f"{entry.document}+{entry.article}", "law_title": entry.document_title, "title": entry.title}
        yield json.dumps({**row, "text": text}, ensure_ascii=False) + "\n"
