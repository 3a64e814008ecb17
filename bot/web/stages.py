"""The way of a case as a row of stages, drawn from the line that the conversation says."""

from __future__ import annotations

from bot.texts.follow import STAGE_MARKS

CLASSES = {"done": "done", "now": "now", "ahead": ""}


def stages(line: str) -> list[tuple[str, str]]:
    """ "● gửi  ◉ phân loại  ○ trả lời" → [("done", "gửi"), ("now", "phân loại"), ("", "trả lời")]."""
    kinds = {mark: CLASSES[kind] for kind, mark in STAGE_MARKS.items()}
    return [(kinds.get(part[:1], ""), part[1:].strip()) for part in line.split("  ") if part.strip()]
