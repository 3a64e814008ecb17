"""What a message to the bot itself is about: by a model of words, before anything is searched.

The model is fitted to messages as people type them and to questions of law (`bot/operations/fit_words.py`). It reads
bare words: no diacritics, short forms written out, raw keys decoded, particles left out.
"""

from __future__ import annotations

import re
from functools import cache, lru_cache
from importlib.resources import files

from bot.conversation.parts.words import fold
from feedback.worker.word_model import WordModel, read_model
from knowledge.keystrokes import decoded
from knowledge.sentences import is_question

LONGEST = 20  # bare words that are judged together; a longer message tells a story or asks something
NONE = "none"
SHORT = {1: 0.88, 2: 0.6, 3: 0.55}  # words → how probable an intent must be: a word or two may name a subject of law
LIKELY = 0.4  # the same of longer messages
TEXTS = ("intents.txt", "intent_texts.txt")
SHORT_LINE = 24  # letters
FEWEST = 4  # words of a question that may stand beside an intent
PLAIN = 0.6  # how probable an intent must be in a part of a message
_PARTS = re.compile(r"[,.;:!?\n…]+")

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
_SOUNDS = "a ad adm admin ah ak da ha he hen hi hihi hjhj lun ne nek nghen nha nhe nhen nhi oi thua u v vay voi z"
PARTICLES = frozenset(_SOUNDS.split(" "))
_REPEATED = re.compile(r"(.)\1{2,}")


def recognise(text: str) -> str | None:
    """The intent that a message names first, or None: then it is a question."""
    return next(iter(matters(text)), None)


@lru_cache(maxsize=1)  # one turn asks up to three times; no more than its own words may stay in memory
def matters(text: str) -> tuple[str, ...]:
    """The intents of a message: what the whole says, and what its parts say for themselves. None: a question."""
    whole = _intent(text)
    parts = parts_of(text)
    if len(parts) < 2:
        return (whole,) if whole else ()
    each = [_intent(part, PLAIN) for part in parts]
    if whole is None and not all(each):
        return ()
    found = dict.fromkeys([*((whole,) if whole else ()), *filter(None, each)])
    return tuple(found)


def parts_of(text: str) -> list[str]:
    """A message at its commas and stops."""
    return [part.strip() for part in _PARTS.split(text) if re.search(r"\w", part)]


def asked_beside(text: str) -> str:
    """The question of law that stands beside an intent ("cảm ơn. Nghỉ phép mấy ngày?"), or nothing."""
    parts = parts_of(text)
    asked = [part for part in parts if len(told(part)) >= FEWEST and is_question(part) and _intent(part) is None]
    return ", ".join(asked) if len(parts) > 1 else ""


def _intent(text: str, least: float = 0.0) -> str | None:
    words = told(text)
    if not words or len(words) > LONGEST:
        return None
    shares = _model().shares(words)
    best = max(shares, key=lambda label: shares[label])
    sure = max(least, SHORT.get(len(words), LIKELY))
    return best if best != NONE and (shares[best] >= sure or tuple(words) in _taught()) else None


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


@cache
def _taught() -> frozenset[tuple[str, ...]]:
    """The short messages that stand among the texts that teach: what they say is known."""
    lines = [line for name in TEXTS for line in (files("bot") / "data" / name).read_text("utf-8").splitlines()]
    plain = [line for line in lines if line and line[0] not in "#[" and "(" not in line and len(line) < SHORT_LINE]
    return frozenset(tuple(words) for line in plain if len(words := told(line, raw_keys=False)) <= len(SHORT))


def intents() -> tuple[str, ...]:
    """The names of all intents."""
    return tuple(label for label in _model().labels if label != NONE)
