"""Footnote marks: superscript numbers that consolidated texts glue to words."""

import re

_UNIT = re.compile(r"\b[ckd]?m$")
_MARK = re.compile(r"\[?\d{1,3}\]?")


def is_footnote_mark(before: str, superscript: str) -> bool:
    """Whether a superscript after the text `before` is a footnote's mark, and not the 2 of m²."""
    return bool(_MARK.fullmatch(superscript.strip())) and not _UNIT.search(before)
