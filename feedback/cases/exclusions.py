"""Who is barred from a case (R2, R3, R6): units, people, and grassroots unions under a mark.

The company's union would name the company, which is sealed everywhere else. So a barred grassroots union is stored as a
keyed mark per case: who works there can be checked at the door, but the database alone does not tell which one it is.
"""

from __future__ import annotations

from collections.abc import Iterable

from feedback.cases.exclusion_store import ExclusionStore
from feedback.model.union import Tier
from feedback.organisation.store import OrgStore
from feedback.sealing.keys import Secrets, derive


class Exclusions:
    """Bars, and the question at the door."""

    def __init__(self, store: ExclusionStore, org: OrgStore, secrets: Secrets) -> None:
        self._store = store
        self._org = org
        self._secrets = secrets

    def units_of(self, case_ids: Iterable[int]) -> dict[int, frozenset[str]]:
        """The excluded units of many cases at once; cases without any are left out."""
        return self._store.units_of(case_ids)

    def bar_unit(self, case_id: int, unit: str, source: str) -> None:
        """Nobody of this unit may ever read the case; a key that it holds goes at once."""
        found = self._org.unit(unit)
        if found and found.tier is Tier.GRASSROOTS:
            self._store.add_mark(case_id, self._mark(case_id, unit), source)
        else:
            self._store.add_unit(case_id, unit, source)

    def bar_person(self, case_id: int, staff_id: int, source: str) -> None:
        """This person may never read the case."""
        self._store.add_person(case_id, staff_id, source)

    def bars(self, case_id: int, staff_id: int, posts: Iterable[str]) -> bool:
        """Whether a person is barred, in person or by any unit where they work or hold a post."""
        held = set(posts)
        if staff_id in self._store.people(case_id) or held & self._store.units(case_id):
            return True
        marks = self._store.marks(case_id)
        return bool(marks) and any(self._mark(case_id, unit) in marks for unit in held)

    def barring(self, staff_id: int, case_ids: Iterable[int]) -> frozenset[int]:
        """Which of these cases bar this person by name."""
        return self._store.barring(staff_id, case_ids)

    def barred(self, case_ids: Iterable[int], staff_id: int, posts: Iterable[str]) -> frozenset[int]:
        """Which of these cases bar this person, in person or by any of the posts."""
        held = frozenset(posts)
        return frozenset(c for c in self._store.any_of(case_ids) if self.bars(c, staff_id, held))

    def has_marks(self, case_id: int) -> bool:
        """Whether a grassroots union is barred."""
        return bool(self._store.marks(case_id))

    def copy(self, source_id: int, target_id: int) -> None:
        """A part of a case bars whom the whole case bars."""
        for unit in self._store.units(source_id):
            self.bar_unit(target_id, unit, "part")
        for person in self._store.people(source_id):
            self.bar_person(target_id, person, "part")
        marks = self._store.marks(source_id)
        for known in self._org.load().units if marks else ():
            if self._mark(source_id, known.code) in marks:
                self.bar_unit(target_id, known.code, "part")

    def _mark(self, case_id: int, unit: str) -> bytes:
        return derive(self._secrets.watch_key, f"exclusion {case_id} {unit}")[:16]
