"""The dependency direction of the project, held by reading every import."""

from __future__ import annotations

import ast
import sys
from functools import cache
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
PACKAGES = ("bot", "knowledge", "feedback")
ALLOWED = {"bot": {"bot", "knowledge", "feedback"}, "knowledge": {"knowledge"}, "feedback": {"feedback"}}

# outside library → the files (or folders) of ours that may import it
HOMES = {
    "telegram": ("bot/channels/telegram",),
    "uvicorn": ("bot/commands/serve.py",),
    "segno": ("bot/qr_code.py",),
    "fpdf": ("bot/poster.py",),
    "prometheus_client": ("bot/metrics.py",),
    "rank_bm25": ("knowledge/index.py", "feedback/similar.py"),  # the halves do not import each other
    "nacl": ("bot/sealing.py", "feedback/keys.py"),
    "holidays": ("feedback/working_days.py",),
    "underthesea": ("knowledge/segment.py",),
    "docx": ("knowledge/formats", "feedback"),
    "pypdfium2": ("knowledge/formats",),
    "olefile": ("knowledge/formats",),
}


def sources() -> list[Path]:
    return sorted(path for package in PACKAGES for path in (ROOT / package).rglob("*.py"))


@cache
def imported(path: Path) -> tuple[str, ...]:
    """The full names of the modules that a file imports, anywhere in it."""
    names: list[str] = []
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            names += (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, f"{path}: relative import"
            names.append(node.module or "")
    return tuple(names)


def name(path: Path) -> str:
    return path.relative_to(ROOT).as_posix()


@pytest.mark.parametrize("path", sources(), ids=name)
def test_packages_import_only_what_is_below_them(path: Path) -> None:
    own = path.relative_to(ROOT).parts[0]
    ours = {module.partition(".")[0] for module in imported(path)} & set(PACKAGES)
    assert ours <= ALLOWED[own]


@pytest.mark.parametrize("path", [p for p in sources() if "model" in (p.stem, p.parent.name)], ids=name)
def test_models_use_the_standard_library_and_models_alone(path: Path) -> None:
    for module in imported(path):
        standard = module.partition(".")[0] in sys.stdlib_module_names
        assert standard or {"model", "messages"} & set(module.split(".")), module


@pytest.mark.parametrize("path", sources(), ids=name)
def test_each_outside_library_has_one_home(path: Path) -> None:
    for module in imported(path):
        homes = HOMES.get(module.partition(".")[0])
        assert homes is None or name(path).startswith(homes), f"{module} belongs in {homes}"


@pytest.mark.parametrize("path", sorted((ROOT / "bot" / "conversation").glob("*.py")), ids=name)
def test_conversation_knows_no_channel(path: Path) -> None:
    for module in imported(path):
        assert not module.startswith(("bot.channels", "bot.engine", "bot.inbox", "bot.outbox", "telegram"))


@pytest.mark.parametrize("path", sources(), ids=name)
def test_only_one_file_reads_the_environment(path: Path) -> None:
    reads = "os.environ" in path.read_text(encoding="utf-8")
    assert not reads or name(path) == "bot/settings.py"
