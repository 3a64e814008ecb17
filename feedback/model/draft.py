"""What a worker gives: the submission before it is stored."""

from __future__ import annotations

from dataclasses import dataclass, field

from feedback.model.case import Category, Concern, EmergencyKind, Level
from feedback.model.union import Scope


@dataclass(frozen=True, slots=True)
class Place:
    """Where the matter is: area and branch codes of the organisation file, each may be missing."""

    province: str = ""
    district: str = ""
    commune: str = ""
    industrial_park: str = ""
    branch: str = ""
    company: str = ""

    def code(self, scope: Scope) -> str:
        """The code in that scope, "" when unknown."""
        value = getattr(self, scope.value)
        assert isinstance(value, str)
        return value


@dataclass(frozen=True, slots=True)
class Photo:
    """A picture that was already re-encoded and stripped of metadata."""

    jpeg: bytes


@dataclass(frozen=True, slots=True)
class Person:
    """A staff member as a worker may name one at step 5: `id` for `Draft.people_concerned`, name and unit to read."""

    id: int
    name: str
    unit: str


@dataclass(frozen=True, slots=True)
class Draft:
    """Everything a worker gives before sending; only `text` is required.

    `company_name` and `contact` are sealed. `units_concerned` are unit codes and `people_concerned` staff ids named at
    step 5. `legal_basis` are keys like "145/2020/NĐ-CP:43", carried along from an answer. `sender` is an opaque value
    for the flood limit: it is kept in memory only, hashed, and never stored.
    """

    text: str
    place: Place = Place()
    category: Category = Category.OTHER
    company_name: str = ""
    photos: tuple[Photo, ...] = ()
    concerns: frozenset[Concern] = frozenset()
    units_concerned: tuple[str, ...] = ()
    people_concerned: tuple[int, ...] = ()
    emergency: EmergencyKind | None = None
    urgent: bool = False
    level: Level = Level.ANONYMOUS
    contact: str = ""
    consent_forwarding: bool = False
    consent_grassroots: bool = False
    legal_basis: tuple[str, ...] = ()
    channel: str = "web"
    sender: str = field(default="", repr=False)
