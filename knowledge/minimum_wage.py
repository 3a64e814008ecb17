"""The minimum wage where a commune lies: its region by the lists of communes, its sums by the figures of the day."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import groupby

from knowledge.figures import Figure, amount, shipped
from knowledge.model import Card, Citation, Statement, WagePlace
from knowledge.normalize import fold
from knowledge.wage_regions import Commune, WageRegions

GENERAL_CARD = "xã tôi thuộc vùng lương nào"  # whose law stands behind the answer for one commune
_ASKS = re.compile(
    r"\b(?:luong|muc|luong co ban) (?:toi thieu|thap nhat|san)\b|\bluong vung\b|\btoi thieu vung\b"
    r"|\b(?:vung|khu vuc) (?:may|nao|gi|bao nhieu)\b|\bltt\b|\bltt?v\b"
)
# what else such a question may want, and then the commune is a circumstance
_ASKS_ELSE = re.compile(
    r"\b(?:bi phat|phat (?:tien|bao|the|may|gi|nhu|cong|sao|ntn|khong)|xu phat|xu ly|khoi kien|kien (?:o|ra|cong)"
    r"|to cao|khieu nai|bao hiem|bhxh|bhtn|that nghiep|ngung viec|thu viec|hoc viec|hoc nghe|nghi viec|duoi viec"
    r"|thai san)\b"
)
_NUMERALS = ("I", "II", "III", "IV")
_TOPICS = ("minimum_wage",)


@dataclass(frozen=True, slots=True)
class MinimumWage:
    """A commune with the sums that hold there on a day; `listed_in` is the document that puts it into its region."""

    commune: Commune
    month: Figure
    hour: Figure
    listed_in: Citation


def asks_minimum_wage(question: str) -> bool:
    """Whether a question is about the minimum wage itself, or the region in which a place lies."""
    words = " ".join(re.findall(r"\w+", fold(question)))
    return bool(_ASKS.search(words)) and not _ASKS_ELSE.search(words)


def minimum_wages(regions: WageRegions, text: str, day: date) -> tuple[MinimumWage, ...]:
    """Of each commune that a text names; several where provinces share a name, none where it names no commune."""
    return tuple(wage for commune in regions.find(text, day) if (wage := _wage(commune, regions, day)))


def _wage(commune: Commune, regions: WageRegions, as_of: date) -> MinimumWage | None:
    month = shipped().on(f"minimum_wage_{commune.region}", as_of)
    hour = shipped().on(f"minimum_wage_hour_{commune.region}", as_of)
    place = regions.place_of(commune, as_of)
    return MinimumWage(commune, month, hour, place) if month and hour and place else None


def wage_places(wages: Sequence[MinimumWage]) -> tuple[WagePlace, ...]:
    """The communes with their regions alone."""
    return tuple(WagePlace(w.commune.region, f"{w.commune.name}, {w.commune.province}", w.listed_in) for w in wages)


def wage_card(wages: Sequence[MinimumWage]) -> Card:
    """The answer in words: one place with its sums, or all that share the name and the request to say which."""
    first = wages[0]
    basis = tuple(dict.fromkeys([_source(first.month), *(w.listed_in for w in wages)]))
    if len(wages) == 1:
        return Card(GENERAL_CARD, Statement(_one(first), basis), topics=_TOPICS)
    sample = f"{first.commune.name[0].lower()}{first.commune.name[1:]}, {_lower(first.commune.province)}"
    which = Statement(f"Bạn làm ở nơi nào? Gõ lại cả tên tỉnh, thí dụ: lương tối thiểu ở {sample}.")
    return Card(GENERAL_CARD, Statement("\n".join(_several(wages)), basis), (which,), topics=_TOPICS)


def _one(wage: MinimumWage) -> str:
    commune = wage.commune
    return (
        f"{amount(wage.month.value)} đồng một tháng, {amount(wage.hour.value)} đồng một giờ. "
        f"{commune.name} ({_lower(commune.province)}) thuộc vùng {_NUMERALS[commune.region - 1]}. "
        f"Mức này tính từ {_day(wage.month.begins_on)}, theo nơi công ty hoạt động."
    )


def _several(wages: Sequence[MinimumWage]) -> Iterator[str]:
    yield f"Có {len(wages)} nơi cùng tên, mức lương tối thiểu từng nơi như sau:"
    for region, group in groupby(sorted(wages, key=lambda w: w.commune.region), key=lambda w: w.commune.region):
        same = list(group)
        places = "; ".join(f"{w.commune.name}, {_lower(w.commune.province)}" for w in same)
        yield (
            f"Vùng {_NUMERALS[region - 1]}, {amount(same[0].month.value)} đồng một tháng, "
            f"{amount(same[0].hour.value)} đồng một giờ: {places}."
        )


def _source(figure: Figure) -> Citation:
    document, article, *clause = figure.source.split(":")
    return Citation(document, article, *clause[:1])


def _lower(province: str) -> str:
    return province[0].lower() + province[1:]


def _day(day: date) -> str:
    return f"{day.day}/{day.month}/{day.year}"
