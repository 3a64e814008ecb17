"""Where SQL may stand: `storage/` and the stores. Another engine could then stand behind them."""

from __future__ import annotations

import ast
import re
import sqlite3
from pathlib import Path

import pytest

from feedback.errors import FeedbackError, StorageBusy, StorageError
from feedback.storage.database import FeedbackDatabase

ROOT = Path(__file__).parents[2]
SQL = re.compile(r"\b(SELECT|INSERT INTO|INSERT OR|UPDATE \w+ SET|DELETE FROM|PRAGMA|CREATE TABLE|DROP \w+)\b")
ONE_ENGINE = re.compile(r"\browid\b|\bINSERT OR\b|\bjson_\w+\(|\bsqlite_master\b|\bPRAGMA\b|\bx''", re.IGNORECASE)
STATEMENTS = {"rows", "row", "value", "run", "insert", "update"}
"""The methods of the opened database that talk about tables."""


def sources() -> list[Path]:
    return sorted((ROOT / "feedback").rglob("*.py"))


def is_storage(path: Path) -> bool:
    return path.parent.name == "storage"


def is_store(path: Path) -> bool:
    return path.stem == "store" or path.stem.endswith("_store")


def texts(path: Path) -> list[str]:
    nodes = ast.walk(ast.parse(path.read_text(encoding="utf-8")))
    return [n.value for n in nodes if isinstance(n, ast.Constant) and isinstance(n.value, str)]


def statements(path: Path) -> list[str]:
    """Calls like `self._db.rows(…)`."""
    found = []
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute) and node.func.attr in STATEMENTS:
            owner = node.func.value
            name = owner.attr if isinstance(owner, ast.Attribute) else getattr(owner, "id", "")
            if name in {"db", "_db"}:
                found.append(f"{name}.{node.func.attr}")
    return found


def test_sql_stands_in_storage_and_stores_alone() -> None:
    wrong = [
        f"{path.relative_to(ROOT)}: {what}"
        for path in sources()
        if not is_storage(path) and not is_store(path)
        for what in [*(t for t in texts(path) if SQL.search(t)), *statements(path)]
    ]
    assert not wrong


def test_stores_speak_no_dialect() -> None:
    wrong = [
        f"{path.relative_to(ROOT)}: {text}"
        for path in sources()
        if not is_storage(path)
        for text in texts(path)
        if ONE_ENGINE.search(text)
    ]
    assert not wrong


def test_one_folder_knows_the_engine() -> None:
    homes = ("feedback/storage/", "bot/engine/database.py", "knowledge/database.py")
    files = [path for package in ("bot", "feedback", "knowledge") for path in (ROOT / package).rglob("*.py")]
    names = [path.relative_to(ROOT).as_posix() for path in sorted(files) if "sqlite3" in path.read_text("utf-8")]
    assert [name for name in names if not name.startswith(homes)] == []


def test_errors_of_the_engine_never_leave_storage(tmp_path: Path) -> None:
    db = FeedbackDatabase(tmp_path / "feedback.db")
    with pytest.raises(StorageError) as missing:
        db.rows("SELECT * FROM nowhere")
    with pytest.raises(StorageError) as forbidden:
        db.insert("setting", name="a", value=None)
    db.close()
    (tmp_path / "broken.db").write_bytes(b"no database" * 1000)
    with pytest.raises(StorageError):
        FeedbackDatabase(tmp_path / "broken.db")
    assert not isinstance(missing.value, (sqlite3.Error, FeedbackError))
    assert not isinstance(forbidden.value, StorageBusy)


def test_a_locked_database_is_busy(tmp_path: Path) -> None:
    first, second = FeedbackDatabase(tmp_path / "f.db"), FeedbackDatabase(tmp_path / "f.db")
    second.run("PRAGMA busy_timeout = 1")
    with first.transaction(), pytest.raises(StorageBusy), second.transaction():
        raise AssertionError("two writers at once")
    first.close()
    second.close()
