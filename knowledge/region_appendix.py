"""The appendix of a minimum wage decree, imported as lines → in which region each commune lies.

The list is prose ("- Vùng II, gồm các phường A, B và xã C.") under the name of each province, and ends with "các xã,
phường còn lại"; what is left is known from the communes that the program ships. Rows of a table
("Phường A | Vùng II") are read too.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator

from knowledge.model import Citation, Document
from knowledge.normalize import clean, fold
from knowledge.wage_regions import Commune, RegionList

_PROVINCE = re.compile(r"(?:\d{1,2}[.)]?\s*)?((?:Tỉnh|Thành phố) [^.,;:|]{2,40})[.:]?", re.IGNORECASE)
_REGION = re.compile(r"\W*Vùng (IV|I{1,3})\b[,:]?\s*(?:bao )?gồm:?\s*(.*)", re.IGNORECASE | re.DOTALL)
_IS_REGION = re.compile(r"(?:Vùng )?(IV|I{1,3})", re.IGNORECASE)
_NAMED = re.compile(r"(Phường|Xã|Đặc khu) (.+)", re.IGNORECASE)
_KINDS = re.compile(r"(?:^|,|;|\bvà)\s*(?:các )?(phường|xã|đặc khu)\b", re.IGNORECASE)
_SYLLABLE = re.compile(r"[^\W_]+")
_VALUE = {"I": 1, "II": 2, "III": 3, "IV": 4}
_FEWEST = 30  # communes named: fewer is a mention, and no list

_Key = tuple[str, str]  # (province, commune with its kind), each in one spelling


def holds_regions(document: Document, base: Document | None) -> bool:
    """Whether a document may hold such a list: it, or what it was issued with, is about the minimum wage."""
    return any("luong toi thieu" in fold(one.title) for one in (document, base) if one)


def region_list(document: Document, known: RegionList, base: Document | None = None) -> RegionList | None:
    """The list that a document holds, from its day on (or that of `base`), or None when it holds none.

    An appendix may change a few communes only; anywhere else so few are a mere mention.
    """
    begins_on = document.effective_on or (base.effective_on if base else None)
    lines = [line for a in document.articles for line in (a.title, *a.full_text().splitlines())]
    communes = read_regions(lines, known.communes, 1 if document.attached_to else _FEWEST)
    if not communes or not begins_on:
        return None
    return RegionList(begins_on, document.cited_as, communes, _places(document, known.communes))


def _places(document: Document, known: Iterable[Commune]) -> dict[str, Citation]:
    """In which article each province begins."""
    provinces = _provinces(known)
    places: dict[str, Citation] = {}
    for article in document.articles:
        for line in (article.title, *article.full_text().splitlines()):
            if province := _province(line.partition("|")[0].strip(), provinces):
                places.setdefault(province, Citation(document.cited_as, article.number, part=document.part))
    first = Citation(document.cited_as, document.articles[0].number, part=document.part)
    return {province: places.get(province, first) for province in provinces.values()}


def read_regions(lines: Iterable[str], known: Iterable[Commune], fewest: int = _FEWEST) -> tuple[Commune, ...]:
    """All communes with their region as the lines say it; nothing when they name fewer than `fewest`."""
    provinces = _provinces(known)
    names = {_key(commune.province, commune.name): commune for commune in known}
    named: dict[_Key, Commune] = {}
    rest: dict[str, int] = {}
    for province, region, name in _entries(lines, provinces):
        if name is None:
            rest[province] = region
        elif keys := _known(province, name, names):
            named.update((key, Commune(province, names[key].name, region)) for key in keys)
        else:
            named[_key(province, name)] = Commune(province, name[0].upper() + name[1:], region)
    if len(named) < fewest:
        return ()
    named |= _misprinted(named, names, set(rest))
    left = [commune for key, commune in names.items() if commune.province in rest and key not in named]
    return (*named.values(), *(Commune(c.province, c.name, rest[c.province]) for c in left))


def _misprinted(named: dict[_Key, Commune], names: dict[_Key, Commune], provinces: set[str]) -> dict[_Key, Commune]:
    """Known communes that are named with one letter or mark wrong, where only one can be meant."""
    found: dict[_Key, Commune] = {}
    for key, commune in named.items():
        if key in names or commune.province not in provinces:
            continue
        near = [k for k, c in names.items() if k not in named and c.province == commune.province and _near(k, key)]
        if len(near) == 1:
            found[near[0]] = Commune(commune.province, names[near[0]].name, commune.region)
    return found


def _near(one: _Key, other: _Key) -> bool:
    a, b = fold(one[1]), fold(other[1])
    return len(a) == len(b) and sum(x != y for x, y in zip(a, b, strict=True)) <= 1


def _provinces(known: Iterable[Commune]) -> dict[str, str]:
    return {fold(commune.province): commune.province for commune in known}


def _province(cell: str, provinces: dict[str, str]) -> str:
    """The province whose name a cell or a title is, or ""."""
    found = _PROVINCE.fullmatch(cell)
    return provinces.get(fold(found[1].strip()), "") if found else ""


def _key(province: str, name: str) -> _Key:
    """ "Xã Hoà Phú" and "xã Hòa Phú" are one, "Văn Lang" and "Văn Lăng" are two."""
    return fold(clean(province)), " ".join(map(_spelled, _SYLLABLE.findall(clean(name).lower())))


def _spelled(syllable: str) -> str:
    """The letters in order and then the marks, wherever the tone was put."""
    parts = unicodedata.normalize("NFD", syllable)
    return "".join(sorted(parts, key=lambda part: bool(unicodedata.combining(part)) * ord(part)))


def _known(province: str, name: str, names: dict[_Key, Commune]) -> list[_Key]:
    """The known communes that a name means; two whose comma got lost in print are two."""
    if (key := _key(province, name)) in names:
        return [key]
    kind, *words = name.split()
    for cut in range(1, len(words)):
        keys = [_key(province, " ".join([kind, *part])) for part in (words[:cut], words[cut:])]
        if all(key in names for key in keys):
            return keys
    return []


def _entries(lines: Iterable[str], provinces: dict[str, str]) -> Iterator[tuple[str, int, str | None]]:
    """(province, region, commune) in order; a commune None stands for all that are not named."""
    province = ""
    for line in _whole_lines(lines, provinces):
        cells = [cell.strip() for cell in line.split("|")]
        for cell in cells:
            province = _province(cell, provinces) or province
        if not province:
            continue
        if len(cells) > 1 and (row := _row(cells)):
            yield province, *row
        for cell in cells:
            if found := _REGION.match(cell):
                for name in _communes(found[2]):
                    yield province, _VALUE[found[1].upper()], name


def _whole_lines(lines: Iterable[str], provinces: dict[str, str]) -> Iterator[str]:
    """The lines, with a list that was broken at the end of a line put together again."""
    whole = ""
    for line in (" ".join(clean(line).split()) for line in lines):
        begins = "|" in line or _REGION.match(line) or _PROVINCE.fullmatch(line)
        if whole and not begins and _REGION.match(whole) and not whole.endswith("."):
            whole = f"{whole} {line}"
            continue
        if whole:
            yield whole
        whole = line
    if whole:
        yield whole


def _row(cells: list[str]) -> tuple[int, str] | None:
    """The region and the commune of a row that names one of each."""
    regions = [m for cell in cells if (m := _IS_REGION.fullmatch(cell))]
    communes = [cell for cell in cells if _NAMED.fullmatch(cell) and "," not in cell]
    return (_VALUE[regions[0][1].upper()], communes[0]) if len(regions) == len(communes) == 1 else None


def _communes(words: str) -> Iterator[str | None]:
    """ "các phường A, B và xã C." → phường A, phường B, xã C; None for "các xã, phường còn lại"."""
    words = words.strip().rstrip(".;")
    if words.endswith("còn lại"):
        yield None
        words = words.rpartition(";")[0]
    kind = ""
    for part in filter(None, re.split(r"[,;]|\bvà\b", _KINDS.sub(r", \1:", words))):
        marked = re.match(r"\s*(phường|xã|đặc khu):(.*)", part, re.IGNORECASE)
        kind, name = (marked[1].lower(), marked[2]) if marked else (kind, part)
        if name.strip() and kind:
            yield f"{kind} {name.strip()}"
