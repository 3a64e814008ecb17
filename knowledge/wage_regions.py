"""In which wage region a commune lies: Nghị định 293/2025/NĐ-CP, Phụ lục, shipped as rows; later lists override it.

Communes of several provinces share a name, so a search returns all that fit and the dialogue asks. Names are matched
without diacritics; where the text carries them, an exact match goes before the others.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from functools import cache

from knowledge.model import Citation
from knowledge.normalize import clean, fold
from knowledge.tables import table

SHIPPED_FROM, SHIPPED_SOURCE = date(2026, 1, 1), "293/2025/NĐ-CP"
_KINDS = ("phường", "xã", "đặc khu")
_PROVINCE = re.compile(r"^(thành phố|tỉnh) ", re.IGNORECASE)
_SYLLABLE = re.compile(r"[^\W_]+")
_SHORT_KINDS = {"p": "phuong", "x": "xa", "đk": "dac khu", "dk": "dac khu"}
_LONGEST_NAME = 5  # syllables


@dataclass(frozen=True, slots=True)
class Commune:
    """A commune, ward or special zone ("Phường Đông Hòa") of a province, and its wage region, 1 to 4."""

    province: str
    name: str
    region: int


@dataclass(frozen=True, slots=True)
class _Meant:
    """A commune whose name was found: its length in syllables, and whether its province is named beside it."""

    commune: Commune
    size: int
    placed: bool


@dataclass(frozen=True, slots=True)
class RegionList:
    """The communes that one decree's appendix lists, from a day on; `places` says where, by province."""

    begins_on: date
    source: str
    communes: tuple[Commune, ...]
    places: Mapping[str, Citation] = field(default_factory=dict)


class WageRegions:
    """The lists of all days; for each commune the newest counts that has begun and names it.

    Of two that begin on one day the later in `lists` counts.
    """

    def __init__(self, lists: Iterable[RegionList]) -> None:
        self._given = sorted(lists, key=lambda one: one.begins_on)
        self._lists = _completed(self._given)
        self._by_name: dict[date, dict[str, list[Commune]]] = {}

    def on(self, day: date) -> RegionList | None:
        """All communes as they lie on a day."""
        begun = [one for one in self._lists if one.begins_on <= day]
        return begun[-1] if begun else None

    def place_of(self, commune: Commune, day: date) -> Citation | None:
        """Where the list stands that puts a commune into its region on a day."""
        begun = (one for one in reversed(self._given) if one.begins_on <= day and commune in one.communes)
        listed = next(begun, None)
        return listed.places.get(commune.province, Citation(listed.source, "3", "2")) if listed else None

    def find(self, text: str, day: date) -> tuple[Commune, ...]:
        """The communes that a text names: "phường Đông Hòa", "xa tan phu dong nai", "lương tối thiểu ở xã Gào".

        A bare name counts where it is the whole text, or where its province or a word like "phường" stands beside it.
        """
        chosen = self.on(day)
        if chosen is None:
            return ()
        words = _words(text)
        meant = self._meant(words, chosen)
        placed = [found for found in meant if found.placed]
        longest = max((found.size for found in placed or meant), default=0)
        return _exact([f.commune for f in placed or meant if f.size == longest], clean(text).lower())

    def _meant(self, words: Sequence[str], chosen: RegionList) -> list[_Meant]:
        """Every commune whose name stands among the words and is meant there."""
        names = self._names(chosen)
        found = []
        for size in range(1, min(_LONGEST_NAME, len(words)) + 1):
            for at in range(len(words) - size + 1):
                if called := names.get(" ".join(words[at : at + size])):
                    around = (words[:at], words[at + size :])
                    found += [m for commune in called if (m := _is_meant(commune, around, size))]
        return found

    def _names(self, chosen: RegionList) -> dict[str, list[Commune]]:
        """Folded name without its kind → communes."""
        if chosen.begins_on not in self._by_name:
            names: dict[str, list[Commune]] = {}
            for commune in chosen.communes:
                names.setdefault(" ".join(_SYLLABLE.findall(fold(_bare(commune.name)))), []).append(commune)
            self._by_name[chosen.begins_on] = names
        return self._by_name[chosen.begins_on]


def _completed(lists: Sequence[RegionList]) -> list[RegionList]:
    """Each list with what the ones before it say of communes that it does not name."""
    completed: list[RegionList] = []
    communes: dict[tuple[str, str], Commune] = {}
    for one in lists:
        communes = communes | {(commune.province, commune.name): commune for commune in one.communes}
        completed.append(replace(one, communes=tuple(communes.values())))
    return completed


@cache
def shipped() -> RegionList:
    """The list that comes with the program."""
    communes = tuple(Commune(row[0], row[1], int(row[3])) for row in table("wage_regions.tsv"))
    return RegionList(SHIPPED_FROM, SHIPPED_SOURCE, communes)


def _words(text: str) -> list[str]:
    """The syllables without diacritics; "p. 5" → "phuong 5"."""
    typed = _SYLLABLE.findall(clean(text).lower())
    return [part for word in typed for part in (_SHORT_KINDS.get(word) or fold(word)).split()]


def _is_meant(commune: Commune, around: tuple[Sequence[str], Sequence[str]], size: int) -> _Meant | None:
    """Whether a name between these words means the commune; a kind typed before it must be the commune's own."""
    before, after = (" ".join(words) for words in around)
    placed = any(f" {name} " in f" {part} " for name in _called(commune.province) for part in (before, after))
    typed = next((kind for kind in map(fold, _KINDS) if f" {before}".endswith(f" {kind}")), None)
    meant = fold(commune.name).startswith(f"{typed} ") if typed else placed or not (before or after)
    return _Meant(commune, size, placed) if meant else None


@cache
def _called(province: str) -> tuple[str, ...]:
    """What a province is called, without diacritics: its name, short names, provinces that it took in."""
    others = [name for row in table("province_names.tsv") if row[0] == province for name in row[1].split(",")]
    names = [_PROVINCE.sub("", province), *others]
    return tuple(" ".join(_SYLLABLE.findall(fold(name))) for name in names)


def _exact(found: Sequence[Commune], text: str) -> tuple[Commune, ...]:
    """Those whose name stands in the text letter by letter, or all where none does."""
    exact = [commune for commune in found if clean(_bare(commune.name)).lower() in text]
    return tuple(dict.fromkeys(exact or found))


def _bare(name: str) -> str:
    """ "Phường Đông Hòa" → "Đông Hòa"."""
    kind = next((kind for kind in _KINDS if name.lower().startswith(f"{kind} ")), "")
    return name[len(kind) :].strip()
