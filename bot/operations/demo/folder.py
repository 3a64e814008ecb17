"""The folder of a sample union: made by it, marked by it, and no other folder is ever touched."""

from __future__ import annotations

from pathlib import Path

from bot.settings import Settings
from bot.texts import demo as words

DEFAULT = Path("data-demo")
MARK = "demo.note"
FILLED = "demo.filled"
CODES = "demo.codes"


class NotOurs(Exception):
    """The folder holds something else; the message says what to do."""


def demo_settings(settings: Settings) -> Settings:
    """The settings of a sample union: its own folder, and no channel, mail or public address of the real one.

    Where no folder was chosen it is `data-demo`.
    """
    data = DEFAULT if settings.data == Settings().data else settings.data
    return Settings(data=data, port=settings.port, staff_port=settings.staff_port, hotline=settings.hotline)


def claim(folder: Path) -> bool:
    """Make the folder, or find it made earlier; True when it is filled. NotOurs when anything else lies there."""
    if folder.exists() and any(folder.iterdir()) and not (folder / MARK).is_file():
        raise NotOurs(words.NOT_OURS.format(folder=folder))
    if not (folder / MARK).is_file():
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        (folder / MARK).write_text(words.MARK, "utf-8")
    return (folder / FILLED).is_file()
