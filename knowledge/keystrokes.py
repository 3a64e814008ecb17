"""Raw keys of the Telex and VNI typing methods ↔ syllables: "dduwowcj", "d9u7o7c5" → "được".

People type so where no Vietnamese keyboard is switched on. One syllable is decoded at a time.
"""

from __future__ import annotations

import re
import unicodedata

_TONES = {"s": "\u0301", "f": "\u0300", "r": "\u0309", "x": "\u0303", "j": "\u0323"}
_VNI = str.maketrans("12345", "sfrxj")
_SHAPES = {"â": "aa", "ê": "ee", "ô": "oo", "ă": "aw", "ơ": "ow", "ư": "uw", "đ": "dd"}
_VNI_SHAPES = {"6": "aeo", "7": "ou", "8": "a", "9": "d"}
_VOWELS = "aăâeêioôơuưy"
_PARTS = re.compile(rf"(qu|gi(?=[{_VOWELS}])|[^{_VOWELS}]*)([{_VOWELS}]+)([^{_VOWELS}]*)")


def telex(text: str) -> str:
    """The keys that somebody presses for a text: "được" → "dduwowcj"."""
    return re.sub(r"[^\W\d_]+", lambda word: _keys(word[0]), unicodedata.normalize("NFC", text))


def decoded(raw: str) -> str | None:
    """The syllable that raw keys stand for, lower case, or None when they are no Telex or VNI keys."""
    keys = raw.lower()
    if not keys.isascii() or not keys.isalnum() or not keys[0].isalpha():
        return None
    typed = _from_vni(keys) if any(key.isdigit() for key in keys) else keys
    if typed is None:
        return None
    letters, tone = _shaped(typed)
    return None if letters == keys and not tone else _toned(letters, tone)


def _keys(word: str) -> str:
    letters, tone = [], ""
    for letter in unicodedata.normalize("NFD", word.lower().replace("đ", "dd")):
        if key := next((key for key, mark in _TONES.items() if mark == letter), ""):
            tone = key
        else:
            letters.append(letter)
    plain = unicodedata.normalize("NFC", "".join(letters))
    return "".join(_SHAPES.get(letter, letter) for letter in plain) + tone


def _from_vni(keys: str) -> str | None:
    """VNI keys as Telex keys: a digit for a shape doubles or marks the last letter that can take it."""
    written: list[str] = []
    for key in keys:
        if key in _VNI_SHAPES:
            at = next((i for i in reversed(range(len(written))) if written[i] in _VNI_SHAPES[key]), None)
            if at is None:
                return None
            written[at] += "w" if key in "78" else written[at]
        else:
            written.append(key.translate(_VNI))
    text = "".join(written)
    return None if any(key.isdigit() for key in text) else text


def _shaped(keys: str) -> tuple[str, str]:
    """The letters that keys give, and the key of the tone; "w" marks the last a, o or u, and a u before that o."""
    letters, tone = "", ""
    for key in keys:
        twin = {"a": "â", "e": "ê", "o": "ô", "d": "đ"}.get(key, "")
        at = letters.rfind(key) if twin else -1
        if twin and (at == 0 if key == "d" else at >= 0 and len(letters) - at <= 3):
            letters = letters[:at] + twin + letters[at + 1 :]  # "tiene" → "tiên": the shape may be typed at the end
        elif key in _TONES and any(letter in _VOWELS for letter in letters):
            tone = key
        elif key == "w":
            letters = _marked(letters)
        else:
            letters += key
    return letters, tone


def _marked(letters: str) -> str:
    """Letters after a "w": "duo" → "dươ", "la" → "lă", "tu" → "tư"; a w with nothing to mark is "ư"."""
    if "uo" in letters:
        return letters.replace("uo", "ươ")
    if "ưo" in letters:
        return letters.replace("ưo", "ươ")
    if "ua" in letters and not letters.startswith("qu"):
        return letters.replace("ua", "ưa")
    at = max(letters.rfind(plain) for plain in "aou")
    if at >= 0:
        return letters[:at] + {"a": "ă", "o": "ơ", "u": "ư"}[letters[at]] + letters[at + 1 :]
    return letters + "ư"


def _toned(letters: str, tone: str) -> str | None:
    parts = _PARTS.fullmatch(letters)
    if not parts:
        return None
    onset, vowels, coda = parts.groups()
    if not tone:
        return letters
    at = _place(vowels, coda)
    marked = unicodedata.normalize("NFC", vowels[at] + _TONES[tone])
    return onset + vowels[:at] + marked + vowels[at + 1 :] + coda


def _place(vowels: str, coda: str) -> int:
    """The vowel that carries the tone: the last with a shape of its own, else by the number of vowels."""
    shaped = [i for i, vowel in enumerate(vowels) if vowel in "ăâêôơư"]
    if shaped:
        return shaped[-1]
    return 1 if len(vowels) > 2 or (len(vowels) == 2 and coda) else 0
