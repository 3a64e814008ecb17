"""A process of its own that turns one hostile picture (stdin) into one clean JPEG (stdout); see files.py.

It is started as a file, imports nothing of ours, and gives up what it does not need before it reads the first byte.
Exit status: 0 done, 2 broken, 3 too many points, 4 no picture that we take.
"""

from __future__ import annotations

import contextlib
import ctypes
import io
import os
import resource
import sys
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from PIL.Image import Image

MEMORY = 1024 * 1024 * 1024  # bytes of address space
CPU_SECONDS = 12
BEHIND = 10  # niceness: whoever asks a question beside it goes first, and it still has a tenth
MOST_POINTS = 24_000_000  # decoded at once; a larger JPEG is decoded at a fraction of its size
MOST_JPEG_POINTS = 200_000_000
LARGEST = 800 * 1024  # bytes of the result: ten of them fit beside the words
LONGEST_SIDE = 2000
_NEW_USER, _NEW_NETWORK = 0x10000000, 0x40000000  # clone flags of Linux


def main() -> int:
    """Read, clean, write."""
    confine()
    from PIL import Image, UnidentifiedImageError

    content = sys.stdin.buffer.read()
    try:
        sys.stdout.buffer.write(clean(content))
    except UnidentifiedImageError:
        return 4
    except (Image.DecompressionBombError, Image.DecompressionBombWarning, OverflowError):
        return 3
    except Exception:  # whatever a decoder does with a hostile file, the answer is the same
        return 2
    return 0


def confine() -> None:
    """Limits of memory, time and files, no core dump, behind others at the processor, and no network where the system
    lets an ordinary user drop it."""
    with contextlib.suppress(OSError):
        os.nice(BEHIND)
    limits = (
        (resource.RLIMIT_AS, MEMORY),
        (resource.RLIMIT_CPU, CPU_SECONDS),
        (resource.RLIMIT_FSIZE, 0),
        (resource.RLIMIT_CORE, 0),
    )
    for limit, value in limits:
        with contextlib.suppress(ValueError, OSError):
            resource.setrlimit(limit, (value, value))
    with contextlib.suppress(OSError, AttributeError):
        ctypes.CDLL(None).unshare(_NEW_USER | _NEW_NETWORK)


def clean(content: bytes) -> bytes:
    """The first picture of the file, upright, on white, small enough, in a JPEG that says nothing else."""
    from PIL import Image, ImageOps

    Image.MAX_IMAGE_PIXELS = None  # our own limit below knows no grey zone
    with Image.open(io.BytesIO(content), formats=formats_of(content)) as picture:
        if picture.width * picture.height > (MOST_JPEG_POINTS if picture.format == "JPEG" else MOST_POINTS):
            raise OverflowError
        picture.draft("RGB", (LONGEST_SIDE, LONGEST_SIDE))
        if picture.width * picture.height > MOST_POINTS:
            raise OverflowError
        upright = ImageOps.exif_transpose(picture).convert("RGBA")
    upright.thumbnail((LONGEST_SIDE, LONGEST_SIDE))
    plain = Image.new("RGB", upright.size, "white")  # a new picture carries no comment, profile or thumbnail along
    plain.paste(upright, mask=upright.getchannel("A"))
    return _small_enough(plain)


def _small_enough(picture: Image) -> bytes:
    """The picture as a JPEG of at most LARGEST bytes: coarser first, then smaller."""
    for quality in (82, 70, 55):
        if len(content := _saved(picture, quality)) <= LARGEST:
            return content
    while len(content) > LARGEST:
        picture = picture.resize((picture.width * 3 // 4, picture.height * 3 // 4))
        content = _saved(picture, 55)
    return content


def _saved(picture: Image, quality: int) -> bytes:
    out = io.BytesIO()
    picture.save(out, "JPEG", quality=quality)
    return out.getvalue()


def formats_of(content: bytes) -> list[str]:
    """The formats to try. Only their decoders are loaded: fewer doors, and a quicker start."""
    if content[4:8] == b"ftyp":
        from pillow_heif import register_heif_opener

        register_heif_opener()
        return ["HEIF"]
    from PIL import JpegImagePlugin, PngImagePlugin, WebPImagePlugin

    plugins = (JpegImagePlugin.JpegImageFile, PngImagePlugin.PngImageFile, WebPImagePlugin.WebPImageFile)
    return [plugin.format for plugin in plugins]


if __name__ == "__main__":
    sys.exit(main())
