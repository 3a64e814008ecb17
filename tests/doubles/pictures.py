"""What a platform looks at when a picture is uploaded."""

from __future__ import annotations

import io

from PIL import Image, UnidentifiedImageError


def kind_of(content: bytes) -> str:
    """ "PNG", "JPEG" …, or "" for bytes that no picture begins with or that end too early."""
    try:
        with Image.open(io.BytesIO(content)) as picture:
            picture.load()
            return picture.format or ""
    except (UnidentifiedImageError, OSError, SyntaxError):
        return ""


def size_of(content: bytes) -> tuple[int, int]:
    """Width and height in pixels."""
    with Image.open(io.BytesIO(content)) as picture:
        return picture.size
