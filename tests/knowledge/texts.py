"""The texts of a file, for tests of its format."""

from __future__ import annotations

from pathlib import Path

from knowledge.formats.read import read_file
from knowledge.model import KnowledgeError


def read_texts(path: Path) -> list[list[str]]:
    """The lines of every document in a file; what cannot be read raises."""
    readings = read_file(path)
    for reading in readings:
        if reading.error:
            raise KnowledgeError(reading.error)
    return [text for reading in readings for text in reading.texts]
