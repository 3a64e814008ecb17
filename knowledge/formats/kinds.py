"""Which format a file has: by its first bytes, never by its name alone."""

from __future__ import annotations

import re
import zipfile
import zlib
from io import BytesIO

from knowledge.model import KnowledgeError

MEGABYTE = 1_000_000
MAX_UNPACKED_BYTES = 200 * MEGABYTE
MAX_XML_BYTES = 12 * MEGABYTE  # of an Office file: four times a long decree; as a tree it takes ten times as much
MAX_TEXT_BYTES = 15 * MEGABYTE  # of a page or a plain text: the a whole code of laws as a page has less than one
MAX_MEMBERS = 5000

_WORD = {"doc", "docx", "rtf", "html"}  # Word opens each of them under the name of another
_OPENED = {
    ".docx": _WORD,
    ".doc": _WORD,
    ".rtf": _WORD,
    ".odt": {"odt"},
    ".pdf": {"pdf"},
    ".html": {"html"},
    ".htm": {"html"},
    ".txt": {"txt"},
    ".md": {"md"},
    ".zip": {"zip"},
}
SUFFIXES = frozenset(_OPENED)

_PAGE = re.compile(rb"<(!doctype|!--|html|head|body|meta|link|div|p|h[1-6]|table|span)\b", re.IGNORECASE)
_XML_PAGE = re.compile(rb"<\?xml[^>]*>\s*<(!doctype html|html)\b", re.IGNORECASE)


def format_of(data: bytes, suffix: str) -> str:
    """The format of a file; raises KnowledgeError when it is none that can be read, or not what its name promises."""
    found = _format(data)
    if found == "txt" and suffix == ".md":
        found = "md"
    if found in {"html", "txt", "md"} and len(data) > MAX_TEXT_BYTES:
        raise KnowledgeError("Tệp quá lớn so với một văn bản: hãy tách lấy riêng văn bản cần nhập.")
    if found not in _OPENED.get(suffix, set()):
        raise KnowledgeError(
            f"Tệp có đuôi “{suffix or 'trống'}” nhưng bên trong là .{found}: "
            f"hãy đổi đuôi tệp thành .{found} rồi nhập lại."
        )
    return found


def _format(data: bytes) -> str:
    start = data[:2048].removeprefix(b"\xef\xbb\xbf").lstrip()
    if data.startswith(b"PK"):  # before PDF: a small PDF may stand unpacked at the head of an archive
        return _zip_format(data)
    if b"%PDF-" in data[:1024]:
        return "pdf"
    if data.startswith(b"\xd0\xcf\x11\xe0"):
        return "doc"
    if start.startswith(b"{\\rtf"):
        return "rtf"
    if start.lower().startswith(b"mime-version") or b'progid="Word.Document"' in start:
        raise KnowledgeError("Chưa đọc được loại tệp này: hãy mở bằng Word và lưu lại thành .docx rồi nhập.")
    if _PAGE.match(start) or _XML_PAGE.match(start):
        return "html"
    if _is_text(data):
        return "txt"
    raise KnowledgeError("Đây không phải tệp văn bản: hãy dùng tệp .docx, .doc, .pdf có chữ, .html hoặc .txt.")


def _is_text(data: bytes) -> bool:
    """Text in any code: no zero bytes but in UTF-16, and hardly a control letter."""
    if data[:2] in (b"\xff\xfe", b"\xfe\xff"):
        return True
    head = data[:4000]
    if head.count(0) > len(head) // 4:  # UTF-16 without its mark: zeros on one side only
        return not (head[::2].count(0) and head[1::2].count(0) > len(head) // 50)
    controls = sum(byte < 32 and byte not in b"\t\n\r\f\v\x1a" for byte in head)
    return b"\0" not in data and controls <= len(head) // 100


def _zip_format(data: bytes) -> str:
    """docx, odt or zip: one that is whole and does not unpack to more than it should."""
    try:
        with zipfile.ZipFile(BytesIO(data)) as archive:
            members = archive.infolist()
            names = {member.filename for member in members}
            is_odt = "mimetype" in names and b"opendocument.text" in archive.read("mimetype")[:100]
    except (zipfile.BadZipFile, ValueError, NotImplementedError, RuntimeError, OSError, zlib.error):
        raise KnowledgeError("Tệp bị hỏng hoặc tải chưa hết: hãy tải lại rồi nhập lần nữa.") from None
    parts = [m.file_size for m in members if m.filename.endswith((".xml", ".rels"))]
    is_office = is_odt or "[Content_Types].xml" in names
    too_large = sum(m.file_size for m in members) > MAX_UNPACKED_BYTES or len(members) > MAX_MEMBERS
    if too_large or (is_office and sum(parts) > MAX_XML_BYTES):
        raise KnowledgeError("Tệp nén bung ra quá lớn, không an toàn: hãy lấy tệp từ nguồn chính thức.")
    if is_odt:
        return "odt"
    if not is_office:
        return "zip"
    if not any(member.startswith("word/") for member in names):
        raise KnowledgeError("Tệp này không phải văn bản Word: hãy lưu lại thành .docx rồi nhập.")
    return "docx"
