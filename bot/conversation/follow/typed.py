"""What people type in place of a code: digits with a slip, too few or too many, or the public number of a slip."""

from __future__ import annotations

import re
from collections.abc import Iterable

from bot.conversation.parts.words import fold
from bot.texts import follow as words
from feedback.sealing.receipt import CODE_DIGITS, find_code, find_public_numbers

_NAMED = {
    "all": words.ALL,
    "agree": words.AGREE,
    "appeal": words.APPEAL,
    "back": words.BACK,
    "change": words.CHANGE,
    "confirm": words.CONFIRM,
    "delete": words.DELETE,
    "dispute": words.DISPUTE,
    "help": words.NEEDS_HELP,
    "keep": words.KEEP,
    "leave": words.LEAVE,
    "level": words.LEVEL,
    "more": words.MORE,
    "retaliation": words.RETALIATION,
    "said": words.SEND_SAID,
    "skip": words.SEND_NOW,
    "unsaid": words.UNSAID,
    "watch": words.WATCH,
    "withdraw": words.WITHDRAW,
    "write": words.WRITE,
}


def _bare(text: str) -> str:
    return " ".join(re.findall(r"\w+", fold(text)))


_LABELS = {f"follow:{name}": _bare(label) for name, label in _NAMED.items()}
LEAST_ALONE = 12  # a message of so many digits and nothing else is meant as a code
LONGEST_ALONE = 60  # characters
NEAR = 2  # digits that a code with words beside it may lack or have too many
MOST_WORDS = 8  # of a message that is about its public number and nothing else
_SEAM = r"[\s.,_\-–—·/]{0,3}"
_IN_GROUPS = re.compile(rf"(?<!\d)(?:\d{{4}}{_SEAM}){{4}}\d{{1,6}}(?!\d)")


def by_label(offered: Iterable[str], text: str) -> str:
    """The offered button of an open case whose label was typed in place of a tap; "" for other words."""
    wanted = _bare(text)
    return next((o for o in offered if wanted and _LABELS.get(o) == wanted), "")


def mistyped(text: str) -> int:
    """How many digits stand in what is meant as a code and is none; 0 for anything else, a good code too."""
    if find_code(text):
        return 0
    digits = re.sub(r"\D", "", text)
    alone = not re.search(r"[^\W\d_]{3}", text) and len(text) < LONGEST_ALONE
    if alone and len(digits) >= LEAST_ALONE:
        return len(digits)
    near = [re.sub(r"\D", "", found) for found in _IN_GROUPS.findall(text)]
    return next((len(run) for run in near if abs(len(run) - CODE_DIGITS) <= NEAR), 0)


def quotes_number(text: str) -> bool:
    """Whether it names a public number in place of a code: "KN26-7F3KQ tới đâu rồi"."""
    return len(text.split()) <= MOST_WORDS and bool(find_public_numbers(text))
