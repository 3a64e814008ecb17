"""Each weakening of `mutants.py` makes one of its tests fail: a tenth of them, or with DANBIET_FULL=1 all."""

from __future__ import annotations

import os
import random
import shutil
import subprocess
import sys
from collections.abc import Iterable, Iterator
from pathlib import Path

import pytest

from tests.slow.mutants import MUTANTS, Mutant

ROOT = Path(__file__).parents[2]
FULL = bool(os.environ.get("DANBIET_FULL"))
CHOSEN = MUTANTS if FULL else random.Random("a tenth of the mutants").sample(MUTANTS, len(MUTANTS) // 10)
PARTS = ("bot", "feedback", "knowledge", "tests", "docs", "pyproject.toml", "README.md", ".env.example")
FAILED = 1  # pytest's exit code when tests ran and some failed; a lost address or a broken import has another


@pytest.fixture(scope="module")
def tree(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    """A copy of everything, to be weakened."""
    copy = tmp_path_factory.mktemp("tree")
    for part in PARTS:
        if (ROOT / part).is_dir():
            shutil.copytree(ROOT / part, copy / part, ignore=shutil.ignore_patterns("__pycache__", "browser"))
        else:
            shutil.copy(ROOT / part, copy / part)
    yield copy
    shutil.rmtree(copy)


@pytest.mark.parametrize("mutant", MUTANTS, ids=lambda mutant: mutant.name)
def test_a_mutant_finds_its_place(mutant: Mutant) -> None:
    text = (ROOT / mutant.path).read_text("utf-8")
    assert [text.count(old) for old, _ in edits(mutant)] == [1 for _ in edits(mutant)]


def test_there_are_forty_and_each_is_named_once() -> None:
    assert len(MUTANTS) >= 40
    assert len({mutant.name for mutant in MUTANTS}) == len(MUTANTS)


def test_their_tests_pass_on_the_product_itself(tree: Path) -> None:
    code, said = run(tree, sorted({test for mutant in CHOSEN for test in mutant.tests}))
    assert code == 0, said


@pytest.mark.parametrize("mutant", CHOSEN, ids=lambda mutant: mutant.name)
def test_a_mutant_is_killed(mutant: Mutant, tree: Path) -> None:
    path = tree / mutant.path
    whole = path.read_text("utf-8")
    weak = whole
    for old, new in edits(mutant):
        weak = weak.replace(old, new)
    path.write_text(weak, "utf-8")
    try:
        code, said = run(tree, mutant.tests)
    finally:
        path.write_text(whole, "utf-8")
    assert code == FAILED, f"{mutant.name} survived\n{said}"


def edits(mutant: Mutant) -> list[tuple[str, str]]:
    """Every (old, new) of a mutant."""
    return [(mutant.old, mutant.new), *([mutant.also] if mutant.also else [])]


def run(tree: Path, tests: Iterable[str]) -> tuple[int, str]:
    """pytest on the copy; its exit code and what it said."""
    command = [sys.executable, "-m", "pytest", "-x", "-q", "-p", "no:cacheprovider", *(f"tests/{t}" for t in tests)]
    # a file changed twice within a second, and to the same size, would be taken for its old bytecode
    environment = {**os.environ, "PYTHONPATH": str(tree), "PYTHONDONTWRITEBYTECODE": "1"}
    done = subprocess.run(command, cwd=tree, env=environment, capture_output=True, text=True, timeout=300)
    return done.returncode, done.stdout[-3000:] + done.stderr[-1000:]
