"""Numbers that a page sends back."""

from __future__ import annotations

NONE = -1
_LARGEST = 2**63 - 1  # ids are random numbers of up to 63 bits, most of them with nineteen digits


def whole(text: str) -> int:
    """A whole number that a database can hold; NONE for anything else."""
    if not (text.isascii() and text.isdecimal()) or len(text) > len(str(_LARGEST)):
        return NONE
    number = int(text)
    return number if number <= _LARGEST else NONE
