"""The ranker: a small forest of boosted trees, learnt with LightGBM's LambdaRank and evaluated here with numpy.

A hundred trees of at most four questions and eight leaves each. They are learnt where LightGBM is installed (`make
test` does that) and kept as plain numbers, so that a running bot needs neither LightGBM nor the OpenMP library that
its wheel expects of the system.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any

import numpy as np
import numpy.typing as npt

from knowledge.model import KnowledgeError

DEPTH = 4
TREES = 100
SETTINGS = {
    "objective": "lambdarank",
    "lambdarank_truncation_level": 10,
    "num_leaves": 8,
    "max_depth": DEPTH,
    "learning_rate": 0.08,
    "min_data_in_leaf": 60,
    "lambda_l2": 5.0,
    "feature_fraction": 0.6,
    "bagging_fraction": 0.8,
    "bagging_freq": 1,
    "seed": 0,
    "deterministic": True,
    "num_threads": 2,
    "verbosity": -1,
}

Features = npt.NDArray[np.float32]


@dataclass(frozen=True)
class Forest:
    """Trees side by side, each a row of nodes: an inner node asks whether features[feature] <= threshold and goes to
    `left` or `right`; a leaf goes to itself. A candidate's score is the sum of `value` where it ends."""

    feature: list[list[int]]
    threshold: list[list[float]]
    left: list[list[int]]
    right: list[list[int]]
    value: list[list[float]]

    def scores(self, features: Features) -> Features:
        """The score of each row of features, shape (n,)."""
        feature, threshold, left, right, value = self._tables
        trees = np.arange(len(feature))
        node = np.zeros((len(features), len(trees)), dtype=np.int64)
        rows = np.arange(len(features))[:, None]
        for _ in range(DEPTH):
            goes_left = features[rows, feature[trees, node]] <= threshold[trees, node]
            node = np.where(goes_left, left[trees, node], right[trees, node])
        return np.asarray(value[trees, node].sum(axis=1), dtype=np.float32)

    @cached_property
    def _tables(self) -> tuple[npt.NDArray[Any], ...]:
        return tuple(np.array(t) for t in (self.feature, self.threshold, self.left, self.right, self.value))


def learn(features: Features, right: npt.NDArray[np.bool_], sizes: Sequence[int]) -> Forest:
    """A forest that puts right candidates first: rows of candidates, whether each is right, candidates per question."""
    try:
        import lightgbm
    except ImportError:
        raise KnowledgeError("Muốn học trọng số cần gói lightgbm: chạy “make test” một lần rồi thử lại.") from None
    data = lightgbm.Dataset(features, right.astype(int), group=list(sizes))
    trees = lightgbm.train(SETTINGS, data, TREES).dump_model()["tree_info"]
    nodes = [_flat(tree["tree_structure"]) for tree in trees]
    most = max(len(rows) for rows in nodes)
    padded = [rows + [(0, 0.0, 0, 0, 0.0)] * (most - len(rows)) for rows in nodes]
    columns: list[Any] = [[[row[i] for row in rows] for rows in padded] for i in range(5)]
    return Forest(*columns)


def _flat(root: dict[str, Any]) -> list[tuple[int, float, int, int, float]]:
    """One tree as rows (feature, threshold, left, right, value)."""
    rows: list[tuple[int, float, int, int, float]] = []

    def add(node: dict[str, Any]) -> int:
        place = len(rows)
        rows.append((0, 0.0, place, place, float(node.get("leaf_value", 0.0))))
        if "split_feature" in node:
            left, right = add(node["left_child"]), add(node["right_child"])
            rows[place] = (int(node["split_feature"]), float(f"{node['threshold']:.6g}"), left, right, 0.0)
        return place

    add(root)
    return rows
