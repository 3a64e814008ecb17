"""How often the right article comes first: our search beside plain rank-bm25 over the same articles."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Callable, Sequence

import numpy as np
import pytest
from rank_bm25 import BM25Okapi

from knowledge.collection import Entry, UnitKind, collect
from knowledge.evaluate import measures, outcomes
from knowledge.judged import Judged, read_judged, without_diacritics
from knowledge.library import Library
from knowledge.search import Place, Ranked
from knowledge.segment import syllables
from tests.bench.conftest import Installed
from tests.bench.figures import FULL, Figure, report
from tests.bench.texts import DAY, OWN, ROOT, SHARED, out_of_scope

REAL = SHARED / "eval" / "real_questions_dev.jsonl"
LEGAL = SHARED / "legal"
Rank = Callable[[str], Ranked]
TEXTS = frozenset({UnitKind.LAW, UnitKind.PLAIN})


@pytest.fixture(scope="module")
def handbook(installed: Installed) -> Library:
    """A fresh installation."""
    return Library.open(installed.data)


@pytest.fixture(scope="module")
def imported(tmp_path_factory: pytest.TempPathFactory) -> Library:
    """An installation with the official texts beside the handbook."""
    data = tmp_path_factory.mktemp("imported")
    folders = sorted(str(meta.parent) for meta in LEGAL.glob("*/meta.json"))
    command = [sys.executable, "-m", "bot.cli", "knowledge", "import", *folders]
    subprocess.run(command, cwd=ROOT, env={**os.environ, "DANBIET_DATA": str(data)}, check=True, capture_output=True)
    return Library.open(data)


@pytest.mark.parametrize(("name", "first", "third"), [("everyday", 0.70, 0.88), ("everyday_first", 0.65, 0.85)])
def test_everyday_language(handbook: Library, name: str, first: float, third: float) -> None:
    questions = read_judged(OWN / f"{name}.jsonl")
    compare(handbook, questions, f"{name}.jsonl, handbook alone", TEXTS, first, third)


@pytest.mark.skipif(not REAL.exists(), reason="the real questions are not at hand")
def test_real_questions_of_the_handbook_alone(handbook: Library) -> None:
    held = {entry.key for entry in in_force(handbook)}
    questions = read_judged(REAL)
    covered = [judged for judged in questions if judged.articles & held]
    title = f"{REAL.name}, handbook alone, the {len(covered)} of {len(questions)} that it covers"
    compare(handbook, covered, title, TEXTS, 0.62, 0.82)


@pytest.mark.skipif(not (FULL and REAL.exists()), reason="full form, with the real questions at hand")
def test_real_questions_with_official_texts(imported: Library) -> None:
    compare(imported, read_judged(REAL), f"{REAL.name}, all official texts", frozenset({UnitKind.LAW}), 0.66, 0.86)


def test_silence(handbook: Library) -> None:
    """rank-bm25 has an answer to every greeting; ours keeps silent."""
    found = evaluate(ours(handbook), out_of_scope())
    figures = [Figure("abstained of messages out of scope", number(found, "abstained_unanswerable"), least=0.9)]
    report(f"{found['questions']} messages out of scope, handbook alone", figures)


def evaluate(rank: Rank, questions: Sequence[Judged]) -> dict[str, object]:
    """All measures of one ranking."""
    return measures(outcomes(rank, questions))


def compare(
    library: Library, questions: Sequence[Judged], title: str, kinds: frozenset[UnitKind], first: float, third: float
) -> None:
    """Print hit@1 and hit@3 side by side, with bounds for ours; ours must be better in any form."""
    entries, bare = in_force(library), [without_diacritics(judged) for judged in questions]
    texts, everything, our = plain(entries, kinds), plain(entries, frozenset(UnitKind)), ours(library)
    found, theirs = evaluate(our, questions), evaluate(everything, questions)
    hit_3, without = number(found, "hit@3"), number(evaluate(our, bare), "hit@3")
    lost = number(found, "abstained_answerable")
    report(
        f"{title}: {len(questions)} questions over {len(entries)} articles",
        [
            *hits("rank-bm25 over the texts", evaluate(texts, questions)),
            *hits("rank-bm25 over texts and sample questions", theirs),
            *(hits("rank-bm25 over both, no diacritics", evaluate(everything, bare)) if FULL else []),
            Figure("our search, hit@1", number(found, "hit@1"), least=first),
            Figure("our search, hit@3", hit_3, least=third),
            Figure("our search, loss of hit@3 without diacritics", hit_3 - without, most=0.02),
            Figure("our search, answerable ones lost to silence", lost, most=0.05),
        ],
    )
    assert hit_3 > number(theirs, "hit@3")


def hits(name: str, found: dict[str, object]) -> list[Figure]:
    """hit@1 and hit@3 as figures without bounds."""
    return [Figure(f"{name}, {measure}", number(found, measure)) for measure in ("hit@1", "hit@3")]


def number(found: dict[str, object], measure: str) -> float:
    """One measure; none of ours is over no question."""
    value = found[measure]
    assert isinstance(value, float)
    return value


def in_force(library: Library) -> list[Entry]:
    """The articles that are searched on the day; the cards, which stand behind them, are not of the contest."""
    entries = collect([*library.handbook, *library.store.load()])
    return [entry for entry, valid in zip(entries, library.in_force(DAY)[: len(entries)], strict=True) if valid]


def ours(library: Library) -> Rank:
    """The whole search."""
    return lambda question: library.rank(question, DAY)


def plain(entries: list[Entry], kinds: frozenset[UnitKind]) -> Rank:
    """rank-bm25 as it comes, over the syllables of title and texts."""
    texts = [[entry.title, *(unit.text for unit in entry.units if unit.kind in kinds)] for entry in entries]
    index = BM25Okapi([syllables(" ".join(text)) for text in texts])

    def rank(question: str) -> Ranked:
        best = np.argsort(-index.get_scores(syllables(question)), kind="stable")[:20]
        return Ranked([Place(entries[place].key, None) for place in best], True)

    return rank
