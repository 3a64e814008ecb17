"""The precomputed matrices give what rank-bm25 itself would."""

import random
from pathlib import Path

import numpy as np
import pytest
from rank_bm25 import BM25Plus

from knowledge.index import Matrix, Query, build_matrix, pair_key, terms

K1, B = 1.2, 0.75


def ids(*numbers: int) -> np.ndarray:
    return np.array(numbers, dtype=np.int64)


def all_scores(matrix: Matrix, query: Query) -> np.ndarray:
    return matrix.match(query, np.arange(matrix.units))[0] if matrix.by_row else matrix.scores(query)


@pytest.fixture(scope="module")
def units() -> list[np.ndarray]:
    chance = random.Random(5)
    return [terms(ids(*(chance.randrange(40) for _ in range(chance.randrange(3, 30))))) for _ in range(200)]


def test_scores_rank_as_rank_bm25_does(units: list[np.ndarray]) -> None:
    matrix = build_matrix(units, K1, B)
    reference = BM25Plus([unit.tolist() for unit in units], k1=K1, b=B)
    for asked in units[::20]:
        known = [key for key in set(asked.tolist()) if key in reference.idf]
        theirs = np.array(reference.get_scores(known)) - reference.delta * sum(reference.idf[k] for k in known)
        ours = matrix.scores(Query(np.array(known, dtype=np.uint64), np.ones(len(known), dtype=np.float32)))
        np.testing.assert_allclose(ours, theirs, rtol=1e-4, atol=1e-4)


def test_rows_score_like_columns(units: list[np.ndarray]) -> None:
    by_column, by_row = build_matrix(units, K1, B), build_matrix(units, K1, B, by_row=True)
    query = Query.of((ids(3, 7, 7, 11), 1.0), (ids(5), 0.5))
    chosen = np.array([0, 17, 199])
    np.testing.assert_allclose(by_row.match(query, chosen)[0], by_column.scores(query)[chosen], rtol=1e-5)


def test_saved_and_opened_again(units: list[np.ndarray], tmp_path: Path) -> None:
    query = Query.of((ids(1, 2, 3), 1.0))
    for by_row in (False, True):
        matrix = build_matrix(units, K1, B, by_row)
        matrix.save(tmp_path, "m")
        opened = Matrix.load(tmp_path, "m", by_row)
        np.testing.assert_array_equal(all_scores(opened, query), all_scores(matrix, query))


def test_nothing_to_search_gives_nothing() -> None:
    empty = build_matrix([], K1, B)
    assert empty.scores(Query.of((ids(1, 2), 1.0))).shape == (0,)


def test_unknown_words_score_zero(units: list[np.ndarray]) -> None:
    matrix = build_matrix(units, K1, B)
    assert not matrix.scores(Query.of((ids(999, 1000), 1.0))).any()


def test_unknown_syllables_break_a_pair() -> None:
    assert set(terms(ids(4, -1, 5)).tolist()) == {4, 5}
    assert pair_key(ids(4), ids(5))[0] in terms(ids(4, 5))


def test_weights_of_repeated_terms_add_up() -> None:
    query = Query.of((ids(9), 1.0), (ids(9), 0.5))
    assert query.weights.tolist() == [1.5]
