"""Pictures of workers: re-encoded so that place, device, name and anything appended are gone (docs/rules.md §3.5).

Decoding hostile files happens in a process of its own (`photo_worker.py`) with limits of memory and time and without a
network. The original never touches a disk, and after this module nobody has it any more.
"""

from __future__ import annotations

import subprocess
import sys
import threading
from pathlib import Path

from feedback.errors import Fault, FeedbackError
from feedback.model.draft import Photo

LARGEST = 10 * 1024 * 1024  # bytes of one picture
LONGEST = 15.0  # seconds for one picture
_WORKER = Path(__file__).parents[1] / "sealing" / "photo_worker.py"
_TURNS = threading.BoundedSemaphore(1)  # one at a time: a burst of pictures must not starve a small server

_REASON_OF_EXIT = {2: "broken", 3: "too_many_pixels", 4: "not_a_photo"}
_OTHER_FORMATS = (
    (b"%PDF", "pdf"),
    (b"PK\x03\x04", "document"),
    (b"\xd0\xcf\x11\xe0", "document"),
    (b"Rar!", "document"),
    (b"7z\xbc\xaf", "document"),
    (b"OggS", "voice"),
    (b"ID3", "voice"),
    (b"\x1aE\xdf\xa3", "video"),
)
_AVIF_BRANDS = (b"avif", b"avis")
_HEIF_BRANDS = (b"heic", b"heix", b"heim", b"heis", b"hevc", b"mif1", b"msf1")


class FileRefused(FeedbackError):
    """A file that is not taken; its fault is "file_" and the reason. What the worker wrote stays in every case."""

    def __init__(self, reason: str) -> None:
        super().__init__(Fault(f"file_{reason}"))
        self.reason = reason


def clean_photo(content: bytes) -> Photo:
    """The picture as a plain JPEG of at most 2,000 × 2,000 points; raises FileRefused. Blocks for up to 15 seconds."""
    reason = _refusal(content)
    if reason:
        raise FileRefused(reason)
    with _TURNS:
        return Photo(_reencode(content))


def _refusal(content: bytes) -> str:
    """Why the bytes cannot be a picture that we take, judged by size and first bytes; "" when they may be one."""
    if not content:
        return "empty"
    if len(content) > LARGEST:
        return "too_big"
    for start, reason in _OTHER_FORMATS:
        if content.startswith(start):
            return reason
    if content[4:8] == b"ftyp" and content[8:12] not in _HEIF_BRANDS:
        return "not_a_photo" if content[8:12] in _AVIF_BRANDS else "video"
    return ""


def _reencode(content: bytes) -> bytes:
    # -I: no environment, no user site, no current folder; the worker sets its own limits before it reads a byte
    command = [sys.executable, "-I", str(_WORKER)]
    try:
        done = subprocess.run(  # noqa: S603 - our own file, no argument from outside
            command, input=content, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, timeout=LONGEST, env={}, cwd="/"
        )
    except subprocess.TimeoutExpired:
        raise FileRefused("too_slow") from None
    if done.returncode != 0 or not done.stdout.startswith(b"\xff\xd8"):
        raise FileRefused(_REASON_OF_EXIT.get(done.returncode, "broken"))
    return done.stdout
