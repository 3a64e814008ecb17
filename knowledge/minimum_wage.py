"""The minimum wage where a worker works: the commune's region, and the sums of that region on a day."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from knowledge.figures import Figure, shipped
from knowledge.model import Document
from knowledge.normalize import fold
from knowledge.region_appendix import region_list
from knowledge.wage_regions import Commune, WageRegions
from knowledge.wage_regions import shipped as shipped_regions


@dataclass(frozen=True, slots=True)
class MinimumWage:
    """What is paid at least in a commune, by month and by hour; `source` is the list that names its region."""

    commune: Commune
    month: Figure
    hour: Figure
    source: str


def minimum_wages(regions: WageRegions, text: str, day: date) -> tuple[MinimumWage, ...]:
    """Of each commune that a text names; several where provinces share a name, none where it names no commune."""
    chosen = regions.on(day)
    found = []
    for commune in regions.find(text, day):
        month = shipped().on(f"minimum_wage_{commune.region}", day)
        hour = shipped().on(f"minimum_wage_hour_{commune.region}", day)
        if month and hour and chosen:
            found.append(MinimumWage(commune, month, hour, chosen.source))
    return tuple(found)


def all_regions(imported: Iterable[Document]) -> WageRegions:
    """The shipped list and those of imported documents."""
    lists = (region_list(document, shipped_regions()) for document in imported if is_about_wages(document))
    return WageRegions([shipped_regions(), *filter(None, lists)])


def is_about_wages(document: Document) -> bool:
    """Whether a document may list wage regions, by its title."""
    return "luong toi thieu" in fold(document.title)
