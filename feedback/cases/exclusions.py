"""Who is barred from a case (R2, R3, R6): units, people, and grassroots unions under a mark.

The company's union would name the company, which is sealed everywhere else. So a barred grassroots union is stored as a
mark that derives from the case's own private key: whoever opens the case can tell who works there, and neither the
database nor the server with all its secrets can. Marks of the first version derived from a secret of the server; the
next opening makes them anew. The clock needs the units in clear only.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable

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

    def bar_unit(self, case_id: int, unit: str, source: str, private: bytes | None = None) -> None:
        """Nobody of this unit may ever read the case; a key that it holds goes at once.

        `private` is the key of the case, which a grassroots union's mark needs.
        """
        found = self._org.unit(unit)
        if found and found.tier is Tier.GRASSROOTS:
            assert private is not None
            self._store.add_mark(case_id, _mark(private, unit), source)
        else:
            self._store.add_unit(case_id, unit, source)

    def bar_person(self, case_id: int, staff_id: int, source: str) -> None:
        """This person may never read the case."""
        self._store.add_person(case_id, staff_id, source)

    def bars(self, case_id: int, staff_id: int, posts: Iterable[str], private: bytes | None = None) -> bool:
        """Whether a person is barred, in person or by any unit where they work or hold a post.

        Marks are compared with the case's key at hand; without it only units above the workplace and people count.
        """
        held = set(posts)
        if staff_id in self._store.people(case_id) or held & self._store.units(case_id):
            return True
        marks = self._store.marks(case_id)
        return bool(marks) and any(marks & self._marks_of(case_id, unit, private) for unit in held)

    def barring(self, staff_id: int, case_ids: Iterable[int]) -> frozenset[int]:
        """Which of these cases bar this person by name."""
        return self._store.barring(staff_id, case_ids)

    def barred(
        self, case_ids: Iterable[int], staff_id: int, posts: Iterable[str], key_of: Callable[[int], bytes | None]
    ) -> frozenset[int]:
        """Which of these cases bar this person, in person or by any of the posts; `key_of` opens a case with marks."""
        held = frozenset(posts)
        return frozenset(
            case_id
            for case_id in self._store.any_of(case_ids)
            if self.bars(case_id, staff_id, held, key_of(case_id) if self.has_marks(case_id) else None)
        )

    def has_marks(self, case_id: int) -> bool:
        """Whether a grassroots union is barred."""
        return bool(self._store.marks(case_id))

    def rekey(self, case_id: int, private: bytes) -> None:
        """Marks of the first version become marks under the case's own key, by whoever opens the case next."""
        old = self._store.old_marks(case_id)
        for known in self._org.load().units if old else ():
            mark = self._old_mark(case_id, known.code)
            if mark in old:
                self._store.rekey(case_id, mark, _mark(private, known.code))

    def copy(self, source_id: int, target_id: int, private: bytes, target_private: bytes) -> None:
        """A part of a case bars whom the whole case bars."""
        for unit in self._store.units(source_id):
            self.bar_unit(target_id, unit, "part")
        for person in self._store.people(source_id):
            self.bar_person(target_id, person, "part")
        marks = self._store.marks(source_id)
        for known in self._org.load().units if marks else ():
            if marks & self._marks_of(source_id, known.code, private):
                self.bar_unit(target_id, known.code, "part", target_private)

    def _marks_of(self, case_id: int, unit: str, private: bytes | None) -> set[bytes]:
        return {self._old_mark(case_id, unit), *([_mark(private, unit)] if private else [])}

    def _old_mark(self, case_id: int, unit: str) -> bytes:
        return derive(self._secrets.watch_key, f"exclusion {case_id} {unit}")[:16]


def _mark(private: bytes, unit: str) -> bytes:
    return derive(private, f"danbiet exclusion {unit}")[:16]
