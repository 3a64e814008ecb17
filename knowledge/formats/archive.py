"""A .zip of documents → the documents in it, one after the other, never unpacked onto the disk."""

from __future__ import annotations

import zipfile
from collections.abc import Iterator
from io import BytesIO
from pathlib import PurePosixPath

from knowledge.formats.kinds import SUFFIXES
from knowledge.model import KnowledgeError

MAX_DOCUMENTS = 200


def documents_in(data: bytes) -> Iterator[tuple[str, bytes]]:
    """(name, bytes) of every document; raises KnowledgeError when there is none, too many, or one is locked."""
    with zipfile.ZipFile(BytesIO(data)) as archive:
        members = [m for m in archive.infolist() if not m.is_dir() and is_document(m.filename)]
        if not members:
            raise KnowledgeError("Trong tệp nén không có văn bản nào đọc được: hãy giải nén và xem từng tệp bên trong.")
        if len(members) > MAX_DOCUMENTS:
            raise KnowledgeError(f"Tệp nén có hơn {MAX_DOCUMENTS} văn bản: hãy chia thành nhiều tệp nhỏ hơn.")
        for member in members:
            if member.flag_bits & 1:
                raise KnowledgeError("Tệp nén đặt mật khẩu: hãy giải nén rồi nhập từng tệp bên trong.")
            yield PurePosixPath(member.filename).name, archive.read(member)


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
