"""What a word means: each clause that explains one is found by its term ("Người sử dụng lao động là gì?").

The law's articles "Giải thích từ ngữ" say one term a clause, before "là" or a colon. A question that asks what
something is looks among these terms; where none fits, such an article gains nothing from the form of the question.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from knowledge.collection import Entry, UnitKind
from knowledge.normalize import fold, fold_word
from knowledge.segment import syllables

FEWEST = 0.5  # share of what is asked for that a term must make up
_TERM = re.compile(
    r"^(?:\d+[a-zđ]?\.\s*)?[“\"]?(?P<term>[^:;“”\"()]{2,80}?)[”\"]?\s*(?:\([^)]*\)\s*)?(?::|\blà\b|\bgồm\b)"
)
_POLITE = r"(?:a|vay|the|ha|nhi|z|v|ta|nao|dzay|zay|day|ad|shop|em|ban|troi|chu)"
# folded; what is asked for stands in the group
_ASKED = tuple(
    re.compile(pattern)
    for pattern in (
        rf"^(.+?) (?:co )?(?:nghia )?la (?:gi|ai|sao|cai gi|nhu the nao|the nao)(?: {_POLITE})*$",
        rf"^(.+?) (?:duoc )?hieu (?:la gi|la sao|nhu the nao|the nao|ra sao)(?: {_POLITE})*$",
        r"(?:the nao|nhu the nao|sao)(?: thi)? (?:duoc )?(?:coi |goi |xem )?la (.+)$",
        r"hieu (?:the nao|sao) (?:la|ve) (.+)$",
        r"(?:khai niem|dinh nghia|giai thich tu|giai nghia)(?: cua| ve)? (.+)$",
    )
)


def terms_of(entry: Entry) -> list[tuple[str, int]]:
    """The terms that an article explains, folded, each with the place of its clause among the entry's clauses."""
    if "giai thich tu ngu" not in fold(entry.title):
        return []
    clauses = [unit for unit in entry.units if unit.kind is not UnitKind.QUESTION]
    found = ((_TERM.match(unit.text), place) for place, unit in enumerate(clauses) if unit.clause)
    return [(" ".join(syllables(fold(match["term"]))), place) for match, place in found if match]


def asked_for(words: Sequence[str]) -> str:
    """What a question wants to have explained, folded, or "" when it does not ask for a meaning."""
    text = " ".join(map(fold_word, words))
    return next((match[1] for pattern in _ASKED if (match := pattern.search(text))), "")


def share(term: str, asked: str) -> float:
    """How much of what is asked for a term is: 1 when they are equal, 0 below `FEWEST`."""
    if f" {term} " not in f" {asked} ":
        return 0.0
    part = len(term.split()) / max(len(asked.split()), 1)
    return part if part >= FEWEST else 0.0


class Definitions:
    """All explained terms of a collection: (folded term, entry, row of the clause)."""

    def __init__(self, rows: Sequence[tuple[str, int, int]]) -> None:
        self.rows = rows

    @classmethod
    def build(cls, entries: Sequence[Entry], clause_starts: Sequence[int]) -> Definitions:
        """From the entries in their order, and the row of the first clause of each."""
        return cls([(t, i, clause_starts[i] + at) for i, entry in enumerate(entries) for t, at in terms_of(entry)])

    def of(self, words: Sequence[str]) -> dict[int, tuple[float, int]]:
        """Entry → (how well a term of it fits what the question wants explained, the row of that clause)."""
        asked = asked_for(words)
        found: dict[int, tuple[float, int]] = {}
        if asked:
            for term, entry, row in self.rows:
                found[entry] = max(found.get(entry, (0.0, -1)), (share(term, asked), row))
        return {entry: best for entry, best in found.items() if best[0] > 0}
