"""Figures of a benchmark beside their bounds: printed always, asserted in the full form (DANBIET_FULL=1) only.

Times depend on what else the machine does, so a short run says met or missed and lets the reader judge.
"""

from __future__ import annotations

import os
from collections.abc import Sequence
from dataclasses import dataclass

FULL = os.environ.get("DANBIET_FULL") == "1"


@dataclass(frozen=True, slots=True)
class Figure:
    """One measured value; `most` and `least` are its bounds, None where it has none."""

    name: str
    value: float
    unit: str = ""
    most: float | None = None
    least: float | None = None

    @property
    def met(self) -> bool:
        """Whether the value keeps within its bounds."""
        return (self.most is None or self.value <= self.most) and (self.least is None or self.value >= self.least)

    def line(self) -> str:
        """The figure as a row of the table."""
        bound = f"≤ {self.most:g}" if self.most is not None else f"≥ {self.least:g}" if self.least is not None else ""
        verdict = ("met" if self.met else "MISSED") if bound else ""
        return f"  {self.name:58} {self.value:10.4g} {self.unit:3} {bound:>8} {verdict}".rstrip()


def report(title: str, figures: Sequence[Figure]) -> None:
    """Print the table; in the full form, fail when a bound is missed."""
    print("\n".join(["", title, *(figure.line() for figure in figures)]))
    if FULL:
        assert not (missed := [figure.name for figure in figures if not figure.met]), missed
