"""What a deadline, an event, a timer or a notice is about: a case today, a task or a meeting tomorrow."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class SubjectKind(StrEnum):
    """The kinds of things that have a log and clocks."""

    HOUSE = "house"
    """The union's house itself: acts of administration, chain 0."""
    CASE = "case"


@dataclass(frozen=True, slots=True, order=True)
class Subject:
    """One such thing. Ids are random and unique within their kind."""

    kind: SubjectKind
    id: int


HOUSE = Subject(SubjectKind.HOUSE, 0)


def case_subject(case_id: int) -> Subject:
    """The subject that a case is."""
    return Subject(SubjectKind.CASE, case_id)
