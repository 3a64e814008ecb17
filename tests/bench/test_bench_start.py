"""The bundled handbook: from the start of a process to its first answer, its memory, and the time of an answer."""

from __future__ import annotations

import time

import numpy as np

from knowledge.library import Library
from tests.bench.conftest import QUESTION, Installed
from tests.bench.figures import FULL, Figure, report
from tests.bench.processes import run
from tests.bench.texts import DAY, everyday, out_of_scope

STARTS = 7 if FULL else 5
ROUNDS = 3 if FULL else 2
SLIP = "bị đuổii việcc không báo trước có được đền bù gì không"  # two syllables that no index knows


def test_bundled_start(installed: Installed) -> None:
    first, data = installed.first, installed.data
    starts = [run("bot.cli", "ask", "--json", QUESTION, data=data) for _ in range(STARTS)]
    slips = [run("bot.cli", "ask", "--json", SLIP, data=data) for _ in range(STARTS // 2)]
    assert all(start.said["answered"] for start in starts)
    report(
        f"Bundled handbook, `danbiet ask --json` in a new process, {STARTS} times",
        [
            Figure("process start to first answer, best", min(s.seconds for s in starts), "s", most=1.5),
            Figure("  median", float(np.median([s.seconds for s in starts])), "s"),
            Figure("  of which computing, best", min(s.computing for s in starts), "s"),
            Figure("the same with two slips of the finger, best", min(s.seconds for s in slips), "s"),
            Figure("the very first run, which builds the index", first.seconds, "s"),
            Figure("peak memory", max(s.peak for s in starts), "MB", most=300),
            Figure("peak memory with two slips of the finger", max(s.peak for s in slips), "MB", most=300),
            Figure("peak memory of the very first run", first.peak, "MB", most=300),
        ],
    )


def test_bundled_answers(installed: Installed) -> None:
    library = Library.open(installed.data)
    questions = [judged.question for judged in (*everyday(), *out_of_scope())]
    rounds = np.array([[_milliseconds(library, question) for question in questions] for _ in range(ROUNDS)])
    passed, computed = rounds.min(axis=0).T
    report(
        f"Bundled handbook, {len(questions)} questions in one process, best of {ROUNDS} times each",
        [
            Figure("median answer", float(np.median(passed)), "ms", most=5),
            Figure("  of which computing", float(np.median(computed)), "ms"),
            Figure("99th percentile", float(np.percentile(passed, 99)), "ms"),
        ],
    )


def _milliseconds(library: Library, question: str) -> tuple[float, float]:
    """Time that an answer takes, and processor time alone: less, where other programs share the processor."""
    begun, computing = time.perf_counter(), time.process_time()
    library.answer(question, DAY)
    return 1000 * (time.perf_counter() - begun), 1000 * (time.process_time() - computing)
