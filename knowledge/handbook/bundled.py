"""The files of the bundled handbook: one per document, and the tree of topics."""

from __future__ import annotations

import tomllib
from pathlib import Path

from knowledge.handbook.reader import read_handbook
from knowledge.model import Document, Topic

HERE = Path(__file__).parent


def handbook_files() -> list[Path]:
    """The handbook's files in a fixed order."""
    return sorted(HERE.glob("*.txt"))


def read_bundled() -> list[Document]:
    """Every document of the bundled handbook, in the order of its files."""
    return [read_handbook(path) for path in handbook_files()]


def read_topics() -> tuple[Topic, ...]:
    """All topics in the order in which they are browsed."""
    rows = tomllib.loads((HERE / "topics.toml").read_text("utf-8"))["topic"]
    return tuple(Topic(row["id"], row["title"], row["motto"], row.get("parent")) for row in rows)
