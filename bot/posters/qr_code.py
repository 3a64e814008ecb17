"""QR codes: an address as squares for print, and as a picture for chats."""

from __future__ import annotations

import base64
import io
from functools import lru_cache

import segno

QUIET = 4  # modules of white that a code needs around it
LEAST_WIDTH = 400  # pixels; smaller ones are hard to scan from another phone's screen


def modules(address: str) -> list[bytearray]:
    """The rows of the code that holds `address`, 1 for a dark module; without the white around it."""
    return list(_code(address).matrix)


@lru_cache(maxsize=8)
def as_png(address: str) -> bytes:
    """The code as a black and white PNG, white around it, at least 400 pixels wide."""
    code = _code(address)
    width = len(code.matrix) + 2 * QUIET
    picture = io.BytesIO()
    code.save(picture, kind="png", scale=-(-LEAST_WIDTH // width), border=QUIET)
    return picture.getvalue()


def as_data_url(address: str) -> str:
    """The picture inside an address of its own, for pages that fetch nothing for it."""
    return "data:image/png;base64," + base64.b64encode(as_png(address)).decode()


def _code(address: str) -> segno.QRCode:
    return segno.make(address, error="m", micro=False)
