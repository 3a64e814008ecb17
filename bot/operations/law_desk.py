"""Official documents brought in by their bytes: first only a report of what would become of them, then for good."""

from __future__ import annotations

from contextlib import closing
from datetime import date
from pathlib import Path

from bot.texts import knowledge as words
from knowledge.importing.importer import ImportOptions, import_upload
from knowledge.model import ImportReport
from knowledge.store import KnowledgeStore


class LawDesk:
    """The documents of an installation. Each call opens the store for itself: pages run in many threads."""

    def __init__(self, path: Path) -> None:
        """`path` is the installation's knowledge.db."""
        self._path = path

    def look(self, name: str, data: bytes) -> list[ImportReport]:
        """What would become of a file; the store is left as it is."""
        return self._read(name, data, ImportOptions(dry_run=True))

    def take(self, name: str, data: bytes, *, replace: bool) -> list[ImportReport]:
        """Bring a file in; `replace` takes it also in the place of a fuller copy."""
        return self._read(name, data, ImportOptions(replace=replace))

    def documents(self) -> list[tuple[str, str]]:
        """What is there: number and title."""
        with closing(KnowledgeStore(self._path)) as store:
            return sorted((document.number, document.title) for document in store.documents())

    def _read(self, name: str, data: bytes, options: ImportOptions) -> list[ImportReport]:
        with closing(KnowledgeStore(self._path)) as store:
            return import_upload(name, data, store, options)


def validity(effective_on: date | None, expires_on: date | None) -> str:
    """ "hiệu lực từ 01/02/2021, hết hiệu lực từ 01/07/2025"."""
    since = words.EFFECTIVE.format(day=f"{effective_on:%d/%m/%Y}") if effective_on else words.EFFECTIVE_UNKNOWN
    return f"{since}, {words.UNTIL.format(day=f'{expires_on:%d/%m/%Y}')}" if expires_on else since


def describe(report: ImportReport, dry_run: bool = False) -> str:
    """What became of one document, or would become of it, for people."""
    status = (words.DRY_RUN if dry_run else {}).get(report.status) or words.STATUS[report.status]
    if report.status == "skipped":
        return words.REPORT_SKIPPED.format(status=status, file=report.file)
    if report.status == "refused":
        return words.REPORT_REFUSED.format(status=status, file=report.file, error=report.error)
    return "\n".join(
        [
            words.REPORT.format(status=status, document=report.document, title=report.title),
            words.REPORT_ARTICLES.format(
                articles=words.ARTICLES.format(count=len(report.articles), part=words.part_name(report.part)),
                whole=words.EXTENT[report.extent],
                validity=validity(report.effective_on, report.expires_on),
            ),
            *(words.REPORT_WARNING.format(warning=warning) for warning in report.warnings),
        ]
    )
