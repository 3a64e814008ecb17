"""A document that was read → the store, or a reason why it stays as it is."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from dataclasses import replace

from knowledge.importing.amending import is_amending, link
from knowledge.importing.consistency import listed
from knowledge.importing.parts import follows, join
from knowledge.importing.same_number import is_another
from knowledge.model import Document, ImportReport, KnowledgeError
from knowledge.store import KnowledgeStore


def save(
    document: Document,
    report: ImportReport,
    store: KnowledgeStore,
    *,
    replace_old: bool = False,
    overrides: bool = False,
    dry_run: bool = False,
) -> ImportReport:
    """Keep the document unless the store has the same one, or one that is as complete.

    Another document under the same number raises KnowledgeError, which says how to keep both.
    """
    content_hash = hashlib.sha256(repr(document).encode()).hexdigest()
    if store.content_hash(document.number) == content_hash:
        return replace(report, status="unchanged")
    old = store.document(document.number)
    if old and not replace_old and is_another(old, document):
        raise KnowledgeError(_two_documents(old, document))
    if old and not replace_old and (follows(old, document) or follows(document, old)):
        first, second = (old, document) if follows(old, document) else (document, old)
        document, report = join(first, second, report)
        content_hash = hashlib.sha256(repr(document).encode()).hexdigest()
    if old and not overrides and not _is_fuller(document, old, whole=report.whole):
        kept = f"Trong kho đã có bản {len(old.articles)} {_parts(old)} nên giữ nguyên: thêm --replace nếu muốn thay."
        return replace(report, status="kept", warnings=(*report.warnings, kept, *_not_held(document, old)))
    if not dry_run:
        known = [*store.documents(), document]
        amending = [d for other in known if is_amending(other) and (d := store.document(other.number))]
        store.save(link(document, amending, known), content_hash)
        _link_others(document, known, store)
    return replace(report, status="replaced" if old else "imported")


def _not_held(new: Document, old: Document) -> Iterator[str]:
    """What a file that was left aside has and the store lacks: another part of the same text."""
    held = {article.number for article in old.articles}
    lacking = [article.number for article in new.articles if article.number not in held]
    if new.part == old.part == "Điều" and lacking:
        yield f"Tệp có Điều {listed(lacking)} mà kho chưa có: hãy nhập phần ở giữa trước, rồi nhập lại tệp này."


def _is_fuller(new: Document, old: Document, *, whole: bool) -> bool:
    """Whether a new copy has more articles, or, being whole, as many and more words in them."""
    if len(new.articles) != len(old.articles):
        return len(new.articles) > len(old.articles)
    return whole and _words(new) > _words(old)


def _words(document: Document) -> int:
    return sum(len(article.full_text().split()) for article in document.articles)


def _parts(document: Document) -> str:
    return document.part.lower() or "phần"


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
