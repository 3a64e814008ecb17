"""The console calls the faces of the submissions half and nothing below them."""

from __future__ import annotations

import ast
from pathlib import Path

from tests.test_imports import ROOT, imported

CONSOLE = ROOT / "bot" / "web" / "console"
FACES = (
    "feedback.errors",
    "feedback.model",
    "feedback.reports",
    "feedback.clockwork.working_days",
    "feedback.journal.audit",
    "feedback.journal.events",
    "feedback.organisation.sessions",
    "feedback.organisation.keyring",
    "feedback.organisation.units",
    "feedback.staff.assisted",
    "feedback.staff.custody",
    "feedback.staff.duty",
    "feedback.staff.house",
    "feedback.staff.office",
    "feedback.staff.people",
    "feedback.staff.record",
    "feedback.staff.replies",
    "feedback.staff.survey",
    "feedback.staff.requests",
    "feedback.staff.values",
)
"""`keyring` and `journal` for the types of a session, a finding and an act alone."""
WAYS_DOWN = {"desk", "mover", "cases", "db", "vault", "grants", "events", "triage", "handling", "oversight", "holding"}


def sources() -> list[Path]:
    found = sorted(CONSOLE.rglob("*.py"))
    assert found
    return found


def test_it_imports_faces_and_values_alone() -> None:
    wrong = [
        f"{path.name} imports {module}"
        for path in sources()
        for module in imported(path)
        if module.startswith("feedback.") and not module.startswith(FACES)
    ]
    assert not wrong


def test_it_reaches_through_no_face() -> None:
    wrong = [
        f"{path.name}:{node.lineno} .{node.attr}"
        for path in sources()
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        if isinstance(node, ast.Attribute) and node.attr in WAYS_DOWN and "office" in ast.unparse(node.value)
    ]
    assert not wrong
