"""The numbers that Word itself writes before the paragraphs of a list ("Điều 3.", "a)", "IV.").

They stand in no run: `numbering.xml` says how each level of a list counts (ECMA-376 part 1, 17.9), and a
paragraph names its list directly or through its style.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

from docx.opc.constants import RELATIONSHIP_TYPE

from knowledge.formats.word_xml import attribute, find, name

_LEVELS = 9
_ROMAN = ((1000, "m"), (900, "cm"), (500, "d"), (400, "cd"), (100, "c"), (90, "xc"), (50, "l"), (40, "xl"),
          (10, "x"), (9, "ix"), (5, "v"), (4, "iv"), (1, "i"))  # fmt: skip


@dataclass(slots=True)
class _Level:
    start: int
    form: str
    text: str
    style: str


@dataclass(slots=True)
class _List:
    levels: dict[int, _Level]
    counts: list[int | None] = field(default_factory=lambda: [None] * _LEVELS)


class WordLists:
    """Counts through the paragraphs of one document, which must be asked for in order."""

    def __init__(self, part: Any) -> None:
        self._styles = _styles(_related(part, RELATIONSHIP_TYPE.STYLES))
        self._lists, self._restarts = _lists(_related(part, RELATIONSHIP_TYPE.NUMBERING))

    def label(self, paragraph: Any, has_text: bool) -> str:
        """What Word writes before the paragraph, with a space after it, or ""; an empty bullet is nothing."""
        number, depth = self._place(paragraph)
        found = self._lists.get(number)
        level = found.levels.get(depth) if found else None
        if found is None or level is None:
            return ""
        for at, start in self._restarts.pop(number, {}).items():
            found.counts[at] = start - 1
        _count(found, depth)
        text = _label(found, level)
        return f"{text} " if text and (has_text or level.form != "bullet") else ""

    def _place(self, paragraph: Any) -> tuple[str, int]:
        """The list and the level of a paragraph, by itself or by its style."""
        own = find(paragraph, "pPr", "numPr")
        style = attribute(find(paragraph, "pPr", "pStyle"), "val") or self._styles.get("", ("", ""))[0]
        number, depth = attribute(find(own, "numId") if own is not None else None, "val"), ""
        if own is not None:
            depth = attribute(find(own, "ilvl"), "val")
        if not number:
            number, styled = _list_of_style(style, self._styles)
            depth = depth or styled or self._level_of_style(number, style)
        return number, min(int(depth), _LEVELS - 1) if depth.isdecimal() else 0

    def _level_of_style(self, number: str, style: str) -> str:
        levels = self._lists[number].levels if number in self._lists else {}
        return next((str(depth) for depth, level in levels.items() if level.style == style), "")


def _related(part: Any, kind: str) -> Any:
    """The XML of a part that belongs to the document, or an empty tuple."""
    try:
        return part.part_related_by(kind).element
    except (KeyError, AttributeError):
        return ()


def _styles(styles: Any) -> dict[str, tuple[str, Any]]:
    """Style → the style it is based on, and its list; "" names the default style of paragraphs."""
    found: dict[str, tuple[str, Any]] = {}
    for style in styles:
        key = attribute(style, "styleId")
        found[key] = (attribute(find(style, "basedOn"), "val"), find(style, "pPr", "numPr"))
        if attribute(style, "default") in {"1", "true"} and attribute(style, "type") == "paragraph":
            found[""] = (key, None)
    return found


def _list_of_style(style: str, styles: dict[str, tuple[str, Any]]) -> tuple[str, str]:
    """(list, level) that a style or one below it names; styles that stand in a circle end the walk."""
    for _ in range(len(styles)):
        based_on, numbering = styles.get(style, ("", None))
        if numbering is not None and (number := attribute(find(numbering, "numId"), "val")):
            return number, attribute(find(numbering, "ilvl"), "val")
        if not based_on:
            break
        style = based_on
    return "", ""


def _lists(numbering: Any) -> tuple[dict[str, _List], dict[str, dict[int, int]]]:
    """Number → its list (several numbers may count on in one), and the levels where a number starts anew."""
    kinds = {attribute(e, "abstractNumId"): _List(_levels(e)) for e in numbering if name(e) == "abstractNum"}
    lists: dict[str, _List] = {}
    restarts: dict[str, dict[int, int]] = {}
    for element in (e for e in numbering if name(e) == "num"):
        key, kind = attribute(element, "numId"), kinds.get(attribute(find(element, "abstractNumId"), "val"))
        if kind is None:
            continue
        own = {}
        overrides = [e for e in element if name(e) == "lvlOverride"]
        for override in overrides:
            own.update(_levels(override))
            if start := attribute(find(override, "startOverride"), "val"):
                restarts.setdefault(key, {})[_number(attribute(override, "ilvl"), 0)] = _number(start, 1)
        lists[key] = _List({**kind.levels, **own}, kind.counts)
    return lists, restarts


def _levels(element: Any) -> dict[int, _Level]:
    levels = {}
    for level in (e for e in element if name(e) == "lvl"):
        levels[_number(attribute(level, "ilvl"), 0)] = _Level(
            _number(attribute(find(level, "start"), "val"), 1),
            attribute(find(level, "numFmt"), "val") or "decimal",
            attribute(find(level, "lvlText"), "val"),
            attribute(find(level, "pStyle"), "val"),
        )
    return levels


def _number(text: str, otherwise: int) -> int:
    return int(text) if text.isdecimal() and len(text) < 6 else otherwise


def _count(found: _List, depth: int) -> None:
    """One more at this level; the levels above have begun, those below begin anew."""
    for at in range(depth + 1):
        start = found.levels[at].start if at in found.levels else 1
        before = found.counts[at]
        if at == depth:
            found.counts[at] = start if before is None else before + 1
        elif before is None:
            found.counts[at] = start
    found.counts[depth + 1 :] = [None] * (_LEVELS - depth - 1)


def _label(found: _List, level: _Level) -> str:
    if level.form == "bullet":
        return "+" if level.text == "+" else "-"
    text = level.text
    for at, count in enumerate(found.counts):
        if f"%{at + 1}" in text:
            form = found.levels[at].form if at in found.levels else "decimal"
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
