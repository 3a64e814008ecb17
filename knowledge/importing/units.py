"""What a path holds to import: files, document folders, and what is left aside."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from knowledge.formats.read import SUFFIXES
from knowledge.importing.folder import is_document_folder


def find_units(path: Path) -> list[Path]:
    """A path itself, or every document folder and readable file below it, in order."""
    return [unit for unit, readable in _walk(path) if readable]


def find_skipped(path: Path) -> list[Path]:
    """The files below a folder that are of no kind that can be read."""
    return [unit for unit, readable in _walk(path) if not readable]


def _walk(path: Path) -> Iterator[tuple[Path, bool]]:
    if not path.is_dir() or is_document_folder(path):
        yield path, True
        return
    try:
        children = sorted(path.iterdir())
    except OSError:
        yield path, True  # refused with the others when it is read
        return
    for child in children:
        if child.is_dir():
            if not child.is_symlink():  # a link may lead round in a circle
                yield from _walk(child)
        elif not child.name.startswith((".", "~$")):
            yield child, child.suffix.lower() in SUFFIXES
