"""Files and folders → documents in the store, with a report for each.

A document is one transaction. A file that cannot be taken gives a report with status "refused" and one
sentence that says what to do; it changes nothing, and the other files go on.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import date
from functools import cache
from pathlib import Path

from knowledge.attached import attached_documents
from knowledge.bundles import split_documents
from knowledge.enclosures import missing_enclosures
from knowledge.folder import TEXT, apply_metadata, expected_articles
from knowledge.formats.read import Reading, read_file
from knowledge.handbook.bundled import read_bundled
from knowledge.headings import split_number
from knowledge.honesty import doubts
from knowledge.in_force import unknown_start
from knowledge.model import Document, ImportReport, KnowledgeError
from knowledge.numbering import has_year, kind_of, numbers_in, short_name, tidy_number
from knowledge.parse import ParsedText
from knowledge.reading import read_document
from knowledge.saving import save
from knowledge.store import KnowledgeStore
from knowledge.units import find_skipped, find_units

Progress = Callable[[str], None]

_FILE_NUMBER = re.compile(r"(\d{1,4})[-_. ](\d{4})(?!\d)")


@dataclass(frozen=True, slots=True)
class ImportOptions:
    """What the operator states beside the files; None leaves it to the text."""

    number: str | None = None
    effective_on: date | None = None
    expires_on: date | None = None
    replace: bool = False
    dry_run: bool = False  # only report; the store is left as it is

    @property
    def overrides(self) -> bool:
        """Whether the operator said something that must win over an older copy."""
        return self.replace or bool(self.number or self.effective_on or self.expires_on)


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


def _import_unit(unit: Path, store: KnowledgeStore, options: ImportOptions) -> Iterator[ImportReport]:
    try:
        if not unit.exists():
            raise KnowledgeError("Không có tệp hay thư mục này: hãy kiểm tra lại đường dẫn.")
        readings = [replace(r, texts=_apart(r.texts)) for r in read_file(unit / TEXT if unit.is_dir() else unit)]
        if options.number and sum(len(reading.texts) for reading in readings) > 1:
            raise KnowledgeError("Tệp có nhiều văn bản: hãy bỏ --number.")
    except (KnowledgeError, OSError) as error:
        yield _refused(str(unit), error)
        return
    for reading in readings:
        yield from _import_reading(unit, reading, store, options)


def _apart(texts: Iterable[list[str]]) -> tuple[list[str], ...]:
    return tuple(part for text in texts for part in split_documents(text))


def _import_reading(
    unit: Path, reading: Reading, store: KnowledgeStore, options: ImportOptions
) -> Iterator[ImportReport]:
    name = f"{unit}: {reading.member}" if reading.member else str(unit)
    if reading.error:
        yield _refused(name, KnowledgeError(reading.error))
    elif not reading.texts:
        yield ImportReport(name, None, status="skipped")
    for text in reading.texts:
        try:
            yield from _import_text(unit, text, store, options)
        except KnowledgeError as error:
            yield _refused(name, error)


def _refused(name: str, error: Exception) -> ImportReport:
    words = str(error) if isinstance(error, KnowledgeError) else "Không mở được tệp: hãy kiểm tra quyền đọc."
    return ImportReport(name, None, status="refused", error=words)


def _import_text(unit: Path, text: list[str], store: KnowledgeStore, options: ImportOptions) -> Iterator[ImportReport]:
    """The document of a text, then the regulations and appendices that came with it."""
    read, parsed, texts = read_document(text)
    document = _document(unit, read, options)
    expected = expected_articles(unit) if unit.is_dir() else None
    beside = attached_documents(document, texts)
    found = [
        (document, parsed, _report(unit, document, parsed, expected)),
        *((d, p, _report(unit, d, p)) for d, p in beside),
    ]
    for each, _, report in found:
        yield save(
            each,
            report,
            store,
            replace_old=options.replace,
            overrides=options.overrides,
            dry_run=options.dry_run,
        )


def _report(unit: Path, document: Document, parsed: ParsedText, expected: int | None = None) -> ImportReport:
    reasons = doubts(document, parsed, expected, known_articles().get(document.cited_as))
    enclosures = missing_enclosures(parsed)
    notes = [enclosures, unknown_start(parsed) if not document.effective_on else "", _name_warning(unit, document)]
    return ImportReport(
        file=str(unit),
        document=document.number,
        title=document.title,
        articles=tuple(a.number for a in document.articles),
        holes=parsed.holes,
        warnings=(*reasons, *filter(None, notes)),
        whole=not reasons and not enclosures,
        lacks_only_enclosures=not reasons and bool(enclosures),
        effective_on=document.effective_on,
        expires_on=document.expires_on,
        part=document.part,
    )


@cache
def known_articles() -> dict[str, int]:
    """Number → how many articles the handbook knows that the document has at least."""
    return {
        d.number: max(split_number(a.number)[0] for a in d.articles)
        for d in read_bundled()
        if d.part == "Điều" and not d.full_text_missing
    }


def _document(unit: Path, document: Document, options: ImportOptions) -> Document:
    if options.number:
        document = _renumbered(document, tidy_number(options.number))
    if unit.is_dir():
        document = apply_metadata(document, unit, check=not options.number)
    if not document.articles:
        raise KnowledgeError(
            "Không thấy “Điều 1.” hay mục đánh số nào trong tệp: đây không phải văn bản luật, hoặc chữ đã lỗi."
        )
    if not document.number:
        raise KnowledgeError(
            "Không tìm thấy số hiệu trong văn bản: nếu đây đúng là văn bản luật, hãy thêm --number, "
            "thí dụ --number 145/2020/NĐ-CP."
        )
    return replace(
        document,
        effective_on=options.effective_on or document.effective_on,
        expires_on=options.expires_on or document.expires_on,
    )


def _renumbered(document: Document, number: str) -> Document:
    kind, issuer = kind_of(number)
    return replace(
        document,
        number=number,
        kind=kind,
        issuer=issuer or document.issuer,
        short=short_name(number),
        consolidates=None,
    )


def _name_warning(unit: Path, document: Document) -> str:
    """A file's name that speaks of another number than its text."""
    named = _FILE_NUMBER.findall(unit.stem)
    own = {
        tuple(n.split("/")[:2]) for n in numbers_in(f"{document.number} {document.consolidates or ''}") if has_year(n)
    }
    if not named or not own or own & set(named):
        return ""
    return f"Tên tệp nói đến {'/'.join(named[0])}, còn trong văn bản là {document.number}: hãy kiểm tra lại."
