"""A file of any format → the plain lines of the documents in it.

Every way in which a file can be unreadable ends in a KnowledgeError whose message is one Vietnamese sentence that
says what to do.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path, PurePath, PurePosixPath

from knowledge.formats.archive import documents_in, left_aside
from knowledge.formats.doc import lines_of_doc
from knowledge.formats.docx import lines_of_docx
from knowledge.formats.html import lines_of_html
from knowledge.formats.kinds import MEGABYTE, SUFFIXES, format_of
from knowledge.formats.odt import lines_of_odt
from knowledge.formats.old_fonts import to_unicode
from knowledge.formats.pdf import TooManyPagesError, lines_of_pdf
from knowledge.formats.phapdien import is_phapdien, texts_of_phapdien
from knowledge.formats.rtf import lines_of_rtf
from knowledge.formats.text import lines_of_markdown, lines_of_text
from knowledge.model import KnowledgeError

__all__ = ["MAX_FILE_BYTES", "SUFFIXES", "Reading", "read_data", "read_file"]

MAX_FILE_BYTES = 50 * MEGABYTE

_MIN_LETTERS = 80  # the shortest decision has more
_MIN_LETTERS_OF_PDF = 200  # less than this is the stamp of a signature on a scan
_READERS: dict[str, Callable[[bytes], list[str]]] = {
    "docx": lines_of_docx,
    "doc": lines_of_doc,
    "rtf": lines_of_rtf,
    "odt": lines_of_odt,
    "pdf": lines_of_pdf,
    "html": lines_of_html,
    "txt": lines_of_text,
    "md": lines_of_markdown,
}


@dataclass(frozen=True, slots=True)
class Reading:
    """What a file gave, or each member of an archive: the lines of its documents, or why it cannot be read.

    `member` is "" for the file itself. With neither texts nor an error the member is of a kind that is left aside.
    """

    texts: tuple[list[str], ...] = ()
    member: str = ""
    error: str = ""


def read_file(path: Path) -> list[Reading]:
    """One reading, or one for each member of an archive; KnowledgeError when nothing of the file can be read."""
    _check_size(path.stat().st_size)
    return read_data(path.read_bytes(), path.name)


def read_data(data: bytes, name: str) -> list[Reading]:
    """The same for the bytes of a file with that name."""
    _check_size(len(data))
    found = format_of(data, PurePath(name).suffix.lower())
    if found != "zip":
        return [Reading(_texts(data, found))]
    members = [_member(member, document) for member, document in documents_in(data)]
    return [*members, *(Reading(member=member) for member in left_aside(data))]


def _check_size(size: int) -> None:
    if size == 0:
        raise KnowledgeError("Tệp rỗng: hãy tải lại tệp rồi nhập lần nữa.")
    if size > MAX_FILE_BYTES:
        raise KnowledgeError(
            f"Tệp quá lớn ({size // MEGABYTE} MB): hãy dùng bản có chữ, dưới {MAX_FILE_BYTES // MEGABYTE} MB."
        )


def _member(name: str, data: bytes | None) -> Reading:
    if data is None:
        return Reading(member=name, error="Tệp này trong tệp nén bị hỏng: hãy tải lại rồi nhập lần nữa.")
    try:
        return Reading(_texts(data, format_of(data, PurePosixPath(name).suffix.lower())), name)
    except KnowledgeError as error:
        return Reading(member=name, error=str(error))


def _texts(data: bytes, found: str) -> tuple[list[str], ...]:
    """The lines of every document: one, or many out of an export of the Bộ pháp điển."""
    try:
        texts = tuple(to_unicode(text) for text in _read(data, found))
    except TooManyPagesError:
        raise KnowledgeError("Tệp PDF có quá nhiều trang: hãy tách lấy riêng văn bản cần nhập.") from None
    except KnowledgeError:
        raise
    except Exception as error:  # libraries raise whatever they like on a damaged file
        raise KnowledgeError(
            f"Không đọc được tệp {found}: tệp hỏng, bị cắt cụt hoặc đặt mật khẩu; hãy tải lại hoặc lưu lại "
            "thành .docx rồi nhập."
        ) from error
    _check_text(texts, found)
    return texts


def _read(data: bytes, found: str) -> list[list[str]]:
    if found == "html" and is_phapdien(data):
        return texts_of_phapdien(data)
    return [_READERS[found](data)]


def _check_text(texts: Sequence[list[str]], found: str) -> None:
    letters = sum(c.isalpha() for text in texts for line in text for c in line)
    if letters >= (_MIN_LETTERS_OF_PDF if found == "pdf" else _MIN_LETTERS):
        return
    if found == "pdf":
        raise KnowledgeError(
            "Tệp PDF là ảnh quét, không có chữ để đọc: hãy tìm bản .docx hoặc PDF có chữ trên Công báo "
            "hay cơ sở dữ liệu văn bản pháp luật."
        )
    raise KnowledgeError("Tệp hầu như không có chữ: hãy kiểm tra lại tệp.")
