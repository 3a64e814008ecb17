"""What a message to the bot itself is about: by phrases as data, before anything is searched.

Both sides are reduced to bare words: no diacritics, short forms written out, words of address left out.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

from bot.conversation.parts.words import fold

FEWEST_INSIDE = 2  # bare words of a phrase that may stand inside a longer message
LONGEST = 16  # bare words of a message that is still one about the bot itself

SHORT_FORMS = {
    **dict.fromkeys(("k", "ko", "kg", "hok", "hong", "hem", "khum", "hk", "kh", "hông", "khg", "hok"), "khong"),
    **dict.fromkeys(("dc", "dk", "duocc", "đc"), "duoc"),
    **dict.fromkeys(("cty", "ctyy", "ct"), "cong ty"),
    **dict.fromkeys(("j", "gi", "ji"), "gi"),
    **dict.fromkeys(("bit", "bjt", "bik"), "biet"),
    **dict.fromkeys(("mun", "mún", "muon"), "muon"),
    **dict.fromkeys(("cam", "kam", "cảm"), "cam"),
    **dict.fromkeys(("camon", "cmon", "camonn"), "cam on"),
    **dict.fromkeys(("sdt", "dt", "đt", "sđt"), "so dien thoai"),
    **dict.fromkeys(("sao", "seo"), "sao"),
    **dict.fromkeys(("wa", "qá", "qa", "qua"), "qua"),
    **dict.fromkeys(("xoa", "xoá"), "xoa"),
    **dict.fromkeys(("cd", "cđ"), "cong doan"),
    **dict.fromkeys(("tui", "mik", "mk", "minh", "e", "em", "tao", "toi", "tớ", "to", "chau", "con"), "toi"),
    **dict.fromkeys(("bn", "bạn"), "ban"),
    **dict.fromkeys(("nge", "ng"), "nguoi"),
    **dict.fromkeys(("nt",), "nhan tin"),
    **dict.fromkeys(("ib", "inb"), "nhan tin"),
    **dict.fromkeys(("r", "roi"), "roi"),
    **dict.fromkeys(("ntn",), "the nao"),
    **dict.fromkeys(("lm",), "lam"),
    **dict.fromkeys(("trl", "rep"), "tra loi"),
    **dict.fromkeys(("vs",), "voi"),
    **dict.fromkeys(("hinh",), "anh anh"),
}
ADDRESS = frozenset(  # words of address, particles, sounds
    (
        "a",
        "ad",
        "adm",
        "admin",
        "ah",
        "ak",
        "bot",
        "chut",
        "da",
        "day",
        "di",
        "do",
        "dum",
        "gium",
        "giup",
        "ha",
        "haha",
        "he",
        "hen",
        "hi",
        "hihi",
        "hjhj",
        "kaka",
        "lun",
        "luon",
        "ne",
        "nek",
        "nghen",
        "nha",
        "nhe",
        "nhen",
        "nhi",
        "nhie",
        "o",
        "oh",
        "oi",
        "shop",
        "ta",
        "the",
        "thua",
        "ti",
        "tí",
        "u",
        "uh",
        "um",
        "v",
        "vay",
        "voi",
        "xin",
        "xiu",
        "z",
    )
)
PRONOUNS = frozenset(("toi", "ban", "anh", "chi", "co", "chu", "bac", "ong", "ba"))
_REPEATED = re.compile(r"(.)\1{2,}")


@dataclass(frozen=True, slots=True)
class Phrase:
    """One way of saying it, reduced; `inside` lets it stand in a longer message."""

    intent: str
    bare: str
    inside: bool


def recognise(text: str) -> str | None:
    """The intent that a message has, or None: then it is a question."""
    for reduced in (reduce(text), reduce(text, pronouns=False)):
        if not reduced or len(reduced.split()) > LONGEST:
            continue
        padded = f" {reduced} "
        alone = next((p.intent for p in phrases() if p.bare == reduced), None)
        if alone:
            return alone
        inside = [p for p in phrases() if p.inside and f" {p.bare} " in padded]
        if inside:
            return max(inside, key=lambda p: len(p.bare)).intent
    return None


def reduce(text: str, *, pronouns: bool = True) -> str:
    """Bare words: "Cảm ơn ad nhaaa!" → "cam on"; without pronouns if they are not wanted."""
    folded = _REPEATED.sub(r"\1", fold(text))
    words = " ".join(SHORT_FORMS.get(w, w) for w in re.sub(r"[^\w ]", " ", folded).split()).split()
    kept = [w for w in words if w not in ADDRESS and (pronouns or w not in PRONOUNS)]
    return " ".join(kept or words)


@cache
def phrases() -> tuple[Phrase, ...]:
    """All phrases, with and without their pronouns."""
    found: dict[tuple[str, bool], Phrase] = {}
    for intent, line in _lines():
        inside = line.startswith("~")
        for bare in {reduce(line.lstrip("~")), reduce(line.lstrip("~"), pronouns=False)}:
            found.setdefault((bare, inside), Phrase(intent, bare, inside and len(bare.split()) >= FEWEST_INSIDE))
    return tuple(found.values())


@cache
def intents() -> tuple[str, ...]:
    """The names of all intents."""
    return tuple(dict.fromkeys(intent for intent, _ in _lines()))


def _lines() -> Iterator[tuple[str, str]]:
    intent = ""
    for raw in (files("bot") / "data" / "intents.txt").read_text("utf-8").splitlines():
        line = raw.strip()
        if line.startswith("["):
            intent = line.strip("[]")
        elif line and not line.startswith("#"):
            yield intent, line
