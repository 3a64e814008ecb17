"""A .zip of documents → the documents in it, one after the other, never unpacked onto the disk."""

from __future__ import annotations

import zipfile
import zlib
from collections.abc import Iterator
from io import BytesIO
from pathlib import PurePosixPath

from knowledge.formats.kinds import SUFFIXES
from knowledge.model import KnowledgeError

MAX_DOCUMENTS = 200


def documents_in(data: bytes) -> Iterator[tuple[str, bytes | None]]:
    """(name, bytes) of every document, None for a damaged one; KnowledgeError for none, too many, or a locked one."""
    with zipfile.ZipFile(BytesIO(data)) as archive:
        members = [m for m in archive.infolist() if not m.is_dir() and is_document(m.filename)]
        if not members:
            raise KnowledgeError("Trong tệp nén không có văn bản nào đọc được: hãy giải nén và xem từng tệp bên trong.")
        if len(members) > MAX_DOCUMENTS:
            raise KnowledgeError(f"Tệp nén có hơn {MAX_DOCUMENTS} văn bản: hãy chia thành nhiều tệp nhỏ hơn.")
        for member in members:
            if member.flag_bits & 1:
                raise KnowledgeError("Tệp nén đặt mật khẩu: hãy giải nén rồi nhập từng tệp bên trong.")
            yield PurePosixPath(member.filename).name, _read(archive, member)


def _read(archive: zipfile.ZipFile, member: zipfile.ZipInfo) -> bytes | None:
    try:
        return archive.read(member)
    except (zipfile.BadZipFile, ValueError, NotImplementedError, RuntimeError, OSError, EOFError, zlib.error):
        return None


def left_aside(data: bytes) -> list[str]:
    """The names of the members that are no documents, but for what a computer put there by itself."""
    with zipfile.ZipFile(BytesIO(data)) as archive:
        names = [m.filename for m in archive.infolist() if not m.is_dir() and not is_document(m.filename)]
    return [name for name in names if not _is_by_itself(PurePosixPath(name))]


def is_document(name: str) -> bool:
    """Whether a member is one to read: no archive in the archive, nothing that a computer put there by itself."""
    path = PurePosixPath(name)
    return path.suffix.lower() in SUFFIXES - {".zip"} and not _is_by_itself(path)


def _is_by_itself(path: PurePosixPath) -> bool:
    return path.name.startswith((".", "~$")) or "__MACOSX" in path.parts
