"""Which listed company a typed name means: matched only when sure, asked about when it may be one, else kept as typed.

The kind of a firm ("công ty", "TNHH", "chi nhánh") says nothing about which firm it is, so the other syllables decide.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from bot.conversation.intake.draft import IntakeDraft
from bot.conversation.parts.model import Named, Petitions
from bot.conversation.parts.words import fold
from feedback.model.union import Scope

LONGEST_NAME = 200
_KINDS = re.compile(
    r"\b(?:cong ty|cty|cti|ct|tap doan|nha may|xi nghiep|chi nhanh|co quan|trach nhiem huu han|tnhh|co phan|ctcp|cp|"
    r"mot thanh vien|mtv|1tv|1 thanh vien|viet nam|vn)\b"
)


@dataclass(frozen=True, slots=True)
class Likeness:
    """`sure`: the one company that has this name. `perhaps`: those of which the name says a part, or too much."""

    sure: Named | None = None
    perhaps: tuple[Named, ...] = ()


def find_company(name: str, companies: Sequence[Named]) -> Likeness:
    """The companies that a typed name means, marks and capitals aside."""
    wanted = _telling(name)
    if not wanted:
        return Likeness()
    same = tuple(c for c in companies if _telling(c.name) == wanted or c.code.casefold() == name.strip().casefold())
    if len(same) == 1:
        return Likeness(sure=same[0])
    parts = tuple(c for c in companies if _holds(_telling(c.name), wanted) or _holds(wanted, _telling(c.name)))
    return Likeness(perhaps=same or parts)


def placed(petitions: Petitions, draft: IntakeDraft, name: str) -> IntakeDraft:
    """The draft with a typed company: in its place when it is sure, else as the worker's own words."""
    sure = likeness(petitions, draft, name).sure
    if sure:
        return replace(draft, place={**draft.place, Scope.COMPANY.value: sure.code}, company="")
    return replace(draft, company=name.strip()[:LONGEST_NAME])


def likeness(petitions: Petitions, draft: IntakeDraft, name: str) -> Likeness:
    """Near the chosen park or commune first; the same name elsewhere is asked about, the place may be the wrong one."""
    parent = draft.place.get(Scope.INDUSTRIAL_PARK) or draft.place.get(Scope.COMMUNE, "")
    near = find_company(name, petitions.areas(Scope.COMPANY, parent))
    if not parent or near.sure or near.perhaps:
        return near
    far = find_company(name, petitions.areas(Scope.COMPANY))
    return Likeness(perhaps=(far.sure,) if far.sure else far.perhaps)


def _telling(name: str) -> tuple[str, ...]:
    """The syllables that tell one firm from another; a remark in brackets is no part of a name."""
    words = " ".join(re.findall(r"\w+", re.sub(r"\(.*?\)", " ", fold(name))))
    return tuple(_KINDS.sub(" ", words).split())


def _holds(longer: tuple[str, ...], shorter: tuple[str, ...]) -> bool:
    """Whether `shorter` stands in `longer` as a row of whole syllables."""
    size = len(shorter)
    return bool(size) and any(longer[i : i + size] == shorter for i in range(len(longer) - size + 1))
