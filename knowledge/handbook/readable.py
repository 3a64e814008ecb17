"""Sentences that a tired reader loses the thread of: longer than `LONGEST` words."""

from __future__ import annotations

import re

from knowledge.segment import syllables

LONGEST = 40  # words of a sentence; a line of a list counts as one

_END = re.compile(r"[.!?…]+(?=\s|$)|\n")


def long_sentences(text: str) -> list[str]:
    """The sentences of more than `LONGEST` words, in order."""
    return [sentence.strip() for sentence in _END.split(text) if len(syllables(sentence)) > LONGEST]
