"""Text → syllables and names. The only file that imports underthesea.

Vietnamese words are written as separate syllables; syllable unigrams and bigrams find more than segmented words do
(hit@1 0.53 against 0.46 on the codified corpus), so words are not segmented. underthesea settles where a tone mark
stands (hoà → hòa) and finds names of people. It takes most of a second to import, so it is imported on first use: a
question whose syllables are all known to the index never needs it.
"""

import re
from functools import cache

from knowledge.normalize import clean

_SYLLABLE = re.compile(r"\w+")


def syllables(text: str) -> list[str]:
    """The syllables and numbers of a text in order, lower case: "Điều 43, NĐ-CP" → ["điều", "43", "nđ", "cp"]."""
    return _SYLLABLE.findall(clean(text).lower())


@cache
def normal_syllable(syllable: str) -> str:
    """The usual spelling of one syllable as underthesea has it: "hoà" → "hòa"."""
    if syllable.isascii():
        return syllable
    from underthesea import text_normalize

    return str(text_normalize(syllable, tokenizer="space")).lower()


def person_names(text: str) -> list[str]:
    """Names of people that underthesea finds in a text, longest first."""
    from underthesea import ner

    names: list[str] = []
    current: list[str] = []
    for word, _pos, _chunk, tag in [*ner(text), ("", "", "", "O")]:
        if tag == "I-PER" and current:
            current.append(word)
            continue
        if current:
            names.append(" ".join(current))
        current = [word] if tag.endswith("-PER") else []
    return sorted(names, key=len, reverse=True)
