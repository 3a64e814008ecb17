"""The documents say what the code does: every mention of a rule leads to its heading, tables are those of the code.

`python -m tests.test_docs` writes the generated pages.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

from feedback.cases.states import TRANSITIONS
from feedback.storage.database import FeedbackDatabase

ROOT = Path(__file__).parents[1]
DOCS = ROOT / "docs"
SOURCES = ("bot", "feedback", "knowledge", "tests")
OWN = Path(__file__)
FOREIGN = re.compile(r"\b(?:PETITIONS|AUTHORITY|DESIGN|STYLE|ANSWERS|PLAN|ZALO)(?:\.md)?\b(?= ?(?:§|\.md)|\.md)")
RULE = re.compile(r"(?<![\w.-])([RI](?:1[0-2]|[1-9])|T[0-6][0-9])(?![\w.-])")
SECTION = re.compile(r"§(\d+(?:\.\d+)?)")


def texts() -> Iterator[tuple[str, str]]:
    for folder in SOURCES:
        for path in sorted((ROOT / folder).rglob("*.py")):
            if path != OWN:
                yield path.relative_to(ROOT).as_posix(), path.read_text("utf-8")


def transitions() -> str:
    """The page docs/transitions.md."""
    rows = [
        f"| {t.id} | {t.source} | {t.event} | {t.target} | {t.actor} | {t.guard or '–'} | {t.text or '–'} |"
        for t in TRANSITIONS
    ]
    head = (
        "# Transitions of a case\n\n"
        "Written from `feedback/cases/states.py` by `python -m tests.test_docs`; nothing else changes a state. `guard`"
        " names a\nfunction of `guards.py`, `text` the sentence that the worker reads.\n\n"
        "| # | from | event | to | who | guard | text |\n|---|---|---|---|---|---|---|\n"
    )
    return head + "\n".join(rows) + "\n"


def test_the_page_of_transitions_is_the_table() -> None:
    assert (DOCS / "transitions.md").read_text("utf-8") == transitions()


def test_code_cites_only_books_that_stand_in_the_repository() -> None:
    assert [f"{name}: {found[0]}" for name, text in texts() if (found := FOREIGN.search(text))] == []


def test_every_section_that_code_cites_has_its_heading() -> None:
    headings = set(re.findall(r"^## §(\S+)", (DOCS / "rules.md").read_text("utf-8"), re.MULTILINE))
    lost = {f"{name}: §{s}" for name, text in texts() for s in SECTION.findall(text) if s not in headings}
    assert sorted(lost) == []


def test_every_rule_that_code_cites_has_its_place() -> None:
    rules = (DOCS / "rules.md").read_text("utf-8") + (DOCS / "transitions.md").read_text("utf-8")
    known = set(re.findall(r"\*\*([RI]\d+)\*\*", rules)) | set(re.findall(r"^\| (T\d\d) \|", rules, re.MULTILINE))
    lost = {f"{name}: {r}" for name, text in texts() for r in RULE.findall(text) if r not in known}
    assert sorted(lost) == []


def test_links_between_the_documents_lead_somewhere() -> None:
    pages = [*ROOT.glob("*.md"), *DOCS.rglob("*.md")]
    lost = [
        f"{page.relative_to(ROOT)}: {target}"
        for page in pages
        for target in re.findall(r"\]\(([^)#:]+?)(?:#[^)]*)?\)", page.read_text("utf-8"))
        if not (page.parent / target).exists()
    ]
    assert lost == []


if __name__ == "__main__":
    (DOCS / "transitions.md").write_text(transitions(), "utf-8")


def told_columns() -> dict[str, dict[str, str]]:
    """The tables of docs/schema.md: name → column → what is said of it."""
    found: dict[str, dict[str, str]] = {}
    for line in (DOCS / "schema.md").read_text("utf-8").splitlines():
        if line.startswith("### "):
            found[line[4:]] = {}
        elif line.startswith("| `"):
            names, said = line.strip("| ").split(" | ", 1)
            found[list(found)[-1]] |= dict.fromkeys(re.findall(r"`(\w+)`", names), said)
    return found


def test_the_page_of_the_schema_is_the_schema() -> None:
    db = FeedbackDatabase(None)
    tables = [row["name"] for row in db.rows("SELECT name FROM sqlite_master WHERE type = 'table'")]
    real = {table: set(db.columns(table)) for table in tables if not table.startswith(("sqlite_", "_sqlite"))}
    assert {table: set(columns) for table, columns in told_columns().items()} == real


def test_the_page_of_the_schema_marks_what_is_sealed() -> None:
    sealed = re.compile(r"_ct$|^sealed(_for_.*)?$|^box$")
    wrong = [
        f"{table}.{column}"
        for table, columns in told_columns().items()
        for column, said in columns.items()
        if ("🔒" in said) is not bool(sealed.search(column))
    ]
    assert wrong == []
