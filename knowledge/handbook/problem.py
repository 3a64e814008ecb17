"""What a check of the handbook or of the cards finds."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Problem:
    """One thing to mend: where ("145/2020/NĐ-CP:43") and what, in Vietnamese."""

    place: str
    text: str
