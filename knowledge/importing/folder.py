"""A folder with `text.txt`, `meta.json` and perhaps `sua_doi.json`: what its reader knows beside the text.

`meta.json` names dates, what the document replaces and what amends it; `sua_doi.json` lists article by
article what an amending law changes, with its wording. A word in them that is not understood is left out,
never guessed.
"""

from __future__ import annotations

import json
import re
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

from knowledge.model import Amendment, Document, KnowledgeError, Trust
from knowledge.parsing.numbering import KINDS, NUMBER, numbers_in, tidy_number

TEXT, META, AMENDMENTS = "text.txt", "meta.json", "sua_doi.json"

_TRUST = {
    "rất cao": Trust.HIGH,
    "cao": Trust.HIGH,
    "trung bình-cao": Trust.MEDIUM,
    "trung bình": Trust.MEDIUM,
    "thấp": Trust.LOW,
}
_KIND = {name: kind for kind, name, _ in KINDS.values()} | {"Bộ luật": "code"}
_AMENDMENT = re.compile(rf"(?P<number>{NUMBER})(?P<doubt>\?)?\s*(?:\((?P<remark>.*)\))?")
_ISO_DAY = re.compile(r"\d{4}-\d{2}-\d{2}")
# the articles meant are those after "bãi bỏ" or ":"; "(Điều 4, …)" alone is the place in the amending law
_TARGETS = re.compile(r"(?:bãi bỏ|:)(.*)")
_ARTICLES = re.compile(r"Điều (\d+)([a-zđ]?)(?:\s*[–-]\s*(\d+))?")


def is_document_folder(folder: Path) -> bool:
    """Whether the folder holds one document with its metadata."""
    return (folder / TEXT).is_file() and (folder / META).is_file()


def apply_metadata(document: Document, folder: Path, *, check: bool = True) -> Document:
    """The document with what the folder says; with `check`, numbers that disagree raise KnowledgeError."""
    meta = _read(folder / META)
    if check:
        _check_number(document, meta)
    amended_by, doubts = _amendments(meta.get("sua_doi_boi") or [])
    replaced = tuple(number for text in meta.get("thay_the") or [] for number in numbers_in(text))
    document = replace(
        document,
        number=document.number or (meta.get("so_hieu") or "").strip(),
        title=meta.get("ten") or document.title,
        kind=_KIND.get(meta.get("loai", ""), document.kind),
        issuer=meta.get("co_quan_ban_hanh") or document.issuer,
        issued_on=_day(meta, "ngay_ban_hanh") or document.issued_on,
        effective_on=_day(meta, "ngay_hieu_luc") or document.effective_on,
        expires_on=_day(meta, "ngay_het_hieu_luc"),
        replaces=replaced or document.replaces,
        amended_by=document.amended_by or amended_by,
        trust=_TRUST.get(meta.get("do_tin_cay", ""), Trust.MEDIUM),
        note=" ".join(filter(None, [meta.get("ghi_chu"), doubts])),
    )
    document = _mark_consolidation(document, meta, folder)
    wording = folder / AMENDMENTS
    return _with_wording(document, wording) if wording.is_file() else document


def expected_articles(folder: Path) -> int | None:
    """How many articles the folder's metadata promises (numbers alone, 7a is not counted)."""
    count = _read(folder / META).get("so_dieu")
    return count if isinstance(count, int) else None


def _read(path: Path) -> dict[str, Any]:
    try:
        value = json.loads(path.read_text(encoding="utf-8-sig"))
    except ValueError as error:
        raise KnowledgeError(f"Tệp {path.name} không đúng dạng JSON: hãy sửa lại rồi nhập.") from error
    if not isinstance(value, dict):
        raise KnowledgeError(f"Tệp {path.name} phải là một đối tượng JSON: hãy sửa lại rồi nhập.")
    return value


def _check_number(document: Document, meta: dict[str, Any]) -> None:
    stated = meta.get("so_hieu") or ""
    known = {document.number.partition(" ")[0], document.consolidates or document.number}
    if document.number and not known & {*numbers_in(stated), tidy_number(stated.partition(" (")[0])}:
        raise KnowledgeError(
            f"Hai số hiệu khác nhau: trong văn bản là {document.number}, trong {META} là {stated or 'trống'}; "
            "hãy sửa tệp, hoặc thêm --number để chọn."
        )


def _mark_consolidation(document: Document, meta: dict[str, Any], folder: Path) -> Document:
    """A consolidated text whose body does not say what it consolidates: its name or the folder's does."""
    if "hợp nhất" not in f"{meta.get('loai')} {meta.get('ten')}".lower() or document.consolidates:
        return document
    named = [number for number in numbers_in(meta.get("so_hieu") or "") if "VBHN" not in number]
    parts = re.match(r"(\d+)-(\d{4})-([A-ZĐ\d-]+)_", folder.name.replace("ND-CP", "NĐ-CP"))
    base = named[0] if named else "/".join(parts.groups()) if parts else None
    return replace(document, consolidates=base)


def _amendments(entries: list[str]) -> tuple[tuple[Amendment, ...], str]:
    """What amends the document, and a remark on amendments that the reader was not sure of ("…?")."""
    found, doubtful = [], []
    for match in filter(None, map(_AMENDMENT.match, entries)):
        number, remark = tidy_number(match["number"]), match["remark"] or ""
        if match["doubt"]:
            doubtful.append(number)
            continue
        day, targets = _ISO_DAY.search(remark), _TARGETS.search(remark)
        from_day = date.fromisoformat(day[0]) if day else None
        found.append(Amendment(number, from_day, _articles(targets[1]) if targets else ()))
    doubts = f"Có thể đã được sửa bởi {', '.join(doubtful)} (chưa kiểm chứng)." if doubtful else ""
    return tuple(found), doubts


def _articles(text: str) -> tuple[str, ...]:
    """ "Điều 59–62, khoản 2 Điều 71a" → 59, 60, 61, 62, 71a."""
    numbers: list[str] = []
    for first, letter, last in _ARTICLES.findall(text):
        numbers += [first + letter, *(str(n) for n in range(int(first) + 1, int(last or 0) + 1))]
    return tuple(numbers)


def _with_wording(document: Document, path: Path) -> Document:
    """Put the amending words of `sua_doi.json` in place of the bare mention of the amending law."""
    meta = _read(path)
    by, day = meta.get("sua_doi_boi", ""), _day(meta, "hieu_luc")
    detailed = tuple(
        Amendment(by, day, tuple(str(n) for n in part["cac_dieu_bi_tac_dong"]), part["nguyen_van"].strip())
        for part in meta.get("muc") or []
    )
    note = " ".join(filter(None, [document.note, meta.get("chuyen_tiep")]))
    others = tuple(a for a in document.amended_by if a.by != by)
    return replace(document, amended_by=others + detailed, note=note)


def _day(meta: dict[str, Any], key: str) -> date | None:
    value = meta.get(key)
    try:
        return date.fromisoformat(value) if value else None
    except (TypeError, ValueError):
        raise KnowledgeError(f"“{key}: {value}” không phải ngày: hãy ghi dạng 2026-11-22.") from None
