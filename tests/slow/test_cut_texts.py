"""Hard cuts of every official text at hand: known texts are never called whole. A few, or all with DANBIET_FULL=1."""

from __future__ import annotations

import os
from pathlib import Path
from random import Random

import pytest

from knowledge.importing import honesty
from knowledge.importing.filing import known_articles
from knowledge.importing.outlines import known_outlines
from knowledge.parsing.reading import read_document
from tests.knowledge.cuts import HARD_CUTS, Cut
from tests.knowledge.test_honesty import CUTS, REAL, Plain, is_seen

LEGAL = Path(__file__).parents[3] / "shared" / "legal"
EACH = 1 if os.environ.get("DANBIET_FULL") else 12

pytestmark = pytest.mark.skipif(not LEGAL.is_dir(), reason="no official texts beside the project")


def texts() -> dict[str, list[str]]:
    found = {}
    for path in sorted(LEGAL.glob("*/text.txt"))[::EACH]:
        lines = [line for line in path.read_text("utf-8").splitlines() if line.strip()]
        if read_document(lines)[0].number in known_outlines() and is_called_whole(lines):
            found[path.parent.name] = lines
    return found


def is_called_whole(lines: list[str]) -> bool:
    document, parsed, _ = read_document(lines)
    if not document.articles or not document.number:
        return False
    return not any(honesty.doubts(document, parsed, None, known_articles().get(document.cited_as)))


def missed(cut: Cut) -> tuple[int, list[str]]:
    """How many texts were cut, and the names of those that were called whole all the same."""
    held = texts()
    names = list(held)
    count, found = 0, []  # two places before: the one before may be the same law as it was issued
    for place, (name, lines) in enumerate(held.items()):
        damaged = cut(lines, held[names[place - 2]], Random(place))
        if damaged and damaged != lines:
            count += 1
            found += [name] if is_called_whole(damaged) else []
    return count, found


@pytest.mark.parametrize("cut", HARD_CUTS, ids=lambda cut: cut.__name__)
def test_a_known_text_that_was_cut_is_never_called_whole(cut: Cut) -> None:
    count, found = missed(cut)
    assert count
    assert found == []


@pytest.mark.parametrize("cut", CUTS, ids=lambda cut: cut.__name__)
def test_a_plain_cut_of_each_known_text_is_seen(cut: Plain) -> None:
    assert [folder for place, folder in enumerate(REAL) if not is_seen(place, cut)] == []
