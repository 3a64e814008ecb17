"""Tab-separated tables under knowledge/data: facts and words as rows, lines with # are comments."""

from __future__ import annotations

from functools import cache
from importlib.resources import files


@cache
def table(name: str) -> tuple[tuple[str, ...], ...]:
    """The rows of a table, each cell without white space around it."""
    lines = (files("knowledge") / "data" / name).read_text("utf-8").splitlines()
    rows = (line.split("\t") for line in lines if line.strip() and not line.startswith("#"))
    return tuple(tuple(cell.strip() for cell in row) for row in rows)
