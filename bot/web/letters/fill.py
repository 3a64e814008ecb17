"""A template and what was typed → the letter's lines, as plain text."""

from __future__ import annotations

from collections.abc import Mapping
from string import Formatter

from bot.texts import letters as words
from bot.texts.letters import Letter

LONGEST = 2000  # characters of one field
BY_ID = {letter.id: letter for letter in words.LETTERS}


def read_fields(letter: Letter, typed: Mapping[str, str]) -> dict[str, str]:
    """What was typed into the template's own fields, without characters that no document may hold."""
    return {
        f.name: "".join(c for c in typed.get(f.name, "") if c.isprintable() or c == "\n").strip()[:LONGEST]
        for f in letter.fields
    }


def body(letter: Letter, said: Mapping[str, str]) -> list[str]:
    """The paragraphs between heading and signature; an empty field is a dotted line, an optional one leaves none."""
    optional = {f.name for f in letter.fields if f.optional and not said.get(f.name)}
    filled = {f.name: said.get(f.name) or words.BLANK for f in letter.fields}
    kept = [p for p in letter.paragraphs if not optional & {name for _, name, _, _ in Formatter().parse(p) if name}]
    return [paragraph.format(**filled) for paragraph in kept]


def signed(said: Mapping[str, str]) -> list[str]:
    """Place and day, the words above the name, the name."""
    return [said.get("date") or words.BLANK, words.SIGNED, "", said.get("name") or words.BLANK]


def as_text(letter: Letter, said: Mapping[str, str]) -> str:
    """The whole letter as plain text."""
    head = [*words.NATION, "", letter.heading, ""]
    return "\n".join([*head, *body(letter, said), "", *signed(said)]) + "\n"
