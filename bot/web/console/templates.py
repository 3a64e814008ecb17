"""The templates of the console, and what every one of them may use."""

from __future__ import annotations

import secrets
from datetime import date, datetime
from pathlib import Path

from starlette.templating import Jinja2Templates

from bot.conversation.follow.view import law_place, said
from bot.posters.qr_code import as_data_url
from bot.texts import console_lists as lists_words
from bot.texts import follow as follow_words
from bot.texts import submissions as terms
from bot.texts.faults import WORDS as FAULTS

HTML = Path(__file__).parent / "html"
STATIC = Path(__file__).parent / "static"
WEEKDAYS = ("thứ Hai", "thứ Ba", "thứ Tư", "thứ Năm", "thứ Sáu", "thứ Bảy", "Chủ nhật")


def day(value: date | None) -> str:
    """A day as people write it: 02/11/2026."""
    return f"{value:%d/%m/%Y}" if value else ""


def long_day(value: date) -> str:
    """A day with its name: thứ Hai, 30/11/2026."""
    return f"{WEEKDAYS[value.weekday()]}, {value:%d/%m/%Y}"


def minute(value: str) -> str:
    """A stored day, or day and minute, as people write it."""
    moment = datetime.fromisoformat(value)
    return f"{moment:%d/%m/%Y}" if len(value) <= 10 else f"{moment:%d/%m/%Y %H:%M}"


templates = Jinja2Templates(HTML)
templates.env.globals.update(
    terms=terms,
    lists_words=lists_words,
    follow_words=follow_words,
    law_place=law_place,
    words_of=said,
    faults=FAULTS,
    as_data_url=as_data_url,
    new_token=lambda: secrets.token_urlsafe(16),
)
templates.env.filters.update(law_place=law_place, day=day, long_day=long_day, minute=minute)
templates.env.trim_blocks = templates.env.lstrip_blocks = True
