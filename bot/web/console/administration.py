"""The pages beside the cases: figures, what stands below, people, the house, the log, the desk of questions."""

from __future__ import annotations

from collections.abc import Sequence

from bot.web.console import assist, below, figures, house, laws, log, people, questions, redraw, replies
from bot.web.console.visit import Page

PAGES: Sequence[Page] = (
    *figures.PAGES,
    *below.PAGES,
    *log.PAGES,
    *questions.PAGES,
    *laws.PAGES,
    *people.PAGES,
    *house.PAGES,
    *redraw.PAGES,
    *replies.PAGES,
    *assist.PAGES,
)
