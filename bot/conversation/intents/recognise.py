"""What a message to the bot itself is about: by phrases as data, before anything is searched.

A phrase that is all that a message says is understood as it stands; a model of words in any order, fitted to the
phrases and to questions of law, judges the rest. Both read bare words: no diacritics, short forms written out, raw
keys decoded, words of address left out.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache, lru_cache
from importlib.resources import files

from bot.conversation.parts.words import fold
from feedback.worker.word_model import WordModel, read_model
from knowledge.keystrokes import decoded

LONGEST = 20  # bare words of a message that is still one about the bot itself
STRANGE = 4  # one word of more than so many may stand in no phrase
SURE = ((2, 0.6), (4, 0.8), (8, 0.4), (LONGEST, 0.7))  # words of a message → how probable an intent must be

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
    **dict.fromkeys(("hinh", "hjnh", "anhh"), "anh"),
    **dict.fromkeys(("hong", "hog", "hum", "hg", "hoq", "honq"), "khong"),
    **dict.fromkeys(("kn",), "kien nghi"),
    **dict.fromkeys(("pa",), "phan anh"),
    **dict.fromkeys(("ttin",), "thong tin"),
    **dict.fromkeys(("fb", "phay", "face"), "facebook"),
    **dict.fromkeys(("zl", "dalo"), "zalo"),
    **dict.fromkeys(("h", "bjo", "bg", "bi gio"), "gio"),
    **dict.fromkeys(("hd",), "huong dan"),
    **dict.fromkeys(("ls",), "luat su"),
    **dict.fromkeys(("lv",), "lam viec"),
    **dict.fromkeys(("bv",), "bao ve"),
    **dict.fromkeys(("nv",), "nhan vien"),
    **dict.fromkeys(("ae",), "anh em"),
    **dict.fromkeys(("mn", "mng"), "moi nguoi"),
    **dict.fromkeys(("s",), "sao"),
    **dict.fromkeys(("nhiu", "nhiu"), "nhieu"),
    **dict.fromkeys(("ch", "chua", "chx"), "chua"),
    **dict.fromkeys(("gui", "gỡi", "goi di"), "gui"),
    **dict.fromkeys(("iu",), "yeu"),
    **dict.fromkeys(("hem", "hem"), "khong"),
    **dict.fromkeys(("ck", "ban2"), "ban"),
    **dict.fromkeys(("tn",), "tin nhan"),
    **dict.fromkeys(("nch", "nc"), "noi chuyen"),
    **dict.fromkeys(("tv",), "tu van"),
    **dict.fromkeys(("lun",), "luon"),
    **dict.fromkeys(("zay", "zậy", "zi", "zz"), "vay"),
    **dict.fromkeys(("bithong", "bthg"), "binh thuong"),
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
_SOUNDS = "a ad adm admin ah ak da ha he hen hi hihi hjhj lun ne nek nghen nha nhe nhen nhi oi thua u v vay voi z"
PARTICLES = frozenset(_SOUNDS.split(" "))
_REPEATED = re.compile(r"(.)\1{2,}")


@lru_cache(maxsize=1)  # one turn asks up to three times; no more than its own words may stay in memory
def recognise(text: str) -> str | None:
    """The intent that a message has, or None: then it is a question."""
    said = _said(text)
    if said:
        return said if said != "none" else None
    words = told(text)
    strange = sum(word not in _vocabulary() for word in words)
    if not words or len(words) > LONGEST or strange * STRANGE >= len(words):
        return None
    chances = _model().chances(words)
    best = max(chances, key=lambda intent: chances[intent])
    return best if chances[best] >= _least(len(words)) else None


def _least(words: int) -> float:
    """How probable an intent must be: a long message says by itself that it asks something."""
    return next(least for most, least in SURE if words <= most)


def reduce(text: str, *, pronouns: bool = True) -> str:
    """Bare words: "Cảm ơn ad nhaaa!" → "cam on"; without pronouns if they are not wanted."""
    words = _written_out(text)
    return " ".join(w for w in words if w not in ADDRESS and (pronouns or w not in PRONOUNS))


def told(text: str, *, raw_keys: bool = True) -> list[str]:
    """The words that the model reads: bare ones, without particles; raw keys ("guiwr") decoded if that is wanted."""
    words = _written_out(text)
    kept = [w for w in words if w not in PARTICLES] or words
    return [_typed_by(word) for word in kept] if raw_keys else kept


def _written_out(text: str) -> list[str]:
    folded = _REPEATED.sub(r"\1", fold(text))
    return " ".join(SHORT_FORMS.get(w, w) for w in re.sub(r"[^\w ]", " ", folded).split()).split()


def _typed_by(word: str) -> str:
    """A word that the model knows, for raw Telex or VNI keys that give one; else the word."""
    if _model().knows(word):
        return word
    syllable = decoded(word)
    plain = fold(syllable) if syllable else word
    return SHORT_FORMS.get(plain, plain) if _model().knows(plain) else word


@cache
def _model() -> WordModel:
    return read_model("bot", "intent_weights.tsv")


def _said(text: str) -> str | None:
    """The intent whose phrase is all that the message says, with or without its pronouns; None if several fit."""
    if not _words_of_phrases().issuperset(_written_out(text)):
        return None  # a word that stands in no phrase: no pattern need be tried
    for pronouns in (True, False):
        reduced = f"{reduce(text, pronouns=pronouns)} "
        found = [intent for intent, pattern in _patterns(pronouns) if reduced.strip() and pattern.fullmatch(reduced)]
        if len(found) == 1:
            return found[0]
    return None


@cache
def _patterns(pronouns: bool) -> tuple[tuple[str, re.Pattern[str]], ...]:
    """All phrases of each intent as one pattern over bare words."""
    found: dict[str, list[str]] = {}
    for intent, line in lines():
        found.setdefault(intent, []).append(_pattern(line, pronouns))
    return tuple((intent, re.compile("|".join(parts))) for intent, parts in found.items())


def _pattern(line: str, pronouns: bool) -> str:
    parts = []
    for piece in re.findall(r"\(([^()]*)\)|([^()]+)", line):
        choices = {
            reduce(choice, pronouns=pronouns) for choice in (piece[0].split("|") if not piece[1] else [piece[1]])
        }
        parts.append(f"(?:{'|'.join(re.escape(f'{c} ') if c else '' for c in sorted(choices, reverse=True))})")
    return "".join(parts)


@cache
def _vocabulary() -> frozenset[str]:
    """The words of all phrases."""
    return frozenset(word for intent, line in lines() if intent != "none" for word in _written_out(line))


@cache
def _words_of_phrases() -> frozenset[str]:
    """The words of all phrases, those of none too, and those that are left out before phrases are compared."""
    return frozenset(word for _, line in lines() for word in _written_out(line)) | ADDRESS | PRONOUNS


@cache
def intents() -> tuple[str, ...]:
    """The names of all intents."""
    return tuple(dict.fromkeys(intent for intent, _ in lines() if intent != "none"))


def lines() -> Iterator[tuple[str, str]]:
    """(intent, line) of the phrases."""
    intent = ""
    for raw in (files("bot") / "data" / "intents.txt").read_text("utf-8").splitlines():
        line = raw.strip()
        if line.startswith("["):
            intent = line.strip("[]")
        elif line and not line.startswith("#"):
            yield intent, line
