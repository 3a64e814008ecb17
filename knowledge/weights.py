"""All numbers that steer the search, in one file: knowledge/data/weights.toml, written by `danbiet knowledge fit`."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass, fields
from importlib.resources import files
from pathlib import Path

SHIPPED = Path(str(files("knowledge"))) / "data" / "weights.toml"


@dataclass(frozen=True, slots=True)
class Ranking:
    """How candidates are ordered and when the best is shown: `rank` weighs features.NAMES, `clause` the signs of an
    entry's clauses (clauses.SIGNS), `confidence` the signals of the best candidate; a confidence below `threshold`
    means "not found"."""

    rank: dict[str, float]
    clause: dict[str, float]
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
        found = tomllib.loads(path.read_text("utf-8"))
        mixed, law = (Ranking(**found[name]) for name in ("mixed", "law"))
        return cls(IndexSettings(**found["index"]), mixed, law)

    def to_toml(self) -> str:
        """The file's text."""
        lines = ["# Written by `danbiet knowledge fit`, not by hand.", "[index]"]
        lines += [f"{f.name} = {getattr(self.index, f.name)}" for f in fields(self.index)]
        for name in ("mixed", "law"):
            ranking: Ranking = getattr(self, name)
            lines += ["", f"[{name}]", f"threshold = {ranking.threshold}"]
            for part in ("rank", "clause", "confidence"):
                lines += ["", f"[{name}.{part}]"]
                lines += [f"{key} = {float(f'{value:.5g}')}" for key, value in getattr(ranking, part).items()]
        return "\n".join(lines) + "\n"
