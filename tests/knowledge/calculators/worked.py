"""Runs a calculator on what people type. In the cases beside this file the working stands in each comment: it was done
by hand from the article, never copied from the program."""

from __future__ import annotations

from datetime import date
from functools import cache

from knowledge.calculators.asking import progress
from knowledge.calculators.calculator import Calculator, Result
from knowledge.handbook.bundled import read_bundled
from knowledge.model import Citation

TODAY = date(2026, 11, 30)
PAST = ("74/2024/NĐ-CP",)  # the minimum wages until the end of 2025


def result(calculator: Calculator, today: date = TODAY, **said: str) -> Result:
    """The result for these answers; all other questions are skipped. What is typed must be understood."""
    unknown = said.keys() - {question.name for question in calculator.questions}
    assert not unknown, unknown
    done = progress(calculator, {**{q.name: "" for q in calculator.questions}, **said}, today)
    assert not done.unread, done.unread
    found = calculator.work_out(done.values)
    assert found.basis, "a result without its article"
    unheld = [c.place for c in found.basis if not _is_held(c)]
    assert not unheld, unheld
    return found


def _is_held(citation: Citation) -> bool:
    """Whether the handbook has the article, and the clause where its clauses are numbered; old sums need no text."""
    if citation.document in PAST:
        return True
    clauses = _clauses().get((citation.document, citation.article))
    if clauses is None:
        return False
    return citation.clause is None or citation.clause in clauses


@cache
def _clauses() -> dict[tuple[str, str], set[str | None]]:
    return {(d.number, a.number): {c.number for c in a.clauses} for d in read_bundled() for a in d.articles}


def everything(found: Result) -> str:
    """All that a result says."""
    return "\n".join([found.answer, *found.working, *found.notes])


def places(found: Result) -> set[str]:
    """The places that it rests on."""
    return {citation.place for citation in found.basis}
