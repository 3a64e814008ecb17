"""A conditional logit: weights under which the right rows of each table are most probable among its rows."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np
import numpy.typing as npt
from scipy.optimize import minimize

Floats = npt.NDArray[np.float64]


def fit_logit(
    tables: Sequence[npt.NDArray[Any]], rights: Sequence[npt.NDArray[np.bool_]], penalty: float
) -> list[float]:
    """One weight a column. Each table has a row per candidate; `rights` say which are right (one at least).

    Columns are scaled by their deviation before the quadratic penalty weighs on them.
    """
    rows = np.concatenate(tables).astype(np.float64)
    scale = rows.std(axis=0) + 1e-6
    rows /= scale
    sizes = np.array([len(table) for table in tables])
    starts = np.concatenate([[0], np.cumsum(sizes)[:-1]])
    right = np.concatenate(rights)

    def loss(weights: Floats) -> tuple[float, Floats]:
        scores = rows @ weights
        raised = np.exp(scores - np.repeat(np.maximum.reduceat(scores, starts), sizes))
        chance = raised / np.repeat(np.add.reduceat(raised, starts), sizes)
        hit = np.add.reduceat(chance * right, starts) + 1e-30
        slope = (chance - np.where(right, chance / np.repeat(hit, sizes), 0)) @ rows + penalty * weights
        return float(0.5 * penalty * weights @ weights - np.log(hit).sum()), slope

    solved = minimize(loss, np.zeros(rows.shape[1]), jac=True, method="L-BFGS-B")
    return [float(weight) for weight in solved.x / scale]
