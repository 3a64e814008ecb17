"""One spelling for one text: Unicode form, look-alike letters, invisible characters, and folding of diacritics.

Official files mix NFC and NFD, NBSP, soft hyphens and Ð (U+00D0, from OCR). The place of the tone mark (hòa, hoà) is
a matter of syllables and is settled in `segment.py`.
"""

import re
import unicodedata
from functools import lru_cache

_LOOKALIKES = str.maketrans({"Ð": "Đ", "ð": "đ", "\u00a0": " ", "\u202f": " ", "\u2007": " "})
_LOOKALIKE = re.compile(f"[{''.join(map(chr, _LOOKALIKES))}]")
_INVISIBLE = re.compile("[\u00ad\u200b-\u200f\u202a-\u202e\u2060\ufeff]")


def clean(text: str) -> str:
    """The text in NFC, without invisible characters and with look-alike letters made right."""
    # look-alikes are rare; translating a whole text takes many times as long as finding them
    right = _LOOKALIKE.sub(lambda found: found[0].translate(_LOOKALIKES), text)
    return _INVISIBLE.sub("", unicodedata.normalize("NFC", right))


def fold(text: str) -> str:
    """The text without diacritics, lower case: "Đối thoại" → "doi thoai"."""
    if text.isascii():
        return text.lower()
    decomposed = unicodedata.normalize("NFD", text.lower().translate(_LOOKALIKES).replace("đ", "d"))
    return "".join(c for c in decomposed if not unicodedata.combining(c))


@lru_cache(maxsize=20_000)
def fold_word(word: str) -> str:
    """The same for one word, remembered."""
    return fold(word)
