"""Documents without articles: plans, guidelines, directives, conclusions, programmes → provisions by their own numbers.

A provision is the smallest numbered heading, called by its path: "II.2" is heading 2 of part II. What stands below it
are its clauses: dashes ("-3" is the third), lettered items ("b") and rows of a table ("#12").
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field

from knowledge.model import Article, Clause

_ROMAN = re.compile(r"(?:(?:Phần|PHẦN|Mục|MỤC) )?(?P<key>[IVX]{1,6})\s?(?:[.:)/]|[-–](?=\s)|$)\s*(?P<rest>.*)")
_CAPITAL = re.compile(r"(?P<key>[A-HK])\s?[.:)]\s+(?P<rest>.*)")
_NUMBERED = re.compile(
    r"(?:Mục |MỤC )?(?P<key>\d{1,2}(?:\.\d{1,2}){0,3})(?:\s?[.:)/]|\s?[-–](?=\s)|(?<=\.\d)(?=\s)|(?<=\.\d\d)(?=\s))"
    r"\s*(?P<rest>(?!\d).*)"
)
_LETTERED = re.compile(r"(?P<key>[a-zđ])\s?[).]\s+\S")
_BRACKETED = re.compile(r"\((?P<key>\d{1,2}|[ivx]{1,5}|[a-zđ])\)\s*\S")
_DASH = re.compile(r"[-–—•*]\s*\S")
_VALUES = {"I": 1, "V": 5, "X": 10}
_MAX_TITLE = 160


@dataclass(slots=True)
class _Part:
    key: str
    title: str
    chapter: str
    lines: list[str] = field(default_factory=list)


def read_provisions(lines: Sequence[str]) -> tuple[Article, ...]:
    """The provisions of lines that hold no articles, in order; () when nothing in them is numbered."""
    parts: list[_Part] = []
    path = _Path()
    for line in lines:
        step = None if " | " in line else path.step(line)
        if step:
            title, text = _title(step.rest)
            parts.append(_Part(step.key, title, step.chapter, [text] if text else []))
        elif parts:
            parts[-1].lines.append(line)
    return tuple(
        Article(part.key, part.title, clauses, part.chapter)
        for place, part in enumerate(parts)
        if (clauses := read_clauses(part.lines)) or not _has_children(part, parts[place + 1 :])
    )


def start_of_provisions(lines: Sequence[str]) -> int:
    """The first line that begins a provision, or the number of lines."""
    path = _Path()
    return next((i for i, line in enumerate(lines) if " | " not in line and path.step(line)), len(lines))


def _has_children(part: _Part, following: Sequence[_Part]) -> bool:
    return bool(following) and following[0].key.startswith(f"{part.key}.")


def _title(rest: str) -> tuple[str, str]:
    """A short line without a stop is the name of a provision; anything else is its text."""
    rest = rest.strip()
    if len(rest) <= _MAX_TITLE and rest[-1:] not in {".", ";"}:
        return rest.rstrip(":"), ""
    return "", rest


@dataclass(frozen=True, slots=True)
class _Step:
    key: str
    rest: str
    chapter: str


class _Path:
    """Where in the outline we are: a part (I or A), and a number below it (2, 2.1)."""

    def __init__(self) -> None:
        self._parts = {"roman": 0, "capital": 0}
        self._outer: list[tuple[str, str]] = []  # (style, key), outermost first
        self._chapter = ""
        self._last: tuple[int, ...] = ()

    def step(self, line: str) -> _Step | None:
        """The provision that a line begins, or None; numbers must follow each other."""
        for style, pattern in (("roman", _ROMAN), ("capital", _CAPITAL)):
            if (match := pattern.fullmatch(line)) and self._begins(style, match["key"]):
                self._chapter = " ".join([f"{match['key']}.", match["rest"]]).strip()
                return _Step(self._prefix(), match["rest"], self._chapter)
        match = _NUMBERED.fullmatch(line)
        if not match:
            return None
        numbers = tuple(int(n) for n in match["key"].split("."))
        if not self._follows(numbers):
            return None
        self._last = numbers
        return _Step(".".join(filter(None, [self._prefix(), match["key"]])), match["rest"], self._chapter)

    def _begins(self, style: str, key: str) -> bool:
        value = _roman(key) if style == "roman" else "ABCDEFGHIK".index(key) + 1
        known = [s for s, _ in self._outer]
        expected = self._parts[style] + 1 if style in known else 1
        if value != expected and not (value == 2 and not self._outer):
            return False
        while style in [s for s, _ in self._outer]:
            self._outer.pop()
        self._outer.append((style, key))
        self._parts[style] = value
        self._last = ()
        return True

    def _prefix(self) -> str:
        return ".".join(key for _, key in self._outer)

    def _follows(self, numbers: tuple[int, ...]) -> bool:
        """1 or the next number at any depth that is open: 2 → 2.1 → 2.2 → 3; one or two may be lost."""
        last = self._last
        depth = len(numbers)
        if depth == 1:
            return 1 <= numbers[0] - (last[0] if last else 0) <= 3
        if not last or last[: depth - 1] != numbers[: depth - 1]:
            return numbers[-1] == 1 and (not last or 0 <= numbers[0] - last[0] <= 1)
        return 1 <= numbers[-1] - (last[depth - 1] if len(last) >= depth else 0) <= 3


def _roman(key: str) -> int:
    values = [_VALUES[c] for c in key]
    return sum(-v if i + 1 < len(values) and v < values[i + 1] else v for i, v in enumerate(values))


def read_clauses(lines: Sequence[str]) -> tuple[Clause, ...]:
    """Dashes, letters and rows as clauses with a key; what stands before them is a clause without one."""
    found: list[tuple[str | None, list[str]]] = []
    dashes = rows = 0
    for line in lines:
        if " | " in line or line.startswith("| "):
            if line.startswith("| ") and found and (found[-1][0] or "").startswith("#"):
                found[-1][1][-1] = _merged_row(found[-1][1][-1], line)
                continue
            rows += 1
            found.append((_fresh(_row_key(line, rows), found), [line]))
        elif match := _LETTERED.match(line) or _BRACKETED.match(line):
            found.append((_fresh(match["key"], found), [line]))
        elif _DASH.match(line):
            dashes += 1
            found.append((f"-{dashes}", [line]))
        elif found and not (found[-1][0] or "").startswith("#"):
            found[-1][1].append(line)
        else:
            found.append((None, [line]))
    return tuple(Clause(key, "\n".join(words)) for key, words in found)


def _row_key(line: str, count: int) -> str:
    """A row by its own number, else by its place; the heads of the columns are row 0."""
    first = line.split("|")[0].strip().rstrip(".")
    if first.isdigit():
        return f"#{int(first)}"
    return "#0" if count == 1 else f"#{count - 1}"


def _fresh(key: str, found: Sequence[tuple[str | None, list[str]]]) -> str:
    """The key, or with a count where the same letter comes again: "a", "a'2"."""
    again = sum((known or "").partition("'")[0] == key for known, _ in found)
    return f"{key}'{again + 1}" if again else key


def _merged_row(row: str, rest: str) -> str:
    """A row that was cut by a page's end, with the cells of its second half put below those of the first."""
    cells = [cell.strip() for cell in row.split("|")]
    more = [cell.strip() for cell in rest.split("|")]
    size = max(len(cells), len(more))
    pairs = zip(cells + [""] * (size - len(cells)), more + [""] * (size - len(more)), strict=True)
    return " | ".join(" ".join(filter(None, pair)) for pair in pairs)
