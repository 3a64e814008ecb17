"""Forms with pictures: read in memory alone (an original never becomes a file), and cleaned at once."""

from __future__ import annotations

import asyncio
from collections.abc import Iterable

from starlette.datastructures import FormData, UploadFile
from starlette.exceptions import HTTPException
from starlette.formparsers import MultiPartException, MultiPartParser
from starlette.requests import Request

from bot.messages import Attachment, AttachmentKind
from bot.web.guard import too_big
from feedback.worker.files import LARGEST, FileRefused, clean_photo

LARGEST_FORM = 40 * 1024 * 1024  # bytes
MOST_PHOTOS = 10
MOST_FIELDS = 60


class FormTooLarge(Exception):
    """More bytes, fields or files than our forms have."""


class _MemoryParser(MultiPartParser):
    """Starlette writes parts over 1 MB into a temporary file; ours stay in memory."""

    spool_max_size = LARGEST_FORM + 1


async def read_form(request: Request, largest: int) -> FormData:
    """The form, urlencoded or multipart, of at most `largest` bytes; raises FormTooLarge."""
    if too_big(request, largest):
        raise FormTooLarge
    try:
        if not request.headers.get("content-type", "").startswith("multipart/form-data"):
            return await request.form(max_fields=MOST_FIELDS)
        parser = _MemoryParser(
            request.headers, request.stream(), max_files=MOST_PHOTOS, max_fields=MOST_FIELDS, max_part_size=256 * 1024
        )
        return await parser.parse()
    except (MultiPartException, HTTPException):  # their words are English
        raise FormTooLarge from None


def field(form: FormData, name: str) -> str:
    """A text field, "" when it is missing or a file."""
    value = form.get(name, "")
    return value.replace("\r\n", "\n").strip() if isinstance(value, str) else ""


async def photos(form: FormData, name: str = "photos") -> tuple[Attachment, ...]:
    """The pictures of a form, each clean or with its trouble."""
    sent: Iterable[UploadFile | str] = form.getlist(name)
    return tuple([await _photo(file) for file in sent if isinstance(file, UploadFile) and file.filename])


async def _photo(file: UploadFile) -> Attachment:
    content = await file.read(LARGEST + 1)
    try:
        clean = await asyncio.to_thread(clean_photo, content)
    except FileRefused as error:
        return Attachment(AttachmentKind.PHOTO, trouble=error.reason)
    return Attachment(AttachmentKind.PHOTO, content=clean.jpeg)
