"""How many clauses, points and syllables each article has in the copies that the handbook was checked against.

A file of one of these documents is held to them: the same words are there in every honest copy, to a syllable or two.
So a lost clause, a line cut in half or another document's article is seen, where the text itself would not show it.
`data/outlines.txt` holds counts alone, no words; `danbiet knowledge check --handbook --stamp` writes it.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from functools import cache
from pathlib import Path

from knowledge.model import Clause, Document
from knowledge.segment import syllables

FILE = Path(__file__).parents[1] / "data" / "outlines.txt"

_FEW = 2  # syllables by which two honest copies of a clause may differ ("Việt" for "Việt Nam")
_SHARE = 0.001  # … or this share of a very long one

Outline = dict[str, list[str]]  # article → its clauses: "2:120/4" is clause 2 with 120 syllables and 4 points


def outline(document: Document) -> Outline:
    """The counts of a document."""
    return {article.number: [_counts(clause) for clause in article.clauses] for article in document.articles}


def _counts(clause: Clause) -> str:
    points = f"/{len(clause.points)}" if clause.points else ""
    return f"{clause.number or ''}:{len(syllables(clause.full_text()))}{points}"


def write_outlines(documents: Iterable[Document], path: Path = FILE) -> int:
    """Write the counts of documents: a line with the number, then a line an article; how many documents there are."""
    known = {d.number: outline(d) for d in documents if d.part == "Điều" and "(hợp nhất)" not in d.number}
    lines = [
        line
        for number, articles in sorted(known.items())
        for line in (number, *(f" {article} {' '.join(clauses)}" for article, clauses in articles.items()))
    ]
    path.write_text("".join(f"{line}\n" for line in lines), "utf-8")
    known_outlines.cache_clear()
    return len(known)


@cache
def known_outlines() -> dict[str, Outline]:
    """Number of a document → its counts."""
    found: dict[str, Outline] = {}
    number = ""
    for line in FILE.read_text("utf-8").splitlines():
        if line.startswith(" "):
            article, *clauses = line.split()
            found[number][article] = clauses
        else:
            number = line
            found[number] = {}
    return found


def differences(document: Document) -> Iterator[str]:
    """The places where a document differs from the copy that we know: "thiếu khoản 3 Điều 5", "Điều 7"."""
    known = known_outlines().get(document.number, {})
    own = outline(document)
    for article, clauses in known.items():
        if article not in own:
            yield f"thiếu Điều {article}"
        elif len(own[article]) != len(clauses) or not all(map(_alike, clauses, own[article])):
            yield _difference(article, clauses, own[article])
    if known:
        yield from (f"thừa Điều {article}" for article in own if article not in known)


def _alike(known: str, own: str) -> bool:
    (number, size, points), (other, other_size, other_points) = _read(known), _read(own)
    return (number, points) == (other, other_points) and abs(size - other_size) <= max(_FEW, size * _SHARE)


def _read(counts: str) -> tuple[str, int, int]:
    number, _, rest = counts.partition(":")
    size, _, points = rest.partition("/")
    return number, int(size), int(points or 0)


def _difference(article: str, known: list[str], own: list[str]) -> str:
    """The first clause that is missing or differs, as people name it."""
    held = {_read(counts)[0]: counts for counts in own}
    for counts in known:
        number = _read(counts)[0]
        place = f"khoản {number} Điều {article}" if number else f"Điều {article}"
        if number not in held:
            return f"thiếu {place}"
        if not _alike(counts, held[number]):
            return place
    return f"Điều {article}"
