"""What a check would name and a reader found right all the same: the rows of exceptions.toml, each with its reason."""

from __future__ import annotations

import tomllib
from collections.abc import Iterable
from functools import cache
from typing import Any

from knowledge.handbook.bundled import HERE
from knowledge.model import Document


@cache
def strange_numbers() -> dict[str, set[str]]:
    """Article ("45/2019/QH14:112") → numbers that its entry carries although the official article does not."""
    return {row["article"]: set(row["numbers"]) for row in _rows("exception")}


@cache
def judged_signs() -> dict[str, set[str]]:
    """Clause ("45/2019/QH14:25:1") or article → the signs of faithful.py that are right there."""
    found: dict[str, set[str]] = {}
    for row in _rows("judged"):
        found.setdefault(row["place"], set()).update(row["what"])
    return found


@cache
def harmless_exceptions() -> set[str]:
    """Cards by name, and cited clauses, whose exception changes nothing for the card."""
    return {row["name"] for row in _rows("card")}


def unused_judgements(documents: Iterable[Document]) -> list[str]:
    """Judged places that no entry has."""
    held = {f"{d.number}:{a.number}" for d in documents for a in d.articles}
    return [place for place in judged_signs() if ":".join(place.split(":")[:2]) not in held]


def _rows(kind: str) -> list[dict[str, Any]]:
    rows: list[dict[str, Any]] = tomllib.loads((HERE / "exceptions.toml").read_text("utf-8")).get(kind, [])
    assert all(row["reason"] for row in rows)
    return rows
