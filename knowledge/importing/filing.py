"""One text → the documents in it, filed in the store under their own numbers, with a report for each."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date
from functools import cache
from pathlib import Path, PurePath

from knowledge.handbook.bundled import read_bundled
from knowledge.importing.enclosures import missing_enclosures
from knowledge.importing.folder import apply_metadata, expected_articles
from knowledge.importing.honesty import Doubts, doubts, is_compared
from knowledge.importing.saving import save
from knowledge.model import Document, Extent, ImportReport, KnowledgeError
from knowledge.parsing.attached import attached_documents
from knowledge.parsing.headings import split_number
from knowledge.parsing.in_force import unknown_start
from knowledge.parsing.numbering import has_year, kind_of, numbers_in, short_name, tidy_number
from knowledge.parsing.parse import ParsedText
from knowledge.parsing.reading import read_document
from knowledge.store import KnowledgeStore

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


@dataclass(frozen=True, slots=True)
class Origin:
    """Where a text comes from: the name of its file as people know it, and its folder when that has metadata."""

    name: str
    folder: Path | None = None


def file_text(text: list[str], origin: Origin, store: KnowledgeStore, options: ImportOptions) -> Iterator[ImportReport]:
    """File the document of a text, then the regulations and appendices that came with it."""
    read, parsed, texts = read_document(text)
    document = _document(origin, read, options)
    expected = expected_articles(origin.folder) if origin.folder else None
    found = [(document, _report(origin, document, parsed, expected))]
    found += [(d, _report(origin, d, p)) for d, p in attached_documents(document, texts)]
    for each, report in found:
        yield save(
            each,
            report,
            store,
            replace_old=options.replace,
            overrides=options.overrides,
            dry_run=options.dry_run,
        )


def _document(origin: Origin, document: Document, options: ImportOptions) -> Document:
    if options.number:
        document = _renumbered(document, tidy_number(options.number))
    if origin.folder:
        document = apply_metadata(document, origin.folder, check=not options.number)
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


def _report(origin: Origin, document: Document, parsed: ParsedText, expected: int | None = None) -> ImportReport:
    found = doubts(document, parsed, expected, known_articles().get(document.cited_as))
    enclosures = missing_enclosures(parsed)
    notes = [
        enclosures,
        unknown_start(parsed) if not document.effective_on else "",
        _name_warning(origin.name, document),
    ]
    return ImportReport(
        file=origin.name,
        document=document.number,
        title=document.title,
        articles=tuple(a.number for a in document.articles),
        holes=parsed.holes,
        warnings=(*found.missing, *found.unclear, *filter(None, notes)),
        extent=_extent(document, found, bool(enclosures)),
        effective_on=document.effective_on,
        expires_on=document.expires_on,
        part=document.part,
    )


def _extent(document: Document, found: Doubts, lacks_enclosures: bool) -> Extent:
    if found.missing:
        return Extent.PARTIAL
    if found.unclear:
        return Extent.UNCLEAR
    if lacks_enclosures:
        return Extent.WITHOUT_ENCLOSURES
    return Extent.COMPARED if is_compared(document) else Extent.CONSISTENT


@cache
def known_articles() -> dict[str, int]:
    """Number → how many articles the handbook knows that the document has at least."""
    return {
        d.number: max(split_number(a.number)[0] for a in d.articles)
        for d in read_bundled()
        if d.part == "Điều" and not d.full_text_missing
    }


def _name_warning(name: str, document: Document) -> str:
    """A file's name that speaks of another number than its text."""
    named = _FILE_NUMBER.findall(PurePath(name).stem)
    own = {
        tuple(n.split("/")[:2]) for n in numbers_in(f"{document.number} {document.consolidates or ''}") if has_year(n)
    }
    if not named or not own or own & set(named):
        return ""
    return f"Tên tệp nói đến {'/'.join(named[0])}, còn trong văn bản là {document.number}: hãy kiểm tra lại."
