"""Holds each retold clause to the official one: same clauses and points, no quantity lost or gained, no marker dropped.

A marker is a word that carries a condition, a bound or a duty ("trừ", "không quá", "ngày làm việc", "phải"): where the
official clause has it, the retelling says it in one of the ways that `markers.tsv` lists; some hold the other way round
too. `renderings.tsv` lists wordings that once changed a meaning. What a reader has judged to be right all the same
stands in `exceptions.toml` with its reason.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cache

from knowledge.handbook.exceptions import judged_signs
from knowledge.handbook.numbers import numbers_in, quantities_in
from knowledge.model import Article, Clause
from knowledge.tables import table


@dataclass(frozen=True, slots=True)
class Side:
    """One clause in one of the two texts, lower case; `around` is the title and the words above the clauses."""

    text: str
    around: str

    @property
    def all(self) -> str:
        """The clause with what stands above it."""
        return f"{self.around}\n{self.text}"


def unfaithful(place: str, entry: Article, original: Article, amended: bool = False) -> Iterator[str]:
    """What the retelling of an article ("45/2019/QH14:25") lost, gained or bent.

    Where other words amend the article, quantities are not compared: the text does not have them yet.
    """
    judged = judged_signs()
    if "khoản" not in judged.get(place, ()) and _numbers(entry) != _numbers(original):
        yield f"các khoản khác bản chính thức: {', '.join(_numbers(entry))} / {', '.join(_numbers(original))}"
    for ours, theirs in _pairs(entry, original):
        where = f"{place}:{ours.number}" if ours.number else place
        allowed = judged.get(where, set()) | (judged.get(place, set()) & {"điểm"})
        named = f"khoản {ours.number}: " if ours.number else ""
        if "điểm" not in allowed and (wrong := _wrong_points(ours, theirs)):
            yield f"{named}{wrong}"
        for what, text in _bent(_side(entry, ours), _side(original, theirs)):
            if what not in allowed and not (amended and what in _QUANTITIES):
                yield f"{named}{text}"


_QUANTITIES = ("số", "số thêm")


def _bent(ours: Side, theirs: Side) -> Iterator[tuple[str, str]]:
    """(what an exception calls it, what is wrong) for one clause."""
    if lost := _lost(theirs, ours):
        yield _QUANTITIES[0], f"mất số của bản chính thức: {lost}"
    if gained := _lost(ours, theirs):
        yield _QUANTITIES[1], f"số và đơn vị không có trong bản chính thức: {gained}"
    for marker in _markers():
        if marker.official.search(theirs.text) and not marker.retold.search(ours.all):
            yield marker.name, f"bản chính thức có “{marker.name}”, bản kể không"
        if marker.said and marker.said.search(ours.text) and not marker.ground.search(theirs.all):
            yield marker.name, f"bản kể có “{marker.name}”, bản chính thức không"
    for rendering in _renderings():
        told = rendering.forbidden.search(ours.text)
        if told and rendering.official.search(theirs.text) and not rendering.forbidden.search(theirs.text):
            yield told[0], f"“{told[0]}”: {rendering.reason}"


def _lost(whole: Side, other: Side) -> str:
    """Quantities of one side whose number the other lacks, or has with other units only."""
    missing = []
    theirs = quantities_in(other.all, words=True)
    numbers = numbers_in(other.all) | {number for number, _ in theirs}
    for number, unit in sorted(quantities_in(whole.text)):
        units = {u for n, u in theirs if n == number}
        if number not in numbers or (number != "1" and units and not units & {unit, *_NEAR.get(unit, ())}):
            missing.append(f"{number} {unit}")
    return ", ".join(missing)


# one unit told by another: a working day is a day, "1 lần trong 1 năm" may be told as "mỗi năm 1 lần"
_NEAR = {"ngày": {"ngày làm việc"}, "người": {"con", "thành viên"}, "lần": {"năm", "tháng", "tuần"}}


def _numbers(article: Article) -> list[str]:
    return [clause.number for clause in article.clauses if clause.number]


def _pairs(entry: Article, original: Article) -> Iterator[tuple[Clause, Clause]]:
    """Clauses of the same number; articles without numbered clauses as one."""
    theirs = {clause.number: clause for clause in original.clauses}
    for clause in entry.clauses:
        other = theirs.get(clause.number) if clause.number else None
        if other and not _AMENDING.match(other.text) and not _ENDED.match(clause.text):
            yield clause, other
    if not _numbers(entry) and not _numbers(original):
        yield Clause(None, entry.full_text()), Clause(None, original.full_text())


_AMENDING = re.compile(r"(?:Sửa đổi|Bổ sung|Thay thế|Bãi bỏ)\b")  # it quotes another document's words
_ENDED = re.compile(r"\(?[Đđ]ã (?:bị )?bãi bỏ")


def _side(article: Article, clause: Clause) -> Side:
    around = [article.title, *(c.full_text() for c in article.clauses if c.number is None)]
    text = replace(clause, number=None).full_text()
    return Side(text.lower(), "\n".join(around).lower())


def _wrong_points(ours: Clause, theirs: Clause) -> str:
    """Points that the official clause lacks, or some but not all of its points."""
    told, real = [[p.letter for p in clause.points] for clause in (ours, theirs)]
    return f"các điểm khác bản chính thức: {', '.join(told)} / {', '.join(real)}" if told and told != real else ""


@dataclass(frozen=True, slots=True)
class _Marker:
    name: str
    official: re.Pattern[str]
    retold: re.Pattern[str]
    said: re.Pattern[str] | None
    ground: re.Pattern[str]


@dataclass(frozen=True, slots=True)
class _Rendering:
    official: re.Pattern[str]
    forbidden: re.Pattern[str]
    reason: str


@cache
def _markers() -> Sequence[_Marker]:
    """The rows of markers.tsv; its columns stand in its head."""
    found = []
    for name, official, retold, *back in table("markers.tsv"):
        said, ground = (re.compile(back[0]), re.compile(back[1])) if back else (None, re.compile(""))
        found.append(_Marker(name, re.compile(official), re.compile(retold), said, ground))
    return found


@cache
def _renderings() -> Sequence[_Rendering]:
    return [_Rendering(re.compile(a), re.compile(b), reason) for a, b, reason in table("renderings.tsv")]
