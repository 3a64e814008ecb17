"""All numbers that steer the search, in one file: knowledge/data/weights.json, written by `danbiet knowledge fit`."""

from __future__ import annotations

import json
from dataclasses import asdict, dataclass
from importlib.resources import files
from pathlib import Path
from typing import Any

from knowledge.forest import Forest

SHIPPED = Path(str(files("knowledge"))) / "data" / "weights.json"


@dataclass(frozen=True, slots=True)
class Ranking:
    """How candidates are ordered and when the best is shown: `forest` scores candidates by their features,
    `confidence` weighs the signals of the best one; a confidence below `threshold` means "not found"."""

    forest: Forest
    confidence: dict[str, float]
    threshold: float


@dataclass(frozen=True, slots=True)
class IndexSettings:
    """What the scores of an index depend on: BM25's parameters and the weight of its fields."""

    k1: float = 1.2
    b: float = 0.75
    title: int = 5  # how many times a title counts in its article
    document: int = 2  # how many times a document's name counts
    clause_title: int = 3  # how many times the title counts in each of its clauses
    everyday: float = 0.5  # weight of legal terms added for everyday words; the one that needs no new index


@dataclass(frozen=True, slots=True)
class Weights:
    """`mixed` ranks a collection with a handbook or sample questions, `law` one of official texts alone."""

    index: IndexSettings
    mixed: Ranking
    law: Ranking

    @classmethod
    def load(cls, path: Path = SHIPPED) -> Weights:
        """The shipped weights, or those of another file."""
        found = json.loads(path.read_text("utf-8"))
        return cls(IndexSettings(**found["index"]), _ranking(found["mixed"]), _ranking(found["law"]))

    def to_json(self) -> str:
        """The file's text."""
        return json.dumps(_short(asdict(self)), separators=(",", ":")) + "\n"


def _ranking(found: dict[str, Any]) -> Ranking:
    return Ranking(Forest(**found["forest"]), found["confidence"], found["threshold"])


def _short(value: Any) -> Any:
    """Floats with five digits, so that the file stays small."""
    if isinstance(value, float):
        return float(f"{value:.5g}")
    if isinstance(value, dict):
        return {key: _short(inner) for key, inner in value.items()}
    return [_short(inner) for inner in value] if isinstance(value, list) else value
