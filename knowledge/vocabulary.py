"""Syllables ↔ ids. Spellings of one syllable share an id; each id knows the id of its form without diacritics."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import numpy.typing as npt

from knowledge.normalize import fold, fold_word
from knowledge.segment import normal_syllable, syllables

Ids = npt.NDArray[np.int64]
UNKNOWN = -1


class Vocabulary:
    """The syllables of an index, as written and folded."""

    def __init__(self, spellings: Sequence[str] = (), numbers: Sequence[int] = ()) -> None:
        self._ids = dict(zip(spellings, numbers, strict=True))
        self._size = max(numbers, default=-1) + 1
        self._readings: dict[str, list[int]] = {}
        self._fold_table: Ids | None = None

    def __len__(self) -> int:
        return self._size

    def encode(self, text: str) -> Ids:
        """The ids of a text's syllables in order; syllables not yet known are added."""
        known = self._ids
        return np.array([known[s] if s in known else self._add(s) for s in syllables(text)], dtype=np.int64)

    def find(self, syllable: str) -> int:
        """The id of a syllable, however its tone mark is placed, or `UNKNOWN`."""
        found = self._ids.get(syllable)
        return self._ids.get(normal_syllable(syllable), UNKNOWN) if found is None else found

    def readings(self, form: str) -> list[int]:
        """The ids of all syllables that look like `form` without their diacritics."""
        self.fold_table()
        return self._readings.get(form, [])

    def find_folded(self, syllable: str) -> int:
        """The id that stands for all syllables of the same folded form, or `UNKNOWN`."""
        return next(iter(self.readings(fold_word(syllable))), UNKNOWN)

    def fold_table(self) -> Ids:
        """For each id the id that stands for its folded form."""
        if self._fold_table is None or len(self._fold_table) != self._size:
            self._readings = {}
            forms = [fold(spelling) for spelling in self.spelled()]
            for number, form in enumerate(forms):
                self._readings.setdefault(form, []).append(number)
            self._fold_table = np.array([self._readings[form][0] for form in forms], dtype=np.int64)
        return self._fold_table

    def spelled(self) -> list[str]:
        """For each id its usual spelling."""
        usual = [""] * self._size
        for spelling, number in reversed(self._ids.items()):
            usual[number] = spelling
        return usual

    def rows(self) -> tuple[list[str], list[int]]:
        """All spellings and their ids, to be saved and given to the constructor again."""
        return list(self._ids), list(self._ids.values())

    def _add(self, spelling: str) -> int:
        normal = normal_syllable(spelling)
        if normal not in self._ids:
            self._ids[normal] = self._size
            self._size += 1
        self._ids[spelling] = self._ids[normal]
        return self._ids[spelling]
