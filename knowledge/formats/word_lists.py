"""The numbers that Word itself writes before the paragraphs of a list ("Điều 3.", "a)", "IV.").

They stand in no run: `numbering.xml` says how each level of a list counts (ECMA-376 part 1, 17.9), and a
paragraph names its list directly or through its style.
"""

from __future__ import annotations

from typing import Any

from docx.opc.constants import RELATIONSHIP_TYPE

from knowledge.formats.list_counts import LEVELS, CountedList, Level
from knowledge.formats.word_xml import attribute, find, name


class WordLists:
    """Counts through the paragraphs of one document, which must be asked for in order."""

    def __init__(self, part: Any) -> None:
        self._styles = _styles(_related(part, RELATIONSHIP_TYPE.STYLES))
        self._lists = _lists(_related(part, RELATIONSHIP_TYPE.NUMBERING))

    def label(self, paragraph: Any, has_text: bool) -> str:
        """What Word writes before the paragraph, with a space after it, or ""; an empty bullet is nothing."""
        number, depth = self._place(paragraph)
        found = self._lists.get(number)
        return found.next_label(depth, has_text) if found else ""

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
        return number, min(int(depth), LEVELS - 1) if depth.isdecimal() else 0

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


def _lists(numbering: Any) -> dict[str, CountedList]:
    """Number → its list; several numbers may count on in one."""
    kinds = {attribute(e, "abstractNumId"): CountedList(_levels(e)) for e in numbering if name(e) == "abstractNum"}
    lists: dict[str, CountedList] = {}
    for element in (e for e in numbering if name(e) == "num"):
        key, kind = attribute(element, "numId"), kinds.get(attribute(find(element, "abstractNumId"), "val"))
        if kind is None:
            continue
        own: dict[int, Level] = {}
        starts: dict[int, int] = {}
        overrides = [e for e in element if name(e) == "lvlOverride"]
        for override in overrides:
            own.update(_levels(override))
            if start := attribute(find(override, "startOverride"), "val"):
                starts[min(_number(attribute(override, "ilvl"), 0), LEVELS - 1)] = _number(start, 1)
        lists[key] = kind.variant(own, starts)
    return lists


def _levels(element: Any) -> dict[int, Level]:
    levels = {}
    for level in (e for e in element if name(e) == "lvl"):
        levels[_number(attribute(level, "ilvl"), 0)] = Level(
            _number(attribute(find(level, "start"), "val"), 1),
            attribute(find(level, "numFmt"), "val") or "decimal",
            attribute(find(level, "lvlText"), "val"),
            attribute(find(level, "pStyle"), "val"),
        )
    return levels


def _number(text: str, otherwise: int) -> int:
    return int(text) if text.isdecimal() and len(text) < 6 else otherwise
