"""A message of several sentences → the questions in it: two asked at once, or those of a long story."""

from __future__ import annotations

import re

from knowledge.normalize import fold

LONG = 45  # words of a message from which it is a story
MOST = 2  # questions that are answered of one message
FEWEST_WORDS = 4  # a shorter question ("đúng không ạ?") leans on the sentence before it

_SENTENCE = re.compile(r"[^.!?;…\n]+[.!?;…]*")
_NEXT = re.compile(
    r"[,\s]+(?:và|với lại|rồi|còn|ngoài ra|thêm nữa|cho hỏi thêm|va|voi lai|roi|con|ngoai ra|them nua|cho hoi them)\s+",
    re.IGNORECASE,
)
_CUE = re.compile(
    r"\b(?:may|bao nhieu|bao lau|bao gio|khi nao|chung nao|o dau|the nao|ra sao|lam sao|tai sao|vi sao|sao|gi|ai|nao|"
    r"(?:duoc|dung|phai|co|sai|bi|mat) (?:khong|ko|k|hong|hok|chua)|khong|ko|hong)\b(?: \w+){0,3}$"
)


def questions_in(text: str) -> list[str]:
    """The questions of a message in order, at most `MOST`; the whole text when it holds no more than one.

    Of a long story only its question sentences are kept.
    """
    parts = [part.strip() for part in _SENTENCE.findall(text) if re.search(r"\w", part)]
    asked = [(place, piece) for place, part in enumerate(parts) for piece in _pieces(part) if is_question(piece)]
    is_story = len(text.split()) >= LONG
    if len(asked) < 2 and not (is_story and asked):
        return [text.strip()]
    found = [piece if _words(piece) >= FEWEST_WORDS else _with_before(parts, place, piece) for place, piece in asked]
    return list(dict.fromkeys(found))[-MOST:] if is_story else list(dict.fromkeys(found))[:MOST]


def is_question(text: str) -> bool:
    """Whether a sentence asks something: a question mark, or words that ask near its end."""
    plain = " ".join(re.sub(r"[^\w?]", " ", fold(text)).split())
    return plain.endswith("?") or bool(_CUE.search(plain.rstrip("? ")))


def _pieces(sentence: str) -> list[str]:
    """A sentence at its "và", "còn" … where both sides ask something of their own."""
    for seam in _NEXT.finditer(sentence):
        left, right = sentence[: seam.start()], sentence[seam.end() :]
        if all(_words(side) >= FEWEST_WORDS and is_question(side) for side in (left, right)):
            return [left.strip(), *_pieces(right.strip())]
    return [sentence]


def _with_before(parts: list[str], place: int, piece: str) -> str:
    return f"{parts[place - 1]} {piece}" if place else piece


def _words(text: str) -> int:
    return len(re.findall(r"\w+", text))
