"""Marks that formats leave in a text: footnotes' superscript numbers, and where a text was taken from."""

import re

CODIFIED = "Trích Bộ pháp điển"  # first line of a text out of it: its own markup says what an article is

_UNIT = re.compile(r"\b[ckd]?m$")
_MARK = re.compile(r"\[?\d{1,3}\]?")


def is_footnote_mark(before: str, superscript: str) -> bool:
    """Whether a superscript after the text `before` is a footnote's mark, and not the 2 of m²."""
    return bool(_MARK.fullmatch(superscript.strip())) and not _UNIT.search(before)
