"""A large collection: its build, its start, its searches, its memory, and its scores against rank-bm25's own."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.bench.figures import FULL, Figure, report
from tests.bench.processes import Finished, run
from tests.bench.texts import CODIFIED, corpus_questions, large_corpus

LARGE = "tests.bench.large"
SEARCHES = 300 if FULL else 100
STARTS = 5 if FULL else 3
COMPARED = 20 if FULL else 10
GIGABYTES = 2.5
TIMES_FASTER = 150  # at 78,233 articles; the fewer articles, the less there is to gain


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("large")


@pytest.fixture(scope="module")
def corpus(folder: Path) -> Path:
    return large_corpus(folder)


@pytest.fixture(scope="module")
def built(corpus: Path, folder: Path) -> Finished:
    return run(LARGE, "build", corpus, folder / "index")


def test_cost_of_searching(built: Finished, folder: Path) -> None:
    starts = [run(LARGE, "serve", folder / "index", corpus_questions(), 1) for _ in range(STARTS)]
    served = run(LARGE, "serve", folder / "index", corpus_questions(), SEARCHES)
    report(
        f"{built.said['articles']:,} articles, {served.said['questions']} questions, each the best of 3",
        [
            Figure("index build and save", built.said["seconds"], "s", most=300),
            Figure("  of which computing, with reading the file", built.computing, "s"),
            Figure("peak memory of the build", built.peak / 1024, "GB", most=GIGABYTES),
            Figure("process start to first search, best", min(s.seconds for s in starts), "s", most=3),
            Figure("median search", served.said["p50"], "ms", most=20),
            Figure("99th percentile", served.said["p99"], "ms", most=60),
            Figure("peak memory of serving", served.peak / 1024, "GB", most=GIGABYTES),
        ],
    )


def test_scores_against_rank_bm25(built: Finished, corpus: Path, folder: Path) -> None:
    compared = run(LARGE, "compare", corpus, folder / "index", corpus_questions(), COMPARED)
    said, whole = compared.said, built.said["articles"] > 70_000
    assert said["same"] == said["questions"]
    report(
        f"Scoring {said['articles']:,} articles for {said['questions']} questions over the same terms, processor time",
        [
            Figure("rank-bm25's get_scores, median", said["theirs"], "ms"),
            Figure("our Matrix.scores, median", said["ours"], "ms"),
            Figure("times faster", said["faster"], least=TIMES_FASTER if whole else None),
            Figure("questions with the same first 20", said["same"], least=said["questions"]),
            Figure("  of which in the same order even among equal scores", said["identical"]),
            Figure("largest difference of a score", said["difference"]),
            Figure("peak memory with rank-bm25", compared.peak / 1024, "GB"),
        ],
    )


@pytest.mark.skipif(not (FULL and CODIFIED.exists()), reason="full form, with the codified corpus at hand")
def test_ranking_of_all_fields_of_law(built: Finished, folder: Path) -> None:
    said = run(LARGE, "learn", folder / "index", corpus_questions()).said
    report(
        f"{said['questions']} questions on all fields of law, each ranked as learnt from other questions",
        [Figure("hit@1", said["hit@1"], least=0.70), Figure("recall@20", said["recall@20"], least=0.94)],
    )
