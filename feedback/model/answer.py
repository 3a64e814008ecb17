"""The union's answer to a worker: five parts, stored as parts; the headings stand with the words of each channel."""

from __future__ import annotations

import json
from dataclasses import astuple, dataclass, fields

TEMPLATES = frozenset({"answer", "answer_corrected"})
"""The messages whose body is a packed answer; of before, when it was one text with headings, the body is that text."""


@dataclass(frozen=True, slots=True)
class Answer:
    """The five parts of an answer, each required."""

    raised: str
    done: str
    result: str
    basis: str
    next_steps: str

    def is_complete(self) -> bool:
        """Whether every part says something."""
        return all(getattr(self, f.name).strip() for f in fields(self))

    def pack(self) -> str:
        """The parts as one text, to be sealed."""
        return json.dumps([part.strip() for part in astuple(self)], ensure_ascii=False)

    def plain(self) -> str:
        """All words of the answer, without headings."""
        return "\n\n".join(part.strip() for part in astuple(self))


def unpack(text: str) -> Answer | None:
    """The answer that `pack` made; None for any other text."""
    try:
        parts = json.loads(text)
    except ValueError:
        return None
    fits = isinstance(parts, list) and len(parts) == len(fields(Answer)) and all(isinstance(p, str) for p in parts)
    return Answer(*parts) if fits else None
