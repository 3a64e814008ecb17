"""Lists that Word counts: their levels, the counts so far, and what Word writes before a paragraph: "Điều 3.", "a)"."""

from __future__ import annotations

from dataclasses import dataclass, field, replace

LEVELS = 9
_ROMAN = ((1000, "m"), (900, "cm"), (500, "d"), (400, "cd"), (100, "c"), (90, "xc"), (50, "l"), (40, "xl"),
          (10, "x"), (9, "ix"), (5, "v"), (4, "iv"), (1, "i"))  # fmt: skip


@dataclass(slots=True)
class Level:
    """How a level counts: its first number, its form by Word's name ("lowerLetter"), its text ("Điều %1.")."""

    start: int
    form: str
    text: str
    style: str = ""


@dataclass(slots=True)
class CountedList:
    """The levels of a list by their depth, and the last number given at each; several lists may share the counts.

    `restarts` are the levels that begin anew where the list is first met.
    """

    levels: dict[int, Level]
    counts: list[int | None] = field(default_factory=lambda: [None] * LEVELS)
    restarts: set[int] = field(default_factory=set)

    def variant(self, own: dict[int, Level], starts: dict[int, int]) -> CountedList:
        """A list that counts on in this one's counts with some levels of its own, some of which begin anew."""
        levels = {**self.levels, **own}
        levels |= {at: replace(levels[at], start=start) for at, start in starts.items() if at in levels}
        return CountedList(levels, self.counts, set(starts))

    def next_label(self, depth: int, has_text: bool) -> str:
        """What Word writes before the next paragraph of a level, with a space after it; an empty bullet is nothing."""
        level = self.levels.get(depth)
        if level is None:
            return ""
        while self.restarts:
            self.counts[self.restarts.pop()] = None
        self._count(depth)
        text = self._label(level)
        return f"{text} " if text and (has_text or level.form != "bullet") else ""

    def _count(self, depth: int) -> None:
        """One more at this level; the levels above have begun, those below begin anew."""
        for at in range(depth + 1):
            start = self.levels[at].start if at in self.levels else 1
            before = self.counts[at]
            if at == depth:
                self.counts[at] = start if before is None else before + 1
            elif before is None:
                self.counts[at] = start
        self.counts[depth + 1 :] = [None] * (LEVELS - depth - 1)

    def _label(self, level: Level) -> str:
        if level.form == "bullet":
            return "+" if level.text == "+" else "-"
        text = level.text
        for at, count in enumerate(self.counts):
            if f"%{at + 1}" in text:
                form = self.levels[at].form if at in self.levels else "decimal"
                text = text.replace(f"%{at + 1}", written(count or 0, form))
        return text.strip()


def written(count: int, form: str) -> str:
    """A count in the letters or digits of its form, by Word's names of forms."""
    if form in {"lowerLetter", "upperLetter"} and count > 0:
        letter = chr(ord("a") + (count - 1) % 26) * ((count - 1) // 26 + 1)
        return letter if form == "lowerLetter" else letter.upper()
    if form in {"lowerRoman", "upperRoman"} and count > 0:
        roman = _roman(count)
        return roman if form == "lowerRoman" else roman.upper()
    if form == "none":
        return ""
    return f"{count:02}" if form == "decimalZero" else str(count)


def _roman(count: int) -> str:
    text = ""
    for value, letters in _ROMAN:
        text += letters * (count // value)
        count %= value
    return text
