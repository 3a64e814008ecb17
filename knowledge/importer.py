"""Files and folders → documents in the store, with a report for each.

A document is one transaction. A file that cannot be taken gives a report with status "refused" and one
sentence that says what to do; it changes nothing, and the other files go on.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path

from knowledge.amending import is_amending, link
from knowledge.folder import META, TEXT, apply_metadata, expected_articles, is_document_folder
from knowledge.formats.read import SUFFIXES, read_texts
from knowledge.metadata import kind_of, numbers_in, read_metadata, short_name, tidy_number
from knowledge.model import Document, ImportReport, KnowledgeError
from knowledge.normalize import fold
from knowledge.parse import ParsedText, parse_articles
from knowledge.store import KnowledgeStore

Progress = Callable[[str], None]

_FILE_NUMBER = re.compile(r"(\d{1,4})[-_. ](\d{4})(?!\d)")
_LAST_ARTICLES = 4


@dataclass(frozen=True, slots=True)
class ImportOptions:
    """What the operator states beside the files; None leaves it to the text."""

    number: str | None = None
    effective_on: date | None = None
    expires_on: date | None = None
    replace: bool = False

    @property
    def overrides(self) -> bool:
        """Whether the operator said something that must win over an older copy."""
        return self.replace or bool(self.number or self.effective_on or self.expires_on)


def import_paths(
    paths: Iterable[Path], store: KnowledgeStore, options: ImportOptions, progress: Progress
) -> Iterator[ImportReport]:
    """Import every file; yields a report for each document, or for each file that is refused."""
    units = [unit for path in paths for unit in find_units(path)]
    for position, unit in enumerate(units, 1):
        progress(f"[{position}/{len(units)}] {unit.name}")
        yield from _import_unit(unit, store, options)


def find_units(path: Path) -> list[Path]:
    """What a path holds to import: itself, or every document folder and readable file below it."""
    if not path.is_dir():
        return [path]
    if is_document_folder(path):
        return [path]
    try:
        children = sorted(path.iterdir())
    except OSError:
        return [path]  # refused with the others when it is read
    units: list[Path] = []
    for child in children:
        if child.is_dir():
            units += [] if child.is_symlink() else find_units(child)  # a link may lead round in a circle
        elif child.suffix.lower() in SUFFIXES:
            units.append(child)
    return units


def _import_unit(unit: Path, store: KnowledgeStore, options: ImportOptions) -> Iterator[ImportReport]:
    try:
        if not unit.exists():
            raise KnowledgeError("Không có tệp hay thư mục này: hãy kiểm tra lại đường dẫn.")
        texts = read_texts(unit / TEXT if unit.is_dir() else unit)
        if options.number and len(texts) > 1:
            raise KnowledgeError("Tệp có nhiều văn bản: hãy bỏ --number.")
    except (KnowledgeError, OSError) as error:
        yield _refused(unit, error)
        return
    for text in texts:
        try:
            yield _import_text(unit, text, store, options)
        except KnowledgeError as error:
            yield _refused(unit, error)


def _refused(unit: Path, error: Exception) -> ImportReport:
    words = str(error) if isinstance(error, KnowledgeError) else "Không mở được tệp: hãy kiểm tra quyền đọc."
    return ImportReport(str(unit), None, status="refused", error=words)


def _import_text(unit: Path, text: list[str], store: KnowledgeStore, options: ImportOptions) -> ImportReport:
    parsed = parse_articles(text)
    document = _document(unit, parsed, options)
    end_warning = _end_warning(unit, parsed)
    report = ImportReport(
        file=str(unit),
        document=document.number,
        title=document.title,
        articles=tuple(a.number for a in document.articles),
        holes=parsed.holes,
        warnings=(*parsed.warnings, *filter(None, [end_warning, _name_warning(unit, document)])),
        whole=not parsed.holes and not end_warning and document.articles[0].number == "1",
        effective_on=document.effective_on,
        expires_on=document.expires_on,
    )
    return _save(document, report, store, options)


def _document(unit: Path, parsed: ParsedText, options: ImportOptions) -> Document:
    if not parsed.articles:
        raise KnowledgeError("Không thấy “Điều 1.” nào trong tệp: đây không phải văn bản luật, hoặc chữ đã lỗi.")
    document = read_metadata(parsed)
    if options.number:
        document = _renumbered(document, tidy_number(options.number))
    if unit.is_dir():
        document = apply_metadata(document, unit, check=not options.number)
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
    return replace(document, number=number, kind=kind, issuer=issuer, short=short_name(number), consolidates=None)


def _end_warning(unit: Path, parsed: ParsedText) -> str:
    """Why the text seems to be cut off at its end, or "". Laws end with articles on their coming into force."""
    first, last = parsed.articles[0].number, parsed.articles[-1].number
    if any(line.startswith("(Xem tiếp") for line in parsed.closing):
        return f"Văn bản còn tiếp ở số Công báo khác: tệp này chỉ có Điều {first} đến Điều {last}."
    if unit.is_dir() and (expected := expected_articles(unit)):
        count = sum(a.number.isdigit() for a in parsed.articles)
        return "" if count == expected else f"{META} ghi {expected} điều, trong văn bản có {count}."
    ending = fold(" ".join(f"{a.title} {a.full_text()}" for a in parsed.articles[-_LAST_ARTICLES:]))
    if "hieu luc" in ending or "thi hanh" in ending:
        return ""
    return f"Có thể thiếu phần cuối: tệp dừng ở Điều {last} mà chưa có điều về hiệu lực thi hành."


def _name_warning(unit: Path, document: Document) -> str:
    """A file's name that speaks of another number than its text."""
    named = _FILE_NUMBER.findall(unit.stem)
    own = {tuple(n.split("/")[:2]) for n in numbers_in(f"{document.number} {document.consolidates or ''}")}
    if not named or not own or own & {(number, year) for number, year in named}:
        return ""
    return f"Tên tệp nói đến {'/'.join(named[0])}, còn trong văn bản là {document.number}: hãy kiểm tra lại."


def _save(document: Document, report: ImportReport, store: KnowledgeStore, options: ImportOptions) -> ImportReport:
    """Keep the document unless the store has the same one, or one that is as complete."""
    content_hash = hashlib.sha256(repr(document).encode()).hexdigest()
    old_hash = store.content_hash(document.number)
    if old_hash == content_hash:
        return replace(report, status="unchanged")
    old_count = store.article_counts().get(document.number, 0)
    if old_hash and not options.overrides and len(document.articles) <= old_count:
        kept = f"Trong kho đã có bản {old_count} điều nên giữ nguyên: thêm --replace nếu muốn thay."
        return replace(report, status="kept", warnings=(*report.warnings, kept))
    known = [*store.documents(), document]
    amending = [d for other in known if is_amending(other) and (d := store.document(other.number))]
    store.save(link(document, amending, known), content_hash)
    _link_others(document, known, store)
    return replace(report, status="replaced" if old_hash else "imported")


def _link_others(new: Document, known: list[Document], store: KnowledgeStore) -> None:
    """Tell the documents that a new one amends or replaces."""
    for other in known:
        if other.number != new.number and link(other, [new], known) != other:
            full = store.document(other.number)
            assert full, other.number
            store.save(link(full, [new], known), store.content_hash(other.number) or "")
