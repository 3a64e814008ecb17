"""Files, folders and uploads → documents in the store, with a report for each.

A document is one transaction. A file that cannot be taken gives a report with status "refused" and one
sentence that says what to do; it changes nothing, and the other files go on.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import replace
from pathlib import Path

from knowledge.formats.read import Reading, read_data, read_file
from knowledge.importing.filing import ImportOptions, Origin, file_text
from knowledge.importing.folder import TEXT
from knowledge.importing.units import find_skipped, find_units
from knowledge.model import ImportReport, KnowledgeError
from knowledge.parsing.bundles import split_documents
from knowledge.store import KnowledgeStore

__all__ = ["ImportOptions", "import_paths", "import_upload"]

Progress = Callable[[str], None]


def import_paths(
    paths: Iterable[Path], store: KnowledgeStore, options: ImportOptions, progress: Progress
) -> Iterator[ImportReport]:
    """Import every file; yields a report for each document, and for each file that is refused or left aside."""
    paths = list(paths)
    units = [unit for path in paths for unit in find_units(path)]
    for skipped in (skipped for path in paths for skipped in find_skipped(path)):
        yield ImportReport(str(skipped), None, status="skipped")
    for position, unit in enumerate(units, 1):
        progress(f"[{position}/{len(units)}] {unit.name}")
        yield from _import_unit(unit, store, options)


def import_upload(name: str, data: bytes, store: KnowledgeStore, options: ImportOptions) -> list[ImportReport]:
    """Import an uploaded file by its name and its bytes; the same reports as for a file on the disk."""
    try:
        readings = read_data(data, name)
    except KnowledgeError as error:
        return [_refused(name, error)]
    return list(_import_readings(Origin(name), readings, store, options))


def _import_unit(unit: Path, store: KnowledgeStore, options: ImportOptions) -> Iterator[ImportReport]:
    origin = Origin(str(unit), unit if unit.is_dir() else None)
    try:
        if not unit.exists():
            raise KnowledgeError("Không có tệp hay thư mục này: hãy kiểm tra lại đường dẫn.")
        readings = read_file(unit / TEXT if origin.folder else unit)
    except (KnowledgeError, OSError) as error:
        yield _refused(origin.name, error)
        return
    yield from _import_readings(origin, readings, store, options)


def _import_readings(
    origin: Origin, readings: Sequence[Reading], store: KnowledgeStore, options: ImportOptions
) -> Iterator[ImportReport]:
    readings = [replace(reading, texts=_apart(reading.texts)) for reading in readings]
    if options.number and sum(len(reading.texts) for reading in readings) > 1:
        yield _refused(origin.name, KnowledgeError("Tệp có nhiều văn bản: hãy bỏ --number."))
        return
    for reading in readings:
        name = f"{origin.name}: {reading.member}" if reading.member else origin.name
        if reading.error:
            yield _refused(name, KnowledgeError(reading.error))
        elif not reading.texts:
            yield ImportReport(name, None, status="skipped")
        for text in reading.texts:
            try:
                yield from file_text(text, replace(origin, name=name), store, options)
            except KnowledgeError as error:
                yield _refused(name, error)


def _apart(texts: Iterable[list[str]]) -> tuple[list[str], ...]:
    return tuple(part for text in texts for part in split_documents(text))


def _refused(name: str, error: Exception) -> ImportReport:
    words = str(error) if isinstance(error, KnowledgeError) else "Không mở được tệp: hãy kiểm tra quyền đọc."
    return ImportReport(name, None, status="refused", error=words)
