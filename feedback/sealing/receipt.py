"""The secret code (mã tra cứu) as people write it, and the public number of a case.

18 random digits and 2 check digits (ISO 7064, MOD 97-10), shown in five groups of four. Digits survive Telex and VNI
keyboards and a bad telephone line. The check comes before the costly key derivation: 96 of 97 typing errors cost
nothing.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable

SECRET_DIGITS = 18
CODE_DIGITS = 20
PUBLIC_ALPHABET = "23456789ABCDEFGHJKMNPQRSTUVWXYZ"  # no 0/O, 1/I/L
_LOOKALIKE = str.maketrans("OoQIil|", "0001111")
_CODE_SHAPE = re.compile(r"[\d\sOoQIil|.,_\-–—·/]+")

Randbelow = Callable[[int], int]


def new_code(randbelow: Randbelow) -> str:
    """Twenty digits, unformatted. `randbelow(n)` must be a secure source (`secrets.randbelow`)."""
    return with_check_digits(f"{randbelow(10**SECRET_DIGITS):0{SECRET_DIGITS}d}")


def with_check_digits(digits: str) -> str:
    """Append the two MOD 97-10 check digits: the whole number is then 1 modulo 97."""
    return f"{digits}{98 - int(digits) * 100 % 97:02d}"


def is_valid(code: str) -> bool:
    """Whether twenty ASCII digits carry the right check digits."""
    return len(code) == CODE_DIGITS and code.isascii() and code.isdecimal() and int(code) % 97 == 1


def format_code(code: str) -> str:
    """ "48217730029511643751" → "4821 7730 0295 1164 3751"."""
    return " ".join(code[i : i + 4] for i in range(0, len(code), 4))


def read_code(typed: str) -> str | None:
    """The twenty digits of what a person typed, or None if it is no valid code.

    Full-width digits, spaces, dashes, dots and the letters O, I, l in place of digits are understood.
    """
    text = unicodedata.normalize("NFKC", typed).strip()
    if not _CODE_SHAPE.fullmatch(text):
        return None
    digits = re.sub(r"\D", "", text.translate(_LOOKALIKE))
    return digits if is_valid(digits) else None


def last_group_matches(code: str, typed: str) -> bool:
    """Whether the worker retyped the last group of four."""
    digits = re.sub(r"\D", "", unicodedata.normalize("NFKC", typed).translate(_LOOKALIKE))
    return digits in {code[-4:], code}


def contains_code(text: str, code: str) -> bool:
    """Whether a text holds the code or at least three of its five groups."""
    digits = re.sub(r"[\s.,_\-–—·/]", "", unicodedata.normalize("NFKC", text))
    groups = [code[i : i + 4] for i in range(0, CODE_DIGITS, 4)]
    return code in digits or sum(group in digits for group in groups) >= 3


def contains_any_code(text: str) -> bool:
    """Whether a text holds some valid code, whoever it belongs to."""
    return find_code(text) is not None


def find_code(text: str) -> str | None:
    """The first valid code in a text, with words around it or not; None when there is none."""
    alone = read_code(text)
    if alone:
        return alone
    for run in re.findall(r"(?:\d[\s.,_\-–—·/]{0,3}){20,}", unicodedata.normalize("NFKC", text)):
        digits = re.sub(r"\D", "", run)
        starts = range(len(digits) - CODE_DIGITS + 1)
        found = next((code for i in starts if is_valid(code := digits[i : i + CODE_DIGITS])), None)
        if found:
            return found
    return None


def new_public_no(year: int, randbelow: Randbelow) -> str:
    """A public number such as "KN26-7F3KQ": random, because a sequence would tell the time in a small firm."""
    letters = "".join(PUBLIC_ALPHABET[randbelow(len(PUBLIC_ALPHABET))] for _ in range(5))
    return f"KN{year % 100:02d}-{letters}"


def find_public_numbers(text: str) -> list[str]:
    """The public numbers that a text quotes ("kn 26 7f3kq" too), each once and in the form of the slip."""
    plain = unicodedata.normalize("NFKC", text).upper()
    found = re.findall(rf"\bKN[\s\-–—]?(\d\d)[\s\-–—]{{0,3}}([{PUBLIC_ALPHABET}]{{5}})\b", plain)
    return list(dict.fromkeys(f"KN{year}-{letters}" for year, letters in found))
