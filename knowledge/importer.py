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
from knowledge.folder import META, TEXT, apply_metadata, expected_articles
from knowledge.formats.read import read_texts
from knowledge.metadata import read_metadata
from knowledge.model import Document, ImportReport, KnowledgeError
from knowledge.normalize import fold
from knowledge.numbering import has_year, kind_of, numbers_in, short_name, tidy_number
from knowledge.parse import ParsedText, parse_articles
from knowledge.same_number import is_another
from knowledge.store import KnowledgeStore
from knowledge.units import find_skipped, find_units

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
        part=document.part,
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
    own = {
        tuple(n.split("/")[:2]) for n in numbers_in(f"{document.number} {document.consolidates or ''}") if has_year(n)
    }
    if not named or not own or own & set(named):
        return ""
    return f"Tên tệp nói đến {'/'.join(named[0])}, còn trong văn bản là {document.number}: hãy kiểm tra lại."


def _save(document: Document, report: ImportReport, store: KnowledgeStore, options: ImportOptions) -> ImportReport:
    """Keep the document unless the store has the same one, or one that is as complete."""
    content_hash = hashlib.sha256(repr(document).encode()).hexdigest()
    if store.content_hash(document.number) == content_hash:
        return replace(report, status="unchanged")
    old = store.document(document.number)
    if old and not options.replace and is_another(old, document):
        raise KnowledgeError(_two_documents(old, document))
    if old and not options.overrides and len(document.articles) <= len(old.articles):
        kept = f"Trong kho đã có bản {len(old.articles)} điều nên giữ nguyên: thêm --replace nếu muốn thay."
        return replace(report, status="kept", warnings=(*report.warnings, kept))
    if not options.dry_run:
        known = [*store.documents(), document]
        amending = [d for other in known if is_amending(other) and (d := store.document(other.number))]
        store.save(link(document, amending, known), content_hash)
        _link_others(document, known, store)
    return replace(report, status="replaced" if old else "imported")


def _two_documents(old: Document, new: Document) -> str:
    year = f"{new.issued_on.year}" if new.issued_on else "2"
    return (
        f"Trong kho đã có {old.number} là văn bản khác: “{old.title}”{_by(old)}; tệp này là “{new.title}”{_by(new)}. "
        f'Muốn giữ cả hai, thêm --number "{new.number.partition(" (")[0]} ({year})"; muốn thay bản cũ, thêm --replace.'
    )


def _by(document: Document) -> str:
    return f" của {document.issuer}" if document.issuer else ""


def _link_others(new: Document, known: list[Document], store: KnowledgeStore) -> None:
    """Tell the documents that a new one amends or replaces."""
    for other in known:
        if other.number != new.number and link(other, [new], known) != other:
            full = store.document(other.number)
            assert full, other.number
            store.save(link(full, [new], known), store.content_hash(other.number) or "")
