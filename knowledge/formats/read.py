"""A file of any format → the plain lines of the documents in it.

The format is seen from the first bytes. Every way in which a file can be unreadable ends in a
KnowledgeError whose message is one Vietnamese sentence that says what to do.
"""

from __future__ import annotations

import re
import zipfile
from io import BytesIO
from pathlib import Path

from knowledge.formats.doc import lines_of_doc
from knowledge.formats.docx import lines_of_docx
from knowledge.formats.html import lines_of_html
from knowledge.formats.pdf import TooManyPagesError, lines_of_pdf
from knowledge.formats.phapdien import is_phapdien, texts_of_phapdien
from knowledge.formats.text import lines_of_text
from knowledge.model import KnowledgeError

MEGABYTE = 1_000_000
MAX_FILE_BYTES = 50 * MEGABYTE
MAX_UNPACKED_BYTES = 200 * MEGABYTE
SUFFIXES = {".docx": "docx", ".doc": "doc", ".pdf": "pdf", ".html": "html", ".htm": "html", ".txt": "txt"}

_MIN_LETTERS = 200  # less than this on a whole file is a scan's stamp and no text
_PAGE = re.compile(rb"<(!doctype|html|head|body|meta|link|div|p|h[1-6]|table|span)\b", re.IGNORECASE)


def read_texts(path: Path) -> list[list[str]]:
    """The lines of every document in a file: one, or many for an export of the Bộ pháp điển."""
    size = path.stat().st_size
    if size == 0:
        raise KnowledgeError("Tệp rỗng: hãy tải lại tệp rồi nhập lần nữa.")
    if size > MAX_FILE_BYTES:
        raise KnowledgeError(
            f"Tệp quá lớn ({size // MEGABYTE} MB): hãy dùng bản có chữ, dưới {MAX_FILE_BYTES // MEGABYTE} MB."
        )
    data = path.read_bytes()
    found = _format(data)
    _check_name(path, found)
    try:
        texts = _texts(data, found)
    except TooManyPagesError:
        raise KnowledgeError("Tệp PDF có quá nhiều trang: hãy tách lấy riêng văn bản cần nhập.") from None
    except Exception as error:  # libraries raise whatever they like on a damaged file
        raise KnowledgeError(
            f"Không đọc được tệp {found}: tệp hỏng, bị cắt cụt hoặc đặt mật khẩu; hãy tải lại hoặc lưu lại "
            "thành .docx rồi nhập."
        ) from error
    _check_text(texts, found)
    return texts


def _format(data: bytes) -> str:
    """The format by its bytes: docx, doc, pdf, html or txt."""
    start = data[:2048].removeprefix(b"\xef\xbb\xbf").lstrip()
    if b"%PDF-" in data[:1024]:
        return "pdf"
    if data.startswith(b"PK"):
        return _zip_format(data)
    if data.startswith(b"\xd0\xcf\x11\xe0"):
        return "doc"
    if start.startswith(b"{\\rtf") or start.lower().startswith(b"mime-version"):
        raise KnowledgeError("Chưa đọc được loại tệp này: hãy mở bằng Word và lưu lại thành .docx rồi nhập.")
    if start.startswith(b"<") and _PAGE.match(start):
        return "html"
    if _is_text(data):
        return "txt"
    raise KnowledgeError("Đây không phải tệp văn bản: hãy dùng tệp .docx, .doc, .pdf có chữ, .html hoặc .txt.")


def _is_text(data: bytes) -> bool:
    if data[:2] in (b"\xff\xfe", b"\xfe\xff"):
        return True
    try:
        return "\x00" not in data.decode("utf-8")
    except UnicodeDecodeError:
        return False


def _zip_format(data: bytes) -> str:
    """A .docx that is whole and does not unpack to more than it should."""
    try:
        with zipfile.ZipFile(BytesIO(data)) as archive:
            members = archive.infolist()
    except (zipfile.BadZipFile, ValueError, NotImplementedError):
        raise KnowledgeError("Tệp .docx bị hỏng hoặc tải chưa hết: hãy tải lại rồi nhập lần nữa.") from None
    if sum(member.file_size for member in members) > MAX_UNPACKED_BYTES:
        raise KnowledgeError("Tệp nén bung ra quá lớn, không an toàn: hãy lấy tệp từ nguồn chính thức.")
    if "word/document.xml" not in {member.filename for member in members}:
        raise KnowledgeError("Tệp nén này không phải văn bản Word: hãy giải nén và nhập từng tệp bên trong.")
    return "docx"


def _check_name(path: Path, found: str) -> None:
    """A name that promises another format is a mistake somewhere: say so instead of guessing."""
    promised = SUFFIXES.get(path.suffix.lower())
    if promised != found:
        raise KnowledgeError(
            f"Tệp có đuôi “{path.suffix or 'trống'}” nhưng bên trong là .{found}: "
            f"hãy đổi đuôi tệp thành .{found} rồi nhập lại."
        )


def _texts(data: bytes, found: str) -> list[list[str]]:
    if found == "html" and is_phapdien(data):
        return texts_of_phapdien(data)
    readers = {
        "docx": lines_of_docx,
        "doc": lines_of_doc,
        "pdf": lines_of_pdf,
        "html": lines_of_html,
        "txt": lines_of_text,
    }
    return [readers[found](data)]


def _check_text(texts: list[list[str]], found: str) -> None:
    letters = sum(c.isalpha() for text in texts for line in text for c in line)
    if letters >= _MIN_LETTERS:
        return
    if found == "pdf":
        raise KnowledgeError(
            "Tệp PDF là ảnh quét, không có chữ để đọc: hãy tìm bản .docx hoặc PDF có chữ trên Công báo "
            "hay cơ sở dữ liệu văn bản pháp luật."
        )
    raise KnowledgeError("Tệp hầu như không có chữ: hãy kiểm tra lại tệp.")
