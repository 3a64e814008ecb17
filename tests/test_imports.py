"""The dependency direction of the project, held by reading every import. Each test lists all offenders at once."""

from __future__ import annotations

import ast
import sys
from collections.abc import Iterator
from functools import cache
from itertools import pairwise
from pathlib import Path

ROOT = Path(__file__).parents[1]
PACKAGES = ("bot", "knowledge", "feedback")
ALLOWED = {"bot": {"bot", "knowledge", "feedback"}, "knowledge": {"knowledge"}, "feedback": {"feedback"}}

# outside library → the files (or folders) of ours that may import it
HOMES = {
    "telegram": ("bot/channels/telegram", "bot/operations/telegram_check.py"),
    "uvicorn": ("bot/commands/serve.py", "bot/web/sockets.py"),
    "segno": ("bot/posters/qr_code.py",),
    "fpdf": ("bot/posters/poster.py",),
    "prometheus_client": ("bot/operations/metrics.py",),
    "rank_bm25": ("knowledge/index.py", "feedback/staff/similar.py"),  # the halves do not import each other
    "nacl": ("bot/engine/sealing.py", "feedback/sealing/keys.py"),
    "zxcvbn": ("feedback/organisation/passwords.py",),
    "pyotp": ("feedback/organisation/second_factor.py",),
    "holidays": ("feedback/clockwork/working_days.py", "knowledge/calculators/days.py"),  # as above
    "underthesea": ("knowledge/name_worker.py",),
    "docx": ("knowledge/formats", "feedback", "bot/web/letters/word_file.py"),
    "pypdfium2": ("knowledge/formats",),
    "olefile": ("knowledge/formats",),
}

# folders whose own files put the whole together: they may import everything of their package
ROOFS = ("bot", "feedback", "knowledge", "bot.conversation")


@cache
def sources() -> tuple[Path, ...]:
    return tuple(sorted(path for package in PACKAGES for path in (ROOT / package).rglob("*.py")))


@cache
def imported(path: Path) -> tuple[str, ...]:
    """The full names of the modules that a file imports, anywhere in it; `from a import b` counts as a.b where that
    is a module."""
    names: list[str] = []
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            names += (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, f"{path}: relative import"
            module = node.module or ""
            inner = [f"{module}.{alias.name}" for alias in node.names if is_module(f"{module}.{alias.name}")]
            names += inner or [module]
    return tuple(names)


@cache
def is_module(dotted: str) -> bool:
    place = ROOT.joinpath(*dotted.split("."))
    return place.with_suffix(".py").exists() or (place / "__init__.py").exists()


def name(path: Path) -> str:
    return path.relative_to(ROOT).as_posix()


def edges() -> Iterator[tuple[Path, str]]:
    return ((path, module) for path in sources() for module in imported(path))


def folder(module: str) -> str:
    """The folder that a module of ours stands in: "bot.web.chat" of bot.web.chat.pages, and of bot.web.chat itself."""
    place = ROOT.joinpath(*module.split("."))
    return module if place.is_dir() else module.rpartition(".")[0]


def test_packages_import_only_what_is_below_them() -> None:
    wrong = [
        f"{name(path)} imports {module}"
        for path, module in edges()
        if (package := module.partition(".")[0]) in PACKAGES and package not in ALLOWED[name(path).partition("/")[0]]
    ]
    assert not wrong


def test_models_use_the_standard_library_and_models_alone() -> None:
    wrong = [
        f"{name(path)} imports {module}"
        for path, module in edges()
        if "model" in (path.stem, path.parent.name)
        and module.partition(".")[0] not in sys.stdlib_module_names
        and not {"model", "messages"} & set(module.split("."))
    ]
    assert not wrong


def test_each_outside_library_has_one_home() -> None:
    wrong = [
        f"{name(path)} imports {module}"
        for path, module in edges()
        if (homes := HOMES.get(module.partition(".")[0])) and not name(path).startswith(homes)
    ]
    assert not wrong


def test_conversation_knows_no_channel() -> None:
    above = ("bot.channels", "bot.engine", "bot.web", "telegram")
    wrong = [
        f"{name(path)} imports {module}"
        for path, module in edges()
        if name(path).startswith("bot/conversation/") and module.startswith(above)
    ]
    assert not wrong


# what pages and commands may know of the union's half: its faces, and what stands at the bottom
FACES = frozenset(
    {
        "feedback.assembly", "feedback.backup", "feedback.clock", "feedback.errors",
        "feedback.staff.office", "feedback.staff.people", "feedback.staff.house", "feedback.staff.record",
        "feedback.staff.requests", "feedback.staff.values",
        "feedback.cases.routing",  # the steps of a route, to be printed
        "feedback.cases.union_words",  # R11: words alone
        "feedback.journal.audit",  # findings, to be printed
        "feedback.worker.emergency",
    }
)  # fmt: skip
OPEN_ROOMS = ("feedback.model.", "feedback.organisation.", "feedback.sealing.", "feedback.notices.addresses")
INNER = frozenset(
    {
        "desk", "triage", "handling", "oversight", "holding", "identity", "cases", "grants", "org", "staff", "keyring",
        "recovery", "recipients", "unit_keys", "deadlines", "events", "audit", "notices", "roster", "acts",
    }
)  # fmt: skip


def test_commands_act_through_the_faces_alone() -> None:
    commands = [path for path in sources() if name(path).startswith("bot/commands/")]
    wrong = [
        f"{name(path)} imports {module}"
        for path in commands
        for module in imported(path)
        if module.startswith("feedback.") and module not in FACES and not module.startswith(OPEN_ROOMS)
    ]
    for path in commands:
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Attribute) and node.attr in INNER and ast.unparse(node.value).endswith("half"):
                wrong.append(f"{name(path)} reaches through to {ast.unparse(node)}")
    assert not wrong


def test_only_one_file_reads_the_environment() -> None:
    readers = [name(path) for path in sources() if "os.environ" in path.read_text(encoding="utf-8")]
    assert readers == ["bot/settings.py"]


def test_folders_form_no_circle() -> None:
    arrows: dict[str, dict[str, str]] = {}
    for path, module in edges():
        here = ".".join(path.relative_to(ROOT).parent.parts)
        there = folder(module) if module.partition(".")[0] in PACKAGES else here
        if here not in ROOFS and there not in ROOFS and here != there:
            arrows.setdefault(here, {}).setdefault(there, name(path))
    circles = [(*way, way[0]) for way in circles_in({a: set(b) for a, b in arrows.items()})]
    assert not circles, [[f"{arrows[a][b]} → {b}" for a, b in pairwise(way)] for way in circles]


def circles_in(arrows: dict[str, set[str]]) -> list[tuple[str, ...]]:
    """One circle for each folder from which a walk along the arrows comes back."""
    found: list[tuple[str, ...]] = []
    for start in arrows:
        ways: list[tuple[str, ...]] = [(start,)]
        seen = {start}
        while ways:
            way = ways.pop()
            for there in arrows.get(way[-1], set()):
                if there == start and not any(set(way) == set(old) for old in found):
                    found.append(way)
                elif there not in seen:
                    seen.add(there)
                    ways.append((*way, there))
    return found
