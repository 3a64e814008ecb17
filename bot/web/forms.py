"""Forms with pictures: read in memory alone (an original never becomes a file), and cleaned at once.

Words are never lost for pictures: fields that came before a body grew too large are kept, and pictures beyond the tenth
are refused one by one.
"""

from __future__ import annotations

from collections.abc import AsyncGenerator, Awaitable, Callable, Iterable
from dataclasses import dataclass
from dataclasses import field as value

from starlette.datastructures import FormData, UploadFile
from starlette.exceptions import HTTPException
from starlette.formparsers import MultiPartException, MultiPartParser
from starlette.requests import Request

from bot.messages import Attachment, AttachmentKind
from bot.web.guard import too_big
from feedback.model.draft import Photo
from feedback.model.limits import MOST_PHOTOS
from feedback.worker.files import LARGEST, FileRefused

LARGEST_FORM = 40 * 1024 * 1024  # bytes
MOST_FILES = 60  # what is beyond the tenth is refused in words
MOST_FIELDS = 60
DRAINED = 200 * 1024 * 1024  # bytes read on and dropped, so that the browser gets to see the answer


class FormTooLarge(Exception):
    """More bytes, fields or files than our forms have; `kept` holds the fields and whole files that came before."""

    def __init__(self, kept: FormData | None = None) -> None:
        super().__init__()
        self.kept = kept or FormData()


class _MemoryParser(MultiPartParser):
    """Starlette writes parts over 1 MB into a temporary file; ours stay in memory."""

    spool_max_size = LARGEST_FORM + 1


@dataclass(slots=True)
class _Pieces:
    """The pieces of a body up to `largest` bytes; the rest is read and dropped."""

    request: Request
    largest: int
    size: int = value(default=0)

    async def stream(self) -> AsyncGenerator[bytes, None]:
        async for piece in self.request.stream():
            room = self.largest - self.size
            self.size += len(piece)
            if self.size > self.largest + DRAINED:
                return
            if room > 0:
                yield piece[:room]


async def read_form(request: Request, largest: int) -> FormData:
    """The form, urlencoded or multipart, of at most `largest` bytes; raises FormTooLarge with what could be kept."""
    is_multipart = request.headers.get("content-type", "").startswith("multipart/form-data")
    if not is_multipart and too_big(request, largest):
        raise FormTooLarge
    pieces = _Pieces(request, largest)
    parser = _MemoryParser(
        request.headers, _ended(pieces), max_files=MOST_FILES, max_fields=MOST_FIELDS, max_part_size=256 * 1024
    )
    try:
        form = await (parser.parse() if is_multipart else request.form(max_fields=MOST_FIELDS))
    except (MultiPartException, HTTPException):  # their words are English
        raise FormTooLarge(FormData(parser.items)) from None
    if pieces.size > largest:
        raise FormTooLarge(form)
    return form


async def _ended(pieces: _Pieces) -> AsyncGenerator[bytes, None]:
    async for piece in pieces.stream():
        yield piece


def field(form: FormData, name: str) -> str:
    """A text field, "" when it is missing or a file."""
    value = form.get(name, "")
    return value.replace("\r\n", "\n").strip() if isinstance(value, str) else ""


async def photos(form: FormData, clean: Callable[[bytes], Awaitable[Photo]]) -> tuple[Attachment, ...]:
    """The pictures of a form, each clean or with its trouble; those beyond the tenth are not looked at."""
    sent: Iterable[UploadFile | str] = form.getlist("photos")
    files = [file for file in sent if isinstance(file, UploadFile) and file.filename]
    taken = [await _photo(file, clean) for file in files[:MOST_PHOTOS]]
    return (*taken, *(Attachment(AttachmentKind.PHOTO, trouble="too_many") for _ in files[MOST_PHOTOS:]))


async def _photo(file: UploadFile, clean: Callable[[bytes], Awaitable[Photo]]) -> Attachment:
    content = await file.read(LARGEST + 1)
    try:
        photo = await clean(content)
    except FileRefused as error:
        return Attachment(AttachmentKind.PHOTO, trouble=error.reason)
    return Attachment(AttachmentKind.PHOTO, content=photo.jpeg)
