"""A reply as plain text with numbered choices.

What every channel without buttons shows, and what paging measures.
"""

from __future__ import annotations

from bot.messages import Reply
from bot.texts import talk
from bot.texts.catalogue import said


def as_plain(reply: Reply) -> str:
    """The text, then its buttons as "1. …" lines that can be answered by typing the number."""
    if not reply.buttons:
        return reply.text
    lines = [said(talk.CHOOSE_BY_NUMBER, reply.language), *(f"{n}. {b.label}" for n, b in enumerate(reply.buttons, 1))]
    return "\n\n".join(filter(None, [reply.text, "\n".join(lines)]))
