"""What is said in other languages than Vietnamese: a file a language (languages/*.toml), looked up when a reply leaves.

The dialogues speak Vietnamese. A sentence of theirs is found in the catalogue as it stands, or by its places for names
and numbers, which are put into the other sentence. What no checked section holds stays Vietnamese: a section whose
`checked_by` is empty is never shown, and words of danger have a section of their own.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from importlib import import_module
from importlib.resources import files
from types import ModuleType
from typing import Any

VIETNAMESE = "vi"
MODULES = ("talk", "intake", "emergency", "petition_pages", "web", "follow", "calculate", "share", "submissions")
_PLACE = re.compile(r"\\\{(\w+)\\\}")


@dataclass(frozen=True, slots=True)
class Section:
    """A part of a language: `texts` by the names of the Vietnamese ones, "intake.NOTICE[0]"."""

    checked_by: str
    texts: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Language:
    """One file."""

    code: str
    name: str
    sections: Mapping[str, Section]

    @property
    def checked(self) -> dict[str, str]:
        """What may be shown, by name."""
        shown = (section.texts for section in self.sections.values() if section.checked_by)
        return {name: text for texts in shown for name, text in texts.items()}


def flat(value: object, name: str) -> Iterator[tuple[str, str]]:
    """(name, text) of a text and of all texts in a list or a table."""
    if isinstance(value, str):
        yield name, value
    elif isinstance(value, Mapping):
        for key, inner in value.items():
            yield from flat(inner, f"{name}[{key}]")
    elif isinstance(value, tuple | list):
        for number, inner in enumerate(value):
            yield from flat(inner, f"{name}[{number}]")


def read_language(code: str, written: str) -> Language:
    """A language from the text of its file."""
    raw = tomllib.loads(written)
    sections = {
        title: Section(part["checked_by"], {n: t for key, v in part.items() if "." in key for n, t in flat(v, key)})
        for title, part in raw.items()
        if isinstance(part, dict)
    }
    return Language(code, raw["name"], sections)


@cache
def languages() -> dict[str, Language]:
    """Every language by its code, those too of which nothing may be shown."""
    found = {f.name.removesuffix(".toml"): f for f in (files("bot.texts") / "languages").iterdir() if f.is_file()}
    return {code: read_language(code, found[code].read_text("utf-8")) for code in sorted(found)}


def offered() -> dict[str, str]:
    """The names of the languages of which something may be shown, Vietnamese first."""
    return {VIETNAMESE: "Tiếng Việt"} | {code: found.name for code, found in languages().items() if found.checked}


@cache
def vietnamese() -> dict[str, str]:
    """Every Vietnamese text by its name."""
    modules = [(name, import_module(f"bot.texts.{name}")) for name in MODULES]
    return {
        key: text
        for module, held in modules
        for constant, value in vars(held).items()
        if constant.isupper()
        for key, text in flat(value, f"{module}.{constant}")
    }


class Speaker:
    """Says in one language what was said in Vietnamese."""

    def __init__(self, texts: Mapping[str, str]) -> None:
        known = vietnamese()
        self._whole = {known[name]: text for name, text in texts.items()}
        placed = sorted((vi for vi in self._whole if "{" in vi), key=len, reverse=True)
        self._placed = [(_pattern(vi), self._whole[vi]) for vi in placed]

    def say(self, text: str) -> str:
        """The sentence in this language; as it is when there is none, line by line."""
        if text in self._whole:
            return self._whole[text]
        for pattern, other in self._placed:
            if found := pattern.fullmatch(text):
                return other.format(**{name: self.say(value) for name, value in found.groupdict().items()})
        return "\n".join(map(self.say, text.split("\n"))) if "\n" in text else text

    def say_all(self, value: Any) -> Any:
        """A constant with all that it holds: a text, a list or a table."""
        if isinstance(value, str):
            return self.say(value)
        if isinstance(value, Mapping):
            return {key: self.say_all(inner) for key, inner in value.items()}
        return tuple(map(self.say_all, value)) if isinstance(value, tuple | list) else value


@cache
def speaker(language: str) -> Speaker | None:
    """Who speaks a language; None for Vietnamese, and for one of which nothing may be shown."""
    found = languages().get(language)
    return Speaker(found.checked) if found and found.checked else None


def said(value: Any, language: str) -> Any:
    """A Vietnamese text (or a list or table of them) in a language."""
    found = speaker(language)
    return found.say_all(value) if found else value


class Words:
    """A module of texts, each of its constants in a language: what a template is given in its place."""

    def __init__(self, module: ModuleType, language: str) -> None:
        self._module = module
        self._language = language

    def __getattr__(self, name: str) -> Any:
        return said(getattr(self._module, name), self._language)


def _pattern(template: str) -> re.Pattern[str]:
    """A template as what it may have become: "Nơi nhận: {unit}" fits "Nơi nhận: Liên đoàn …"."""
    return re.compile(_PLACE.sub(lambda place: f"(?P<{place.group(1)}>.+?)", re.escape(template)), re.DOTALL)
