"""Whether the console stands apart from the public pages: cookies ignore ports, so in earnest it needs its own host."""

from __future__ import annotations

from collections.abc import Iterator
from urllib.parse import urlsplit

from bot.operations.doctor import Finding
from bot.operations.stage import Stage, stage_of
from bot.settings import Settings
from bot.texts import doctor as words


def check_staff(settings: Settings) -> Iterator[Finding]:
    """Nothing to say on trial, or where nothing is open to others."""
    if stage_of(settings.data) is not Stage.EARNEST or not settings.public_url:
        return
    if not settings.staff_url:
        yield Finding(None, words.STAFF_NO_ADDRESS)
    elif urlsplit(settings.staff_url).hostname == urlsplit(settings.public_url).hostname:
        yield Finding(False, words.STAFF_SAME_HOST)
    else:
        yield Finding(True, words.STAFF_APART)
