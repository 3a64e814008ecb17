"""A large collection, in a process of its own so that its memory is its own. Each command prints one JSON object.

python -m tests.bench.large build CORPUS INDEX
python -m tests.bench.large serve INDEX QUESTIONS COUNT
python -m tests.bench.large compare CORPUS INDEX QUESTIONS COUNT
python -m tests.bench.large learn INDEX QUESTIONS
"""

from __future__ import annotations

import json
import sys
import time
from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import Any

import numpy as np
from rank_bm25 import BM25Plus

from knowledge.catalog import Catalog
from knowledge.encode import encode
from knowledge.evaluate import summary
from knowledge.index import Query, terms
from knowledge.judged import read_corpus, read_judged, without_diacritics
from knowledge.search import Searcher
from knowledge.segment import syllables
from knowledge.vocabulary import Vocabulary
from knowledge.weights import Weights
from tests.bench.texts import OWN

MARK = "bench"  # stands for what the index was built from
SERVED = 3  # times that a question is asked, the fastest counts
TOP = 20
CLOSE = 1e-3  # scores that differ by less than this are one: ours are kept as 32-bit numbers
LOST = 0.003  # share of answerable questions that the threshold may silence


def build(corpus: str, index: str) -> dict[str, Any]:
    """Build and save an index."""
    entries = read_corpus(Path(corpus))
    begun = time.perf_counter()
    Catalog.build(entries, Weights.load().index).save(Path(index), MARK)
    return {"articles": len(entries), "seconds": time.perf_counter() - begun}


def serve(index: str, questions: str, count: str) -> dict[str, Any]:
    """Search for the first questions of a file; the milliseconds of each."""
    searcher = _searcher(index)
    asked = [judged.question for judged in read_judged(Path(questions))[: int(count)]]
    rounds = SERVED if len(asked) > 1 else 1
    times = [_fastest(rounds, partial(searcher.search, question))[0] for question in asked]
    return {"questions": len(asked), "p50": float(np.percentile(times, 50)), "p99": float(np.percentile(times, 99))}


def compare(corpus: str, index: str, questions: str, count: str) -> dict[str, Any]:
    """The article scores against rank-bm25's own, over the same terms of the same articles and questions.

    Processor time counts: other programs interrupt a long call more often than a short one.
    """
    matrix, settings = _searcher(index).catalog.article, Weights.load().index
    vocabulary = Vocabulary()
    encoded = encode(read_corpus(Path(corpus)), vocabulary, settings)
    reference = BM25Plus((e.article(settings, None).tolist() for e in encoded), k1=settings.k1, b=settings.b)
    theirs, ours, differences, identical, same = [], [], [], 0, 0
    for judged in read_judged(Path(questions))[: int(count)]:
        ids = np.array([vocabulary.find(word) for word in syllables(judged.question)], dtype=np.int64)
        query, words = Query.of((ids, 1.0)), terms(ids).tolist()
        their_time, their_scores = _fastest(2, partial(reference.get_scores, words), time.process_time)
        our_time, scores = _fastest(10, partial(matrix.scores, query), time.process_time)
        theirs.append(their_time)
        ours.append(our_time)
        constant = reference.delta * sum(reference.idf.get(word, 0) for word in words)  # the same for every article
        expected = their_scores - constant
        wanted, found = (np.argsort(-values, kind="stable")[:TOP] for values in (expected, scores))
        identical += bool((wanted == found).all())
        same += bool(np.allclose(expected[wanted], expected[found], rtol=0, atol=CLOSE))
        differences.append(float(np.abs(expected - scores).max()))
    return {
        "questions": len(ours),
        "articles": matrix.units,
        "theirs": float(np.median(theirs)),
        "ours": float(np.median(ours)),
        "faster": sum(theirs) / sum(ours),
        "identical": identical,
        "same": same,
        "difference": max(differences),
    }


def learn(index: str, questions: str) -> dict[str, Any]:
    """How questions fare with a ranker learnt from the other four fifths of them."""
    from knowledge.fit import examples, fit_ranking

    silent = read_judged(OWN / "out_of_scope_fit.jsonl")
    judged = [*read_judged(Path(questions)), *silent, *map(without_diacritics, silent)]
    _, trials = fit_ranking(examples(_searcher(index), judged), Weights.load().mixed.clause, LOST)
    ranks = [trial.rank for trial in trials if trial.example.judged.gold]
    return summary(ranks, {True: [], False: []}) | {"questions": len(ranks)}


def _searcher(index: str) -> Searcher:
    catalog = Catalog.load(Path(index), MARK)
    assert catalog is not None
    return Searcher(catalog, Weights.load())


def _fastest(times: int, call: Callable[[], Any], clock: Callable[[], float] = time.perf_counter) -> tuple[float, Any]:
    """Milliseconds of the fastest of some calls, and what the last gave."""
    taken = []
    for _ in range(times):
        begun = clock()
        given = call()
        taken.append(1000 * (clock() - begun))
    return min(taken), given


COMMANDS: dict[str, Callable[..., dict[str, Any]]] = {
    "build": build,
    "serve": serve,
    "compare": compare,
    "learn": learn,
}

if __name__ == "__main__":
    print(json.dumps(COMMANDS[sys.argv[1]](*sys.argv[2:])))
