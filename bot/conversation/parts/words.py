"""Small word tests of the conversation: is this a command, a number, a yes?"""

from __future__ import annotations

from knowledge import normalize


def fold(text: str) -> str:
    """Lower case, no diacritics, single spaces: "  Hủy " → "huy"."""
    return " ".join(normalize.fold(text.casefold()).split())


def choice(text: str) -> int | None:
    """The option that a message picks: "2", "2." and "số 2" are 2; None when it picks none."""
    word = fold(text).removeprefix("so ").rstrip(".)")
    return int(word) if word.isascii() and word.isdecimal() and len(word) <= 2 else None
